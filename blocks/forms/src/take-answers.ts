import { type Answers, type Facts, type Json, isEmpty, isRecord, plainText } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import type { InputField } from './definition.ts';
import type { ErrorCode, Finding } from './field-error.ts';
import type { CompiledNode } from './form-tree.ts';

/** A fault of answers that come as JSON; `unknownField`: the form asks for nothing at this path. */
export interface AnswerFault {
  /** instance path: `household.0.income` */
  readonly path: string;
  readonly code: ErrorCode | 'unknownField';
  readonly params?: Finding['params'];
  readonly message?: Finding['message'];
}

export interface TakenAnswers {
  /** what fits the form's fields; the rest is left out */
  readonly answers: Answers;
  readonly faults: readonly AnswerFault[];
}

/** Items beyond any definition's limit are not even looked at. */
const mostItems = 200;

/**
 * Takes answers in the shape of the tree of fields as they come from an interface, a file or paper. Each is checked as the wizard would; what is wrong
 * is left out and told. What is missing is no fault here, and neither is an answer to a question that is hidden now.
 */
export function takeAnswers(form: CompiledForm, answers: unknown, facts: Facts): TakenAnswers {
  const faults: AnswerFault[] = [];
  if (!isRecord(answers)) return { answers: {}, faults: [{ path: '', code: 'wrongType' }] };
  const roots = form.tree.pages.flatMap((page) => page.nodes);
  const taken = takeFields({ form, facts, faults }, roots, answers, '');
  return { answers: taken, faults };
}

interface Taking {
  readonly form: CompiledForm;
  readonly facts: Facts;
  readonly faults: AnswerFault[];
}

function takeFields(
  taking: Taking,
  nodes: readonly CompiledNode[],
  given: Readonly<Record<string, Json>>,
  prefix: string,
): Record<string, Json> {
  const taken: Record<string, Json> = {};
  const known = new Map(nodes.map((node) => [node.id, node]));
  for (const [id, value] of Object.entries(given)) {
    const node = known.get(id);
    const path = `${prefix}${id}`;
    if (!node) taking.faults.push({ path, code: 'unknownField' });
    else if (value !== null) {
      const answer = takeNode(taking, node, value, path);
      if (answer !== undefined) taken[id] = answer;
    }
  }
  return taken;
}

function takeNode(taking: Taking, node: CompiledNode, value: Json, path: string): Json | undefined {
  const { faults } = taking;
  const wrong = (code: AnswerFault['code']): undefined => {
    faults.push({ path, code });
    return undefined;
  };
  switch (node.kind) {
    case 'group':
      return isRecord(value) ? takeFields(taking, node.children, value, `${path}.`) : wrong('wrongType');
    case 'choice':
      return isRecord(value) ? takeChoice(taking, node, value, path) : wrong('wrongType');
    case 'repeat':
      if (!Array.isArray(value)) return wrong('wrongType');
      return (value as readonly Json[]).slice(0, mostItems).map((item, i) => {
        if (isRecord(item)) return takeFields(taking, node.children, item, `${path}.${i}.`);
        faults.push({ path: `${path}.${i}`, code: 'wrongType' });
        return {};
      });
    case 'label':
    case 'locked':
    case 'hidden':
    case 'branch':
    // files come on a way of their own, since a reference proves nothing
    case 'file':
      return wrong('unknownField');
    default:
      return takeField(taking, node, value, path);
  }
}

function takeField({ form, facts, faults }: Taking, node: CompiledNode, value: Json, path: string): Json | undefined {
  if (isEmpty(value)) return undefined;
  const finding = checkAnswer(node.def as InputField, value, form.checks.get(node) ?? {}, facts);
  if (!finding) return value;
  faults.push({ path, ...finding });
  return undefined;
}

function takeChoice(taking: Taking, node: CompiledNode, value: Record<string, Json>, path: string): Json {
  const { choice, ...branches } = value;
  const taken: Record<string, Json> = {};
  if (choice !== undefined && choice !== null) {
    if (node.children.some((branch) => branch.id === choice)) taken['choice'] = plainText(choice);
    else taking.faults.push({ path: `${path}.choice`, code: 'unknownOption' });
  }
  for (const [id, fields] of Object.entries(branches)) {
    const branch = node.children.find((one) => one.id === id);
    if (!branch) taking.faults.push({ path: `${path}.${id}`, code: 'unknownField' });
    else if (isRecord(fields)) taken[id] = takeFields(taking, branch.children, fields, `${path}.${id}.`);
    else if (fields !== null) taking.faults.push({ path: `${path}.${id}`, code: 'wrongType' });
  }
  return taken;
}

/** JSON Merge Patch (RFC 7396): objects are merged, `null` takes out, everything else replaces. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isRecord(patch)) return patch;
  const merged: Record<string, Json> = isRecord(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
