import type { Condition, Expression } from '@amt/forms';
import type { Operand, OperandType } from './operand.ts';
import { type SourceExpression, Uncertain } from './source-expression.ts';
import { translateNumber } from './translate-number.ts';
import {
  type Dialect,
  type Ordered,
  type Translation,
  cents,
  first,
  isEmpty,
  not,
  numeric,
  operand,
  reference,
  second,
  third,
} from './translation.ts';

const ordered = new Set<string>(['lt', 'lte', 'gt', 'gte']);
const mirrored: Record<Ordered, Ordered> = { lt: 'gt', lte: 'gte', gt: 'lt', gte: 'lte' };

/** A condition in our language that is true for exactly the same answers. @throws Uncertain */
export function translateCondition(expression: SourceExpression, with_: Translation): Condition {
  if (expression.is === 'value') {
    if (typeof expression.value === 'boolean') return expression.value;
    if (typeof expression.value === 'number') return expression.value !== 0;
    throw new Uncertain('ein Text ist keine Bedingung');
  }
  if (expression.is === 'field') return truth(operand(expression.name, with_));
  if (expression.is === 'list') throw new Uncertain('eine Liste ist keine Bedingung');
  const { op, args } = expression;
  switch (op) {
    case 'and':
    case 'or': {
      const parts = args.map((arg) => translateCondition(arg, with_));
      const [only] = parts;
      if (only === undefined) throw new Uncertain(`„${op}“ ohne Teile`);
      return parts.length === 1 ? only : { op, args: parts };
    }
    case 'not':
      return not(translateCondition(first(args), with_));
    case 'empty':
      return emptiness(first(args), with_);
    case 'contains':
      return contains(first(args), second(args), with_);
    case 'anyOf':
      return anyOf(first(args), second(args), with_);
    case 'eq':
      return equality(first(args), second(args), with_);
    case 'ne':
      return unequal(equality(first(args), second(args), with_));
    case 'if':
      return {
        op: 'if',
        args: [translateCondition(first(args), with_), translateCondition(second(args), with_), translateCondition(third(args), with_)],
      };
    default:
      if (ordered.has(op)) return order(op as Ordered, first(args), second(args), with_);
      throw new Uncertain(`„${op}“ ist keine Bedingung`);
  }
}

function unequal(same: Condition): Condition {
  return typeof same === 'object' && 'op' in same && same.op === 'equal' ? { op: 'not_equal', args: same.args } : not(same);
}

function truth(found: Operand): Condition {
  if (found.is === 'ticked') return ticked(found);
  if (found.type === 'bool') return { op: 'equal', args: [reference(found), true] };
  const answered = not(isEmpty(reference(found)));
  if (found.type === 'number') return { op: 'and', args: [answered, { op: 'not_equal', args: [reference(found), 0] }] };
  if (found.type === 'text' && found.is === 'answer' && found.values) {
    if ([...found.values.keys()].some((value) => value === '0' || value === 'false')) throw new Uncertain('der Wert 0 gilt hier als nein');
    return answered;
  }
  if (found.type === 'list' || found.type === 'date' || found.type === 'items' || found.type === 'other') return answered;
  throw new Uncertain('ein Text wird als ja oder nein gelesen');
}

const ticked = ({ path, value }: Extract<Operand, { is: 'ticked' }>): Condition => ({ op: 'in', args: [value, { answer: path }] });

function emptiness(expression: SourceExpression, with_: Translation): Condition {
  if (expression.is !== 'field') throw new Uncertain('nur ein Feld kann leer sein');
  const found = operand(expression.name, with_);
  return found.is === 'ticked' ? not(ticked(found)) : isEmpty(reference(found));
}

function equality(left: SourceExpression, right: SourceExpression, with_: Translation): Condition {
  if (left.is !== 'field' && right.is === 'field') return equality(right, left, with_);
  if (left.is !== 'field') return calculatedEquality(left, right, with_);
  const found = operand(left.name, with_);
  if (right.is === 'value') return equalsValue(found, right.value, with_);
  if (right.is === 'list') return equalsList(found, right.items, with_);
  if (right.is === 'call') return calculatedEquality(left, right, with_);
  const other = operand(right.name, with_);
  if (found.is === 'ticked' || other.is === 'ticked') throw new Uncertain('zwei Kästchen werden verglichen');
  if (found.type !== other.type || ['list', 'items', 'other'].includes(found.type))
    throw new Uncertain('zwei Felder verschiedener Art werden verglichen');
  if (found.type === 'text' && with_.dialect.foldsCase) throw new Uncertain('zwei Texte werden ohne Ansehen der Großschreibung verglichen');
  const same: Condition = { op: 'equal', args: [reference(found), reference(other)] };
  if (!with_.dialect.emptyEqual) return same;
  return { op: 'or', args: [same, { op: 'and', args: [isEmpty(reference(found)), isEmpty(reference(other))] }] };
}

/** A value that is none of all there are: the comparison is carried over as what it is, and the author is told. */
function neverGiven(found: Operand, wanted: string | number | boolean, { dialect, doubt }: Translation): boolean {
  if (found.is !== 'answer' || !found.closed || !found.values || valueOf(found.values, String(wanted), dialect.foldsCase) !== undefined)
    return false;
  doubt(`Die Vorlage vergleicht mit „${String(wanted)}“, das nicht zur Auswahl steht; das trifft dort und hier nie zu`);
  return true;
}

function equalsValue(found: Operand, wanted: string | number | boolean | null, with_: Translation): Condition {
  const { dialect } = with_;
  if (found.is === 'ticked') {
    if (wanted === found.on || (typeof found.on === 'boolean' && wanted === String(found.on))) return ticked(found);
    if (wanted === null || wanted === '' || wanted === false || wanted === 'false' || wanted === 'N') return not(ticked(found));
    throw new Uncertain(`ein Kästchen wird mit „${String(wanted)}“ verglichen`);
  }
  if (wanted === null || wanted === '') return isEmpty(reference(found));
  if (found.type === 'list' || found.type === 'items' || found.type === 'other')
    throw new Uncertain('mehrere Werte werden mit einem verglichen');
  if (neverGiven(found, wanted, with_)) return false;
  const literal = literalOf(found, wanted, dialect);
  if (literal === false && dialect.emptyIsFalse) return not({ op: 'equal', args: [reference(found), true] });
  return { op: 'equal', args: [reference(found), literal] };
}

/** A literal of the type of the field; what is not one of its values is not guessed. @throws Uncertain */
function literalOf(found: Exclude<Operand, { is: 'ticked' }>, wanted: string | number | boolean, dialect: Dialect): Expression {
  if (found.is === 'answer' && found.values) {
    const known = valueOf(found.values, String(wanted), dialect.foldsCase);
    if (known === undefined) throw new Uncertain(`„${String(wanted)}“ ist keiner der Werte des Feldes`);
    if (found.type === 'money' && typeof known === 'number') return { cents: known };
    return known;
  }
  const words = String(wanted).trim();
  switch (found.type) {
    case 'number':
      return numeric(wanted);
    case 'money':
      return cents(wanted);
    case 'bool':
      if (words === 'true' || words === 'false') return words === 'true';
      break;
    case 'date':
      if (/^\d{4}-\d{2}-\d{2}$/.test(words)) return { date: words };
      break;
    case 'text':
      if (typeof wanted !== 'string') break;
      if (dialect.foldsCase && words.toLowerCase() !== words.toUpperCase())
        throw new Uncertain('ein Text wird ohne Ansehen der Großschreibung verglichen');
      if (wanted === words) return words;
      break;
  }
  throw new Uncertain(`„${words}“ passt nicht zur Art des Feldes`);
}

type Value = string | number | boolean;

/** Values by small letters, made once for a field however often it is compared; those that only differ in case are none. */
const foldedValues = new WeakMap<ReadonlyMap<string, Value>, ReadonlyMap<string, Value | undefined>>();

function folded(values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value | undefined> {
  const known = foldedValues.get(values);
  if (known) return known;
  const made = new Map<string, Value | undefined>();
  for (const [value, own] of values) {
    const small = value.toLowerCase();
    made.set(small, made.has(small) ? undefined : own);
  }
  foldedValues.set(values, made);
  return made;
}

/** The value a product's word stands for; where letters are compared without their case, only if it is one alone. */
function valueOf(values: ReadonlyMap<string, Value>, wanted: string, foldsCase: boolean): Value | undefined {
  return foldsCase ? folded(values).get(wanted.toLowerCase()) : values.get(wanted);
}

/** As sets: everything named is ticked and nothing else. */
function equalsList(found: Operand, items: readonly SourceExpression[], with_: Translation): Condition {
  if (found.is !== 'answer' || found.type !== 'list' || !found.values) throw new Uncertain('eine Liste wird verglichen');
  const wanted = items.map((item) => optionOf(found, item, with_.dialect));
  if (new Set(wanted).size < wanted.length) throw new Uncertain('eine Liste mit einem Wert, der zweimal darin steht');
  const parts = [...new Set(found.values.values())].map((value): Condition => {
    const has: Condition = { op: 'in', args: [String(value), reference(found)] };
    return wanted.includes(String(value)) ? has : not(has);
  });
  return { op: 'and', args: parts };
}

function optionOf(found: Extract<Operand, { is: 'answer' }>, item: SourceExpression, { foldsCase }: Dialect): string {
  const known = item.is === 'value' && found.values ? valueOf(found.values, String(item.value), foldsCase) : undefined;
  if (known === undefined) throw new Uncertain('ein Wert ist nicht unter den Möglichkeiten des Feldes');
  return String(known);
}

function contains(list: SourceExpression, wanted: SourceExpression, with_: Translation): Condition {
  if (list.is !== 'field') throw new Uncertain('„enthält“ ohne Feld');
  const found = operand(list.name, with_);
  if (found.is !== 'answer') throw new Uncertain('„enthält“ gilt hier keiner Mehrfachauswahl');
  const items = wanted.is === 'list' ? wanted.items : [wanted];
  if (found.type === 'list') {
    const parts = items.map((item): Condition =>
      item.is === 'value' && item.value !== null && neverGiven(found, item.value, with_)
        ? false
        : { op: 'in', args: [optionOf(found, item, with_.dialect), reference(found)] },
    );
    const [only] = parts;
    if (only === undefined) throw new Uncertain('„enthält“ ohne Wert');
    return parts.length === 1 ? only : { op: 'and', args: parts };
  }
  throw new Uncertain('ein Teil eines Textes wird gesucht');
}

function anyOf(subject: SourceExpression, list: SourceExpression, with_: Translation): Condition {
  if (subject.is !== 'field' || list.is !== 'list') throw new Uncertain('„eines von“ ohne Feld oder Liste');
  const found = operand(subject.name, with_);
  if (found.is !== 'answer') throw new Uncertain('„eines von“ gilt hier keiner Auswahl');
  if (list.items.length === 0) throw new Uncertain('„eines von“ ohne Werte');
  if (found.type === 'list') {
    const parts = list.items.map((item): Condition => ({ op: 'in', args: [optionOf(found, item, with_.dialect), reference(found)] }));
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { op: 'or', args: parts };
  }
  if (found.type === 'text' && found.values)
    return { op: 'in', args: [reference(found)], values: list.items.map((item) => optionOf(found, item, with_.dialect)) };
  return { op: 'or', args: list.items.map((item) => equality(subject, item, with_)) };
}

function order(op: Ordered, left: SourceExpression, right: SourceExpression, with_: Translation): Condition {
  if (left.is === 'value' && right.is !== 'value') return order(mirrored[op], right, left, with_);
  const found = left.is === 'field' ? operand(left.name, with_) : undefined;
  if (found && found.is !== 'ticked' && (found.type === 'date' || found.type === 'datetime')) return dateOrder(op, found, right, with_);
  if (found?.is === 'answer' && found.type === 'text') return choiceOrder(op, found, right, with_);
  if (right.is === 'value') {
    if (right.quoted && with_.dialect.quotedIsText) throw new Uncertain('eine Zahl in Anführungszeichen wird als Text verglichen');
    const limit = numeric(right.value);
    const { expression, type } = translateNumber(left, with_, translateCondition);
    const compared: Condition = { op, args: [expression, type === 'money' ? cents(right.value) : limit] };
    const whenEmpty = found !== undefined && with_.dialect.emptyOrder(op, limit);
    return whenEmpty && left.is === 'field' ? { op: 'or', args: [isEmpty(expression), compared] } : compared;
  }
  const a = translateNumber(left, with_, translateCondition);
  const b = translateNumber(right, with_, translateCondition);
  if (a.type !== b.type) throw new Uncertain('ein Betrag und eine Zahl werden verglichen');
  if (with_.dialect.emptyOrder('lt', 1)) throw new Uncertain('zwei Zahlen werden verglichen, von denen eine fehlen kann');
  return { op, args: [a.expression, b.expression] };
}

/** Choices whose values are numbers: those that are more, or less. */
function choiceOrder(op: Ordered, found: Extract<Operand, { is: 'answer' }>, right: SourceExpression, { dialect }: Translation): Condition {
  if (right.is !== 'value' || !found.values) throw new Uncertain('Texte werden der Größe nach verglichen');
  if (right.quoted && dialect.quotedIsText) throw new Uncertain('eine Zahl in Anführungszeichen wird als Text verglichen');
  const limit = numeric(right.value);
  const holds = {
    lt: (n: number) => n < limit,
    lte: (n: number) => n <= limit,
    gt: (n: number) => n > limit,
    gte: (n: number) => n >= limit,
  }[op];
  const fitting = [...found.values].filter(([value]) => holds(numeric(value))).map(([, own]) => String(own));
  const empty = dialect.emptyOrder(op, limit) ? [isEmpty(reference(found))] : [];
  const among: Condition[] = fitting.length > 0 ? [{ op: 'in', args: [reference(found)], values: [...new Set(fitting)] }] : [];
  const parts = [...among, ...empty];
  const [only] = parts;
  return only === undefined ? false : parts.length === 1 ? only : { op: 'or', args: parts };
}

function dateOrder(op: Ordered, found: Operand & { readonly type: OperandType }, right: SourceExpression, with_: Translation): Condition {
  if (found.type === 'datetime') throw new Uncertain('Tag und Uhrzeit werden verglichen');
  return { op, args: [reference(found), dateOf(right, with_)] };
}

/** A day: written, a field of kind date, today, or some days from one of these. */
function dateOf(expression: SourceExpression, with_: Translation): Expression {
  if (expression.is === 'value' && typeof expression.value === 'string' && /^\d{4}-\d{2}-\d{2}(T00:00:00)?/.test(expression.value))
    return { date: expression.value.slice(0, 10) };
  if (expression.is === 'field') {
    const found = operand(expression.name, with_);
    if (found.is !== 'ticked' && found.type === 'date') return reference(found);
  }
  if (expression.is === 'call') {
    if (expression.op === 'today') return { fact: 'today' };
    const by = expression.op === 'addDays' ? 'add_days' : expression.op === 'addMonths' ? 'add_months' : undefined;
    const [day, count] = expression.args;
    if (by && day && count?.is === 'value') return { op: by, args: [dateOf(day, with_), numeric(count.value)] };
  }
  throw new Uncertain('hier wird kein Tag verglichen');
}

function calculatedEquality(left: SourceExpression, right: SourceExpression, with_: Translation): Condition {
  if (left.is === 'list' || right.is === 'list') throw new Uncertain('eine Liste wird verglichen');
  const a = translateNumber(left, with_, translateCondition);
  const b = translateNumber(right, with_, translateCondition);
  if (a.type === b.type) return { op: 'equal', args: [a.expression, b.expression] };
  const amount = left.is === 'value' ? cents(left.value) : right.is === 'value' ? cents(right.value) : undefined;
  if (amount === undefined) throw new Uncertain('ein Betrag und eine Zahl werden verglichen');
  return { op: 'equal', args: [left.is === 'value' ? b.expression : a.expression, amount] };
}
