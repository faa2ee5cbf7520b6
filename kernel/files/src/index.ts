export type { FileStore, StoredFile } from './file-store.ts';
export { folderStore, removeLeftovers } from './folder-store.ts';
export { FileDamaged, FileMissing, FileTooLarge } from './errors.ts';
