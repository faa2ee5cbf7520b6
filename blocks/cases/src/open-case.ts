import { officeDate } from '@amt/clock';
import type { Tx } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import { emit } from '@amt/jobs';
import type { Context } from '@amt/module';
import { caseBySubmission, insertCase, insertEvent, updateCase } from './case-store.ts';
import { currentCaseType, nextReferenceNumber } from './case-type-store.ts';
import { caseOpened } from './events.ts';
import { fileReference } from './file-reference.ts';
import { holidaysBetween } from './holiday-store.ts';
import type { CaseTypeDefinition } from './case-type.ts';
import type { AgreementStep } from './track-agreement.ts';
import { addWorkingDays } from './working-days.ts';

export interface OpenCase {
  readonly caseTypeId: string;
  readonly serviceId: string;
  readonly submissionId: string;
  /** undefined when the service needs no sign-in */
  readonly accountId?: string | undefined;
  readonly applicantName: string;
  readonly applicantMail?: string | undefined;
  /** a fee is charged first: the case waits for it; tell the claim with `attachClaim` in the same transaction */
  readonly feeDue: boolean;
  /** other people have to agree: how many, and the sentence the applicant reads about it */
  readonly agreements?: { readonly count: number; readonly applicantText: LocalizedText } | undefined;
}

export interface OpenedCase {
  readonly caseId: string;
  readonly fileReference: string;
  readonly unitId: string;
}

/**
 * Opens the case of a submission, in the caller's transaction. The same submission again gives the case it already has.
 * @throws when the case type is not published: a fault of the city's data that `city check` finds.
 */
export async function openCase(ctx: Context & { readonly db: Tx }, input: OpenCase): Promise<OpenedCase> {
  const tx = ctx.db;
  const existing = await caseBySubmission(tx, input.submissionId);
  if (existing) return { caseId: existing.id, fileReference: existing.fileReference, unitId: existing.unitId };
  const type = await currentCaseType(tx, input.caseTypeId);
  if (!type) throw new Error(`case type ${input.caseTypeId} is not published`);

  const { definition } = type;
  const today = officeDate(ctx.now);
  const unpaid = input.feeDue && definition.initialUnpaid !== undefined;
  const state = definition.states.find((s) => s.id === (unpaid ? definition.initialUnpaid : definition.initial));
  if (!state) throw new Error(`case type ${definition.id} has no initial state`);
  const reference = fileReference(definition.referencePrefix, today.year, await nextReferenceNumber(tx));
  const caseId = await insertCase(tx, {
    fileReference: reference,
    caseTypeId: definition.id,
    caseTypeHash: type.hash,
    serviceId: input.serviceId,
    unitId: definition.unitId,
    accountId: input.accountId ?? null,
    applicantName: input.applicantName,
    applicantMail: input.applicantMail ?? null,
    locale: ctx.locale,
    submissionId: input.submissionId,
    claimId: null,
    state: state.id,
    phase: state.phase,
    ownerId: null,
    openedAt: ctx.now,
    // a case that waits for its fee has not been received yet, so its deadline does not run
    receivedOn: unpaid ? null : today,
    dueOn: unpaid ? null : await decisionDueOn(tx, definition, today),
    closedAt: null,
    outcome: null,
    eraseOn: null,
    ...(input.agreements && { openAgreements: input.agreements.count }),
  });
  await insertEvent(tx, { caseId, at: ctx.now, kind: 'opened', toState: state.id, actor: ctx.actor, applicantText: state.applicantText });
  if (input.agreements)
    await insertEvent(tx, {
      caseId,
      at: ctx.now,
      kind: 'agreement',
      actor: ctx.actor,
      applicantText: input.agreements.applicantText,
      detail: { agreement: 'needed' satisfies AgreementStep },
    });
  await emit(tx, caseOpened, { caseId, submissionId: input.submissionId, serviceId: input.serviceId, unitId: definition.unitId });
  return { caseId, fileReference: reference, unitId: definition.unitId };
}

/** The claim whose payment a case waits for. */
export async function attachClaim(tx: Tx, caseId: string, claimId: string): Promise<void> {
  await updateCase(tx, caseId, { claimId });
}

/** The last working day for the decision, counted from receipt. */
export async function decisionDueOn(tx: Tx, type: CaseTypeDefinition, received: Temporal.PlainDate): Promise<Temporal.PlainDate> {
  // twice the working days and a fortnight is past any run of holidays
  const isHoliday = await holidaysBetween(tx, received, received.add({ days: type.decisionWithinDays * 2 + 14 }));
  return addWorkingDays(received, type.decisionWithinDays, isHoliday);
}
