import { type Json, isEmpty, isRecord } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import type { InputField } from './definition.ts';
import type { FieldError, Finding } from './field-error.ts';
import type { CompiledNode } from './form-tree.ts';
import { type Frame, instancePath, itemFrames, seen, stored, visible } from './frame.ts';
import { jsonOf } from './json-of.ts';

/** A visible node at its instance path. */
export interface NodeState {
  readonly path: string;
  readonly node: CompiledNode;
  /** of fields: the answer or the worked-out value; of repeat groups: the number of items; of choice groups: the chosen branch */
  readonly value: Json | undefined;
  readonly required: boolean;
}

/** All that lies below one key of the answers. */
export interface RootState {
  readonly nodes: readonly NodeState[];
  readonly value: Json | undefined;
  readonly errors: readonly FieldError[];
}

export function evaluateRoot(form: CompiledForm, node: CompiledNode, frame: Frame): RootState {
  const walk: Walk = { form, nodes: [], errors: [] };
  const value = walkNode(walk, node, frame);
  return { nodes: walk.nodes, errors: walk.errors, value };
}

interface Walk {
  readonly form: CompiledForm;
  readonly nodes: NodeState[];
  readonly errors: FieldError[];
}

function walkNode(walk: Walk, node: CompiledNode, frame: Frame): Json | undefined {
  if (!visible(node, frame)) return undefined;
  const path = instancePath(node, frame);
  switch (node.kind) {
    case 'group':
    case 'branch':
      walk.nodes.push({ path, node, value: undefined, required: false });
      return walkChildren(walk, node.children, frame);
    case 'label':
      walk.nodes.push({ path, node, value: undefined, required: false });
      return undefined;
    case 'repeat':
      return walkRepeat(walk, node, frame, path);
    case 'choice':
      return walkChoice(walk, node, frame, path);
    default:
      return walkField(walk, node, frame, path);
  }
}

function walkChildren(walk: Walk, children: readonly CompiledNode[], frame: Frame): Json | undefined {
  const object: Record<string, Json> = {};
  for (const child of children) {
    const value = walkNode(walk, child, frame);
    if (value !== undefined) object[child.id] = value;
  }
  return Object.keys(object).length > 0 ? object : undefined;
}

function walkRepeat(walk: Walk, node: CompiledNode, frame: Frame, path: string): Json | undefined {
  const { def } = node;
  if (!('min' in def) || !('itemLabel' in def)) return undefined;
  const items = stored(node, frame);
  const count = Array.isArray(items) ? items.length : 0;
  walk.nodes.push({ path, node, value: count, required: def.min > 0 });
  if (count < def.min) report(walk, path, { code: 'tooFewItems', params: { min: def.min } });
  if (count > def.max) report(walk, path, { code: 'tooManyItems', params: { max: def.max } });
  const values = itemFrames(node, frame).map((item) => walkChildren(walk, node.children, item) ?? {});
  return values.length > 0 ? values : undefined;
}

function walkChoice(walk: Walk, node: CompiledNode, frame: Frame, path: string): Json | undefined {
  const { def } = node;
  if (!('branches' in def)) return undefined;
  const answer = stored(node, frame);
  const choice = isRecord(answer) && Object.hasOwn(answer, 'choice') ? answer['choice'] : undefined;
  const branch = node.children.find((child) => child.id === choice);
  const required = def.required !== false;
  walk.nodes.push({ path, node, value: branch?.id, required });
  if (!branch) {
    if (!isEmpty(choice)) report(walk, path, { code: 'unknownOption' });
    else if (required) report(walk, path, { code: 'choose' });
    return undefined;
  }
  const inner = walkNode(walk, branch, frame);
  return { choice: branch.id, ...(inner === undefined ? {} : { [branch.id]: inner }) };
}

function walkField(walk: Walk, node: CompiledNode, frame: Frame, path: string): Json | undefined {
  const value = jsonOf(seen(node, frame));
  const field = node.def;
  if (!('kind' in field) || node.derive || field.kind === 'locked' || field.kind === 'hidden') {
    walk.nodes.push({ path, node, value, required: false });
    return value;
  }
  const required = isRequired(node, field as InputField, frame);
  const empty = isEmpty(value);
  walk.nodes.push({ path, node, value: empty ? undefined : value, required });
  if (value === undefined || empty) {
    if (required) report(walk, path, missing(field as InputField));
    return undefined;
  }
  const finding = checkAnswer(field as InputField, value, walk.form.checks.get(node) ?? {}, frame.run.facts);
  if (finding) report(walk, path, finding);
  return value;
}

function isRequired(node: CompiledNode, field: InputField, frame: Frame): boolean {
  if (node.requiredWhen) return node.requiredWhen(frame) === true;
  return field.kind === 'declaration' || field.required !== false;
}

function missing(field: InputField): Finding {
  switch (field.kind) {
    case 'select':
    case 'radios':
    case 'bool':
    case 'checkboxes':
      return { code: 'choose' };
    case 'declaration':
      return { code: 'declaration' };
    case 'file':
      return { code: 'files' };
    default:
      return { code: 'required' };
  }
}

function report(walk: Walk, path: string, finding: Finding): void {
  walk.errors.push({ path, ...finding });
}
