import { Type, type Static } from 'typebox';
import { StorageKeysProblem } from './problem.ts';

/** Part of the list of settings that the composition root loads. */
export const envelopeConfig = {
  module: 'envelope',
  schema: Type.Object({
    STORAGE_KEYS_FILE: Type.Optional(
      Type.String({
        description:
          'file with the keys that stored data is encrypted under, mode 0600; "amt storage-keys create" makes it; in demo mode made in <AMT_DATA>/storage-keys',
      }),
    ),
  }),
} as const;

/** @throws StorageKeysProblem that says what to do when the setting is missing */
export function storageKeysFile({ STORAGE_KEYS_FILE: path }: Static<typeof envelopeConfig.schema>): string {
  if (path !== undefined) return path;
  throw new StorageKeysProblem(
    'STORAGE_KEYS_FILE is not set: what people send is stored encrypted, and the file with the keys is named by this setting.\n' +
      'A new house: "amt storage-keys create FILE" makes it. Keep a copy of the file apart from the backups.',
  );
}
