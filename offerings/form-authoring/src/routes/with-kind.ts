import type { AuthorNode } from '../model/author-form.ts';
import { type Kind, newNode } from '../model/kinds.ts';
import { allSettings } from '../model/node-settings.ts';

const kept = ['id', 'when', 'requiredWhen', 'source', 'required', 'list'];

/** The node as another kind: what the new kind can have stays, the rest goes. */
export function withKind(node: AuthorNode, kind: Kind): AuthorNode {
  const names = new Set([...kept, ...allSettings(kind).flatMap((setting) => ('name' in setting ? [setting.name] : [])), 'legalBasis']);
  if (['text', 'text-latin', 'name'].includes(kind)) names.add('pattern');
  const own = Object.fromEntries(Object.entries(node).filter(([name]) => names.has(name)));
  const label = node.label?.de ?? '';
  const { min, max, ...rest } = own;
  // bounds of days, amounts and counts do not mean the same
  const sameBounds = ['int', 'number'].includes(kind) && ['int', 'number'].includes(node.kind ?? '');
  return { ...newNode(kind, node.id, label), ...rest, ...(sameBounds ? bounds(min, max) : {}), kind };
}

function bounds(min: unknown, max: unknown): Record<string, unknown> {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
