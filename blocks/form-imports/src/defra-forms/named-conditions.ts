import type { JsonPlace } from '../json-place.ts';
import { type SourceExpression, type SourceOperator, Uncertain, allOf, call, field, oneOf, value } from '../source-expression.ts';

const deepest = 12;
const operators: Readonly<Record<string, SourceOperator>> = {
  is: 'eq',
  'is not': 'ne',
  'is at least': 'gte',
  'is at most': 'lte',
  'is less than': 'lt',
  'is more than': 'gt',
  'is before': 'lt',
  'is after': 'gt',
  contains: 'contains',
};
/** "At least two years in the past" is a day on or before that day. */
const inThePast: Readonly<Record<string, SourceOperator>> = {
  'is at least': 'lte',
  'is at most': 'gte',
  'is less than': 'gt',
  'is more than': 'lt',
};
const inTheFuture: Readonly<Record<string, SourceOperator>> = {
  'is at least': 'gte',
  'is at most': 'lte',
  'is less than': 'lt',
  'is more than': 'gt',
};

/** Conditions with names, of both versions of the schema; each may name others. */
export class NamedConditions {
  readonly #known = new Map<string, JsonPlace>();

  constructor(conditions: readonly JsonPlace[]) {
    for (const condition of conditions) {
      const name = condition.at('id').word() ?? condition.at('name').word() ?? condition.refuse('a condition needs an id or a name');
      this.#known.set(name, condition);
    }
  }

  /** The words of the original, for remarks. */
  words(name: string): string {
    return this.#known.get(name)?.words() ?? name;
  }

  /** @throws Uncertain */
  read(name: string, depth = 0): SourceExpression {
    const condition = this.#known.get(name);
    if (!condition) throw new Uncertain(`die Bedingung „${name}“ gibt es nicht`);
    if (depth > deepest) throw new Uncertain('Bedingungen, die sich gegenseitig nennen');
    if (!condition.at('items').missing) {
      const items = condition
        .at('items')
        .list()
        .map((item) => this.#item(item, depth));
      return condition.at('coordinator').text() === 'or' ? oneOf(items) : allOf(items);
    }
    return this.#group(condition.at('value'), depth);
  }

  /** Version 2: an id of a component, or of another condition. */
  #item(item: JsonPlace, depth: number): SourceExpression {
    const other = item.at('conditionId').word();
    if (other !== undefined) return this.read(other, depth + 1);
    const name = item.at('componentId').word() ?? '';
    return comparison(name, item.at('operator').text() ?? '', item.at('value'), item.at('type').text() ?? '');
  }

  /** Version 1: parts joined by "and" and "or" one after the other; "and" binds closer. */
  #group(group: JsonPlace, depth: number): SourceExpression {
    if (depth > deepest) throw new Uncertain('Bedingungen, die zu tief verschachtelt sind');
    if (typeof group.value === 'string') throw new Uncertain('ein Ausdruck aus früheren Versionen');
    const alternatives: SourceExpression[][] = [];
    for (const part of group.at('conditions').list()) {
      if (alternatives.length === 0 || part.at('coordinator').text() === 'or') alternatives.push([]);
      alternatives.at(-1)?.push(this.#part(part, depth));
    }
    if (alternatives.length === 0) throw new Uncertain('eine Bedingung ohne Teile');
    return oneOf(alternatives.map(allOf));
  }

  #part(part: JsonPlace, depth: number): SourceExpression {
    const other = part.at('conditionName').word();
    if (other !== undefined) return this.read(other, depth + 1);
    if (!part.at('conditions').missing) return this.#group(part, depth + 1);
    const given = part.at('value');
    const type = given.at('type').text() ?? '';
    const relative = type === 'RelativeDate' || !given.at('period').missing;
    return comparison(
      part.at('field').at('name').word() ?? '',
      part.at('operator').text() ?? '',
      relative ? given : given.at('value'),
      relative ? 'RelativeDate' : type,
    );
  }
}

function comparison(name: string, operator: string, given: JsonPlace, type: string): SourceExpression {
  if (type === 'RelativeDate') return relative(name, operator, given);
  const wanted = type === 'ListItemRef' ? given.at('itemId').word() : given.word();
  if (wanted === undefined) throw new Uncertain('ein Vergleich ohne Wert');
  if (operator === 'does not contain') return call('not', call('contains', field(name), value(wanted)));
  const op = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!op) throw new Uncertain(`„${operator}“`);
  return call(op, field(name), value(wanted));
}

function relative(name: string, operator: string, given: JsonPlace): SourceExpression {
  const past = given.at('direction').text() === 'in the past';
  const known = past ? inThePast : inTheFuture;
  const op = Object.hasOwn(known, operator) ? known[operator] : undefined;
  const period = Number(given.at('period').word());
  const unit = given.at('unit').text() ?? '';
  if (!op || !Number.isInteger(period) || !['years', 'months', 'days'].includes(unit))
    throw new Uncertain('eine Zeitspanne, die nicht fest ist');
  const count = (past ? -1 : 1) * period * (unit === 'years' ? 12 : 1);
  return call(op, field(name), call(unit === 'days' ? 'addDays' : 'addMonths', call('today'), value(count)));
}
