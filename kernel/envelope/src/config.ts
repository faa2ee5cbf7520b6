import { Type } from 'typebox';

/** Part of the list of settings that the composition root loads. */
export const envelopeConfig = {
  module: 'envelope',
  schema: Type.Object({
    STORAGE_KEYS_FILE: Type.String({
      minLength: 1,
      description:
        'file with the keys that stored data is encrypted under, mode 0600; "amt storage-keys create" makes it; in demo mode made in <AMT_DATA>/storage-keys',
    }),
  }),
} as const;
