import type { Context } from '@amt/module';
import { answerAt, isEmpty } from './answers.ts';
import type { FieldError } from './field-error.ts';
import type { OpenedDraft } from './opened-draft.ts';
import { isInput, nodesOnScreen } from './take-input.ts';
import { usage } from './usage-counter.ts';

type Counting = Pick<Context, 'db' | 'now'>;

/** A screen was drawn: its page and its questions were shown. */
export async function countShown(
  ctx: Counting,
  { draft, evaluation }: OpenedDraft,
  pageId: string,
  item: string | undefined,
): Promise<void> {
  usage.page(ctx.now, draft.formId, pageId, 'shown');
  for (const state of nodesOnScreen(evaluation, pageId, item))
    if (isInput(state)) usage.field(ctx.now, draft.formId, state.node.path, 'shown');
  await usage.writeNowAndThen(ctx.db);
}

/** A screen came back with faults. */
export async function countRefused(
  ctx: Counting,
  { draft, evaluation }: OpenedDraft,
  pageId: string,
  errors: readonly FieldError[],
): Promise<void> {
  usage.page(ctx.now, draft.formId, pageId, 'refused');
  for (const { path, code } of errors) {
    const node = evaluation.nodes.get(path)?.node;
    if (node) usage.fault(ctx.now, draft.formId, node.path, code);
  }
  await usage.writeNowAndThen(ctx.db);
}

/** A screen was answered rightly; `drawnAt` is the hidden field of the page, in seconds. */
export async function countAnswered(
  ctx: Counting,
  { draft, evaluation }: OpenedDraft,
  pageId: string,
  item: string | undefined,
  drawnAt: string | undefined,
): Promise<void> {
  const seconds = drawnAt !== undefined && /^\d{1,12}$/.test(drawnAt) ? secondsOf(ctx.now) - Number(drawnAt) : undefined;
  usage.page(ctx.now, draft.formId, pageId, 'answered', seconds);
  for (const state of nodesOnScreen(evaluation, pageId, item))
    if (isInput(state) && !isEmpty(answerAt(draft.answers, state.path))) usage.field(ctx.now, draft.formId, state.node.path, 'answered');
  await usage.writeNowAndThen(ctx.db);
}

/** Whole seconds since 1970, as the page carries them. */
export function secondsOf(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000);
}
