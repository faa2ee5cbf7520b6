import { type Result, done, failed } from '@amt/module';
import type { AuthorForm, AuthorNode, AuthorOption } from '../model/author-form.ts';
import { containerOf, nodeAt, withNode } from '../model/author-tree.ts';
import { isWithin } from '../model/references.ts';
import { takenIn } from './add-node.ts';
import { renameReferences } from './rename-references.ts';

/**
 * Gives a node other properties; what is in it (fields, branches) stays. A new id, and new values of its options, are carried into everything that
 * refers to them.
 *
 * @param values old value of an option → new one
 * @returns `taken` when a sibling has the id
 */
export function changeNode(
  form: AuthorForm,
  path: string,
  next: AuthorNode,
  values: ReadonlyMap<string, string> = new Map(),
): Result<{ form: AuthorForm; path: string }, 'not-found' | 'taken'> {
  const placed = nodeAt(form, path);
  if (!placed) return failed('not-found');
  const { node } = placed;
  const taken = takenIn(form, containerOf(placed));
  taken.delete(node.id);
  if (taken.has(next.id) || next.id in Object.prototype || (placed.isBranch && next.id === 'choice')) return failed('taken');
  const newPath = `${path.slice(0, path.length - node.id.length)}${next.id}`;
  const children = node.branches ? { branches: node.branches } : node.fields ? { fields: node.fields } : {};
  const changed = withNode(form, path, () => ({ ...next, id: node.id, ...children }));
  const renamed =
    next.id !== node.id || values.size > 0 ? renameReferences(changed, renamingOf(path, newPath, placed.isBranch, values), form) : changed;
  if (next.id === node.id) return done({ form: renamed, path });
  return done({ form: withNode(renamed, path, (one) => ({ ...one, id: next.id })), path: newPath });
}

function renamingOf(
  path: string,
  newPath: string,
  isBranch: boolean,
  values: ReadonlyMap<string, string>,
): Parameters<typeof renameReferences>[1] {
  const rename = (one: string): string => (isWithin(one, path) ? `${newPath}${one.slice(path.length)}` : one);
  if (isBranch) {
    // the answer of a choice group is the id of a branch
    const choice = path.slice(0, path.lastIndexOf('.'));
    const before = path.slice(choice.length + 1);
    const after = newPath.slice(choice.length + 1);
    return { path: rename, value: (at, value) => (at === choice && value === before ? after : value) };
  }
  return { path: rename, value: (at, value) => (at === path ? (values.get(value) ?? value) : value) };
}

/** Which values changed their name, told by their place in the list where its length stayed. */
export function renamedOptions(before: readonly AuthorOption[] = [], after: readonly AuthorOption[] = []): Map<string, string> {
  if (before.length !== after.length) return new Map();
  const kept = new Set(after.map(({ value }) => value));
  return new Map(
    before.flatMap(({ value }, i) => {
      const next = after[i]?.value;
      return next === undefined || next === value || kept.has(value) ? [] : [[value, next] as const];
    }),
  );
}
