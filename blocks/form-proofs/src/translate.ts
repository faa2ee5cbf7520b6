import { type CompiledForm, type CompiledNode, type Condition, type Expression, compilePattern, typeOfExpression } from '@amt/forms';
import { type Formula, type Operand, type Range, type Scope, type Term, type Variable, always, every, never, some } from './formula.ts';
import { Variables } from './variables.ts';
import { type Scaled, one, scaledDate, scaledNumber } from './scaled.ts';

type Operation = Extract<Expression, { op: string }>;
type Ordered = 'equal' | 'lt' | 'lte' | 'gt' | 'gte';

/** What an expression can be, by cases: where the guard holds it is the operand, a text, or absent. */
interface Case {
  readonly guard: readonly Formula[];
  readonly value: Operand | { readonly text: string } | 'absent';
}

/** More cases than this are not followed: the expression is then not understood. */
const mostCases = 24;
const root: Scope = new Map();

/** Translates conditions of one form into formulas. Whatever it does not understand becomes a literal that may be true or false. */
export class Translation {
  readonly form: CompiledForm;
  readonly variables: Variables;
  readonly #cases = new Map<Expression, Map<string, readonly Case[]>>();
  #depth = 0;

  constructor(form: CompiledForm) {
    this.form = form;
    this.variables = new Variables(form);
  }

  /** `holds`: that the condition is true, or that it is not (false or absent). */
  condition(expression: Condition, scope: Scope, holds: boolean): Formula {
    if (this.#depth > 60) return opaque(`deep:${JSON.stringify(expression)}${scopeKey(scope)}`, holds);
    this.#depth++;
    try {
      return this.#condition(expression, scope, holds);
    } finally {
      this.#depth--;
    }
  }

  /** That a node is shown: its page, everything around it, the chosen branch, its own condition. */
  shown(node: CompiledNode, scope: Scope, holds: boolean): Formula {
    const parts: Formula[] = [];
    const { when } = 'when' in node.def ? node.def : {};
    if (when !== undefined) parts.push(this.condition(when, scope, holds));
    if (node.kind === 'branch' && node.parent) {
      const choice = this.variables.ofNode(node.parent, scope);
      parts.push(within(choice, holds ? { values: new Set([node.id]) } : { notValues: new Set([node.id]) }, !holds));
    }
    if (node.parent) parts.push(this.shown(node.parent, scope, holds));
    else if (node.page.def.when !== undefined) parts.push(this.condition(node.page.def.when, root, holds));
    return holds ? every(parts) : some(parts);
  }

  #condition(expression: Condition, scope: Scope, holds: boolean): Formula {
    if (typeof expression === 'boolean') return expression === holds ? always : never;
    if (typeof expression !== 'object') return holds ? never : always;
    if (!('op' in expression)) return this.#reference(expression, scope, true, holds);
    switch (expression.op) {
      case 'and':
      case 'or': {
        const parts = expression.args.map((arg) => this.condition(arg, scope, holds));
        return (expression.op === 'and') === holds ? every(parts) : some(parts);
      }
      case 'not':
        return this.condition(expression.args[0] ?? true, scope, !holds);
      case 'xor':
        return this.#odd(expression.args, scope, holds);
      case 'equal':
        return this.#compare('equal', expression.args, scope, holds);
      case 'not_equal':
        return this.#compare('equal', expression.args, scope, !holds);
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte':
        return this.#compare(expression.op, expression.args, scope, holds);
      case 'in':
        return this.#membership(expression, scope, holds);
      case 'matches':
        return this.#match(expression, scope, holds);
      case 'is_empty':
        return this.#emptiness(expression.args[0], scope, holds);
      case 'any':
      case 'all': {
        const repeat = this.form.tree.byPath.get(expression.over);
        if (!repeat) return opaque(JSON.stringify(expression), holds);
        const { where } = expression;
        return expression.op === 'any'
          ? { kind: holds ? 'item' : 'items', repeat, scope, where, holds }
          : { kind: holds ? 'items' : 'item', repeat, scope, where, holds };
      }
      case 'if': {
        const [condition, then, otherwise] = expression.args;
        return some([
          every([this.condition(condition, scope, true), this.condition(then, scope, holds)]),
          every([this.condition(condition, scope, false), this.condition(otherwise, scope, holds)]),
        ]);
      }
      default:
        return holds ? never : always;
    }
  }

  #odd(args: readonly Expression[], scope: Scope, holds: boolean): Formula {
    const [first, ...rest] = args;
    if (first === undefined) return holds ? never : always;
    if (args.length > 6) return opaque(`xor:${JSON.stringify(args)}${scopeKey(scope)}`, holds);
    if (rest.length === 0) return this.condition(first, scope, holds);
    return some([
      every([this.condition(first, scope, true), this.#odd(rest, scope, !holds)]),
      every([this.condition(first, scope, false), this.#odd(rest, scope, holds)]),
    ]);
  }

  /** A reference used as a condition: that its value is the truth `is`, or that it is not. */
  #reference(expression: Expression, scope: Scope, is: boolean, holds: boolean): Formula {
    if (typeof expression !== 'object' || 'date' in expression || 'cents' in expression) return holds ? never : always;
    if ('computed' in expression) {
      const def = this.#computed(expression.computed);
      return def === undefined ? opaque(JSON.stringify(expression), holds) : this.#isTruth(def, root, is, holds);
    }
    if ('answer' in expression) {
      const node = this.form.tree.byPath.get(expression.answer);
      if (node && 'value' in node.def && node.def.value !== undefined && isDerived(node)) {
        const shown = this.shown(node, scope, holds);
        const value = this.#isTruth(node.def.value, scope, is, holds);
        return holds ? every([shown, value]) : some([shown, value]);
      }
    }
    const variable = this.variables.of(expression, scope);
    if (variable?.sort !== 'text') return opaque(JSON.stringify(expression) + scopeKey(scope), holds);
    return within(variable, holds ? { values: new Set([String(is)]) } : { notValues: new Set([String(is)]) }, !holds);
  }

  /** That the value of a bool expression is the truth `is`; expressions with an operator are never absent, except `if`. */
  #isTruth(expression: Expression, scope: Scope, is: boolean, holds: boolean): Formula {
    if (typeof expression === 'boolean') return (expression === is) === holds ? always : never;
    if (typeof expression !== 'object') return holds ? never : always;
    if (!('op' in expression)) return this.#reference(expression, scope, is, holds);
    if (expression.op !== 'if') return this.condition(expression, scope, is === holds);
    const [condition, then, otherwise] = expression.args;
    return some([
      every([this.condition(condition, scope, true), this.#isTruth(then, scope, is, holds)]),
      every([this.condition(condition, scope, false), this.#isTruth(otherwise, scope, is, holds)]),
    ]);
  }

  #compare(op: Ordered, args: readonly [Expression, Expression], scope: Scope, holds: boolean): Formula {
    const [left, right] = args;
    if (op === 'equal' && this.#typeOf(left, scope) === 'bool') {
      const truths = [true, false].map((is) => {
        const both = [this.#isTruth(left, scope, is, holds), this.#isTruth(right, scope, is, holds)];
        return holds ? every(both) : some(both);
      });
      return holds ? some(truths) : every(truths);
    }
    const lefts = this.#casesOf(left, scope);
    const rights = this.#casesOf(right, scope);
    if (!lefts || !rights || lefts.length * rights.length > mostCases) return opaque(JSON.stringify([op, args]) + scopeKey(scope), holds);
    return some(lefts.flatMap((a) => rights.map((b) => every([...a.guard, ...b.guard, this.#comparison(op, a.value, b.value, holds)]))));
  }

  #comparison(op: Ordered, a: Case['value'], b: Case['value'], holds: boolean): Formula {
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

  #membership({ args, values }: Extract<Operation, { op: 'in' }>, scope: Scope, holds: boolean): Formula {
    const [value, list] = args;
    const unknown = (): Formula => opaque(JSON.stringify([args, values]) + scopeKey(scope), holds);
    if (list !== undefined) {
      const variable = typeof value === 'string' && this.variables.tick(list, scope, value);
      return variable ? within(variable, holds ? { values: new Set(['true']) } : { notValues: new Set(['true']) }, !holds) : unknown();
    }
    const cases = this.#casesOf(value, scope);
    const set = new Set(values ?? []);
    if (!cases) return unknown();
    return some(
      cases.map(({ guard, value: found }) => {
        if (found === 'absent') return every([...guard, holds ? never : always]);
        if ('text' in found) return every([...guard, set.has(found.text) === holds ? always : never]);
        if (!('variable' in found)) return unknown();
        return every([...guard, within(found.variable, holds ? { values: set } : { notValues: set }, !holds)]);
      }),
    );
  }

  #match({ args: [value], pattern }: Extract<Operation, { op: 'matches' }>, scope: Scope, holds: boolean): Formula {
    const cases = this.#casesOf(value, scope);
    if (!cases) return opaque(JSON.stringify([value, pattern]) + scopeKey(scope), holds);
    return some(
      cases.map(({ guard, value: found }) => {
        if (found === 'absent') return every([...guard, holds ? never : always]);
        if ('text' in found) return every([...guard, compilePattern(pattern).test(found.text) === holds ? always : never]);
        if (!('variable' in found)) return unclear();
        return every([...guard, within(found.variable, holds ? { like: pattern } : { unlike: pattern }, !holds)]);
      }),
    );
  }

  #emptiness(expression: Expression, scope: Scope, holds: boolean): Formula {
    if (typeof expression === 'object' && 'op' in expression && this.#typeOf(expression, scope) === 'bool')
      return expression.op === 'if' ? opaque(JSON.stringify(expression) + scopeKey(scope), holds) : holds ? never : always;
    if (typeof expression === 'boolean') return holds ? never : always;
    const cases = this.#casesOf(expression, scope);
    if (!cases) return opaque(`empty:${JSON.stringify(expression)}${scopeKey(scope)}`, holds);
    return some(
      cases.map(({ guard, value }) => {
        if (value === 'absent') return every([...guard, holds ? always : never]);
        if ('text' in value) return every([...guard, (value.text === '') === holds ? always : never]);
        if ('constant' in value) return every([...guard, holds ? never : always]);
        return every([...guard, { kind: holds ? 'absent' : 'present', variable: value.variable }]);
      }),
    );
  }

  #computed(id: string): Expression | undefined {
    return this.form.definition.computed?.find((one) => one.id === id)?.value;
  }

  #typeOf(expression: Expression, scope: Scope): string | undefined {
    if (typeof expression === 'string') return 'text';
    if (typeof expression === 'boolean') return 'bool';
    return typeOfExpression(this.form, expression, [...scope.keys()].at(-1));
  }

  /** The cases of a value; undefined where it is not understood. */
  #casesOf(expression: Expression, scope: Scope): readonly Case[] | undefined {
    if (typeof expression === 'string') return [{ guard: [], value: { text: expression } }];
    if (typeof expression === 'boolean') return undefined;
    if (typeof expression === 'number') return constantCase(scaledNumber(expression));
    if ('date' in expression) return constantCase(scaledDate(expression.date));
    if ('cents' in expression) return constantCase(BigInt(expression.cents) * one);
    const key = scopeKey(scope);
    const known = this.#cases.get(expression)?.get(key);
    if (known) return known;
    if (this.#depth > 60) return undefined;
    this.#depth++;
    const found = this.#workedOut(expression, scope);
    this.#depth--;
    if (!found || found.length > mostCases) return undefined;
    const perScope = this.#cases.get(expression) ?? new Map<string, readonly Case[]>();
    this.#cases.set(expression, perScope.set(key, found));
    return found;
  }

  #workedOut(
    expression: Exclude<Expression, string | number | boolean | { date: string } | { cents: number }>,
    scope: Scope,
  ): readonly Case[] | undefined {
    if ('computed' in expression) {
      const def = this.#computed(expression.computed);
      return def === undefined ? undefined : this.#casesOf(def, root);
    }
    if ('answer' in expression) {
      const node = this.form.tree.byPath.get(expression.answer);
      if (node && isDerived(node)) return this.#derivedCases(node, scope);
    }
    if (!('op' in expression)) {
      const variable = this.variables.of(expression, scope);
      return variable && [{ guard: [], value: { variable } }];
    }
    switch (expression.op) {
      case 'if': {
        const [condition, then, otherwise] = expression.args;
        const sides = [this.#casesOf(then, scope), this.#casesOf(otherwise, scope)];
        const [yes, no] = sides;
        if (!yes || !no) return undefined;
        return [
          ...yes.map((one) => ({ ...one, guard: [this.condition(condition, scope, true), ...one.guard] })),
          ...no.map((one) => ({ ...one, guard: [this.condition(condition, scope, false), ...one.guard] })),
        ];
      }
      case 'count':
      case 'sum': {
        const variable = this.variables.aggregate(expression, scope);
        return variable && [{ guard: [], value: { variable } }];
      }
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'divide':
      case 'min':
      case 'max':
      case 'round':
      case 'age_years':
      case 'add_days':
      case 'add_months':
      case 'days_between':
        return this.#calculation(expression, scope);
      default:
        return undefined;
    }
  }

  #derivedCases(node: CompiledNode, scope: Scope): readonly Case[] | undefined {
    const { def } = node;
    const cases = 'value' in def && def.value !== undefined ? this.#casesOf(def.value, scope) : undefined;
    if (!cases) return undefined;
    const shown = this.shown(node, scope, true);
    if (shown.kind === 'constant' && shown.holds) return cases;
    return [
      ...cases.map((one) => ({ ...one, guard: [shown, ...one.guard] })),
      { guard: [this.shown(node, scope, false)], value: 'absent' },
    ];
  }

  #calculation(expression: Extract<Operation, { op: Exclude<Term['op'], 'unknown'> }>, scope: Scope): readonly Case[] | undefined {
    const args: Expression[] = [...expression.args];
    if (expression.op === 'age_years' && args.length === 1) args.push({ fact: 'today' });
    let combined: { guard: readonly Formula[]; args: readonly Operand[] | 'absent' }[] = [{ guard: [], args: [] }];
    for (const arg of args) {
      const cases = this.#casesOf(arg, scope);
      if (!cases) return undefined;
      combined = combined.flatMap((before) =>
        cases.flatMap(({ guard, value }) => {
          const guards = [...before.guard, ...guard];
          if (before.args === 'absent' || value === 'absent') return { guard: guards, args: 'absent' as const };
          return 'text' in value ? [] : { guard: guards, args: [...before.args, value] };
        }),
      );
      if (combined.length > mostCases) return undefined;
    }
    const money = this.#typeOf(expression, scope) === 'money';
    return combined.map(({ guard, args: operands }) => {
      if (operands === 'absent') return { guard, value: operands };
      const [only] = operands;
      if (operands.length === 1 && only && expression.op !== 'round') return { guard, value: only };
      // money is kept in cents: rounding to whole euros is rounding to hundreds
      const grid = expression.op === 'round' ? { grid: 10n ** BigInt(12 - (expression.places - (money ? 2 : 0))) } : {};
      return { guard, value: { variable: this.variables.term({ op: expression.op, args: operands, ...grid, wholeCents: money }) } };
    });
  }
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

function textComparison(a: Exclude<Case['value'], 'absent'>, b: Exclude<Case['value'], 'absent'>, holds: boolean): Formula {
  if ('text' in a && 'text' in b) return (a.text === b.text) === holds ? always : never;
  const text = 'text' in a ? a.text : 'text' in b ? b.text : '';
  const other = 'text' in a ? b : a;
  if (!('variable' in other)) return unclear();
  return within(other.variable, holds ? { values: new Set([text]) } : { notValues: new Set([text]) }, !holds);
}

function constantCase(constant: Scaled | undefined): readonly Case[] | undefined {
  return constant === undefined ? undefined : [{ guard: [], value: { constant } }];
}

export const isDerived = (node: CompiledNode): boolean => node.kind === 'locked' || node.kind === 'hidden';
const within = (variable: Variable, range: Range, orAbsent: boolean): Formula => ({ kind: 'within', variable, range, orAbsent });
const absent = (variable: Variable): Formula => ({ kind: 'absent', variable });
const opaque = (key: string, holds: boolean): Formula => ({ kind: 'opaque', key, holds });
const scopeKey = (scope: Scope): string => [...scope].map(([path, item]) => `${path}:${item}`).join();
/** May be true or false, whatever else is. */
const unclear = (): Formula =>
  some([
    { kind: 'opaque', key: `unclear`, holds: true },
    { kind: 'opaque', key: `unclear`, holds: false },
  ]);
