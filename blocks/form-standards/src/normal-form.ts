import type { Condition } from '@amt/forms';

/**
 * A condition with `not` at its tests alone (De Morgan), and `equal` for not `not_equal`: these two are each other's opposite, also without an answer.
 * Comparisons by order are not, so `not` stays before them.
 */
export function normalForm(condition: Condition): Condition {
  return signed(condition, true);
}

/** The opposite, in normal form. */
export function negation(condition: Condition): Condition {
  return signed(condition, false);
}

function signed(condition: Condition, holds: boolean): Condition {
  if (typeof condition === 'boolean') return condition === holds;
  if (typeof condition !== 'object' || !('op' in condition)) return holds ? condition : { op: 'not', args: [condition] };
  switch (condition.op) {
    case 'not':
      return condition.args[0] === undefined ? condition : signed(condition.args[0], !holds);
    case 'and':
    case 'or':
      return { op: (condition.op === 'and') === holds ? 'and' : 'or', args: condition.args.map((part) => signed(part, holds)) };
    case 'equal':
    case 'not_equal':
      return { ...condition, op: (condition.op === 'equal') === holds ? 'equal' : 'not_equal' };
    default:
      return holds ? condition : { op: 'not', args: [condition] };
  }
}
