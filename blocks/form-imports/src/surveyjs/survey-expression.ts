import { type Syntax, parseExpression } from '../expression-parser.ts';
import { type SourceExpression, type SourceOperator, Uncertain, call, field } from '../source-expression.ts';

const binary =
  (op: SourceOperator) =>
  (left: SourceExpression, right: SourceExpression): SourceExpression =>
    call(op, left, right);
const negated =
  (op: SourceOperator) =>
  (left: SourceExpression, right: SourceExpression): SourceExpression =>
    call('not', call(op, left, right));
const anyOf = (left: SourceExpression, right: SourceExpression): SourceExpression =>
  call('anyOf', left, right.is === 'list' ? right : { is: 'list', items: [right] });

/** `contains` and `allof` of a question with several answers; of a text it looks for a part, which is not taken over. */
const comparisons: Syntax['comparisons'] = {
  '=': binary('eq'),
  '==': binary('eq'),
  equal: binary('eq'),
  '!=': binary('ne'),
  '<>': binary('ne'),
  notequal: binary('ne'),
  '<': binary('lt'),
  less: binary('lt'),
  '<=': binary('lte'),
  lessorequal: binary('lte'),
  '>': binary('gt'),
  greater: binary('gt'),
  '>=': binary('gte'),
  greaterorequal: binary('gte'),
  contains: binary('contains'),
  contain: binary('contains'),
  '*=': binary('contains'),
  notcontains: negated('contains'),
  notcontain: negated('contains'),
  allof: binary('contains'),
  anyof: anyOf,
  noneof: (left, right) => call('not', anyOf(left, right)),
};

const functions: Readonly<Record<string, (args: readonly SourceExpression[]) => SourceExpression>> = {
  iif: (args) => ({ is: 'call', op: 'if', args }),
  age: (args) => ({ is: 'call', op: 'age', args }),
  today: (args) => (args.length === 0 ? call('today') : { is: 'call', op: 'addDays', args: [call('today'), ...args] }),
  currentdate: () => call('today'),
  sum: (args) => ({ is: 'call', op: 'sum', args: args.flatMap((arg) => (arg.is === 'list' ? arg.items : [arg])) }),
  suminarray: (args) => {
    if (args.length !== 2) throw new Uncertain('„sumInArray“ mit Bedingung');
    return { is: 'call', op: 'sumOver', args };
  },
  countinarray: (args) => {
    if (args.length !== 1) throw new Uncertain('„countInArray“ zählt nur, was ausgefüllt ist');
    return { is: 'call', op: 'countOver', args };
  },
};

const syntax: Syntax = {
  braces: true,
  comparisons,
  tests: { empty: (subject) => call('empty', subject), notempty: (subject) => call('not', call('empty', subject)) },
  add: binary('add'),
  callFunction(name, args) {
    const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!known) throw new Uncertain(`die Funktion „${name}“`);
    return known(args);
  },
  field(name) {
    if (/[[\]]/.test(name)) throw new Uncertain(`ein bestimmter Eintrag „${name}“`);
    return field(name);
  },
};

/** Reads an expression of SurveyJS. @throws Uncertain */
export function readSurveyExpression(words: string): SourceExpression {
  return parseExpression(words, syntax);
}
