import { isObject } from '../json-place.ts';
import { type SourceExpression, type SourceOperator, Uncertain, allOf, call, field, value } from '../source-expression.ts';

const comparisons: Readonly<Record<string, SourceOperator>> = {
  '==': 'eq',
  '===': 'eq',
  '!=': 'ne',
  '!==': 'ne',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
};
const calculations: Readonly<Record<string, SourceOperator>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  min: 'min',
  max: 'max',
};

/** Reads JSON-logic as Open Forms writes it, with its additions `date`, `today`, `rdelta`. @throws Uncertain for what is read nowhere here */
export function readJsonLogic(json: unknown): SourceExpression {
  if (json === null || typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return value(json);
  if (Array.isArray(json)) return { is: 'list', items: json.map(readJsonLogic) };
  if (!isObject(json)) throw new Uncertain('kein JSON-logic');
  const [[op, given] = ['', undefined], ...more] = Object.entries(json);
  if (more.length > 0 || op === '') throw new Uncertain('kein JSON-logic');
  const args: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (op === 'var') return variable(args);
  if (op === 'date' || op === 'datetime') return readJsonLogic(args[0]);
  if (op === 'today') return call('today');
  if (op === 'reduce') return sumOf(args);
  const comparison = Object.hasOwn(comparisons, op) ? comparisons[op] : undefined;
  if (comparison) return compared(comparison, args);
  if (op === '-' && isDelta(args[1])) return before(readJsonLogic(args[0]), args[1], -1);
  if (op === '+' && isDelta(args[1])) return before(readJsonLogic(args[0]), args[1], 1);
  const calculation = Object.hasOwn(calculations, op) ? calculations[op] : undefined;
  if (calculation) return { is: 'call', op: calculation, args: args.map(readJsonLogic) };
  switch (op) {
    case 'and':
    case 'or':
      return { is: 'call', op, args: args.map(readJsonLogic) };
    case '!':
      return call('not', readJsonLogic(args[0]));
    case '!!':
      return readJsonLogic(args[0]);
    case 'in':
      return membership(args);
    case 'if':
      return choice(args);
    default:
      throw new Uncertain(`JSON-logic „${op}“`);
  }
}

function variable([name, otherwise]: readonly unknown[]): SourceExpression {
  if (typeof name !== 'string' || name === '' || otherwise !== undefined) throw new Uncertain('ein Feld mit Ersatzwert');
  if (name === 'today') return call('today');
  return field(name);
}

/** `a < b < c` too. */
function compared(op: SourceOperator, args: readonly unknown[]): SourceExpression {
  const [a, b, c] = args.map(readJsonLogic);
  if (!a || !b) throw new Uncertain('ein Vergleich ohne zwei Seiten');
  return c ? allOf([call(op, a, b), call(op, b, c)]) : call(op, a, b);
}

function membership([wanted, among]: readonly unknown[]): SourceExpression {
  if (Array.isArray(among)) return call('anyOf', readJsonLogic(wanted), readJsonLogic(among));
  return call('contains', readJsonLogic(among), readJsonLogic(wanted));
}

/** `if` with any number of pairs. */
function choice(args: readonly unknown[]): SourceExpression {
  if (args.length < 3) throw new Uncertain('„if“ ohne drei Teile');
  const [condition, then, ...rest] = args;
  const otherwise = rest.length === 1 ? readJsonLogic(rest[0]) : choice(rest);
  return call('if', readJsonLogic(condition), readJsonLogic(then), otherwise);
}

function isDelta(json: unknown): json is { readonly rdelta: unknown } {
  return isObject(json) && 'rdelta' in json;
}

/** `rdelta: [years, months, days]`. */
function before(day: SourceExpression, { rdelta }: { readonly rdelta: unknown }, sign: 1 | -1): SourceExpression {
  const parts: readonly unknown[] = Array.isArray(rdelta) ? rdelta : [rdelta];
  const [years = 0, months = 0, days = 0] = parts;
  if (typeof years !== 'number' || typeof months !== 'number' || typeof days !== 'number' || parts.length > 3)
    throw new Uncertain('eine Zeitspanne, die nicht fest ist');
  const byMonths = years * 12 + months;
  const moved = byMonths === 0 ? day : call('addMonths', day, value(sign * byMonths));
  return days === 0 ? moved : call('addDays', moved, value(sign * days));
}

/** The one use of `reduce` that is a sum: over a repeating group, of one of its fields. */
function sumOf([list, step, begin]: readonly unknown[]): SourceExpression {
  const group = isObject(list) ? list['var'] : undefined;
  const terms = isObject(step) && Array.isArray(step['+']) ? (step['+'] as readonly unknown[]) : [];
  const names = terms.map((term) => (isObject(term) ? term['var'] : undefined));
  const column = names.find((name): name is string => typeof name === 'string' && name.startsWith('current.'));
  if (typeof group !== 'string' || begin !== 0 || names.length !== 2 || !names.includes('accumulator') || column === undefined)
    throw new Uncertain('JSON-logic „reduce“');
  return call('sumOver', field(group), value(column.slice('current.'.length)));
}
