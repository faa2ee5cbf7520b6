import { type FormNode, typeOfNode } from '@amt/forms';

/** Types of values the translation knows; what can only be tested for emptiness is `other`. */
export type OperandType = 'text' | 'number' | 'bool' | 'date' | 'time' | 'datetime' | 'money' | 'list' | 'items' | 'other';

/** What a name of the other product means in the new form. */
export type Operand =
  | {
      readonly is: 'answer';
      readonly path: string;
      readonly type: OperandType;
      /** what the product writes for a value, and what stands for it here; nothing else can be an answer */
      readonly values?: ReadonlyMap<string, string | number | boolean>;
      /** these are all there are: a comparison with another value can never hold */
      readonly closed?: boolean;
    }
  /** one box of checkboxes, which the product keeps as a yes or no of its own */
  | { readonly is: 'ticked'; readonly path: string; readonly value: string; readonly on: string | boolean }
  | { readonly is: 'computed'; readonly id: string; readonly type: OperandType };

export type Lookup = (name: string) => Operand | undefined;

/** Of what the language can only test for emptiness, and of a choice between branches, no product's condition is certain. */
export function typeOf(node: FormNode): OperandType {
  const type = node.kind === 'choice' ? undefined : typeOfNode(node);
  return type === undefined || type === 'address' || type === 'files' || type === 'parts' ? 'other' : type;
}
