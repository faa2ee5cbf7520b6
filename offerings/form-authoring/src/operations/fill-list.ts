import { type AuthorForm, type AuthorOption } from '../model/author-form.ts';
import { withPoints } from '../model/open-points.ts';

/** Gives the code list of a version URI its entries; every point about that list is done with it. */
export function fillList(
  form: AuthorForm,
  uri: string,
  list: { readonly source: string; readonly entries: readonly AuthorOption[] },
): AuthorForm {
  const lists = Object.fromEntries(Object.entries(form.lists ?? {}).map(([id, one]) => [id, one.source === uri ? list : one]));
  return withPoints({ ...form, lists }, ({ about, source }) => about === 'list' && source === uri, { how: 'done' });
}

/** The entries a list has now; of one that was never filled none. */
export function entriesOfList(form: AuthorForm, uri: string): readonly AuthorOption[] {
  const entries = Object.values(form.lists ?? {}).find(({ source }) => source === uri)?.entries ?? [];
  return entries.length === 1 && entries[0]?.value === unfilled ? [] : entries;
}

/** Code of the one entry that an import gives to a list it does not know. */
const unfilled = 'nicht-geladen';
