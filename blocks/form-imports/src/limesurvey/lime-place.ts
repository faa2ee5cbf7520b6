import type { FormNode } from '@amt/forms';
import { showWhen } from '../change.ts';
import type { FormDraft } from '../form-draft.ts';
import type { NodeNames } from '../node-names.ts';
import type { Operand } from '../operand.ts';
import { translateCondition } from '../translate-expression.ts';
import { type Relevance, readExpressionScript } from './expression-script.ts';
import type { LimeQuestion } from './survey-tables.ts';

/** What every question has. */
export type Question = Omit<Extract<FormNode, { kind: 'bool' }>, 'kind'>;

/** Where a question becomes nodes. */
export interface LimePlace {
  readonly draft: FormDraft;
  readonly names: NodeNames;
  readonly relevance: Relevance;
  readonly main: string;
  rules: number;
}

/** All names of a question, with the code of a part: `Q1`, `Q1_SQ001`, `12X3X45SQ001`. */
export function remember(question: LimeQuestion, operand: Operand, { draft }: LimePlace, part?: string): void {
  const named = (name: string): string => {
    if (part === undefined) return name;
    return /^\d+X\d+X\d+$/.test(name) ? name + part : `${name}_${part}`;
  };
  draft.means(named(question.code), operand);
  // a number is a name only where no question has it as its code
  for (const alias of question.aliases.map(named)) if (draft.meaning(alias) === undefined) draft.means(alias, operand);
}

/** A relevance of 1, or none, is always. */
export function isAlways(relevance: string): boolean {
  return ['', '1', 'true'].includes(relevance.trim());
}

/** Shows the nodes only where the expression holds. */
export function showIfRelevant(words: string, paths: readonly string[], source: string, { draft, relevance }: LimePlace): void {
  if (isAlways(words)) return;
  for (const path of paths) {
    const kept = { at: path, original: `relevance: ${words}`, source };
    draft.translate(kept, (with_) => showWhen(path, translateCondition(readExpressionScript(words, relevance), with_), kept));
  }
}
