import type { Tx } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import { done, failed, type Context, type Result } from '@amt/module';
import { insertEvent, lockCase, updateCase } from './case-store.ts';
import type { Case } from './tables.ts';

/** What became of the agreement of another person; `agreed` and `waived` settle it. */
export const agreementSteps = ['needed', 'asked', 'reminded', 'agreed', 'declined', 'expired', 'waived'] as const;
export type AgreementStep = (typeof agreementSteps)[number];

export interface TrackAgreement {
  readonly caseId: string;
  readonly step: Exclude<AgreementStep, 'needed'>;
  /** the sentence the applicant reads in the history */
  readonly applicantText: LocalizedText;
  /** why staff go on without it */
  readonly reason?: string;
}

/**
 * Writes into the history of a case how it stands with an agreement it waits for, in the caller's transaction. The case stays locked until that ends, so an
 * agreement and a decision at once come one after the other. The caller settles each agreement once.
 *
 * @returns the case as it is now; `closed` when it is over and nothing was written
 */
export async function trackAgreement(
  { db: tx, now, actor }: Context & { readonly db: Tx },
  { caseId, step, applicantText, reason }: TrackAgreement,
): Promise<Result<Case, 'not-found' | 'closed'>> {
  const found = await lockCase(tx, caseId);
  if (!found) return failed('not-found');
  if (found.closedAt) return failed('closed');
  const settles = step === 'agreed' || step === 'waived';
  // cases from before agreements were counted have none to take off
  const openAgreements = settles ? Math.max(0, found.openAgreements - 1) : found.openAgreements;
  if (openAgreements !== found.openAgreements) await updateCase(tx, caseId, { openAgreements });
  const detail = { agreement: step, ...(reason === undefined ? {} : { reason }) };
  await insertEvent(tx, { caseId, at: now, kind: 'agreement', actor, applicantText, detail });
  return done({ ...found, openAgreements });
}

/** The step a line of the history tells of. */
export function agreementStepOf({ detail }: { readonly detail: Record<string, unknown> }): AgreementStep | undefined {
  return agreementSteps.find((step) => step === detail['agreement']);
}
