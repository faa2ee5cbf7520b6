import type { FormNode } from '@amt/forms';
import { type FieldPlace, type Question, legalBasisOf, sourceOf } from './field-of-xdf.ts';
import { keptOf } from './kept-keywords.ts';
import { nodeId } from './node-ids.ts';
import type { XdfGroup } from './xdf-model.ts';

/** Fields whose answer has parts go out as groups. */
export function partsFieldOf(group: XdfGroup, place: FieldPlace): FormNode | undefined {
  const { notes, path } = place;
  const { kind, prefill } = keptOf(group.keywords);
  const question: Question = {
    id: place.id,
    ...sourceOf(group),
    label: notes.text(group.label ?? group.name ?? group.id, path),
    ...(group.help !== undefined && { hint: notes.text(group.help, path) }),
    ...(place.part.min === 0 && { required: false }),
    ...legalBasisOf(group, place),
    ...(prefill !== undefined && { prefill }),
  };
  if (kind === 'address' || kind === 'place' || kind === 'signature') return { kind, ...question };
  return kind === 'matrix' ? matrixOf(group, question, place) : undefined;
}

function matrixOf(group: XdfGroup, question: Question, place: FieldPlace): FormNode | undefined {
  const fields = group.parts.flatMap(({ contains }) => (contains.kind === 'field' && contains.values.length > 1 ? [contains] : []));
  const [first] = fields;
  if (!first || fields.length < group.parts.length || fields.length > 60) return undefined;
  const rows = fields.map((row) => ({
    value: nodeId(keptOf(row.keywords).id ?? row.id),
    label: place.notes.text(row.label ?? row.id, place.path),
  }));
  const columns = place.lists.optionsOf(first, place.path);
  const usable = new Set(rows.map((row) => row.value)).size === rows.length && columns.length > 1 && columns.length <= 12;
  return usable ? { kind: 'matrix', ...question, rows, columns } : undefined;
}
