import type { DefinitionText, FieldOption, FormDefinition } from '@amt/forms';
import { SiblingIds } from './node-ids.ts';
import type { ImportNotes } from './import-notes.ts';
import type { XdfCodeList, XdfField } from './xdf-model.ts';

/** A code list as a form keeps it. */
export type FormList = NonNullable<FormDefinition['lists']>[string];

/** The code lists of a form under way, and what is known of their contents. */
export class CodeLists {
  readonly #known: ReadonlyMap<string, FormList>;
  readonly #notes: ImportNotes;
  readonly #ids = new SiblingIds();
  readonly #idOf = new Map<string, string>();
  readonly #lists: Record<string, FormList> = {};

  /** @param known lists by their canonical version URI */
  constructor(known: readonly FormList[], notes: ImportNotes) {
    this.#known = new Map(known.flatMap((list) => (list.source === undefined ? [] : [[list.source, list] as const])));
    this.#notes = notes;
  }

  /** The id of the list in the form. A list whose entries are not at hand has one entry that says so, and a remark. */
  listOf(reference: XdfCodeList, path: string): string {
    const uri = versionUri(reference);
    let id = this.#idOf.get(uri);
    if (id === undefined) {
      id = this.#ids.take(uri.split(':').at(-1) ?? uri);
      this.#idOf.set(uri, id);
      this.#lists[id] = this.#known.get(uri) ?? missingList(uri);
    }
    if (!this.#known.has(uri))
      this.#notes.add(`Die Codeliste ${uri} fehlt. Bitte als genericode-Datei mitgeben oder eintragen.`, path, uri, 'list');
    return id;
  }

  optionsOf(field: XdfField, path: string): FieldOption[] {
    const seen = new Set<string>();
    return field.values.flatMap(({ code, name, help }) => {
      if (seen.has(code) || code.length > 100) {
        this.#notes.add(`Der Wert „${code.slice(0, 120)}“ steht zweimal in der Liste oder ist zu lang und fehlt deshalb.`, path);
        return [];
      }
      seen.add(code);
      return [{ value: code, label: this.#notes.text(name, path), ...(help !== undefined && { hint: this.#notes.text(help, path) }) }];
    });
  }

  lists(): Pick<FormDefinition, 'lists'> {
    return Object.keys(this.#lists).length > 0 ? { lists: { ...this.#lists } } : {};
  }
}

/** `urn:…:staat_2024-01-01`: the list and its version; without a version the list itself. */
export function versionUri({ uri, version, versionUri: given }: XdfCodeList): string {
  return given ?? (version === undefined ? (uri ?? '') : `${uri}_${version}`);
}

const notLoaded: DefinitionText = { de: 'Liste noch nicht geladen' };
export const notLoadedCode = 'nicht-geladen';

function missingList(uri: string): FormList {
  return { source: uri, entries: [{ value: notLoadedCode, label: notLoaded }] };
}
