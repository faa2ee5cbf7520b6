import type { ImportNotes } from './import-notes.ts';
import type { XdfField } from './xdf-model.ts';

/** Attributes of an account by what fields are called in the catalogue. */
const attributes: Readonly<Record<string, string>> = {
  vorname: 'givenName',
  vornamen: 'givenName',
  familienname: 'surname',
  nachname: 'surname',
  name: 'surname',
  geburtsdatum: 'birthDate',
  email: 'mail',
  emailadresse: 'mail',
  telefon: 'phone',
  telefonnummer: 'phone',
};

/** Vorbefüllung: from the account where its attribute is known; a demanded one that is not known is for the author to solve (once-only). */
export function prefillOf(field: XdfField, path: string, notes: ImportNotes): { prefill?: string } {
  if (field.prefill === 'keine') return {};
  const attribute = attributes[(field.label ?? field.name ?? '').toLowerCase().replace(/[^a-zäöüß]/g, '')];
  if (attribute !== undefined) return { prefill: attribute };
  if (field.prefill === 'verpflichtend')
    notes.add('Dieses Feld muss vorbefüllt werden. Bitte festlegen, aus welchem Register oder Kontodatum.', path, `FIM ${field.id}`);
  return {};
}
