import { type Formula, type Operand, type Range, type Variable, absent, always, every, never, some, unclear, within } from './formula.ts';
import type { Scaled } from './scaled.ts';

export type Ordered = 'equal' | 'lt' | 'lte' | 'gt' | 'gte';

/** What an expression can come to. */
export type CaseValue = Operand | { readonly text: string } | 'absent';

/** That two values compare so, or not; a comparison with something absent does not hold. */
export function comparison(op: Ordered, a: CaseValue, b: CaseValue, holds: boolean): Formula {
  if (a === 'absent' || b === 'absent') return holds ? never : always;
  if ('text' in a || 'text' in b) return textComparison(a, b, holds);
  if ('constant' in a && 'constant' in b) return compares(op, a.constant, b.constant) === holds ? always : never;
  if ('variable' in a && 'constant' in b) return bound(op, a.variable, b.constant, holds);
  if ('constant' in a && 'variable' in b) return bound(mirrored[op], b.variable, a.constant, holds);
  if (!('variable' in a) || !('variable' in b)) return unclear();
  const [left, right] = [a.variable, b.variable];
  if (left.sort === 'text') {
    const literal: Formula =
      left.key === right.key ? (holds ? { kind: 'present', variable: left } : never) : { kind: 'texts', left, right, same: holds };
    return holds ? literal : some([absent(left), absent(right), literal]);
  }
  const strict = left.step > 0n && right.step > 0n ? -(left.step < right.step ? left.step : right.step) : 0n;
  const notAfter = (x: Variable, y: Variable, offset: Scaled): Formula => ({ kind: 'order', left: x, right: y, offset });
  const orders: Record<Ordered, readonly [Formula[], Formula[]]> = {
    lt: [[notAfter(left, right, strict)], [notAfter(right, left, 0n)]],
    lte: [[notAfter(left, right, 0n)], [notAfter(right, left, strict)]],
    gt: [[notAfter(right, left, strict)], [notAfter(left, right, 0n)]],
    gte: [[notAfter(right, left, 0n)], [notAfter(left, right, strict)]],
    equal: [
      [notAfter(left, right, 0n), notAfter(right, left, 0n)],
      [notAfter(left, right, strict), notAfter(right, left, strict)],
    ],
  };
  const [yes, no] = orders[op];
  return holds ? every(yes) : some([absent(left), absent(right), ...no]);
}

const mirrored: Record<Ordered, Ordered> = { equal: 'equal', lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' };

function compares(op: Ordered, a: Scaled, b: Scaled): boolean {
  switch (op) {
    case 'equal':
      return a === b;
    case 'lt':
      return a < b;
    case 'lte':
      return a <= b;
    case 'gt':
      return a > b;
    case 'gte':
      return a >= b;
  }
}

/** A variable against a constant. Strict bounds move to the next value of the grid; where there is none, the constant itself is left out. */
function bound(op: Ordered, variable: Variable, constant: Scaled, holds: boolean): Formula {
  const onGrid = variable.step > 0n;
  const strict = (range: Range): readonly Range[] => (onGrid ? [range] : [range, { notNumber: constant }]);
  const below = strict({ hi: onGrid ? constant - 1n : constant });
  const above = strict({ lo: onGrid ? constant + 1n : constant });
  const ranges: Record<Ordered, readonly [readonly Range[], readonly Range[]]> = {
    equal: [[{ lo: constant, hi: constant }], [{ notNumber: constant }]],
    lt: [below, [{ lo: constant }]],
    lte: [[{ hi: constant }], above],
    gt: [above, [{ hi: constant }]],
    gte: [[{ lo: constant }], below],
  };
  const [yes, no] = ranges[op];
  return every((holds ? yes : no).map((range) => within(variable, range, !holds)));
}

function textComparison(a: Exclude<CaseValue, 'absent'>, b: Exclude<CaseValue, 'absent'>, holds: boolean): Formula {
  if ('text' in a && 'text' in b) return (a.text === b.text) === holds ? always : never;
  const text = 'text' in a ? a.text : 'text' in b ? b.text : '';
  const other = 'text' in a ? b : a;
  if (!('variable' in other)) return unclear();
  return within(other.variable, holds ? { values: new Set([text]) } : { notValues: new Set([text]) }, !holds);
}
