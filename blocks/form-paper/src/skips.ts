import type { CompiledNode, Condition, Expression } from '@amt/forms';

/** Where to go on after ticking an option: the number of a question, or the end of the questions. */
export type Skip = number | 'end';

/**
 * Instructions instead of logic: ticking `value` at `question` makes all questions up to the next one to be answered needless. Only what is
 * certainly hidden is skipped, whatever else was answered; `undefined` where the next question may have to be answered.
 */
export function skipAfter(numbers: ReadonlyMap<CompiledNode, number>, question: CompiledNode, value: string): Skip | undefined {
  const answer = question.kind === 'bool' ? value === 'yes' : value;
  const following = [...numbers.keys()].filter((node) => (numbers.get(node) ?? 0) > (numbers.get(question) ?? 0));
  let skipped = 0;
  for (const node of following) {
    // Inside a block of a repeated group the block's own questions are all that is known to follow.
    if (question.owner && node.owner !== question.owner) return undefined;
    if (!conditionsOf(node).some((condition) => valueOf(condition, question.path, answer) === false))
      return skipped === 0 ? undefined : numbers.get(node);
    skipped++;
  }
  return skipped === 0 || question.owner ? undefined : 'end';
}

/** All conditions under which a node is shown: of its page, of what it lies in (for a branch: that it is chosen), its own; the nearest last. */
export function conditionsOf(node: CompiledNode): Condition[] {
  const { def, parent, page } = node;
  const own = 'when' in def && def.when !== undefined ? [def.when] : [];
  const branch: Condition[] = node.kind === 'branch' && parent ? [{ op: 'equal', args: [{ answer: parent.path }, node.id] }] : [];
  const above = parent ? conditionsOf(parent) : page.def.when === undefined ? [] : [page.def.when];
  return [...above, ...branch, ...own];
}

/** Value of an expression where only one answer is known (Kleene's logic of three values); `undefined` = could be anything. */
function valueOf(expression: Expression, path: string, answer: string | boolean): unknown {
  if (typeof expression !== 'object') return expression;
  if ('answer' in expression) return expression.answer === path ? answer : undefined;
  if (!('op' in expression)) return undefined;
  const known = (part: Expression): unknown => valueOf(part, path, answer);
  switch (expression.op) {
    case 'and': {
      const values = expression.args.map(known);
      return values.includes(false) ? false : values.every((value) => value === true) ? true : undefined;
    }
    case 'or': {
      const values = expression.args.map(known);
      return values.includes(true) ? true : values.every((value) => value === false) ? false : undefined;
    }
    case 'not': {
      const [value] = expression.args.map(known);
      return typeof value === 'boolean' ? !value : undefined;
    }
    case 'equal':
    case 'not_equal': {
      const [left, right] = expression.args.map(known);
      if (left === undefined || right === undefined) return undefined;
      return (left === right) === (expression.op === 'equal');
    }
    case 'in': {
      const [text] = expression.args;
      const value = known(text);
      return typeof value === 'string' && expression.values ? expression.values.includes(value) : undefined;
    }
    case 'is_empty':
      return known(expression.args[0]) === undefined ? undefined : false;
    default:
      return undefined;
  }
}
