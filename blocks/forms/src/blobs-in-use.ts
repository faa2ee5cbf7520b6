import { sql, type Db, type Tx } from '@amt/db';
import './tables.ts';

/** Those of the blobs that `forms.draftFile` names. */
export async function blobsInUse(db: Db | Tx, sha256s: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('forms.draftFile')
    .select('sha256')
    .distinct()
    .where('sha256', '=', sql<string>`any(${sha256s})`)
    .execute();
  return rows.map((row) => row.sha256);
}
