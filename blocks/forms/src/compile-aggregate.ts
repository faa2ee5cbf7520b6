import { type Decimal, add } from './decimal.ts';
import type { Aggregate, Sum } from './expression.ts';
import type { CompiledNode } from './form-tree.ts';
import { itemFrames } from './frame.ts';
import { type Compiled, type Place, fault } from './place.ts';

/** `count`, `any`, `all` and `sum` over the items of a repeat group. */
export function compileAggregate(expression: Aggregate | Sum, place: Place): Compiled | undefined {
  const repeat = place.tree.byPath.get(expression.over);
  if (repeat?.kind !== 'repeat') return fault(place, `there is no repeat group "${expression.over}"`, '/over');
  place.reads(`answer:${repeat.path}`);
  const inner: Place = { ...place, scope: [...place.scope, ...withOwners(repeat)] };
  const where =
    expression.where === undefined ? undefined : place.compile(expression.where, { ...inner, pointer: `${place.pointer}/where` });
  if (expression.where !== undefined && where?.type !== 'bool')
    return where && fault(place, `this must be a condition, not a ${where.type}`, '/where');
  const holds = where?.run;

  if (expression.op === 'sum') return compileSum(expression, repeat, inner, holds);
  if (expression.op === 'count') return { type: 'number', run: (frame) => count(itemFrames(repeat, frame), holds) };
  if (!holds) return fault(place, `"${expression.op}" needs "where"`);
  if (expression.op === 'any') return { type: 'bool', run: (frame) => itemFrames(repeat, frame).some((item) => holds(item) === true) };
  return { type: 'bool', run: (frame) => itemFrames(repeat, frame).every((item) => holds(item) === true) };
}

function count<T>(items: T[], holds: ((item: T) => unknown) | undefined): number {
  return holds ? items.filter((item) => holds(item) === true).length : items.length;
}

function compileSum(expression: Sum, repeat: CompiledNode, place: Place, holds: Compiled['run'] | undefined): Compiled | undefined {
  const value = place.compile(expression.value, { ...place, pointer: `${place.pointer}/value` });
  if (!value) return undefined;
  if (value.type !== 'number' && value.type !== 'money') return fault(place, `"sum" adds numbers or money, not a ${value.type}`, '/value');
  return {
    type: value.type,
    run: (frame) => {
      let total: Decimal | undefined = 0;
      for (const item of itemFrames(repeat, frame)) {
        const part = holds && holds(item) !== true ? undefined : value.run(item);
        if (part !== undefined && total !== undefined) total = add(total, part as Decimal);
      }
      return total;
    },
  };
}

/** Inside, the item of the group and of all groups around it is known. */
function withOwners(repeat: CompiledNode): CompiledNode[] {
  return repeat.owner ? [repeat, ...withOwners(repeat.owner)] : [repeat];
}
