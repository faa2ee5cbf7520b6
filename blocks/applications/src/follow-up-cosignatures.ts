import { trackAgreement } from '@amt/cases';
import { inTransaction, type Tx } from '@amt/db';
import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { applicationBySubmission } from './application-store.ts';
import { trailText } from './cosign-trail.ts';
import { lockDueToRemind, lockRunOut, setExpired } from './cosignature-store.ts';
import { sendReminder } from './remind-cosigner.ts';
import { tellApplicant } from './tell-applicant.ts';
import type { Cosignature } from './tables.ts';

/** Days after which who was asked is reminded, once by the clock. */
const daysToReminder = 7;

/** Reminds people who were asked to agree, and ends links whose time is over. Each one a transaction: whatever crashes, once. @returns how many */
export async function followUpCosignatures(ctx: Context): Promise<number> {
  let count = 0;
  while (await inTransaction(ctx.db, (tx) => expireOne({ ...ctx, db: tx }))) count++;
  while (await inTransaction(ctx.db, (tx) => remindOne({ ...ctx, db: tx }))) count++;
  return count;
}

type InTx = Context & { readonly db: Tx };

async function remindOne(ctx: InTx): Promise<boolean> {
  const due = await lockDueToRemind(ctx.db, ctx.now.subtract({ hours: 24 * daysToReminder }));
  if (!due) return false;
  const reminded = await sendReminder(ctx, due, await caseIdOf(ctx.db, due));
  // nobody to write to, or a case that is over: nothing is left to wait for
  if (!reminded.ok) await setExpired(ctx.db, due.id);
  return true;
}

async function expireOne(ctx: InTx): Promise<boolean> {
  const due = await lockRunOut(ctx.db, ctx.now);
  if (!due) return false;
  await setExpired(ctx.db, due.id);
  const tracked = await trackAgreement(ctx, {
    caseId: await caseIdOf(ctx.db, due),
    step: 'expired',
    applicantText: trailText('expired'),
  });
  if (tracked.ok)
    await tellApplicant(ctx, { found: tracked.value, about: 'expired', key: `${due.id}:${due.expiresAt?.epochMilliseconds ?? 0}` });
  return true;
}

async function caseIdOf(tx: Tx, { submissionId }: Cosignature): Promise<string> {
  const application = await applicationBySubmission(tx, submissionId);
  if (!application) throw new Error(`no application has the submission ${submissionId}`);
  return application.caseId;
}

export const followUpCosignaturesJob = defineJob({
  name: 'applications.follow-up-cosignatures',
  payload: Type.Object({}),
  cron: '40 6 * * *',
  run: async (ctx) => void (await followUpCosignatures(ctx)),
});
