import type { Answers } from './answers.ts';
import { compileForm } from './check-definition.ts';
import type { CompiledForm } from './compile-form.ts';
import type { FormDefinition, FormNode } from './definition.ts';
import type { Expression } from './expression.ts';

const text = (words: string): { de: string; en: string } => ({ de: words, en: words });

/**
 * A large form for measurements: `fields` fields on pages of 25, texts, decimals, yes/no and lists in turn; of `rules` conditions a third each hide
 * fields, check answers against other fields, and calculate; every tenth calculation builds on the one before.
 *
 * @returns the form and answers to all of its fields
 */
export function syntheticForm(fields: number, rules: number): { form: CompiledForm; answers: Answers } {
  const nodes: FormNode[] = Array.from({ length: fields }, (_, i) => fieldOf(i));
  const third = Math.floor(rules / 3);
  for (let i = 0; i < third; i++) {
    const node = nodes[(i * 7 + 40) % fields];
    if (node) node.when = conditionOn((i * 4 + 2) % Math.max(4, Math.min(40, fields)));
  }
  const pages = Array.from({ length: Math.ceil(fields / 25) }, (_, i) => ({
    id: `page-${i}`,
    title: text(`Page ${i}`),
    fields: nodes.slice(i * 25, i * 25 + 25),
  }));
  const definition: FormDefinition = {
    id: 'synthetic',
    version: '1.0.0',
    title: text('Synthetic'),
    serviceKeys: [{ scheme: 'city', key: 'synthetic' }],
    ownerUnit: 'unit',
    legalBasis: [{ citation: '§ 1' }],
    retention: { submissionMonths: 12, draftDays: 30 },
    trustLevel: 'none',
    languages: ['de', 'en'],
    pages,
    rules: Array.from({ length: third }, (_, i) => ({
      id: `r${i}`,
      message: text('wrong'),
      at: `f${at(i * 4 + 1, 1, fields)}`,
      valid: {
        op: 'lte',
        args: [{ answer: `f${at(i * 4 + 1, 1, fields)}` }, { op: 'multiply', args: [{ answer: `f${at(i * 12 + 5, 1, fields)}` }, 1000.5] }],
      },
    })),
    computed: Array.from({ length: rules - 2 * third }, (_, i) => ({ id: `c${i}`, value: calculation(i, fields) })),
  };
  const answers: Record<string, string | boolean> = {};
  for (let i = 0; i < fields; i++) answers[`f${i}`] = answerOf(i);
  return { form: compileForm(definition), answers };
}

/** Index of a field of the wished sort (`index % 4`), within the form. */
function at(index: number, sort: number, fields: number): number {
  const rows = Math.max(1, Math.floor(fields / 4));
  return (Math.floor(index / 4) % rows) * 4 + sort;
}

function fieldOf(i: number): FormNode {
  const common = { id: `f${i}`, label: text(`Field ${i}`) };
  if (i % 4 === 0) return { ...common, kind: 'text', maxLength: 80 };
  if (i % 4 === 1) return { ...common, kind: 'number', places: 2, min: 0 };
  if (i % 4 === 2) return { ...common, kind: 'bool' };
  return {
    ...common,
    kind: 'radios',
    options: [
      { value: 'a', label: text('A') },
      { value: 'b', label: text('B') },
    ],
  };
}

function answerOf(i: number): string | boolean {
  if (i % 4 === 0) return `Answer ${i}`;
  if (i % 4 === 1) return `${i}.25`;
  return i % 4 === 2 ? i % 8 === 2 : 'a';
}

function conditionOn(i: number): Expression {
  return {
    op: 'or',
    args: [
      { op: 'equal', args: [{ answer: `f${at(i, 2, 40)}` }, true] },
      { op: 'in', args: [{ answer: `f${at(i, 3, 40)}` }], values: ['a'] },
    ],
  };
}

function calculation(i: number, fields: number): Expression {
  const sum: Expression = { op: 'add', args: [{ answer: `f${at(i * 4, 1, fields)}` }, { answer: `f${at(i * 8 + 4, 1, fields)}` }, 0.1] };
  return i > 0 && i % 10 !== 0 ? { op: 'max', args: [sum, { computed: `c${i - 1}` }] } : sum;
}
