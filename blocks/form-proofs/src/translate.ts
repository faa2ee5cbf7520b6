import { type CompiledForm, type CompiledNode, type Condition, type Expression, compilePattern } from '@amt/forms';
import { type Ordered, comparison } from './compare-values.ts';
import { type Formula, type Scope, always, every, never, opaque, scopeKey, some, unclear, within } from './formula.ts';
import { ValueCases, isDerived, mostCases } from './value-cases.ts';
import { Variables } from './variables.ts';

type Operation = Extract<Expression, { op: string }>;
const root: Scope = new Map();

/** Translates conditions of one form into formulas. Whatever it does not understand becomes a literal that may be true or false. */
export class Translation {
  readonly form: CompiledForm;
  readonly variables: Variables;
  readonly #values: ValueCases;
  #depth = 0;

  constructor(form: CompiledForm) {
    this.form = form;
    this.variables = new Variables(form);
    this.#values = new ValueCases(form, this.variables, this);
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
      const def = this.#values.computed(expression.computed);
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
    if (op === 'equal' && this.#values.typeOf(left, scope) === 'bool') {
      const truths = [true, false].map((is) => {
        const both = [this.#isTruth(left, scope, is, holds), this.#isTruth(right, scope, is, holds)];
        return holds ? every(both) : some(both);
      });
      return holds ? some(truths) : every(truths);
    }
    const lefts = this.#values.of(left, scope);
    const rights = this.#values.of(right, scope);
    if (!lefts || !rights || lefts.length * rights.length > mostCases) return opaque(JSON.stringify([op, args]) + scopeKey(scope), holds);
    return some(lefts.flatMap((a) => rights.map((b) => every([...a.guard, ...b.guard, comparison(op, a.value, b.value, holds)]))));
  }

  #membership({ args, values }: Extract<Operation, { op: 'in' }>, scope: Scope, holds: boolean): Formula {
    const [value, list] = args;
    const unknown = (): Formula => opaque(JSON.stringify([args, values]) + scopeKey(scope), holds);
    if (list !== undefined) {
      const variable = typeof value === 'string' && this.variables.tick(list, scope, value);
      return variable ? within(variable, holds ? { values: new Set(['true']) } : { notValues: new Set(['true']) }, !holds) : unknown();
    }
    const cases = this.#values.of(value, scope);
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
    const cases = this.#values.of(value, scope);
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
    if (typeof expression === 'object' && 'op' in expression && this.#values.typeOf(expression, scope) === 'bool')
      return expression.op === 'if' ? opaque(JSON.stringify(expression) + scopeKey(scope), holds) : holds ? never : always;
    if (typeof expression === 'boolean') return holds ? never : always;
    const cases = this.#values.of(expression, scope);
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
}
