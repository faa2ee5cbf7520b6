import { type Syntax, parseExpression } from '../expression-parser.ts';
import { type SourceExpression, type SourceOperator, Uncertain, call, field } from '../source-expression.ts';

const binary =
  (op: SourceOperator) =>
  (left: SourceExpression, right: SourceExpression): SourceExpression =>
    call(op, left, right);

const comparisons: Syntax['comparisons'] = {
  '==': binary('eq'),
  eq: binary('eq'),
  '!=': binary('ne'),
  ne: binary('ne'),
  '<': binary('lt'),
  lt: binary('lt'),
  '<=': binary('lte'),
  le: binary('lte'),
  '>': binary('gt'),
  gt: binary('gt'),
  '>=': binary('gte'),
  ge: binary('gte'),
};

const functions: Readonly<Record<string, (args: readonly SourceExpression[]) => SourceExpression>> = {
  is_empty: (args) => ({ is: 'call', op: 'empty', args }),
  if: (args) => ({ is: 'call', op: 'if', args }),
  sum: (args) => ({ is: 'call', op: 'sum', args }),
};

/** What a bare field means where it may be irrelevant; see {@link readExpressionScript}. */
export interface Relevance {
  /** whether the question with this name is always there */
  readonly always: (name: string) => boolean;
  /** the question an expression stands at, for `this` and `self` */
  readonly self?: string;
}

/**
 * Reads a condition of LimeSurvey. A field with `.NAOK` is empty while its question is irrelevant, as in ours. Without it the whole expression is
 * false then: that is the same only where the expression is a chain of "and" of comparisons that are false for an empty field.
 *
 * @throws Uncertain
 */
export function readExpressionScript(words: string, { always, self }: Relevance): SourceExpression {
  let bare = false;
  const read = parseExpression(words, {
    braces: false,
    comparisons,
    tests: {},
    add: () => {
      throw new Uncertain('„+“ hängt leere Antworten als Text aneinander');
    },
    callFunction(name, args) {
      const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (!known) throw new Uncertain(`die Funktion „${name}“`);
      return known(args);
    },
    field(given) {
      const [, name = given, suffix] = /^(.+?)\.(NAOK|code|value|shown|[A-Za-z_]+)$/.exec(given) ?? [];
      const meant = (name === 'this' || name === 'self') && self !== undefined ? self : name;
      if (suffix === undefined) bare ||= !always(meant);
      else if (suffix !== 'NAOK') throw new Uncertain(`„${given}“`);
      return field(meant);
    },
  });
  if (bare && !falseWhenEmpty(read)) throw new Uncertain('ein Feld ohne .NAOK, das fehlen kann');
  return read;
}

function falseWhenEmpty(expression: SourceExpression): boolean {
  if (expression.is !== 'call') return false;
  const { op, args } = expression;
  if (op === 'and') return args.every(falseWhenEmpty);
  const [left, right] = args;
  const said = right?.is === 'value' && right.value !== '' && right.value !== null && right.value !== 0 && right.value !== '0';
  return ['eq', 'lt', 'lte', 'gt', 'gte'].includes(op) && left?.is === 'field' && said;
}
