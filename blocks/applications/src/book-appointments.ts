import { caseById } from '@amt/cases';
import { inTransaction, type Tx } from '@amt/db';
import { appointmentBookOf, submissionById, type Submission } from '@amt/forms';
import { enqueue } from '@amt/jobs';
import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { appointmentOf, appointmentsOf, insertAppointments, moveAppointment } from './appointment-store.ts';
import { applicationByCase, applicationBySubmission } from './application-store.ts';
import { tellApplicant } from './tell-applicant.ts';

const payload = Type.Object({ submissionId: Type.String(), step: Type.String() });

/** Writes down the times that came with a submission, and plans that they are confirmed; in the submitting transaction, and only where there are some. */
export async function planAppointments({ db: tx, now }: Context & { readonly db: Tx }, { id, appointments }: Submission): Promise<void> {
  const held = Object.entries(appointments ?? {});
  if (held.length === 0) return;
  await insertAppointments(
    tx,
    held.map(([step, { officeName, startsAt }]) => ({
      submissionId: id,
      step,
      officeName,
      startsAt: Temporal.Instant.from(startsAt),
      changedAt: now,
    })),
  );
  for (const [step] of held) await enqueue(tx, confirmAppointment, { submissionId: id, step });
}

/**
 * Confirms a held time at the book of appointments. The key is submission and step, so that a try whose answer was lost does no harm. A time that is gone
 * after all is told to the applicant.
 */
export const confirmAppointment = defineJob({
  name: 'applications.confirm-appointment',
  payload,
  async run(ctx, { submissionId, step }) {
    const [found, submission, application] = await Promise.all([
      appointmentOf(ctx.db, submissionId, step),
      submissionById(ctx.db, submissionId),
      applicationBySubmission(ctx.db, submissionId),
    ]);
    const held = submission?.appointments?.[step];
    const aCase = application && (await caseById(ctx.db, application.caseId));
    if (found?.state !== 'held' || !held || !aCase) return;
    const book = appointmentBookOf(ctx);
    if (!book) throw new Error('no book of appointments is set');
    const confirmed = await book.confirm(held, {
      idempotencyKey: `${submissionId}/${step}`,
      name: aCase.applicantName,
      mail: submission.contact.mail,
    });
    if (!confirmed.ok && confirmed.code === 'unavailable') throw new Error('the book of appointments does not answer');
    await inTransaction(ctx.db, async (tx) => {
      const moved = await moveAppointment(tx, found, confirmed.ok ? 'confirmed' : 'lost', ctx.now);
      if (moved && !confirmed.ok)
        await tellApplicant({ ...ctx, db: tx }, { found: aCase, about: 'appointmentLost', key: `${submissionId}:${step}` });
    });
  },
});

/** Gives a time back that nobody needs any more. */
export const cancelAppointment = defineJob({
  name: 'applications.cancel-appointment',
  payload,
  async run(ctx, { submissionId, step }) {
    const [found, submission] = await Promise.all([appointmentOf(ctx.db, submissionId, step), submissionById(ctx.db, submissionId)]);
    const held = submission?.appointments?.[step];
    if (!found || !held || found.state === 'cancelled' || found.state === 'lost') return;
    const released = await appointmentBookOf(ctx)?.release(held);
    if (released?.ok !== true) throw new Error('the book of appointments does not answer');
    // confirmed meanwhile, it is free all the same
    for (const state of ['held', 'confirmed'] as const)
      await inTransaction(ctx.db, (tx) => moveAppointment(tx, { ...found, state }, 'cancelled', ctx.now));
  },
});

/** Who withdraws an application, or does not pay it, does not come either. */
export async function freeAppointments(
  ctx: Context & { readonly db: Tx },
  { caseId, outcome }: { readonly caseId: string; readonly outcome: string },
): Promise<void> {
  if (outcome !== 'withdrawn' && outcome !== '') return;
  const application = await applicationByCase(ctx.db, caseId);
  if (!application) return;
  for (const { step } of await appointmentsOf(ctx.db, application.submissionId))
    await enqueue(ctx.db, cancelAppointment, { submissionId: application.submissionId, step });
}
