import { elementsInProse, plainId, readableProse } from '@amt/form-standards';
import type { AuthorForm } from './author-form.ts';
import { nodesOf, type PlacedNode } from './author-tree.ts';
import type { OpenPoint } from './open-points.ts';

/** What a rule in prose names by id, and where that is in the form: several places, or none. */
export interface Mention {
  readonly id: string;
  readonly places: readonly PlacedNode[];
}

/** What the rule of a point names. */
export function mentionsOf(form: AuthorForm, { text }: OpenPoint): Mention[] {
  const known = placesById(form);
  return elementsInProse(text).map((id) => ({ id, places: known.get(id) ?? [] }));
}

/** The rule of a point with labels for ids: what people may read whose answers break it. */
export function messageOf(form: AuthorForm, { text }: OpenPoint): string {
  const known = placesById(form);
  return readableProse(text, (id) => known.get(id)?.find(({ node }) => node.label?.de)?.node.label?.de).slice(0, 2000);
}

function placesById(form: AuthorForm): Map<string, PlacedNode[]> {
  const known = new Map<string, PlacedNode[]>();
  for (const placed of nodesOf(form)) {
    const { source } = placed.node as { readonly source?: { readonly scheme?: string; readonly id?: string } };
    if (source?.scheme !== 'fim' || source.id === undefined) continue;
    const id = plainId(source.id);
    known.set(id, [...(known.get(id) ?? []), placed]);
  }
  return known;
}
