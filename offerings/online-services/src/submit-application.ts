import { attachClaim, openCase } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { inTransaction } from '@amt/db';
import { completeDraft } from '@amt/forms';
import { pick } from '@amt/i18n';
import { emit } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { allowPaying, createClaim } from '@amt/payments';
import { applicantOf } from './applicant.ts';
import { applicationByDraft, insertApplication } from './application-store.ts';
import { applicationSubmitted } from './events.ts';
import type { Application } from './tables.ts';

export interface SubmitApplication {
  readonly draftId: string;
  /** where the payment comes back to, by submission id */
  readonly confirmationPath: (submissionId: string) => string;
}

export type Submitted = Pick<Application, 'submissionId' | 'caseId' | 'claimId'>;

/**
 * The one moment everything hangs on: the checked answers become a submission, a case, and where there is a fee a claim, all
 * in one transaction. A second click, a second tab or the back button find the application that is there already.
 *
 * @returns `incomplete` when an answer is missing or wrong (the check page shows where), `not-found` for a draft of someone else.
 */
export async function submitApplication(ctx: Context, input: SubmitApplication): Promise<Result<Submitted, 'not-found' | 'incomplete' | 'not-offered'>> {
  return inTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const completed = await completeDraft(inTx, input.draftId);
    if (!completed.ok) return completed;
    const existing = await applicationByDraft(tx, input.draftId);
    if (existing) return done(existing);

    const { submission } = completed.value;
    const service = await serviceById(tx, submission.serviceId);
    if (!service?.caseTypeId) return failed('not-offered');
    const { cents } = submission.fee;
    const accountId = submission.accountId ?? null;
    const opened = await openCase(inTx, {
      caseTypeId: service.caseTypeId,
      serviceId: service.id,
      submissionId: submission.id,
      accountId: submission.accountId,
      ...(await applicantOf(inTx, submission)),
      feeDue: cents > 0,
    });
    const claimId = cents > 0 ? await chargeFee(inTx, input, { submissionId: submission.id, accountId: submission.accountId, ...opened, cents, purpose: pick(service.name, ctx.locale) }) : null;
    const application = { submissionId: submission.id, draftId: input.draftId, caseId: opened.caseId, serviceId: service.id, accountId, claimId, submittedAt: ctx.now };
    await insertApplication(tx, application);
    await emit(tx, applicationSubmitted, { submissionId: submission.id, caseId: opened.caseId, serviceId: service.id, signedIn: accountId !== null });
    return done(application);
  });
}
