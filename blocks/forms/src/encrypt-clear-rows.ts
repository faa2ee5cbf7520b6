import type { Context } from '@amt/module';
import { encryptClearFileNames } from './draft-file-store.ts';
import { encryptClearAddresses } from './draft-reminder.ts';
import { encryptClearDrafts } from './draft-store.ts';
import { encryptClearSubmissions } from './submission-store.ts';

const batch = 100;

/** Encrypts some of what versions before the storage keys have written in clear; returns how many rows, 0 when none is left. */
export async function encryptClearRows({ db }: Pick<Context, 'db'>): Promise<number> {
  let count = 0;
  for (const encrypt of [encryptClearDrafts, encryptClearFileNames, encryptClearAddresses, encryptClearSubmissions])
    count += await encrypt(db, batch);
  return count;
}
