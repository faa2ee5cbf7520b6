import type { CompiledForm, CompiledNode } from '@amt/forms';
import { type Locale, pick } from '@amt/i18n';

/** One question of the sheet: the number printed before it, its place in the definition, what is asked. */
export interface OrderedQuestion {
  readonly number: number;
  /** without item numbers: `household.income` */
  readonly path: string;
  readonly label: string;
}

const unnumbered = new Set<CompiledNode['kind']>(['group', 'branch', 'repeat', 'label', 'locked', 'hidden']);

/** The number of each question, in the order of the definition; the questions of a repeated group keep their numbers in each of its blocks. */
export function numbersOf(form: CompiledForm): ReadonlyMap<CompiledNode, number> {
  const questions = form.tree.nodes.filter((node) => !unnumbered.has(node.kind));
  return new Map(questions.map((node, at) => [node, at + 1]));
}

/** The order of the paper form, for those who type in what was written on it. */
export function paperOrder(form: CompiledForm, locale: Locale = 'de'): readonly OrderedQuestion[] {
  return [...numbersOf(form)].map(([node, number]) => ({ number, path: node.path, label: labelOf(node, locale) }));
}

/** What a node is called; empty where it has no label (a group without one, a text between the questions). */
export function labelOf({ def }: CompiledNode, locale: Locale): string {
  return 'label' in def && def.label !== undefined ? pick(def.label, locale) : '';
}
