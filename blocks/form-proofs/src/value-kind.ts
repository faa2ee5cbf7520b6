import type { Expression } from '@amt/forms';
import { readExpression } from './read-expression.ts';
import type { Vocabulary } from './vocabulary.ts';

/** As far as words depend on it: truths are said to hold, days and times to be before or after. */
export type ValueKind = 'truth' | 'moment' | 'other';

const truths = new Set([
  'and',
  'or',
  'xor',
  'not',
  'equal',
  'not_equal',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'matches',
  'is_empty',
  'any',
  'all',
]);
const momentKinds = new Set(['date', 'time', 'datetime']);

/** What kind of value an expression comes to, told from its operator and the kinds of its fields. */
export function valueKind(expression: Expression, vocabulary: Vocabulary, depth = 0): ValueKind {
  if (typeof expression === 'boolean') return 'truth';
  if (typeof expression !== 'object' || 'cents' in expression || depth > 20) return 'other';
  const inner = (part: unknown): ValueKind => {
    const read = readExpression(part);
    return read === undefined ? 'other' : valueKind(read, vocabulary, depth + 1);
  };
  if ('date' in expression) return 'moment';
  if ('fact' in expression) return expression.fact === 'today' ? 'moment' : expression.fact === 'signedIn' ? 'truth' : 'other';
  if ('computed' in expression) return inner(vocabulary.computed(expression.computed)?.value);
  if ('answer' in expression) {
    const node = vocabulary.node(expression.answer);
    if (node?.value !== undefined) return inner(node.value);
    if (node?.kind === 'bool' || node?.kind === 'declaration') return 'truth';
    return momentKinds.has(node?.kind ?? '') ? 'moment' : 'other';
  }
  if (truths.has(expression.op)) return 'truth';
  switch (expression.op) {
    case 'add_days':
    case 'add_months':
      return 'moment';
    case 'min':
    case 'max':
      return inner(expression.args[0]);
    case 'if':
      return inner(expression.args[1]);
    default:
      return 'other';
  }
}
