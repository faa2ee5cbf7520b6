/** What products say in their languages of conditions (JSON-logic, SurveyJS, ExpressionScript, choice ids), in one tree. Operands are untyped here. */
export type SourceExpression =
  | { readonly is: 'value'; readonly value: string | number | boolean | null; readonly quoted?: boolean }
  | { readonly is: 'list'; readonly items: readonly SourceExpression[] }
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'call'; readonly op: SourceOperator; readonly args: readonly SourceExpression[] };

export type SourceOperator =
  | 'and'
  | 'or'
  | 'not'
  | 'eq'
  | 'ne'
  | 'lt'
  | 'lte'
  | 'gt'
  | 'gte'
  /** the list or text (first) has the value (second); of a list of values: all of them */
  | 'contains'
  /** the value (first), or one of its values, is among the list (second) */
  | 'anyOf'
  | 'empty'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'
  | 'sum'
  | 'min'
  | 'max'
  | 'if'
  /** full years from a day to today */
  | 'age'
  | 'today'
  /** a day, some days later */
  | 'addDays'
  | 'addMonths'
  /** of the items of a repeat group (first: field of kind repeat, second: its column as value) */
  | 'sumOver'
  | 'countOver';

/** Thrown where a translation would be a guess. `message` says what is not certain. */
export class Uncertain extends Error {}

export const call = (op: SourceOperator, ...args: SourceExpression[]): SourceExpression => ({ is: 'call', op, args });
export const field = (name: string): SourceExpression => ({ is: 'field', name });
export const value = (value: string | number | boolean | null): SourceExpression => ({ is: 'value', value });
export const yes: SourceExpression = { is: 'value', value: true };

/** All of several; of none: always. */
export function allOf(conditions: readonly SourceExpression[]): SourceExpression {
  const [first] = conditions;
  return first === undefined ? yes : conditions.length === 1 ? first : { is: 'call', op: 'and', args: conditions };
}

/** One of several; of none: never. */
export function oneOf(conditions: readonly SourceExpression[]): SourceExpression {
  const [first] = conditions;
  return first === undefined ? value(false) : conditions.length === 1 ? first : { is: 'call', op: 'or', args: conditions };
}

/** Names of the fields it reads. */
export function fieldsIn(expression: SourceExpression): string[] {
  if (expression.is === 'field') return [expression.name];
  if (expression.is === 'call') return expression.args.flatMap(fieldsIn);
  return expression.is === 'list' ? expression.items.flatMap(fieldsIn) : [];
}
