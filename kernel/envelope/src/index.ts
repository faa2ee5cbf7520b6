import { defineModule } from '@amt/module';
import type {} from './tables.ts';

/** The tables of house keys and of blobs' data keys, as a module of the house. The file of keys is opened by the composition root. */
export const envelope = defineModule({
  name: 'envelope',
  migrations: new URL('../migrations/', import.meta.url),
  dataKeys: [{ table: 'envelope.blob', id: 'sha256' }],
  retention: 'none',
  dataSubject: 'none',
});

export { envelopeConfig, storageKeysFile } from './config.ts';
export { bindStorageKeys, storageKeysOf } from './bound-keys.ts';
export { createKeysFile, isPending, keysOfData, missingIn, openStorageKeys, retireKey, rotateKey } from './house-keys.ts';
export { readKeysFile } from './keys-file.ts';
export { NotAuthentic, StorageKeysProblem } from './problem.ts';
export { keyUses, rewrapDataKeys } from './rewrap.ts';
export { openContent, sealContent } from './sealed-content.ts';
export type { Place, SealedContent } from './sealed-content.ts';
export { encryptClearBlobs, sealedStore } from './sealed-store.ts';
export { StorageKeys } from './storage-keys.ts';
