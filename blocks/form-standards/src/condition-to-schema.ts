import type { CompiledForm, Condition, Expression } from '@amt/forms';
import {
  type Formula,
  type Level,
  type TreeNode,
  always,
  and,
  at,
  atom,
  never,
  not,
  or,
  stepsOf,
  within,
  xor,
} from './condition-formula.ts';
import { orderPattern } from './date-pattern.ts';
import { jsonSchemaPattern } from './pattern-text.ts';
import type { JsonSchema } from './schema-of-field.ts';

type Operation = Extract<Expression, { op: string }>;
type Order = 'equal' | 'not_equal' | 'lt' | 'lte' | 'gt' | 'gte';

const mirrored: Readonly<Record<Order, Order>> = { equal: 'equal', not_equal: 'not_equal', lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' };
const textKinds = new Set(['text', 'text-latin', 'name', 'textarea', 'email', 'phone', 'iban', 'select', 'radios', 'choice']);

/**
 * Says a condition in JSON Schema, for answers that are right where they are given (wrong ones are refused by their own schema). Absent answers make
 * comparisons false and `not_equal` true, as when a form is evaluated.
 */
export class ConditionWriter {
  readonly #form: CompiledForm;
  constructor(form: CompiledForm) {
    this.#form = form;
  }

  /** @returns undefined for what JSON Schema has no words for: sums, calculations, facts of the visit, answers compared with each other */
  write(condition: Condition): Formula | undefined {
    if (typeof condition === 'boolean') return condition ? always : never;
    if (typeof condition !== 'object') return undefined;
    if ('answer' in condition) {
      const node = this.#node(condition.answer);
      return node && (node.kind === 'bool' || node.kind === 'declaration') ? this.#at(node, { const: true }) : undefined;
    }
    if ('computed' in condition) {
      const computed = this.#form.definition.computed?.find((one) => one.id === condition.computed);
      return computed && this.write(computed.value);
    }
    return 'op' in condition ? this.#operation(condition) : undefined;
  }

  #operation(condition: Operation): Formula | undefined {
    switch (condition.op) {
      case 'and':
      case 'or':
      case 'xor':
      case 'not':
        return this.#logic(condition.op, condition.args);
      case 'equal':
      case 'not_equal':
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte':
        return this.#comparison(condition.op, condition.args);
      case 'in':
        return this.#membership(condition);
      case 'matches': {
        const place = this.#place(condition.args[0]);
        return place && place.isText ? atom(place.level, at(place.steps, { pattern: jsonSchemaPattern(condition.pattern) })) : undefined;
      }
      case 'is_empty': {
        const place = this.#place(condition.args[0]);
        return place && not(atom(place.level, at(place.steps, true)));
      }
      case 'any':
      case 'all':
        return this.#items(condition.op, condition.over, condition.where);
      default:
        return undefined;
    }
  }

  #logic(op: 'and' | 'or' | 'xor' | 'not', args: readonly Expression[]): Formula | undefined {
    const parts = args.map((arg) => this.write(arg));
    if (!parts.every((part) => part !== undefined)) return undefined;
    const [first] = parts;
    if (op === 'not') return first && not(first);
    return op === 'and' ? and(...parts) : op === 'or' ? or(...parts) : xor(...parts);
  }

  #comparison(op: Order, [left, right]: readonly [Expression, Expression]): Formula | undefined {
    if (isCount(left)) return this.#count(op, left, right);
    if (isCount(right)) return this.#count(mirrored[op], right, left);
    const place = this.#place(left);
    if (!place) return isLiteral(left) && this.#place(right) ? this.#comparison(mirrored[op], [right, left]) : undefined;
    const compared = place.compare(op === 'not_equal' ? 'equal' : op, right);
    if (compared === undefined) return undefined;
    const holds = atom(place.level, at(place.steps, compared));
    return op === 'not_equal' ? not(holds) : holds;
  }

  #membership({ args, values }: Extract<Operation, { op: 'in' }>): Formula | undefined {
    const [value, list] = args;
    const place = this.#place(list ?? value);
    if (!place) return undefined;
    if (list === undefined) return values && place.isText ? atom(place.level, at(place.steps, { enum: values })) : undefined;
    return typeof value === 'string' ? atom(place.level, at(place.steps, { contains: { const: value } })) : undefined;
  }

  #items(op: 'any' | 'all', over: string, where: Expression | undefined): Formula | undefined {
    const repeat = this.#node(over);
    const condition = repeat && where !== undefined ? this.#ofItem(repeat, where) : undefined;
    if (!repeat || condition === undefined) return undefined;
    // there is no list without items
    return op === 'any' ? this.#at(repeat, { contains: condition }) : atom(repeat.owner, within(stepsOf(repeat), { items: condition }));
  }

  #count(op: Order, { over, where }: { readonly over: string; readonly where?: Expression }, limit: Expression): Formula | undefined {
    const repeat = this.#node(over);
    if (!repeat || typeof limit !== 'number' || !Number.isSafeInteger(limit)) return undefined;
    const condition = where === undefined ? true : this.#ofItem(repeat, where);
    if (condition === undefined) return undefined;
    const atLeast = (n: number): Formula => (n <= 0 ? always : this.#at(repeat, { contains: condition, minContains: n }));
    switch (op) {
      case 'gte':
        return atLeast(limit);
      case 'gt':
        return atLeast(limit + 1);
      case 'lt':
        return not(atLeast(limit));
      case 'lte':
        return not(atLeast(limit + 1));
      case 'equal':
        return and(atLeast(limit), not(atLeast(limit + 1)));
      case 'not_equal':
        return not(and(atLeast(limit), not(atLeast(limit + 1))));
    }
  }

  /** A condition on one item alone. */
  #ofItem(repeat: TreeNode, where: Expression): JsonSchema | undefined {
    const formula = this.write(where);
    if (formula?.kind === 'const') return formula.value;
    return formula?.kind === 'atom' && formula.level === repeat ? formula.schema : undefined;
  }

  /** Where an answer or a part of it is, and how it is compared. */
  #place(expression: Expression | undefined): Place | undefined {
    if (typeof expression !== 'object' || !('answer' in expression)) return undefined;
    const node = this.#node(expression.answer);
    if (node) {
      if (node.kind === 'locked' || node.kind === 'hidden') return undefined;
      const steps = node.kind === 'choice' ? [...stepsOf(node), 'choice'] : stepsOf(node);
      return { level: node.owner, steps, isText: textKinds.has(node.kind), compare: (op, literal) => compareWith(node.kind, op, literal) };
    }
    const dot = expression.answer.lastIndexOf('.');
    const whole = dot < 0 ? undefined : this.#node(expression.answer.slice(0, dot));
    if (!whole || (whole.kind !== 'address' && whole.kind !== 'matrix')) return undefined;
    return {
      level: whole.owner,
      steps: [...stepsOf(whole), expression.answer.slice(dot + 1)],
      isText: true,
      compare: (op, literal) => compareWith('text', op, literal),
    };
  }

  #at(node: TreeNode, schema: JsonSchema): Formula {
    return atom(node.owner, at(stepsOf(node), schema));
  }

  #node(path: string): TreeNode | undefined {
    return this.#form.tree.byPath.get(path);
  }
}

interface Place {
  readonly level: Level;
  readonly steps: readonly string[];
  readonly isText: boolean;
  readonly compare: (op: Exclude<Order, 'not_equal'>, literal: Expression) => JsonSchema | undefined;
}

function compareWith(kind: string, op: Exclude<Order, 'not_equal'>, literal: Expression): JsonSchema | undefined {
  const bounds = { lt: 'exclusiveMaximum', lte: 'maximum', gt: 'exclusiveMinimum', gte: 'minimum' } as const;
  if (kind === 'int' || kind === 'currency') {
    const limit = typeof literal === 'object' && 'cents' in literal ? literal.cents : literal;
    if (typeof limit !== 'number') return undefined;
    return op === 'equal' ? { const: limit } : { [bounds[op]]: limit };
  }
  if (kind === 'date') {
    const date = typeof literal === 'object' && 'date' in literal ? literal.date : undefined;
    if (date === undefined) return undefined;
    return op === 'equal' ? { const: date } : { pattern: orderPattern(op, date) };
  }
  if (op !== 'equal') return undefined;
  if ((kind === 'bool' || kind === 'declaration') && typeof literal === 'boolean') return { const: literal };
  return textKinds.has(kind) && typeof literal === 'string' ? { const: literal } : undefined;
}

function isCount(expression: Expression): expression is Extract<Operation, { op: 'count' | 'any' | 'all' }> & { op: 'count' } {
  return typeof expression === 'object' && 'op' in expression && expression.op === 'count';
}

function isLiteral(expression: Expression): boolean {
  return typeof expression !== 'object' || 'date' in expression || 'cents' in expression;
}
