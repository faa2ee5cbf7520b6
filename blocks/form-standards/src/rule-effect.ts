import type { Condition, FormDefinition, FormNode } from '@amt/forms';
import type { Placed } from './form-of-xdf.ts';

/** What a rule does: `require` and `forbid` a target where the condition holds (always without), or `valid`: the condition must hold. */
export interface RuleEffect {
  readonly effect: 'require' | 'forbid' | 'valid';
  readonly target: Placed;
  readonly condition?: Condition;
  /** what people read whose answers break it */
  readonly message: string;
}

/** A rule in our language, and the sentence or tree it was made from. */
export interface RuleTranslation {
  /** e.g. `FIM R60000000012` */
  readonly source: string;
  /** for the author, where it cannot be used after all */
  readonly original: string;
  /** path of the element it hangs on */
  readonly at?: string;
  readonly effects: readonly RuleEffect[];
}

const not = (condition: Condition): Condition =>
  typeof condition === 'object' && 'op' in condition && condition.op === 'not' && condition.args[0] !== undefined
    ? condition.args[0]
    : { op: 'not', args: [condition] };
const both = (a: Condition | undefined, b: Condition): Condition => (a === undefined ? b : { op: 'and', args: [a, b] });
const either = (a: Condition | undefined, b: Condition): Condition => (a === undefined ? b : { op: 'or', args: [a, b] });

/** A copy of the definition with the rules in it. */
export function withRules(definition: FormDefinition, translations: readonly RuleTranslation[]): FormDefinition {
  const copy = structuredClone(definition);
  const nodes = nodesByPath(copy);
  const rules: NonNullable<FormDefinition['rules']> = [...(copy.rules ?? [])];
  for (const { effects } of translations) {
    for (const one of effects) {
      const node = nodes.get(one.target.path);
      if (node && !changeNode(node, one)) rules.push({ id: `regel${rules.length + 1}`, ...asRule(node, one) });
    }
  }
  return rules.length > 0 ? { ...copy, rules } : copy;
}

/** @returns whether the effect could be put into the node itself */
function changeNode(node: FormNode, { effect, condition }: RuleEffect): boolean {
  if (effect === 'forbid' && condition !== undefined) {
    node.when = both(node.when, not(condition));
    return true;
  }
  if (effect !== 'require' || !('label' in node) || !isQuestion(node)) return false;
  // a question that is always to be answered needs no condition
  if (node.required !== false) return true;
  if (condition === undefined) delete node.required;
  else node.requiredWhen = either(node.requiredWhen, condition);
  return true;
}

type Question = Extract<FormNode, { requiredWhen?: Condition }>;

function isQuestion(node: FormNode): node is Question {
  return !['group', 'repeat', 'choice', 'label', 'declaration', 'locked', 'hidden'].includes(node.kind);
}

function asRule(
  node: FormNode,
  { effect, target, condition, message }: RuleEffect,
): Omit<NonNullable<FormDefinition['rules']>[number], 'id'> {
  const shared = { message: { de: message.slice(0, 2000) }, at: target.path };
  if (effect === 'valid') return { ...shared, valid: condition ?? true };
  const given = filled(node, target.path);
  return { ...shared, ...(condition !== undefined && { when: condition }), valid: effect === 'require' ? given : not(given) };
}

/** Whether anything is answered in a node. */
export function filled(node: FormNode, path: string): Condition {
  if (node.kind === 'repeat') return { op: 'gte', args: [{ op: 'count', over: path }, 1] };
  if (node.kind !== 'group') return not({ op: 'is_empty', args: [{ answer: path }] });
  const parts = node.fields.filter((field) => field.kind !== 'label' && field.kind !== 'hidden' && field.kind !== 'locked');
  return parts.length === 0 ? false : { op: 'or', args: parts.map((field) => filled(field, `${path}.${field.id}`)) };
}

/** All nodes with their paths. */
export function nodesByPath(definition: FormDefinition): Map<string, FormNode> {
  const found = new Map<string, FormNode>();
  const walk = (fields: readonly FormNode[], prefix: string): void => {
    for (const node of fields) {
      const path = prefix + node.id;
      found.set(path, node);
      if ('fields' in node) walk(node.fields, `${path}.`);
      if ('branches' in node) for (const branch of node.branches) walk(branch.fields ?? [], `${path}.${branch.id}.`);
    }
  };
  for (const page of definition.pages) walk(page.fields, '');
  return found;
}
