import { officeDate } from '@amt/clock';
import type { Db, Tx } from '@amt/db';
import type { Facts } from './answers.ts';
import type { CompiledForm } from './compile-form.ts';
import { formByHash } from './definition-store.ts';
import type { InputField } from './definition.ts';
import type { Draft } from './draft-store.ts';
import { type Evaluation, type PageState, evaluate } from './evaluate.ts';
import type { FieldError } from './field-error.ts';
import { parseFieldInput } from './parse-input.ts';
import { checkAnswer } from './check-answer.ts';

/** A draft with its form, evaluated as it stands. `errors` also tell what was typed and could not be taken. */
export interface OpenedDraft {
  readonly draft: Draft;
  readonly form: CompiledForm;
  readonly evaluation: Evaluation;
  readonly errors: readonly FieldError[];
  readonly pages: readonly PageState[];
}

export function factsOf(draft: Pick<Draft, 'accountId' | 'trustLevel'>, now: Temporal.Instant): Facts {
  return { today: officeDate(now).toString(), signedIn: draft.accountId !== null, trustLevel: draft.trustLevel };
}

export async function openedDraft(db: Db | Tx, draft: Draft, now: Temporal.Instant): Promise<OpenedDraft> {
  const form = await formByHash(db, draft.formHash);
  return withErrors(draft, form, evaluate(form, draft.answers, factsOf(draft, now)));
}

/** Puts the faults of inputs that could not be taken in the place of "please fill in". */
export function withErrors(draft: Draft, form: CompiledForm, evaluation: Evaluation): OpenedDraft {
  return { draft, form, evaluation, ...inputFaults(draft, evaluation) };
}

/** Faults of an evaluation, where inputs that could not be taken (`raw`, as typed, by path) tell what is wrong with them. */
export function inputFaults(
  { raw: inputs, locale }: Pick<Draft, 'raw' | 'locale'>,
  evaluation: Evaluation,
): Pick<OpenedDraft, 'errors' | 'pages'> {
  const wrong = new Map<string, FieldError>();
  for (const [path, raw] of Object.entries(inputs)) {
    const node = evaluation.nodes.get(path)?.node;
    if (!node || !('kind' in node.def)) continue;
    const field = node.def as InputField;
    const parsed = parseFieldInput(field, raw, locale);
    const finding = !parsed.ok
      ? parsed.finding
      : parsed.value === undefined
        ? undefined
        : checkAnswer(field, parsed.value, evaluation.form.checks.get(node) ?? {}, evaluation.facts);
    if (finding) wrong.set(path, { path, ...finding });
  }
  if (wrong.size === 0) return { errors: evaluation.errors, pages: evaluation.pages };
  const order = new Map([...evaluation.nodes.keys()].map((path, i) => [path, i]));
  const pages = evaluation.pages.map((page): PageState => {
    const own = [...wrong.values()].filter((error) => evaluation.nodes.get(error.path)?.node.page.def.id === page.page.id);
    if (own.length === 0) return page;
    const errors = [...page.errors.filter((error) => !wrong.has(error.path)), ...own].toSorted(
      (a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0),
    );
    return { page: page.page, errors, complete: false };
  });
  return { pages, errors: pages.flatMap((page) => page.errors) };
}

/** The page after this one; `undefined` after the last. */
export function pageAfter(pages: readonly PageState[], pageId: string): PageState | undefined {
  return pages[pages.findIndex((page) => page.page.id === pageId) + 1];
}
