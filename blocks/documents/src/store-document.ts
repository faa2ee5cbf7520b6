import type { Tx } from '@amt/db';
import type { DocumentKind } from './tables.ts';

export interface NewDocument {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly fileName: string;
  /** of the blob, which lies in the file store already */
  readonly sha256: string;
  /** bytes */
  readonly size: number;
  /** whom it is for */
  readonly accountId: string | null;
  /** whose staff may read it */
  readonly unitId: string;
  readonly caseId: string | null;
  readonly sealed: boolean;
  readonly locale: 'de' | 'en';
  readonly idempotencyKey: string;
  readonly at: Temporal.Instant;
}

/** Adds a document in the caller's transaction. The same key again changes nothing and answers the id of the first. */
export async function storeDocument(tx: Tx, { at, ...document }: NewDocument): Promise<string> {
  const added = await tx
    .insertInto('documents.document')
    .values({ ...document, createdAt: at })
    .onConflict((conflict) => conflict.column('idempotencyKey').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added) return added.id;
  const { id } = await tx
    .selectFrom('documents.document')
    .select('id')
    .where('idempotencyKey', '=', document.idempotencyKey)
    .executeTakeFirstOrThrow();
  return id;
}
