import { inTransaction, type Tx } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { done, failed, type Context, type Result } from '@amt/module';
import { longestMessage } from './ask-back.ts';
import { lockCase } from './case-store.ts';
import type { CaseTypeDefinition, Effect } from './case-type.ts';
import { caseTypeOf } from './case-type-store.ts';
import { decisionOf, insertDecision, updateDecision } from './decision-store.ts';
import { issueDecision } from './issue-decision.ts';
import type { Case } from './tables.ts';
import { availableAction, carryOut, failingGuard, type Refusal } from './transition.ts';

/** `agreement-open`: another person still has to agree, and the outcome would grant what was applied for */
type Refused = 'not-found' | 'unknown-outcome' | 'too-long' | 'agreement-open' | Refusal;

/** The clerk decides. Where the type wants four eyes this is a proposal, else the decision is written, sealed and delivered at once. */
export async function proposeDecision(
  ctx: Context,
  input: { caseId: string; outcome: string; remarks: string },
): Promise<Result<void, Refused>> {
  const remarks = input.remarks.trim();
  if (remarks.length > longestMessage) return failed('too-long');
  return inTransaction(ctx.db, async (tx) => {
    const step = await stepOf(ctx, tx, input.caseId, 'propose');
    if (!step.ok) return step;
    const { found, type, action } = step.value;
    if (!type.outcomes.some((outcome) => outcome.id === input.outcome)) return failed('unknown-outcome');
    if (lacksAgreement(found, type, input.outcome)) return failed('agreement-open');
    const decisionId = await insertDecision(tx, {
      caseId: found.id,
      outcome: input.outcome,
      remarks,
      proposedBy: ctx.actor.id,
      proposedAt: ctx.now,
    });
    const takes = found.ownerId === null ? { ownerId: ctx.actor.id } : {};
    await carryOut(ctx, tx, type, found, action, { change: takes, detail: { outcome: input.outcome } });
    if (!type.fourEyes) await enqueue(tx, issueDecision, { decisionId }, { key: `issue:${decisionId}` });
    return done();
  });
}

/** A second person approves; the decision is then written, sealed and delivered. */
export async function approveDecision(ctx: Context, { caseId }: { caseId: string }): Promise<Result<void, Refused>> {
  return inTransaction(ctx.db, async (tx) => {
    const step = await stepOf(ctx, tx, caseId, 'approve');
    if (!step.ok) return step;
    const { found, type, action } = step.value;
    const decision = await decisionOf(tx, caseId);
    if (!decision) return failed('not-now');
    if (lacksAgreement(found, type, decision.outcome)) return failed('agreement-open');
    await updateDecision(tx, decision.id, { approvedBy: ctx.actor.id, approvedAt: ctx.now });
    await carryOut(ctx, tx, type, found, action);
    await enqueue(tx, issueDecision, { decisionId: decision.id }, { key: `issue:${decision.id}` });
    return done();
  });
}

/** The second person gives the proposal back with the reason as a note in the timeline. */
export async function returnDecision(ctx: Context, { caseId, reason }: { caseId: string; reason: string }): Promise<Result<void, Refused>> {
  return inTransaction(ctx.db, async (tx) => {
    const step = await stepOf(ctx, tx, caseId, 'return');
    if (!step.ok) return step;
    const { found, type, action } = step.value;
    const decision = await decisionOf(tx, caseId);
    if (!decision) return failed('not-now');
    await updateDecision(tx, decision.id, { returnedAt: ctx.now });
    await carryOut(ctx, tx, type, found, action, { detail: { reason: reason.trim().slice(0, longestMessage) } });
    return done();
  });
}

/** An application that others have to agree with may be refused without them, not granted. */
function lacksAgreement({ openAgreements }: Case, { outcomes }: CaseTypeDefinition, outcomeId: string): boolean {
  return openAgreements > 0 && outcomes.some(({ id, favourable }) => id === outcomeId && favourable);
}

/** Locks the case and finds the step, so that the three decisions share one way of refusing. */
async function stepOf(
  ctx: Context,
  tx: Tx,
  caseId: string,
  effect: Effect,
): Promise<Result<{ found: Case; type: CaseTypeDefinition; action: NonNullable<ReturnType<typeof availableAction>> }, Refused>> {
  const found = await lockCase(tx, caseId);
  if (!found) return failed('not-found');
  ctx.require('cases.read', { unitId: found.unitId });
  const type = await caseTypeOf(tx, found);
  const action = availableAction(type, found, 'staff', { effect });
  if (!action) return failed('not-now');
  ctx.require(action.permission ?? 'cases.decide', { unitId: found.unitId });
  const guard = await failingGuard(tx, ctx.actor, found, action);
  return guard ? failed(guard) : done({ found, type, action });
}
