import type { Condition, Expression } from '@amt/forms';
import { type SourceExpression, Uncertain } from './source-expression.ts';
import { type Translation, cents, first, isEmpty, numeric, operand, reference, second, third } from './translation.ts';

/** A number or an amount of money in our language. */
export interface NumberValue {
  readonly expression: Expression;
  readonly type: 'number' | 'money';
}

type ToCondition = (expression: SourceExpression, with_: Translation) => Condition;

/** A calculation in our language that gives the same number for the same answers. @throws Uncertain */
export function translateNumber(expression: SourceExpression, with_: Translation, condition: ToCondition): NumberValue {
  if (expression.is === 'value') return { expression: numeric(expression.value), type: 'number' };
  if (expression.is === 'list') throw new Uncertain('eine Liste ist keine Zahl');
  if (expression.is === 'field') {
    const found = operand(expression.name, with_);
    if (found.is !== 'ticked' && (found.type === 'number' || found.type === 'money'))
      return { expression: reference(found), type: found.type };
    throw new Uncertain(`„${expression.name}“ ist keine Zahl`);
  }
  const { op, args } = expression;
  switch (op) {
    case 'add':
    case 'subtract':
    case 'sum':
    case 'min':
    case 'max':
      return alike(op, args, with_, condition);
    case 'multiply':
    case 'divide': {
      const parts = args.map((arg) => part(arg, with_, condition));
      const amounts = parts.filter(({ type }) => type === 'money').length;
      const wrong = op === 'multiply' ? amounts > 1 : amounts > 1 || (amounts === 1 && parts[0]?.type !== 'money');
      if (wrong || parts.length === 0) throw new Uncertain('Beträge werden miteinander malgenommen oder geteilt');
      return { expression: { op, args: parts.map((one) => one.expression) }, type: amounts === 1 ? 'money' : 'number' };
    }
    case 'if': {
      const [then, otherwise] = sameType(second(args), third(args), with_, condition);
      const type = then.type;
      return { expression: { op: 'if', args: [condition(first(args), with_), then.expression, otherwise.expression] }, type };
    }
    case 'age': {
      const [day] = args;
      const found = day?.is === 'field' ? operand(day.name, with_) : undefined;
      if (!found || found.is === 'ticked' || found.type !== 'date') throw new Uncertain('das Alter ohne Feld für einen Tag');
      return { expression: { op: 'age_years', args: [reference(found)] }, type: 'number' };
    }
    case 'sumOver':
    case 'countOver':
      return overItems(op, args, with_);
    default:
      throw new Uncertain(`„${op}“ ist keine Rechnung`);
  }
}

function alike(
  op: 'add' | 'subtract' | 'sum' | 'min' | 'max',
  args: readonly SourceExpression[],
  with_: Translation,
  condition: ToCondition,
): NumberValue {
  if (args.length === 0) throw new Uncertain('eine Rechnung ohne Teile');
  // the smallest of answers some of which are missing differs between products
  if ((op === 'min' || op === 'max') && with_.dialect.emptyIsZero && args.some((arg) => arg.is === 'field'))
    throw new Uncertain('die kleinste oder größte von Zahlen, die fehlen können');
  // a sum leaves out what is not answered, in every product
  const within = op === 'sum' ? { ...with_, dialect: { ...with_.dialect, emptyIsZero: true } } : with_;
  const parts = args.map((arg) => ({ arg, ...part(arg, within, condition) }));
  const type = parts.some((one) => one.type === 'money') ? 'money' : 'number';
  const expressions = parts.map((one) => {
    if (one.type === type) return one.expression;
    if (one.arg.is === 'value') return cents(one.arg.value);
    throw new Uncertain('ein Betrag und eine Zahl werden zusammengezählt');
  });
  const [only] = expressions;
  return {
    expression:
      expressions.length === 1 && only !== undefined && op !== 'subtract' ? only : { op: op === 'sum' ? 'add' : op, args: expressions },
    type,
  };
}

/** A part of a calculation: in some products an unanswered number counts as 0. */
function part(arg: SourceExpression, with_: Translation, condition: ToCondition): NumberValue {
  const found = translateNumber(arg, with_, condition);
  if (arg.is !== 'field' || !with_.dialect.emptyIsZero) return found;
  const nothing = found.type === 'money' ? { cents: 0 } : 0;
  return { expression: { op: 'if', args: [isEmpty(found.expression), nothing, found.expression] }, type: found.type };
}

function sameType(a: SourceExpression, b: SourceExpression, with_: Translation, condition: ToCondition): [NumberValue, NumberValue] {
  const left = translateNumber(a, with_, condition);
  const right = translateNumber(b, with_, condition);
  if (left.type === right.type) return [left, right];
  if (a.is === 'value') return [{ expression: cents(a.value), type: 'money' }, right];
  if (b.is === 'value') return [left, { expression: cents(b.value), type: 'money' }];
  throw new Uncertain('entweder ein Betrag oder eine Zahl');
}

function overItems(op: 'sumOver' | 'countOver', args: readonly SourceExpression[], with_: Translation): NumberValue {
  const repeat = first(args);
  const found = repeat.is === 'field' ? operand(repeat.name, with_) : undefined;
  if (repeat.is !== 'field' || found?.is !== 'answer' || found.type !== 'items')
    throw new Uncertain('eine Summe über etwas, das sich nicht wiederholt');
  if (op === 'countOver') return { expression: { op: 'count', over: found.path }, type: 'number' };
  const column = second(args);
  if (column.is !== 'value') throw new Uncertain('eine Summe ohne Spalte');
  const inner = operand(`${repeat.name}.${String(column.value)}`, with_);
  if (inner.is !== 'answer' || (inner.type !== 'number' && inner.type !== 'money'))
    throw new Uncertain('eine Summe über etwas, das keine Zahl ist');
  return { expression: { op: 'sum', over: found.path, value: { answer: inner.path } }, type: inner.type };
}
