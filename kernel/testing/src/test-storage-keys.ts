import { StorageKeys } from '@amt/envelope';

/** House keys of all tests: the same in every process, so that programs which a test starts read what it has written. */
export const testStorageKeys = StorageKeys.fixed({
  current: '00000000000000aa',
  keys: [{ id: '00000000000000aa', key: Buffer.alloc(32, 'test').toString('base64url'), createdAt: '2026-01-01T00:00:00Z' }],
});
