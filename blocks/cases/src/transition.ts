import type { Tx } from '@amt/db';
import { officeDate } from '@amt/clock';
import { emit } from '@amt/jobs';
import { markAnswered as markMailAnswered } from '@amt/mailbox';
import { may, type Actor, type Context } from '@amt/module';
import { claimById } from '@amt/payments';
import { insertEvent, updateCase } from './case-store.ts';
import type { CaseAction, CaseTypeDefinition, Effect, Guard } from './case-type.ts';
import { decisionOf } from './decision-store.ts';
import { caseClosed, caseMoved } from './events.ts';
import { markAnswered, openQuestion } from './message-store.ts';
import type { Case } from './tables.ts';

/** What may stop an action on the locked row. */
export type Refusal = 'not-now' | Guard;

/** The action with this effect (or id) that the actor's side can take from the present state. */
export function availableAction(
  type: CaseTypeDefinition,
  found: Case,
  by: CaseAction['by'],
  wanted: { effect: Effect } | { id: string },
): CaseAction | undefined {
  return type.actions.find(
    (action) =>
      action.by === by && action.from.includes(found.state) && ('id' in wanted ? action.id === wanted.id : action.effect === wanted.effect),
  );
}

/** All actions a member of staff may take now; guards are told apart so that a page can say why a button is missing. */
export function staffActions(type: CaseTypeDefinition, found: Case, actor: Actor): CaseAction[] {
  return type.actions.filter(
    (action) =>
      action.by === 'staff' &&
      action.from.includes(found.state) &&
      action.permission !== undefined &&
      may(actor, action.permission, found.unitId),
  );
}

/** @returns the first guard that does not hold on the locked row. */
export async function failingGuard(tx: Tx, actor: Actor, found: Case, action: CaseAction): Promise<Guard | undefined> {
  for (const guard of action.guards ?? []) {
    if (!(await holds(tx, actor, found, guard))) return guard;
  }
  return undefined;
}

async function holds(tx: Tx, actor: Actor, found: Case, guard: Guard): Promise<boolean> {
  switch (guard) {
    case 'fee-paid':
      return found.claimId === null || (await claimById(tx, found.claimId))?.state === 'paid';
    case 'owner':
      return found.ownerId === actor.id;
    case 'not-own-proposal':
      return (await decisionOf(tx, found.id))?.proposedBy !== actor.id;
    case 'question-open':
      return (await openQuestion(tx, found.id)) !== undefined;
    case 'no-question-open':
      return (await openQuestion(tx, found.id)) === undefined;
  }
}

/** Moves the locked case, writes the timeline and tells the house; the caller has checked permission and guards. */
export async function carryOut(
  ctx: Context,
  tx: Tx,
  type: CaseTypeDefinition,
  found: Case,
  action: CaseAction,
  extra: { change?: Parameters<typeof updateCase>[2]; detail?: Record<string, unknown> } = {},
): Promise<void> {
  const state = type.states.find((s) => s.id === action.to);
  if (!state) throw new Error(`case type ${type.id} has no state ${action.to}`);
  const closes = state.phase === 'closed';
  const closing = closes ? { closedAt: ctx.now, eraseOn: officeDate(ctx.now).add({ months: type.retention.months }) } : {};
  await updateCase(tx, found.id, { state: state.id, phase: state.phase, ...closing, ...extra.change });
  await insertEvent(tx, {
    caseId: found.id,
    at: ctx.now,
    kind: 'action',
    action: action.id,
    fromState: found.state,
    toState: state.id,
    actor: ctx.actor,
    applicantText: action.applicantEvent,
    ...(extra.detail ? { detail: extra.detail } : {}),
  });
  if (state.phase !== 'waiting') await endQuestion(tx, found.id, ctx.now);
  await emit(tx, caseMoved, { caseId: found.id, unitId: found.unitId, from: found.state, to: state.id, phase: state.phase });
  if (closes)
    await emit(tx, caseClosed, { caseId: found.id, serviceId: found.serviceId, outcome: extra.change?.outcome ?? found.outcome ?? '' });
}

/** Nobody waits any more: by an answer, by going on without one, or because the case ended. */
async function endQuestion(tx: Tx, caseId: string, at: Temporal.Instant): Promise<void> {
  const question = await openQuestion(tx, caseId);
  if (!question) return;
  await markAnswered(tx, question.id, at);
  if (question.mailboxMessageId !== null) await markMailAnswered(tx, question.mailboxMessageId, at);
}
