import { type Result, done, failed } from '@amt/module';
import { type AuthorEntry, type AuthorForm, type EntryList, entriesOf, withEntries } from '../model/author-form.ts';
import { freshId } from './fresh-id.ts';
import { renameReferences } from './rename-references.ts';

/** Adds a rule, a computed value, a line of the fee, a step, an output or a scenario; an id that is taken gets a number. */
export function addEntry(form: AuthorForm, list: EntryList, entry: AuthorEntry): { form: AuthorForm; id: string } {
  const entries = entriesOf(form, list);
  const id = freshId(entry.id, new Set(entries.map((one) => one.id)));
  return { form: withEntries(form, list, [...entries, { ...entry, id }]), id };
}

/** Gives an entry other properties; a new id of a computed value or output is carried into what refers to it. */
export function changeEntry(form: AuthorForm, list: EntryList, id: string, next: AuthorEntry): Result<AuthorForm, 'not-found' | 'taken'> {
  const entries = entriesOf(form, list);
  if (!entries.some((entry) => entry.id === id)) return failed('not-found');
  if (next.id !== id && entries.some((entry) => entry.id === next.id)) return failed('taken');
  const changed = withEntries(
    form,
    list,
    entries.map((entry) => (entry.id === id ? next : entry)),
  );
  if (next.id === id || list !== 'computed') return done(changed);
  return done(renameReferences(changed, { computed: (one) => (one === id ? next.id : one) }, form));
}

/** One place up or down. */
export function moveEntry(form: AuthorForm, list: EntryList, id: string, by: -1 | 1): Result<AuthorForm, 'not-found' | 'no-place'> {
  const entries = entriesOf(form, list);
  const from = entries.findIndex((entry) => entry.id === id);
  const entry = entries[from];
  if (!entry) return failed('not-found');
  if (from + by < 0 || from + by >= entries.length) return failed('no-place');
  return done(withEntries(form, list, entries.toSpliced(from, 1).toSpliced(from + by, 0, entry)));
}

/** Takes an entry out. Computed values are taken out by `removeComputed`, which looks for what builds on them. */
export function removeEntry(form: AuthorForm, list: EntryList, id: string): Result<AuthorForm, 'not-found'> {
  const entries = entriesOf(form, list);
  if (!entries.some((entry) => entry.id === id)) return failed('not-found');
  return done(
    withEntries(
      form,
      list,
      entries.filter((entry) => entry.id !== id),
    ),
  );
}
