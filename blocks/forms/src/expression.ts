import Type from 'typebox';

/**
 * Conditions and calculations of a form as data: a small closed language, typed when the definition is checked and compiled
 * to closures. A superset of the tree of FIM's translated rules (and or xor not equal not_equal is_empty over paths and literals).
 *
 * An absent answer (not given, or its field or page is hidden) makes comparisons and tests false (`not_equal` true), is left out of
 * `sum` and `count`, and makes other calculations absent.
 */
export type Expression =
  | string
  | number
  | boolean
  | Literal
  | Reference
  | Logic
  | Comparison
  | Membership
  | Match
  | Emptiness
  | Aggregate
  | Sum
  | Arithmetic
  | Rounding
  | DateCalculation
  | Conditional;

/** A civil date, or an amount of money in integer cents. Texts, decimal numbers and booleans stand for themselves. */
export type Literal = { date: string } | { cents: number };

/** The answer at a path of the definition (`household.income`), a computed value, or something known of the visit. */
export type Reference = { answer: string } | { computed: string } | { fact: FactName };

/** What rules may know besides the answers. `trustLevel` is 'none' for people who are not signed in. */
export type FactName = 'today' | 'signedIn' | 'trustLevel';

export interface Logic {
  op: 'and' | 'or' | 'xor' | 'not';
  args: Expression[];
}
export interface Comparison {
  op: 'equal' | 'not_equal' | 'lt' | 'lte' | 'gt' | 'gte';
  args: [Expression, Expression];
}
/** The text is one of `values`, or is among the ticked values of the checkboxes given as second argument. */
export interface Membership {
  op: 'in';
  args: [Expression] | [Expression, Expression];
  values?: string[];
}
/** The whole text matches `pattern` (the safe subset of regular expressions, see `pattern.ts`). */
export interface Match {
  op: 'matches';
  args: [Expression];
  pattern: string;
}
export interface Emptiness {
  op: 'is_empty';
  args: [Expression];
}
/** Over the items of the repeat group `over`; inside, paths below `over` mean the item at hand. `count` without `where` counts all. */
export interface Aggregate {
  op: 'count' | 'any' | 'all';
  over: string;
  where?: Expression;
}
/** Sum of `value` over the items of a repeat group. */
export interface Sum {
  op: 'sum';
  over: string;
  value: Expression;
  where?: Expression;
}
/** Decimal arithmetic: 0.1 + 0.2 = 0.3. Money may be added to money and multiplied or divided by a number (rounded half up to a cent). */
export interface Arithmetic {
  op: 'add' | 'subtract' | 'multiply' | 'divide' | 'min' | 'max';
  args: Expression[];
}
export interface Rounding {
  op: 'round';
  args: [Expression];
  places: number;
  mode?: 'half_up' | 'up' | 'down';
}
/** `age_years(date, on = today)`, `add_days(date, n)`, `add_months(date, n)`, `days_between(from, to)`. */
export interface DateCalculation {
  op: 'age_years' | 'add_days' | 'add_months' | 'days_between';
  args: [Expression] | [Expression, Expression];
}
/** `if(condition, then, else)`. */
export interface Conditional {
  op: 'if';
  args: [Expression, Expression, Expression];
}

/** An expression whose value is true or false. */
export type Condition = Expression;

export const civilDatePattern = '^\\d{4}-\\d{2}-\\d{2}$';
const pathPattern = '^[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)*$';

const expression = Type.Unsafe<Expression>({ $ref: '#/$defs/expression' });
const closed = { additionalProperties: false };
const args = (min: number, max?: number) =>
  Type.Array(expression, max === undefined ? { minItems: min } : { minItems: min, maxItems: max });
const op = <const Names extends string[]>(...names: Names) => Type.Enum(names);
const path = Type.String({ pattern: pathPattern });

const operations = [
  Type.Object({ op: op('and', 'or', 'xor'), args: args(1) }, closed),
  Type.Object({ op: op('not'), args: args(1, 1) }, closed),
  Type.Object({ op: op('equal', 'not_equal', 'lt', 'lte', 'gt', 'gte'), args: args(2, 2) }, closed),
  Type.Object(
    {
      op: op('in'),
      args: args(1, 2),
      values: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
    },
    closed,
  ),
  Type.Object({ op: op('matches'), args: args(1, 1), pattern: Type.String({ minLength: 1, maxLength: 200 }) }, closed),
  Type.Object({ op: op('is_empty'), args: args(1, 1) }, closed),
  Type.Object({ op: op('count', 'any', 'all'), over: path, where: Type.Optional(expression) }, closed),
  Type.Object({ op: op('sum'), over: path, value: expression, where: Type.Optional(expression) }, closed),
  Type.Object({ op: op('add', 'subtract', 'multiply', 'divide', 'min', 'max'), args: args(1) }, closed),
  Type.Object(
    {
      op: op('round'),
      args: args(1, 1),
      places: Type.Integer({ minimum: -6, maximum: 6 }),
      mode: Type.Optional(Type.Enum(['half_up', 'up', 'down'])),
    },
    closed,
  ),
  Type.Object({ op: op('age_years', 'add_days', 'add_months', 'days_between'), args: args(1, 2) }, closed),
  Type.Object({ op: op('if'), args: args(3, 3) }, closed),
];

/** JSON Schema of {@link Expression}, for `$defs/expression`. */
export const ExpressionSchema = Type.Unsafe<Expression>(
  Type.Union([
    Type.String(),
    Type.Number(),
    Type.Boolean(),
    Type.Object({ date: Type.String({ pattern: civilDatePattern }) }, closed),
    Type.Object({ cents: Type.Integer() }, closed),
    Type.Object({ answer: path }, closed),
    Type.Object({ computed: Type.String() }, closed),
    Type.Object({ fact: Type.Enum(['today', 'signedIn', 'trustLevel']) }, closed),
    Type.Unsafe<Expression>({ $ref: '#/$defs/operation' }),
  ]),
);

/**
 * Expressions with an operator, for `$defs/operation`. The discriminator is more than comfort: a validator that tried every alternative at every
 * level would need time exponential in the depth.
 */
export const OperationSchema = { type: 'object', discriminator: { propertyName: 'op' }, required: ['op'], oneOf: operations };
