import { type Answers, type Facts, type Json, isEmpty, isRecord, withAnswer } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { CompiledForm } from './compile-form.ts';
import type { InputField } from './definition.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { FieldError } from './field-error.ts';
import type { CompiledNode } from './form-tree.ts';

/**
 * Why an answer does not go along: the new version does not ask for it (`gone`), asks for something else at its place (`kind`), does not offer the chosen
 * option any more (`option`), or would refuse it (`refused`).
 */
export type LossReason = 'gone' | 'kind' | 'option' | 'refused';

export interface LostAnswer {
  /** instance path: `household.0.income` */
  readonly path: string;
  /** of the version before; undefined where that knew no such field */
  readonly node: CompiledNode | undefined;
  readonly value: Json;
  readonly reason: LossReason;
}

/** What would become of answers on another version of their form. */
export interface Migration {
  /** the answers that go along, at the same paths */
  readonly answers: Answers;
  /** their instance paths */
  readonly kept: readonly string[];
  readonly lost: readonly LostAnswer[];
  /** what the new version still asks for and the one before did not */
  readonly open: readonly FieldError[];
  readonly fee: { readonly beforeCents: number; readonly afterCents: number };
  readonly evaluation: Evaluation;
}

/**
 * What moving to another version of a form keeps, loses and asks for. Pure: whoever moves uses the same result. Answers that are hidden now are treated as
 * the others, so that they are there when they are shown again.
 */
export function previewMigration(from: CompiledForm, to: CompiledForm, answers: Answers, facts: Facts): Migration {
  const pages = from.tree.pages.flatMap((page) => page.nodes);
  const kept: string[] = [];
  const lost: LostAnswer[] = [];
  let moved: Answers = {};
  for (const { path, node, value, items } of answersOf(pages, answers, '')) {
    const target = placeFor(to, node, path);
    if (items) {
      // items without answers keep their number
      if (target?.kind === 'repeat') moved = withAnswer(moved, path, value);
      continue;
    }
    const reason = lossOf(to, node, target, value, facts);
    if (reason) lost.push({ path, node, value, reason });
    else {
      kept.push(path);
      moved = withAnswer(moved, path, value);
    }
  }
  const before = evaluate(from, answers, facts);
  const evaluation = evaluate(to, moved, facts);
  const openBefore = new Set(before.errors.map((error) => error.path));
  return {
    answers: moved,
    kept,
    lost,
    open: evaluation.errors.filter((error) => !openBefore.has(error.path)),
    fee: { beforeCents: before.fee.totalCents, afterCents: evaluation.fee.totalCents },
    evaluation,
  };
}

interface Answered {
  readonly path: string;
  readonly node: CompiledNode | undefined;
  readonly value: Json;
  /** a repeat group itself, with empty items in the place of its own */
  readonly items?: true;
}

/** Every single answer with its place, the choice of a branch too; repeat groups before what is in them. */
function answersOf(nodes: readonly CompiledNode[], given: Json, prefix: string): Answered[] {
  if (!isRecord(given)) return [];
  const known = new Map(nodes.map((node) => [node.id, node]));
  return Object.entries(given).flatMap(([id, value]): Answered[] => {
    const path = `${prefix}${id}`;
    const node = known.get(id);
    if (isEmpty(value)) return [];
    if (node?.kind === 'repeat' && Array.isArray(value)) {
      const list: readonly Json[] = value;
      const inside = list.flatMap((item, i) => answersOf(node.children, item, `${path}.${i}.`));
      return [{ path, node, value: list.map(() => ({})), items: true }, ...inside];
    }
    if (node?.kind === 'choice' && isRecord(value)) {
      const { choice, ...branches } = value;
      const chosen: Answered[] = isEmpty(choice) || choice === undefined ? [] : [{ path: `${path}.choice`, node, value: choice }];
      return [...chosen, ...answersOf(node.children, branches, `${path}.`)];
    }
    if ((node?.kind === 'group' || node?.kind === 'branch') && isRecord(value)) return answersOf(node.children, value, `${path}.`);
    return [{ path, node, value }];
  });
}

/** The node of the other version at the same place: within the same groups, branches and repeat groups. */
function placeFor(to: CompiledForm, node: CompiledNode | undefined, path: string): CompiledNode | undefined {
  if (!node) return undefined;
  const target = to.tree.byPath.get(node.kind === 'choice' ? node.path : path.replace(/\.\d+(?=\.|$)/g, ''));
  return target && sameAround(node.parent, target.parent) ? target : undefined;
}

function sameAround(a: CompiledNode | undefined, b: CompiledNode | undefined): boolean {
  if (!a || !b) return a === b;
  return a.path === b.path && a.kind === b.kind && sameAround(a.parent, b.parent);
}

/** Kinds whose answers mean the same: words are words, and one of several is one of several. Everything else is a question of its own. */
const meaning: Partial<Record<CompiledNode['kind'], string>> = {
  text: 'words',
  'text-latin': 'words',
  name: 'words',
  textarea: 'words',
  select: 'one of several',
  radios: 'one of several',
};

function sameMeaning(a: CompiledNode, b: CompiledNode): boolean {
  return (meaning[a.kind] ?? a.kind) === (meaning[b.kind] ?? b.kind);
}

function lossOf(
  to: CompiledForm,
  node: CompiledNode | undefined,
  target: CompiledNode | undefined,
  value: Json,
  facts: Facts,
): LossReason | undefined {
  if (!node || !target) return 'gone';
  if (!sameMeaning(node, target)) return 'kind';
  if (target.kind === 'choice') return target.children.some((branch) => branch.id === value) ? undefined : 'option';
  const finding = checkAnswer(target.def as InputField, value, to.checks.get(target) ?? {}, facts);
  if (!finding) return undefined;
  return finding.code === 'unknownOption' ? 'option' : 'refused';
}

/** Whether what was typed at a path and could not be taken belongs to the same question in the other version. */
export function keepsInput(from: CompiledForm, to: CompiledForm, path: string): boolean {
  const node = from.tree.byPath.get(path.replace(/\.\d+(?=\.|$)/g, ''));
  const target = placeFor(to, node, path);
  return node !== undefined && target !== undefined && sameMeaning(node, target);
}
