export type { FileStore, StoredFile } from './file-store.ts';
