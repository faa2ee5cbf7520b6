import type { Branch, Order } from './branch.ts';
import { boundsOf, boundsOfArgs, distancesOf } from './calculate.ts';
import type { Operand, Variable } from './formula.ts';
import { type Interval, everything } from './interval.ts';
import type { Scaled } from './scaled.ts';
import type { ValueSet } from './value-set.ts';

const rounds = 6;
/** Beyond this, differences between values are not followed in circles. */
const mostRelated = 80;

const isThere = ({ absent, present }: ValueSet): boolean => present && !absent;

/**
 * Carries bounds from operands to calculations, back, and along orders.
 *
 * @returns false when something must be there and has no values left
 */
export function propagate(branch: Branch): boolean {
  for (let round = 0; round < rounds; round++) {
    const before = new Map(branch.sets);
    for (const variable of before.keys()) if (variable.term && !throughTerm(branch, variable)) return false;
    for (const order of branch.orders) if (!throughOrder(branch, order)) return false;
    if (unchanged(before, branch.sets)) break;
  }
  return textsAgree(branch) && !circle(branch);
}

function unchanged(before: ReadonlyMap<Variable, ValueSet>, after: ReadonlyMap<Variable, ValueSet>): boolean {
  if (before.size !== after.size) return false;
  for (const [variable, set] of after) {
    const old = before.get(variable);
    if (!old || old.absent !== set.absent || old.present !== set.present || old.range.lo !== set.range.lo || old.range.hi !== set.range.hi)
      return false;
  }
  return true;
}

const rangeOf = (branch: Branch, operand: Operand): Interval =>
  'constant' in operand ? { lo: operand.constant, hi: operand.constant } : branch.setOf(operand.variable).range;

function throughTerm(branch: Branch, variable: Variable): boolean {
  const { term } = variable;
  if (!term) return true;
  const args = term.args.map((arg) => rangeOf(branch, arg));
  if (!branch.narrow(variable, asRange(boundsOf(term, args)), false)) return false;
  const set = branch.setOf(variable);
  // only a result that is there says something about its operands
  if (!isThere(set)) return true;
  const narrowed = boundsOfArgs(term, set.range, args);
  return term.args.every((arg, i) => 'constant' in arg || branch.narrow(arg.variable, asRange(narrowed[i] ?? everything), false));
}

const asRange = ({ lo, hi }: Interval): { lo?: Scaled; hi?: Scaled } => ({
  ...(lo === undefined ? {} : { lo }),
  ...(hi === undefined ? {} : { hi }),
});

function throughOrder(branch: Branch, { left, right, offset }: Order): boolean {
  const [a, b] = [branch.setOf(left), branch.setOf(right)];
  if (!isThere(a) || !isThere(b)) return true;
  if (b.range.hi !== undefined && !branch.narrow(left, { hi: b.range.hi + offset }, true)) return false;
  return a.range.lo === undefined || branch.narrow(right, { lo: a.range.lo - offset }, true);
}

/** Equal texts share their values; different ones cannot both be the same single one. */
function textsAgree(branch: Branch): boolean {
  return branch.texts.every(({ left, right, same }) => {
    const [a, b] = [branch.setOf(left), branch.setOf(right)];
    if (same) {
      if (a.values && !branch.narrow(right, { values: a.values }, true)) return false;
      return !b.values || branch.narrow(left, { values: b.values }, true);
    }
    const [only] = a.values?.size === 1 ? a.values : [];
    const [other] = b.values?.size === 1 ? b.values : [];
    return only === undefined || only !== other;
  });
}

interface Edge {
  readonly from: Variable | undefined;
  readonly to: Variable | undefined;
  /** to − from ≤ most */
  readonly most: Scaled;
}

/** Whether differences between values contradict each other in a circle (a < b < c < a), as Bellman and Ford find it. */
function circle(branch: Branch): boolean {
  const edges = differences(branch);
  const related = new Set(edges.flatMap(({ from, to }) => [from, to]));
  if (related.size > mostRelated) return false;
  const least = new Map<Variable | undefined, Scaled>([...related].map((variable) => [variable, 0n]));
  for (let round = 0; round <= related.size; round++) {
    let moved = false;
    for (const { from, to, most } of edges) {
      const reached = (least.get(from) ?? 0n) + most;
      if (reached >= (least.get(to) ?? 0n)) continue;
      least.set(to, reached);
      moved = true;
    }
    if (!moved) return false;
  }
  return true;
}

function differences(branch: Branch): Edge[] {
  const edges: Edge[] = [];
  const bounded = new Set<Variable>();
  const there = (variable: Variable): boolean => isThere(branch.setOf(variable));
  for (const { left, right, offset } of branch.orders) {
    if (!there(left) || !there(right)) continue;
    edges.push({ from: right, to: left, most: offset });
    bounded.add(left).add(right);
  }
  for (const [variable, set] of branch.sets) {
    if (!variable.term || !isThere(set)) continue;
    const args = variable.term.args.map((arg) => rangeOf(branch, arg));
    for (const { from, to, lo, hi } of distancesOf(variable, set.range, args)) {
      if (!there(from) || !there(to)) continue;
      if (hi !== undefined) edges.push({ from, to, most: hi });
      if (lo !== undefined) edges.push({ from: to, to: from, most: -lo });
      bounded.add(from).add(to);
    }
  }
  for (const variable of bounded) {
    const { lo, hi } = branch.setOf(variable).range;
    if (hi !== undefined) edges.push({ from: undefined, to: variable, most: hi });
    if (lo !== undefined) edges.push({ from: variable, to: undefined, most: -lo });
  }
  return edges;
}
