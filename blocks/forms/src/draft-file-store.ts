import { randomUUIDv7 } from 'node:crypto';
import { type Db, type Tx, inTransaction } from '@amt/db';
import { type Place, openContent, sealContent, storageKeysOf } from '@amt/envelope';
import type { FileAnswer } from './answers.ts';
import type {} from './tables.ts';

/**
 * Notes that the draft holds the file. Of a sealed file only the blob is told; its name and key belong into the answers.
 *
 * @param scan it shows the paper and answers no question
 */
export async function insertDraftFile(
  tx: Tx,
  draftId: string,
  file: Omit<FileAnswer, 'id'> & { readonly id?: string },
  uploadedAt: Temporal.Instant,
  scan = false,
): Promise<FileAnswer> {
  const { id = randomUUIDv7(), fileName, mediaType, size, sha256, seal } = file;
  // those of other files are among the answers
  const named = scan ? sealContent(storageKeysOf(tx), placeOf(id, draftId), { fileName, mediaType }) : { dataKey: null, content: null };
  await tx
    .insertInto('forms.draftFile')
    .values({ id, draftId, sha256: seal?.blob ?? sha256, size, uploadedAt, scan, ...named })
    .execute();
  return { id, fileName, mediaType, size, sha256, ...(seal ? { seal } : {}) };
}

function placeOf(id: string, draftId: string): Place {
  return { table: 'forms.draft_file', id, boundTo: [draftId] };
}

export async function deleteDraftFiles(tx: Tx, draftId: string, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await tx.deleteFrom('forms.draftFile').where('draftId', '=', draftId).where('id', 'in', fileIds).execute();
}

/** Scans of the paper, first added first. They are never sealed with a code: a clerk's draft is not nobody's. */
export async function scansOfDraft(db: Db | Tx, draftId: string): Promise<FileAnswer[]> {
  const rows = await db
    .selectFrom('forms.draftFile')
    .select(['id', 'fileName', 'mediaType', 'size', 'sha256', 'dataKey', 'content'])
    .where('draftId', '=', draftId)
    .where('scan', '=', true)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, fileName, mediaType, size, sha256, dataKey, content }) => {
    // authenticated: it is what `insertDraftFile` was given
    if (dataKey && content) return [{ id, size, sha256, ...(openContent(db, placeOf(id, draftId), { dataKey, content }) as Names) }];
    return fileName === null || mediaType === null ? [] : [{ id, size, sha256, fileName, mediaType }];
  });
}

type Names = Pick<FileAnswer, 'fileName' | 'mediaType'>;

/** Encrypts up to `limit` names that an earlier version has written in clear; returns how many. */
export function encryptClearFileNames(db: Db, limit: number): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .selectFrom('forms.draftFile')
      .select(['id', 'draftId', 'fileName', 'mediaType', 'scan'])
      .where('fileName', 'is not', null)
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const { id, draftId, fileName, mediaType, scan } of rows) {
      const named = scan ? sealContent(storageKeysOf(tx), placeOf(id, draftId), { fileName, mediaType }) : {};
      await tx
        .updateTable('forms.draftFile')
        .set({ fileName: null, mediaType: null, ...named })
        .where('id', '=', id)
        .execute();
    }
    return rows.length;
  });
}
