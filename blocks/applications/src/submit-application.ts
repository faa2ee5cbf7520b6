import { record } from '@amt/audit';
import { openCase } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { inTransaction, type Tx } from '@amt/db';
import { planDeliveries } from '@amt/deliveries';
import { aroundOf, completeDraft, formByHash, type CompiledForm, type DraftKey, type Submission } from '@amt/forms';
import { pick } from '@amt/i18n';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicantOf } from './applicant.ts';
import { applicationByDraft, insertApplication } from './application-store.ts';
import { planAppointments } from './book-appointments.ts';
import { chargeFee } from './charge-fee.ts';
import { insertCosignatures } from './cosignature-store.ts';
import { trailText } from './cosign-trail.ts';
import { applicationSubmitted } from './events.ts';
import type { Application } from './tables.ts';

export interface SubmitApplication {
  readonly draftId: string;
  /** of a draft without account: `draftKey` of the visitor's session */
  readonly key?: DraftKey | undefined;
  /** where the person goes on after paying, by submission id */
  readonly confirmationPath: (submissionId: string) => string;
}

export type Submitted = Pick<Application, 'submissionId' | 'caseId' | 'claimId' | 'accountId'>;

/**
 * The one moment everything hangs on: the checked answers become a submission, a case, deliveries to wherever the form says and,
 * where there is a fee, a claim, all in one transaction. A second click, a second tab or the back button find the application that
 * is there already. The caller has checked that the draft is the visitor's own.
 *
 * @returns `incomplete` when an answer is missing or wrong (the check page shows where)
 */
export async function submitApplication(
  ctx: Context,
  input: SubmitApplication,
): Promise<Result<Submitted, 'not-found' | 'incomplete' | 'not-offered'>> {
  return inTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const completed = await completeDraft(inTx, input.draftId, input.key);
    if (!completed.ok) return completed;
    const existing = await applicationByDraft(tx, input.draftId);
    if (existing) return done(existing);

    const submission = completed.value;
    const service = await serviceById(tx, submission.serviceId);
    if (!service?.caseTypeId) return failed('not-offered');
    const { id: submissionId, accountId, feeCents } = submission;
    const form = await formByHash(tx, submission.formHash);
    const paysLater = form.definition.payment?.timing === 'later';
    const feeDue = feeCents > 0 && !paysLater;
    const cosigners = cosignerSteps(form, submission);
    const opened = await openCase(inTx, {
      caseTypeId: service.caseTypeId,
      serviceId: service.id,
      submissionId,
      accountId,
      ...(await applicantOf(inTx, submission)),
      feeDue,
      ...(cosigners.length > 0 && { agreements: { count: cosigners.length, applicantText: trailText('needed') } }),
    });
    const claimId =
      feeCents > 0
        ? await chargeFee(inTx, {
            ...opened,
            submissionId,
            accountId,
            cents: feeCents,
            paysLater,
            purpose: pick(service.name, ctx.locale),
            returnPath: input.confirmationPath(submissionId),
          })
        : null;
    const application = {
      submissionId,
      draftId: input.draftId,
      caseId: opened.caseId,
      serviceId: service.id,
      accountId: accountId ?? null,
      claimId,
      submittedAt: ctx.now,
    };
    await insertApplication(tx, application);
    await insertCosignatures(tx, submissionId, cosigners);
    await planDeliveries(tx, submission, opened.caseId, [
      ...(feeDue ? (['payment'] as const) : []),
      ...(cosigners.length > 0 ? (['agreement'] as const) : []),
    ]);
    await planAppointments(inTx, submission);
    if (submission.consent !== null) await recordSending(inTx, submission, opened.caseId);
    await emit(tx, applicationSubmitted, { submissionId, caseId: opened.caseId, serviceId: service.id, signedIn: accountId !== undefined });
    return done(application);
  });
}

/** That a clerk has sent for somebody who agreed. */
async function recordSending(ctx: Context & { readonly db: Tx }, { channel, serviceId }: Submission, caseId: string): Promise<void> {
  await record(ctx.db, {
    actor: ctx.actor,
    action: 'applications.send-for-somebody',
    subject: { type: 'case', id: caseId },
    detail: { service: serviceId, channel },
  });
}

/** Ids of the steps in which another person has to agree. */
function cosignerSteps(form: CompiledForm, { answers, facts }: Submission): string[] {
  if (form.steps.length === 0) return [];
  return aroundOf({ form, answers, facts }).steps.flatMap((step) => (step.kind === 'cosigner' ? [step.id] : []));
}
