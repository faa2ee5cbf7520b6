import { type CompiledForm, type CompiledNode, type Condition, type Expression, typeOfExpression } from '@amt/forms';
import type { CaseValue } from './compare-values.ts';
import { type Formula, type Operand, type Scope, type Term, scopeKey } from './formula.ts';
import { type Scaled, one, scaledDate, scaledNumber } from './scaled.ts';
import type { Variables } from './variables.ts';

type Operation = Extract<Expression, { op: string }>;

/** What an expression can be, by cases: where the guard holds it is the operand, a text, or absent. */
export interface Case {
  readonly guard: readonly Formula[];
  readonly value: CaseValue;
}

/** What cases need to know of conditions: values may depend on them. */
export interface Conditions {
  readonly condition: (expression: Condition, scope: Scope, holds: boolean) => Formula;
  readonly shown: (node: CompiledNode, scope: Scope, holds: boolean) => Formula;
}

/** More cases than this are not followed: the expression is then not understood. */
export const mostCases = 24;
const deepest = 60;
const root: Scope = new Map();

/** Values of one form by cases: literals, answers, computed and derived values, calculations. */
export class ValueCases {
  readonly #form: CompiledForm;
  readonly #variables: Variables;
  readonly #conditions: Conditions;
  readonly #known = new Map<Expression, Map<string, readonly Case[]>>();
  #depth = 0;

  constructor(form: CompiledForm, variables: Variables, conditions: Conditions) {
    this.#form = form;
    this.#variables = variables;
    this.#conditions = conditions;
  }

  /** What a computed value is worked out from. */
  computed(id: string): Expression | undefined {
    return this.#form.definition.computed?.find((one) => one.id === id)?.value;
  }

  /** Type of an expression where it stands. */
  typeOf(expression: Expression, scope: Scope): string | undefined {
    if (typeof expression === 'string') return 'text';
    if (typeof expression === 'boolean') return 'bool';
    return typeOfExpression(this.#form, expression, [...scope.keys()].at(-1));
  }

  /** The cases of a value; undefined where it is not understood. */
  of(expression: Expression, scope: Scope): readonly Case[] | undefined {
    if (typeof expression === 'string') return [{ guard: [], value: { text: expression } }];
    if (typeof expression === 'boolean') return undefined;
    if (typeof expression === 'number') return constantCase(scaledNumber(expression));
    if ('date' in expression) return constantCase(scaledDate(expression.date));
    if ('cents' in expression) return constantCase(BigInt(expression.cents) * one);
    const key = scopeKey(scope);
    const known = this.#known.get(expression)?.get(key);
    if (known) return known;
    if (this.#depth > deepest) return undefined;
    this.#depth++;
    const found = this.#workedOut(expression, scope);
    this.#depth--;
    if (!found || found.length > mostCases) return undefined;
    const perScope = this.#known.get(expression) ?? new Map<string, readonly Case[]>();
    this.#known.set(expression, perScope.set(key, found));
    return found;
  }

  #workedOut(
    expression: Exclude<Expression, string | number | boolean | { date: string } | { cents: number }>,
    scope: Scope,
  ): readonly Case[] | undefined {
    if ('computed' in expression) {
      const def = this.computed(expression.computed);
      return def === undefined ? undefined : this.of(def, root);
    }
    if ('answer' in expression) {
      const node = this.#form.tree.byPath.get(expression.answer);
      if (node && isDerived(node)) return this.#derivedCases(node, scope);
    }
    if (!('op' in expression)) {
      const variable = this.#variables.of(expression, scope);
      return variable && [{ guard: [], value: { variable } }];
    }
    switch (expression.op) {
      case 'if': {
        const [condition, then, otherwise] = expression.args;
        const sides = [this.of(then, scope), this.of(otherwise, scope)];
        const [yes, no] = sides;
        if (!yes || !no) return undefined;
        return [
          ...yes.map((one) => ({ ...one, guard: [this.#conditions.condition(condition, scope, true), ...one.guard] })),
          ...no.map((one) => ({ ...one, guard: [this.#conditions.condition(condition, scope, false), ...one.guard] })),
        ];
      }
      case 'count':
      case 'sum': {
        const variable = this.#variables.aggregate(expression, scope);
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
    const cases = 'value' in def && def.value !== undefined ? this.of(def.value, scope) : undefined;
    if (!cases) return undefined;
    const shown = this.#conditions.shown(node, scope, true);
    if (shown.kind === 'constant' && shown.holds) return cases;
    return [
      ...cases.map((one) => ({ ...one, guard: [shown, ...one.guard] })),
      { guard: [this.#conditions.shown(node, scope, false)], value: 'absent' },
    ];
  }

  #calculation(expression: Extract<Operation, { op: Exclude<Term['op'], 'unknown'> }>, scope: Scope): readonly Case[] | undefined {
    const args: Expression[] = [...expression.args];
    if (expression.op === 'age_years' && args.length === 1) args.push({ fact: 'today' });
    let combined: { guard: readonly Formula[]; args: readonly Operand[] | 'absent' }[] = [{ guard: [], args: [] }];
    for (const arg of args) {
      const cases = this.of(arg, scope);
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
    const money = this.typeOf(expression, scope) === 'money';
    return combined.map(({ guard, args: operands }) => {
      if (operands === 'absent') return { guard, value: operands };
      const [only] = operands;
      if (operands.length === 1 && only && expression.op !== 'round') return { guard, value: only };
      // money is kept in cents: rounding to whole euros is rounding to hundreds
      const grid = expression.op === 'round' ? { grid: 10n ** BigInt(12 - (expression.places - (money ? 2 : 0))) } : {};
      return { guard, value: { variable: this.#variables.term({ op: expression.op, args: operands, ...grid, wholeCents: money }) } };
    });
  }
}

function constantCase(constant: Scaled | undefined): readonly Case[] | undefined {
  return constant === undefined ? undefined : [{ guard: [], value: { constant } }];
}

/** A field whose value is worked out, not given. */
export const isDerived = (node: CompiledNode): boolean => node.kind === 'locked' || node.kind === 'hidden';
