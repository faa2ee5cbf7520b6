import { sql, type Db, type Tx } from '@amt/db';
import './tables.ts';

/** Those of the blobs that a draft or a submission holds: of sealed drafts the encrypted ones, of submissions the files as they were sent. */
export async function blobsInUse(db: Db | Tx, sha256s: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ sha256: string }>`
    select sha256 from forms.draft_file where sha256 = any(${sha256s})
    union
    select blob from forms.submission, unnest(blobs) blob where blobs <> '{}' and blobs && ${sha256s}::text[] and blob = any(${sha256s})`.execute(
    db,
  );
  return rows.map((row) => row.sha256);
}
