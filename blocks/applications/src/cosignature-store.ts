import type { Db, Tx } from '@amt/db';
import type { Cosignature } from './tables.ts';

/** One open agreement per step of the form that asks for one. */
export async function insertCosignatures(tx: Tx, submissionId: string, steps: readonly string[]): Promise<void> {
  if (steps.length === 0) return;
  const empty = { tokenHash: null, askedName: null, askedMail: null, askedAt: null, signedName: null, answeredAt: null };
  await tx
    .insertInto('applications.cosignature')
    .values(steps.map((step) => ({ submissionId, step, ...empty })))
    .execute();
}

export function cosignaturesOf(db: Db | Tx, submissionId: string): Promise<Cosignature[]> {
  return db.selectFrom('applications.cosignature').selectAll().where('submissionId', '=', submissionId).orderBy('id').execute();
}

export function cosignatureByTokenHash(db: Db | Tx, tokenHash: string): Promise<Cosignature | undefined> {
  return db.selectFrom('applications.cosignature').selectAll().where('tokenHash', '=', tokenHash).executeTakeFirst();
}

export function lockCosignature(tx: Tx, id: string): Promise<Cosignature | undefined> {
  return tx.selectFrom('applications.cosignature').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function setAsked(
  tx: Tx,
  id: string,
  asked: { readonly tokenHash: string; readonly askedName: string; readonly askedMail: string; readonly askedAt: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...asked, state: 'asked' })
    .where('id', '=', id)
    .execute();
}

/** The address was there to ask; with the answer it goes. The link leads nowhere afterwards. */
export async function setAnswered(
  tx: Tx,
  id: string,
  answer: { readonly state: 'agreed' | 'declined'; readonly signedName: string; readonly answeredAt: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...answer, askedMail: null, tokenHash: null })
    .where('id', '=', id)
    .execute();
}

/** Whom a person has asked to agree, and what came of it; without the secret of the link. */
export function cosignaturesOfAccount(db: Db | Tx, accountId: string) {
  return db
    .selectFrom('applications.cosignature as c')
    .innerJoin('applications.application as a', 'a.submissionId', 'c.submissionId')
    .select(['c.submissionId', 'c.step', 'c.state', 'c.askedName', 'c.askedMail', 'c.askedAt', 'c.signedName', 'c.answeredAt'])
    .where('a.accountId', '=', accountId)
    .execute();
}

/** Names and addresses go with the account that gave them; that somebody agreed stays with the application. */
export async function forgetCosigners(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ askedName: null, askedMail: null, signedName: null, tokenHash: null })
    .where('submissionId', 'in', (query) =>
      query.selectFrom('applications.application').select('submissionId').where('accountId', '=', accountId),
    )
    .execute();
}
