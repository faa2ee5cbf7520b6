import { officeDate } from '@amt/clock';
import { serviceById } from '@amt/catalogue';
import type { Tx } from '@amt/db';
import {
  addRepeatItem,
  evaluate,
  formByHash,
  savePage,
  startDraft,
  visitorsDraft,
  type Answers,
  type DraftAccess,
  type Evaluation,
  type NodeState,
} from '@amt/forms';
import { attributesOf } from '@amt/identity';
import type { Context, Session } from '@amt/module';
import { exampleFile } from './example-file.ts';
import { answerOf, inputFor } from './form-input.ts';

export interface FormToFill {
  readonly service: string;
  readonly answers: Answers;
  /** names of files by path of their field */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  /** page at which the person stops, perhaps with questions open; left out: all pages */
  readonly upToPage?: string;
}

type Draft = Extract<DraftAccess, { readonly draft: unknown }>['draft'];
type Filling = FormToFill & { readonly ctx: Context & { readonly db: Tx }; readonly session: Session; readonly draftId: string };

/** Answers bring up further questions on the same page, and those others; so deep no form goes. */
const mostRounds = 6;

/**
 * Fills a form in as a browser would, page by page and item by item, through the forms' own doors.
 * @returns the draft's id
 * @throws Error naming service, page and fault: the answers of the demo city do not fit the form
 */
export async function fillForm(ctx: Context & { readonly db: Tx }, session: Session, form: FormToFill): Promise<string> {
  const service = await serviceById(ctx.db, form.service);
  if (!service?.formId) throw new Error(`${form.service} has no form`);
  const attributes = ctx.actor.kind === 'person' ? await attributesOf(ctx.db, ctx.actor.id) : [];
  const begun = await startDraft(ctx, session, { formId: service.formId, serviceId: service.id, attributes });
  if (!begun.ok) throw new Error(`${form.service}: ${begun.code}`);
  const filling = { ...form, ctx, session, draftId: begun.value };
  let pageId: string | undefined = (await draftOf(filling)).currentPage;
  while (pageId !== undefined) {
    await fillPage(filling, pageId);
    if (pageId === form.upToPage) break;
    const pages: readonly string[] = (await evaluationOf(filling)).pages.map(({ page }) => page.id);
    pageId = pages[pages.indexOf(pageId) + 1];
  }
  return filling.draftId;
}

async function fillPage(filling: Filling, pageId: string): Promise<void> {
  await fillScreen(filling, pageId, undefined);
  const { nodes } = await evaluationOf(filling);
  for (const { path, node } of nodes.values()) {
    if (node.kind !== 'repeat' || node.page.def.id !== pageId) continue;
    const items = answerOf(filling.answers, path);
    for (const index of Array.isArray(items) ? items.keys() : []) {
      const added = await addRepeatItem(filling.ctx, { draft: await draftOf(filling), repeat: path });
      if (!added.ok) throw new Error(`${filling.service}, ${path}: ${added.code}`);
      await fillScreen(filling, pageId, `${path}.${index}`);
    }
  }
}

/** Saves one screen until the questions that its answers bring up are answered too. */
async function fillScreen(filling: Filling, pageId: string, item: string | undefined): Promise<void> {
  const { ctx, answers } = filling;
  const on = { locale: ctx.locale, today: officeDate(ctx.now) };
  for (let round = 0; round < mostRounds; round++) {
    const draft = await draftOf(filling);
    const asked = [...(await evaluationOf(filling)).nodes.values()].filter(({ node }) => node.page.def.id === pageId);
    const body = Object.assign({}, ...asked.map((state) => inputOf(state, answers, on)));
    const uploads = await uploadsOf(filling, draft, asked, item);
    const saved = await savePage(ctx, { draft, pageId, item, body, uploads, seenRevision: draft.pageRevisions[pageId] ?? 0 });
    if (!saved.ok || saved.value.kind === 'conflict') throw new Error(`${filling.service}, ${pageId} is not part of the form`);
    // items of a repeat group are added after the page itself is saved
    const error = saved.value.errors.find(({ code }) => code !== 'tooFewItems');
    if (saved.value.appeared.length > 0) continue;
    if (error && pageId !== filling.upToPage) throw new Error(`${filling.service}, ${error.path}: ${error.code}`);
    return;
  }
  throw new Error(`${filling.service}, ${pageId} goes on asking`);
}

function inputOf(state: NodeState, answers: Answers, on: Parameters<typeof inputFor>[2]): Record<string, string | string[]> {
  const value = answerOf(answers, state.path);
  return value === undefined || ['group', 'repeat', 'branch'].includes(state.node.kind) ? {} : inputFor(state, value, on);
}

/** Files of the screen that are not in the draft yet. */
async function uploadsOf({ ctx, files = {} }: Filling, draft: Draft, asked: readonly NodeState[], item: string | undefined) {
  const missing = asked.filter(
    ({ path, node }) =>
      node.kind === 'file' &&
      (item === undefined ? !node.owner : path.startsWith(`${item}.`)) &&
      answerOf(draft.answers, path) === undefined,
  );
  const wanted = missing.flatMap(({ path }) => (files[path] ?? []).map((fileName) => ({ field: path, fileName })));
  return Promise.all(
    wanted.map(async ({ field, fileName }) => ({
      field,
      ...(await exampleFile(ctx.files, fileName, { sealed: draft.key !== undefined })),
    })),
  );
}

async function draftOf({ ctx, session, draftId }: Filling): Promise<Draft> {
  const access = await visitorsDraft(ctx, session, draftId);
  if (access.kind !== 'open') throw new Error(`a draft of the demo city is ${access.kind}`);
  return access.draft;
}

async function evaluationOf(filling: Filling): Promise<Evaluation> {
  const { ctx } = filling;
  const draft = await draftOf(filling);
  const facts = { today: officeDate(ctx.now).toString(), signedIn: draft.accountId !== null, trustLevel: draft.trustLevel };
  return evaluate(await formByHash(ctx.db, draft.formHash), draft.answers, facts);
}
