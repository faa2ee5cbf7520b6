import { sql, type Db, type Tx } from '@amt/db';
import './tables.ts';

/** Those of the blobs that `signatures.seal` names. */
export async function blobsInUse(db: Db | Tx, sha256s: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('signatures.seal')
    .select('sealedSha256')
    .distinct()
    .where('sealedSha256', '=', sql<string>`any(${sha256s})`)
    .execute();
  return rows.map((row) => row.sealedSha256);
}
