import type { Condition, Expression, FormDefinition, FormNode } from '@amt/forms';
import type { FormIndex } from './node-at.ts';

/** A condition or calculation of the other product in our language, and where it goes. */
export interface Change {
  /** path of the node it is about; of a page none */
  readonly at?: string;
  /** for the author, where it cannot be used after all */
  readonly original: string;
  /** where it stands in the file */
  readonly source: string;
  /** @returns JSON pointers of what was written, to find it again in faults; undefined where there is no such place */
  readonly apply: (form: FormDefinition, index: FormIndex) => readonly string[] | undefined;
}

type Kept = Pick<Change, 'at' | 'original' | 'source'>;
const both = (a: Condition | undefined, b: Condition): Condition => (a === undefined ? b : { op: 'and', args: [a, b] });
const either = (a: Condition | undefined, b: Condition): Condition => (a === undefined ? b : { op: 'or', args: [a, b] });

/** The node shows only where the condition holds. */
export function showWhen(path: string, condition: Condition, kept: Kept): Change {
  return {
    ...kept,
    apply(_form, index) {
      const found = index.node(path);
      if (!found) return undefined;
      found.node.when = both(found.node.when, condition);
      return [`${found.pointer}/when`];
    },
  };
}

/** The page shows only where the condition holds. */
export function showPageWhen(id: string, condition: Condition, kept: Kept): Change {
  return {
    ...kept,
    apply(_form, index) {
      const found = index.page(id);
      if (!found) return undefined;
      found.node.when = both(found.node.when, condition);
      return [`${found.pointer}/when`];
    },
  };
}

type Question = Extract<FormNode, { requiredWhen?: Condition }>;

/** A question that may be left out must be answered where the condition holds. */
export function requireWhen(path: string, condition: Condition, kept: Kept): Change {
  return {
    ...kept,
    apply(_form, index) {
      const found = index.node(path);
      if (!found || !isQuestion(found.node)) return undefined;
      if (found.node.required !== false) return [];
      found.node.requiredWhen = either(found.node.requiredWhen, condition);
      return [`${found.pointer}/requiredWhen`];
    },
  };
}

/** A locked or hidden field takes its value from a calculation. */
export function takeValue(path: string, value: Expression, kept: Kept): Change {
  return {
    ...kept,
    apply(_form, index) {
      const found = index.node(path);
      if (!found || (found.node.kind !== 'locked' && found.node.kind !== 'hidden')) return undefined;
      found.node.value = value;
      return [`${found.pointer}/value`];
    },
  };
}

/** A value that is worked out and can be read by conditions. */
export function compute(id: string, value: Expression, kept: Kept): Change {
  return {
    ...kept,
    apply(form) {
      form.computed = [...(form.computed ?? []), { id, value }];
      return [`/computed/${form.computed.length - 1}`];
    },
  };
}

/** What must hold, with the message the author wrote. */
export function mustHold(rule: NonNullable<FormDefinition['rules']>[number], kept: Kept): Change {
  return {
    ...kept,
    apply(form) {
      form.rules = [...(form.rules ?? []), rule];
      return [`/rules/${form.rules.length - 1}`];
    },
  };
}

function isQuestion(node: FormNode): node is Question {
  return !['group', 'repeat', 'choice', 'label', 'declaration', 'locked', 'hidden'].includes(node.kind);
}
