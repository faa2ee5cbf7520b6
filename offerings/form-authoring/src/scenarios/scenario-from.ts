import { type Answers, type CompiledForm, evaluate, type Facts, type FormScenario } from '@amt/forms';

/** A scenario that expects what the form says today: the author looks at it and keeps it, or puts it right. */
export function scenarioFrom(form: CompiledForm, answers: Answers, facts: Facts, title: string): Omit<FormScenario, 'id'> {
  const evaluation = evaluate(form, answers, facts);
  const fee = form.definition.fee ? { feeCents: evaluation.fee.totalCents } : {};
  const computed = Object.keys(evaluation.computed).length > 0 ? { computed: evaluation.computed } : {};
  return {
    title,
    answers,
    facts: { ...facts, trustLevel: form.definition.trustLevel },
    expect: {
      pages: evaluation.pages.map(({ page }) => page.id),
      ...computed,
      ...fee,
      errors: evaluation.errors.map(({ path, code }) => ({ path, code })),
    },
  };
}
