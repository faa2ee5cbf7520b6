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

export interface Asked {
  readonly tokenHash: string;
  readonly askedName: string;
  readonly askedMail: string;
  readonly askedAt: Temporal.Instant;
  /** address of the page of the link, up to its token */
  readonly askedLink: string;
  readonly askedLocale: 'de' | 'en';
  readonly expiresAt: Temporal.Instant;
}

export async function setAsked(tx: Tx, id: string, asked: Asked): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...asked, state: 'asked', remindedAt: null, signedName: null, answeredAt: null })
    .where('id', '=', id)
    .execute();
}

export async function setReminded(
  tx: Tx,
  id: string,
  reminded: { readonly tokenHash: string; readonly remindedAt: Temporal.Instant },
): Promise<void> {
  await tx.updateTable('applications.cosignature').set(reminded).where('id', '=', id).execute();
}

/** What was there to reach the person; it goes as soon as nobody waits for an answer. */
const unreachable = { askedMail: null, askedLink: null, askedLocale: null, tokenHash: null, expiresAt: null } as const;

/** One that was asked before a time and not reminded since; locked. Rows that another worker has are left to it. */
export function lockDueToRemind(tx: Tx, askedBefore: Temporal.Instant): Promise<Cosignature | undefined> {
  return (
    tx
      .selectFrom('applications.cosignature')
      .selectAll()
      .where('state', '=', 'asked')
      .where('askedAt', '<=', askedBefore)
      .where('remindedAt', 'is', null)
      // asked before reminders were sent: there is no address to link to
      .where('askedLink', 'is not', null)
      .orderBy('askedAt')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
  );
}

/** One that was asked and whose time to answer is over; locked. */
export function lockRunOut(tx: Tx, now: Temporal.Instant): Promise<Cosignature | undefined> {
  return tx
    .selectFrom('applications.cosignature')
    .selectAll()
    .where('state', '=', 'asked')
    .where('expiresAt', '<=', now)
    .orderBy('askedAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function setExpired(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...unreachable, state: 'expired' })
    .where('id', '=', id)
    .execute();
}

/** The case is over: nobody's answer is waited for. */
export async function expireAllOf(tx: Tx, caseId: string): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...unreachable, state: 'expired' })
    .where('state', '=', 'asked')
    .where('submissionId', 'in', (query) =>
      query.selectFrom('applications.application').select('submissionId').where('caseId', '=', caseId),
    )
    .execute();
}

export async function setWaived(
  tx: Tx,
  id: string,
  waived: { readonly waivedBy: string; readonly waiverReason: string; readonly answeredAt: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...unreachable, ...waived, state: 'waived' })
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
    .set({ ...unreachable, ...answer })
    .where('id', '=', id)
    .execute();
}

/** Whom a person has asked to agree, and what came of it; without the secret of the link. */
export function cosignaturesOfAccount(db: Db | Tx, accountId: string) {
  return db
    .selectFrom('applications.cosignature as c')
    .innerJoin('applications.application as a', 'a.submissionId', 'c.submissionId')
    .select([
      'c.submissionId',
      'c.step',
      'c.state',
      'c.askedName',
      'c.askedMail',
      'c.askedAt',
      'c.signedName',
      'c.answeredAt',
      'c.remindedAt',
      'c.expiresAt',
    ])
    .where('a.accountId', '=', accountId)
    .execute();
}

/** Names and addresses go with the account that gave them; that somebody agreed stays with the application. */
export async function forgetCosigners(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('applications.cosignature')
    .set({ ...unreachable, askedName: null, signedName: null })
    .where('submissionId', 'in', (query) =>
      query.selectFrom('applications.application').select('submissionId').where('accountId', '=', accountId),
    )
    .execute();
}
