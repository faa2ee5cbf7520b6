import type { FormOutput, FormStep } from './definition.ts';
import type { Evaluation } from './evaluate.ts';
import { rootFrame } from './frame.ts';

/** Steps that stand around the pages and outputs the submission goes to, given the answers: those whose condition holds. */
export function aroundOf({ form, answers, facts }: Pick<Evaluation, 'form' | 'answers' | 'facts'>): {
  readonly steps: readonly FormStep[];
  readonly outputs: readonly FormOutput[];
} {
  const frame = rootFrame({ tree: form.tree, facts, computed: new Map(), computations: form.computations, pages: [] }, answers);
  const holds = ({ when }: { when: ((at: typeof frame) => unknown) | undefined }): boolean => when === undefined || when(frame) === true;
  return { steps: form.steps.filter(holds).map(({ def }) => def), outputs: form.outputs.filter(holds).map(({ def }) => def) };
}
