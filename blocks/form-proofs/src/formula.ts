import type { CompiledNode, Expression } from '@amt/forms';
import type { Scaled } from './scaled.ts';

/** Item numbers by path of the repeat groups around. */
export type Scope = ReadonlyMap<string, number>;

/** Something that has a value or is absent: an answer, one tick of checkboxes, a fact of the visit, or a calculation. */
export interface Variable {
  readonly key: string;
  /** `presence`: only whether it is there is told apart */
  readonly sort: 'number' | 'text' | 'presence';
  /** of numbers: all values are multiples of it; 0 = not known */
  readonly step: Scaled;
  readonly answer?: AnswerOf;
  readonly fact?: 'today' | 'signedIn' | 'trustLevel';
  readonly term?: Term;
}

/** The answer a variable stands for. */
export interface AnswerOf {
  readonly node: CompiledNode;
  readonly scope: Scope;
  /** instance path */
  readonly path: string;
  /** part of an address, row of a matrix */
  readonly part?: string;
  /** value of checkboxes whose tick this is */
  readonly tick?: string;
}

/** Items of a repeat group seen from a scope, all or those where a condition holds. */
export interface Items {
  readonly repeat: CompiledNode;
  readonly scope: Scope;
  readonly where: Expression | undefined;
}

export type Operand = { readonly constant: Scaled } | { readonly variable: Variable };

/** A calculation over operands. Where one of its operands is absent, it is. */
export interface Term {
  readonly op:
    | 'add'
    | 'subtract'
    | 'multiply'
    | 'divide'
    | 'min'
    | 'max'
    | 'round'
    | 'age_years'
    | 'add_days'
    | 'add_months'
    | 'days_between'
    | 'unknown';
  readonly args: readonly Operand[];
  /** of `round`: the grid it rounds to */
  readonly grid?: Scaled;
  /** amounts are rounded to whole cents after the calculation */
  readonly wholeCents?: boolean;
  /** bounds known beforehand (counts and sums) */
  readonly lo?: Scaled | undefined;
  readonly hi?: Scaled | undefined;
  /** of counts and sums: the items they look at */
  readonly over?: Items;
  /** never absent (`count`) */
  readonly always?: boolean;
}

/** What one literal says of the values of its variable. */
export type Range =
  | { readonly lo?: Scaled; readonly hi?: Scaled }
  | { readonly notNumber: Scaled }
  | { readonly values: ReadonlySet<string> }
  | { readonly notValues: ReadonlySet<string> }
  | { readonly like: string }
  | { readonly unlike: string };

/** A condition in negation normal form: negations stand at literals only. */
export type Formula =
  | { readonly kind: 'constant'; readonly holds: boolean }
  | { readonly kind: 'every'; readonly parts: readonly Formula[] }
  | { readonly kind: 'some'; readonly parts: readonly Formula[] }
  /** the value is there and in the range; or, with `orAbsent`, not there */
  | { readonly kind: 'within'; readonly variable: Variable; readonly range: Range; readonly orAbsent: boolean }
  | { readonly kind: 'present'; readonly variable: Variable }
  | { readonly kind: 'absent'; readonly variable: Variable }
  /** both are there, and left − right ≤ offset */
  | { readonly kind: 'order'; readonly left: Variable; readonly right: Variable; readonly offset: Scaled }
  /** both texts are there, and the same or not */
  | { readonly kind: 'texts'; readonly left: Variable; readonly right: Variable; readonly same: boolean }
  /** not understood; the same key always has the same truth */
  | { readonly kind: 'opaque'; readonly key: string; readonly holds: boolean }
  /** there is an item for which the expression has this truth; `where` undefined = any item */
  | ({ readonly kind: 'item'; readonly holds: boolean } & Items)
  /** for all items the expression has this truth */
  | ({ readonly kind: 'items'; readonly holds: boolean } & Items)
  /** the node is shown (or not): worked out when it matters */
  | { readonly kind: 'shown'; readonly node: CompiledNode; readonly scope: Scope; readonly holds: boolean };

export const always: Formula = { kind: 'constant', holds: true };
export const never: Formula = { kind: 'constant', holds: false };

export function every(parts: readonly Formula[]): Formula {
  if (parts.some((part) => part.kind === 'constant' && !part.holds)) return never;
  const open = parts.filter((part) => part.kind !== 'constant');
  return open.length === 0 ? always : open.length === 1 && open[0] ? open[0] : { kind: 'every', parts: open };
}

export function some(parts: readonly Formula[]): Formula {
  if (parts.some((part) => part.kind === 'constant' && part.holds)) return always;
  const open = parts.filter((part) => part.kind !== 'constant');
  return open.length === 0 ? never : open.length === 1 && open[0] ? open[0] : { kind: 'some', parts: open };
}

/** That the value of a variable is in a range; or, with `orAbsent`, that there is none. */
export const within = (variable: Variable, range: Range, orAbsent: boolean): Formula => ({ kind: 'within', variable, range, orAbsent });
export const absent = (variable: Variable): Formula => ({ kind: 'absent', variable });
/** Not understood; the same key always has the same truth. */
export const opaque = (key: string, holds: boolean): Formula => ({ kind: 'opaque', key, holds });
/** May be true or false, whatever else is. */
export const unclear = (): Formula => some([opaque('unclear', true), opaque('unclear', false)]);

/** Tells the scopes of one expression apart. */
export const scopeKey = (scope: Scope): string => [...scope].map(([path, item]) => `${path}:${item}`).join();

/** Instance path of a node, given the items around it. */
export function instancePathOf(node: CompiledNode, scope: Scope): string {
  const { owner } = node;
  if (!owner) return node.path;
  return `${instancePathOf(owner, scope)}.${scope.get(owner.path) ?? 0}.${node.path.slice(owner.path.length + 1)}`;
}

/** Instance path of the innermost item of a scope around a node; undefined outside of repeat groups. */
export function itemPathOf(owner: CompiledNode | undefined, scope: Scope): string | undefined {
  return owner && `${instancePathOf(owner, scope)}.${scope.get(owner.path) ?? 0}`;
}
