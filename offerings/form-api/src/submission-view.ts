import { errorText, type AnswerFault, type OpenedDraft } from '@amt/forms';
import type { FieldProblem } from '@amt/module';
import { Type, type Static } from 'typebox';
import type { Locale } from '@amt/i18n';

const Problem = Type.Object({
  path: Type.String({ description: 'instance path, e.g. household.0.income' }),
  code: Type.String(),
  detail: Type.String({ description: 'in the language of the request' }),
});

/** A submission that is being made. */
export const SubmissionView = Type.Object({
  id: Type.String(),
  formId: Type.String(),
  formHash: Type.String({ description: 'SHA-256 of the version it was begun with' }),
  answers: Type.Unknown({ description: 'what was taken, in the shape of the schema' }),
  values: Type.Unknown({ description: 'what would be submitted now: answers and worked-out values of what is asked' }),
  computed: Type.Unknown(),
  pages: Type.Array(Type.Object({ id: Type.String(), complete: Type.Boolean() }), { description: 'pages that are asked, in order' }),
  errors: Type.Array(Problem, { description: 'what is missing or wrong' }),
  refused: Type.Array(Problem, { description: 'what of this request could not be taken' }),
  fee: Type.Object({ totalCents: Type.Integer(), lines: Type.Array(Type.Object({ id: Type.String(), cents: Type.Integer() })) }),
  complete: Type.Boolean(),
});
export type SubmissionView = Static<typeof SubmissionView>;

type Fault = Pick<AnswerFault, 'path' | 'code' | 'params' | 'message'>;

const told = (fault: Fault, locale: Locale) => ({
  path: fault.path,
  code: fault.code,
  detail: detailOf(fault, locale),
});

function detailOf({ code, params, message }: Fault, locale: Locale): string {
  if (code === 'unknownField') return 'the form asks for nothing here';
  return errorText({ code, ...(params ? { params } : {}), ...(message ? { message } : {}) }, locale);
}

export function submissionView(opened: OpenedDraft, refused: readonly Fault[], locale: Locale): SubmissionView {
  const { draft, evaluation, errors } = opened;
  return {
    id: draft.id,
    formId: draft.formId,
    formHash: draft.formHash,
    answers: draft.answers,
    values: evaluation.values,
    computed: evaluation.computed,
    pages: opened.pages.map(({ page, complete }) => ({ id: page.id, complete })),
    errors: errors.map((error) => told(error, locale)),
    refused: refused.map((fault) => told(fault, locale)),
    fee: {
      totalCents: evaluation.fee.totalCents,
      lines: evaluation.fee.lines.map(({ line, cents }) => ({ id: line.id, cents })),
    },
    complete: errors.length === 0,
  };
}

/** Errors as RFC 9457 names them: `/household/0/income`. */
export function fieldProblems(opened: OpenedDraft, locale: Locale): FieldProblem[] {
  return opened.errors.map((error) => {
    const { path, detail } = told(error, locale);
    return { pointer: `/${path.replaceAll('.', '/')}`, detail };
  });
}
