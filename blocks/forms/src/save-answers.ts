import { inTransaction } from '@amt/db';
import { type Context, type Result, type Upload, done, failed } from '@amt/module';
import { type Json, type Provenance, answerAt, isRecord, withAnswer } from './answers.ts';
import { sourceOf } from './channel.ts';
import { checkFile } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import type { FileField } from './definition.ts';
import { fileJson, filesAt } from './draft-file.ts';
import { insertDraftFile } from './draft-file-store.ts';
import { type Draft, draftById, updateDraft } from './draft-store.ts';
import { evaluate } from './evaluate.ts';
import type { Finding } from './field-error.ts';
import type { CompiledNode } from './form-tree.ts';
import { onLatestDraft } from './latest-draft.ts';
import { type OpenedDraft, factsOf, openedDraft, withErrors } from './opened-draft.ts';
import { same } from './take-input.ts';
import { type AnswerFault, mergePatch, takeAnswers } from './take-answers.ts';

export interface SavedAnswers {
  readonly opened: OpenedDraft;
  /** what of the patch could not be taken */
  readonly faults: readonly AnswerFault[];
}

export interface SaveOptions {
  /** whom the answers come from; default by the draft's channel */
  readonly source?: Provenance['source'];
  /** what was typed and could not be taken, by path, to be shown with its message */
  readonly raw?: Draft['raw'];
  /** what of an older version's sheet was not kept */
  readonly carried?: Draft['carried'];
}

/**
 * Saves several answers at once, as they come from an interface, paper or a file: a JSON Merge Patch (RFC 7396) in the shape of the tree of fields.
 * What is wrong is left out and told; what is missing is not asked for yet. Files keep their place: they come by {@link attachFile}.
 *
 * @returns `not-found` when the draft was sent or has expired meanwhile
 */
export function saveAnswers(
  ctx: Context,
  before: Draft,
  patch: Json,
  { source = sourceOf(before.channel), raw = {}, carried }: SaveOptions = {},
): Promise<Result<SavedAnswers, 'not-found'>> {
  return onLatestDraft<SavedAnswers, never>(ctx, before, async (draft) => {
    const { form } = await openedDraft(ctx.db, draft, ctx.now);
    const facts = factsOf(draft, ctx.now);
    const files = filesOf(form, draft.answers);
    const given = takeAnswers(form, mergePatch(withoutFiles(draft, files), patch), facts);
    let { answers } = given;
    for (const [path, value] of files) if (parentThere(answers, path)) answers = withAnswer(answers, path, value);
    const change = {
      ...draft,
      answers,
      provenance: provenanceOf(form, draft, answers, source, ctx.now),
      raw,
      ...(carried !== undefined && { carried }),
      changedAt: ctx.now,
    };
    if (!(await updateDraft(ctx.db, draft, change))) return 'overtaken';
    const after = { ...change, revision: draft.revision + 1 };
    return done({ opened: withErrors(after, form, evaluate(form, answers, facts)), faults: given.faults });
  });
}

/** Answered fields with their instance paths, hidden ones too. */
function answered(
  nodes: readonly CompiledNode[],
  given: Json | undefined,
  prefix = '',
): { node: CompiledNode; path: string; value: Json }[] {
  if (!isRecord(given)) return [];
  return nodes.flatMap((node) => {
    const value = given[node.id];
    const path = `${prefix}${node.id}`;
    if (value === undefined) return [];
    if (node.kind === 'repeat')
      return Array.isArray(value) ? (value as readonly Json[]).flatMap((item, i) => answered(node.children, item, `${path}.${i}.`)) : [];
    return node.children.length > 0 ? answered(node.children, value, `${path}.`) : [{ node, path, value }];
  });
}

const fieldsOf = (form: CompiledForm, answers: Draft['answers']) =>
  answered(
    form.tree.pages.flatMap((page) => page.nodes),
    answers,
  );

/** Uploaded files by instance path. */
function filesOf(form: CompiledForm, answers: Draft['answers']): Map<string, Json> {
  return new Map(fieldsOf(form, answers).flatMap(({ node, path, value }) => (node.kind === 'file' ? [[path, value] as const] : [])));
}

function withoutFiles(draft: Draft, files: ReadonlyMap<string, Json>): Json {
  let answers: Draft['answers'] = draft.answers;
  for (const path of files.keys()) answers = withAnswer(answers, path, undefined);
  return answers;
}

/** A file of an item that the patch has taken out goes with it. */
function parentThere(answers: Draft['answers'], path: string): boolean {
  const dot = path.lastIndexOf('.');
  return dot < 0 || !/\.\d+\./.test(path) || answerAt(answers, path.slice(0, dot)) !== undefined;
}

/** What has changed comes from the draft's channel; the rest keeps its origin. */
function provenanceOf(
  form: CompiledForm,
  draft: Draft,
  answers: Draft['answers'],
  source: Provenance['source'],
  at: Temporal.Instant,
): Record<string, Provenance> {
  return Object.fromEntries(
    fieldsOf(form, answers).map(({ path, value }) => {
      const before = draft.provenance[path];
      const unchanged = before !== undefined && same(answerAt(draft.answers, path), value);
      return [path, unchanged ? before : { source, at: at.toString() }];
    }),
  );
}

/**
 * Adds a file, already in the store, to the field at a path.
 *
 * @returns `not-asked` when no file belongs there, the finding when it does not fit
 */
export async function attachFile(
  ctx: Context,
  draft: Draft,
  path: string,
  upload: Omit<Upload, 'field'>,
): Promise<Result<string, 'not-found' | 'not-asked' | Finding['code']>> {
  const { evaluation } = await openedDraft(ctx.db, draft, ctx.now);
  const node = evaluation.nodes.get(path)?.node;
  if (node?.kind !== 'file') return failed('not-asked');
  const field = node.def as FileField;
  const finding = checkFile(field, upload);
  if (finding) return failed(finding.code);
  return inTransaction(ctx.db, async (tx) => {
    const now = await draftById(tx, draft.id, ctx.now, draft.key);
    if (!now || now.submissionId !== null) return failed('not-found');
    const files = filesAt(now.answers, path);
    if (files.length >= (field.maxFiles ?? 1)) return failed('tooManyFiles');
    const added = await insertDraftFile(tx, draft.id, upload, ctx.now);
    const answers = withAnswer(now.answers, path, [...files, added].map(fileJson));
    const provenance = { ...now.provenance, [path]: { source: sourceOf(now.channel), at: ctx.now.toString() } };
    if (!(await updateDraft(tx, now, { ...now, answers, provenance, changedAt: ctx.now })))
      throw new Error('the draft is changed by two at once');
    return done(added.id);
  });
}
