import type { FormDefinition, FormNode } from '@amt/forms';
import { XmlLines } from '@amt/xml';
import { type Outgoing, fieldOut } from './field-to-xdf.ts';
import { mostItems } from './form-of-xdf.ts';
import { type Kept, ownVocabulary } from './kept-keywords.ts';
import { xdf3Namespace } from './xdf-shape.ts';

type Choice = Extract<FormNode, { kind: 'choice' }>;
type LegalBasis = FormDefinition['legalBasis'][number];
type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * A form as Stammdatenschema of XDatenfelder 3.0. Nodes made from building blocks keep their ids; others get ids of the invented number range 99000.
 * The same form is the same file, unless the moment is given (`createdAt`, ISO instant). Conditions and calculations have no place in the standard: they go along as rules, with their tree as script.
 */
export function exportXdf3(
  definition: FormDefinition,
  { createdAt = '2000-01-01T00:00:00Z' }: { readonly createdAt?: string } = {},
): string {
  return new SchemaOut(definition).write(createdAt);
}

class SchemaOut {
  readonly #xml = new XmlLines();
  readonly #definition: FormDefinition;
  readonly #used: Set<string>;
  #numbers = 0;

  constructor(definition: FormDefinition) {
    this.#definition = definition;
    this.#used = new Set(sourcesIn(definition));
  }

  write(createdAt: string): string {
    const { id, version, title, description, legalBasis, pages, source } = this.#definition;
    // a form made of a single group stands for a schema of its own
    const schema = source?.id.startsWith('S') ? source : undefined;
    this.#element('xdatenfelder.stammdatenschema.0102', { 'xmlns:xdf': xdf3Namespace }, () => {
      this.#element('header', {}, () => {
        this.#text('nachrichtID', `${id}-${version}`);
        this.#text('erstellungszeitpunkt', createdAt);
      });
      this.#element('stammdatenschema', {}, () => {
        this.#identification(schema?.id ?? this.#number('S'), schema?.version ?? version);
        this.#text('name', title.de);
        this.#bases(legalBasis);
        this.#code('freigabestatus', '1');
        this.#keywords({ id, ...(!schema && { source: 'none' }) });
        this.#text('bezeichnung', title.de);
        this.#text('hilfetext', description?.de);
        this.#code('ableitungsmodifikationenStruktur', '3');
        this.#code('ableitungsmodifikationenRepraesentation', '1');
        this.#rules();
        for (const page of pages) page.fields.forEach((node, i) => this.#part(node, i === 0 ? { page: page.title.de } : {}));
      });
    });
    return this.#xml.toString();
  }

  #part(node: FormNode, kept: Kept): void {
    switch (node.kind) {
      case 'group':
        return this.#structure('1:1', () =>
          this.#group(node, { ...kept, ...(node.label === undefined && { label: '' }) }, () => this.#parts(node.fields)),
        );
      case 'repeat':
        return this.#repeat(node, kept);
      case 'choice':
        return this.#structure(node.required === false ? '0:1' : '1:1', () =>
          this.#group(node, kept, () => node.branches.forEach((branch) => this.#branch(branch)), { choice: true }),
        );
      default: {
        const { count, ...out } = fieldOut(node, this.#definition.lists ?? {});
        return this.#structure(count, () => this.#field(node, out, kept));
      }
    }
  }

  #parts(nodes: readonly FormNode[]): void {
    for (const node of nodes) this.#part(node, {});
  }

  #repeat(node: Extract<FormNode, { kind: 'repeat' }>, kept: Kept): void {
    const [only] = node.fields;
    // a field given several times, as the catalogue has it
    const listed =
      only &&
      node.source &&
      node.max > 1 &&
      node.fields.length === 1 &&
      only.id === node.id &&
      'source' in only &&
      only.source?.id === node.source.id;
    const count = `${node.min}:${node.max >= mostItems ? '*' : node.max}`;
    if (listed && only.kind !== 'choice' && isSingle(only)) {
      const { count: _, ...out } = fieldOut(only, this.#definition.lists ?? {});
      return this.#structure(count, () => this.#field(only, out, kept));
    }
    const itemLabel = node.itemLabel.de === node.label.de ? {} : { itemLabel: node.itemLabel.de };
    const more: Kept = { ...kept, ...itemLabel, kind: 'repeat', ...(node.itemTitle !== undefined && { itemTitle: node.itemTitle }) };
    this.#structure(count, () => this.#group(node, more, () => this.#parts(node.fields)));
  }

  #branch(branch: Choice['branches'][number]): void {
    this.#structure('1:1', () => this.#group(branch, {}, () => this.#parts(branch.fields ?? [])));
  }

  #group(
    node: {
      readonly id: string;
      readonly label?: { readonly de: string };
      readonly hint?: { readonly de: string };
      readonly source?: { readonly id: string; readonly version?: string };
    },
    kept: Kept,
    inside: () => void,
    { choice = false, legalBasis }: { readonly choice?: boolean; readonly legalBasis?: LegalBasis | undefined } = {},
  ): void {
    this.#element('datenfeldgruppe', {}, () => {
      this.#head(node, 'G', legalBasis, kept);
      this.#text('hilfetextEingabe', node.hint?.de);
      this.#code('schemaelementart', 'RNG');
      if (choice) this.#code('art', 'X');
      inside();
    });
  }

  #field(node: FormNode, out: Omit<Outgoing, 'count'>, kept: Kept): void {
    const legalBasis = 'legalBasis' in node ? node.legalBasis : undefined;
    const hint = 'hint' in node ? node.hint : undefined;
    const named = { ...node, label: { de: out.label }, ...(hint && { hint }) };
    if (out.parts) {
      const parts = out.parts;
      return this.#group(named, { ...kept, ...out.kept }, () => this.#parts(parts), { legalBasis });
    }
    this.#element('datenfeld', {}, () => {
      this.#head(named, 'F', legalBasis, { ...kept, ...out.kept });
      this.#text('hilfetextEingabe', hint?.de);
      this.#code('schemaelementart', 'RNG');
      this.#code('feldart', out.fieldType);
      this.#code('datentyp', out.dataType);
      this.#code('vorbefuellung', 'prefill' in node && node.prefill !== undefined ? 'optional' : 'keine');
      if (Object.keys(out.constraints ?? {}).length > 0) this.#element('praezisierung', out.constraints ?? {});
      this.#text('inhalt', out.content);
      if (out.values) this.#values(out.values);
      if (out.listUri !== undefined) this.#codeList(out.listUri);
      this.#text('maxSize', out.maxSize);
      for (const type of out.mediaTypes ?? []) this.#text('mediaType', type);
    });
  }

  #values(values: NonNullable<Outgoing['values']>): void {
    this.#element('werte', {}, () => {
      for (const { value, label, hint } of values) {
        this.#element('wert', {}, () => {
          this.#text('code', value);
          this.#text('name', label.de);
          this.#text('hilfe', hint?.de);
        });
      }
    });
  }

  #codeList(uri: string): void {
    const [, canonical = uri, version] = /^(.*)_([^_]+)$/.exec(uri) ?? [];
    this.#element('codelisteReferenz', {}, () => {
      this.#text('canonicalIdentification', canonical);
      this.#text('version', version);
      this.#text('canonicalVersionUri', uri);
    });
  }

  #head(
    node: {
      readonly id: string;
      readonly label?: { readonly de: string };
      readonly source?: { readonly id: string; readonly version?: string };
    },
    letter: 'F' | 'G',
    basis: LegalBasis | undefined,
    kept: Kept,
  ): void {
    const id = node.source?.id ?? this.#number(letter);
    this.#identification(id, node.source?.version ?? (node.source ? undefined : this.#definition.version));
    const label = node.label?.de ?? node.id;
    this.#text('name', label);
    this.#bases(basis ? [basis] : []);
    this.#code('freigabestatus', '1');
    this.#keywords({ ...kept, ...(id !== node.id && { id: node.id }), ...(!node.source && { source: 'none' }) });
    this.#text('bezeichnungEingabe', label);
    this.#text('bezeichnungAusgabe', label);
  }

  #rules(): void {
    const write = (at: string, words: string, tree: unknown, type: string): void =>
      this.#element('regel', {}, () => {
        this.#identification(this.#number('R'), this.#definition.version);
        this.#text('name', at);
        this.#text('freitextRegel', words);
        this.#code('typ', type);
        this.#text('skript', JSON.stringify(tree));
      });
    for (const { at, message, ...tree } of this.#definition.rules ?? []) write(at, message.de, { at, ...tree }, 'V');
    for (const page of this.#definition.pages) {
      if (page.when !== undefined)
        write(page.id, `Die Seite „${page.title.de}“ wird nur unter einer Bedingung gezeigt.`, { when: page.when }, 'K');
      this.#nodeRules(page.fields, '', write);
    }
    for (const { id, value } of this.#definition.computed ?? []) write(id, `Der Wert „${id}“ wird berechnet.`, { value }, 'B');
  }

  #nodeRules(nodes: readonly FormNode[], prefix: string, write: (at: string, words: string, tree: unknown, type: string) => void): void {
    for (const node of nodes) {
      const path = prefix + node.id;
      if (node.when !== undefined) write(path, `„${path}“ wird nur unter einer Bedingung gefragt.`, { at: path, when: node.when }, 'K');
      if ('requiredWhen' in node && node.requiredWhen !== undefined)
        write(path, `„${path}“ ist nur unter einer Bedingung Pflicht.`, { at: path, requiredWhen: node.requiredWhen }, 'K');
      if ('fields' in node) this.#nodeRules(node.fields, `${path}.`, write);
      if ('branches' in node) for (const branch of node.branches) this.#nodeRules(branch.fields ?? [], `${path}.${branch.id}.`, write);
    }
  }

  #structure(count: string, inside: () => void): void {
    this.#element('struktur', {}, () => {
      this.#text('anzahl', count);
      this.#element('enthaelt', {}, inside);
    });
  }

  #identification(id: string, version: string | undefined): void {
    this.#element('identifikation', {}, () => {
      this.#text('id', id);
      this.#text('version', version);
    });
  }

  #bases(bases: readonly LegalBasis[]): void {
    for (const { citation, url } of bases) this.#text('bezug', citation, { link: url });
  }

  #keywords(kept: Kept): void {
    for (const [name, value] of Object.entries(kept)) this.#text('stichwort', `${name}=${value}`, { uri: ownVocabulary });
  }

  #number(letter: string): string {
    for (;;) {
      const id = `${letter}99000${String(++this.#numbers).padStart(6, '0')}`;
      if (!this.#used.has(id)) return id;
    }
  }

  #code(name: string, code: string): void {
    this.#element(name, {}, () => this.#xml.text('code', code));
  }
  #text(name: string, words: string | undefined, attributes: Attributes = {}): void {
    this.#xml.text(`xdf:${name}`, words, attributes);
  }
  #element(name: string, attributes: Attributes, inside?: () => void): void {
    this.#xml.element(`xdf:${name}`, attributes, inside);
  }
}

function isSingle(node: FormNode): node is Extract<FormNode, { required?: boolean; legalBasis?: unknown }> {
  return ![
    'group',
    'repeat',
    'choice',
    'label',
    'locked',
    'hidden',
    'select',
    'radios',
    'checkboxes',
    'address',
    'place',
    'signature',
    'matrix',
  ].includes(node.kind);
}

/** Ids of building blocks that are taken. */
function sourcesIn(definition: FormDefinition): string[] {
  const found: string[] = [];
  const walk = (nodes: readonly FormNode[]): void => {
    for (const node of nodes) {
      if ('source' in node && node.source) found.push(node.source.id);
      if ('fields' in node) walk(node.fields);
      if ('branches' in node) for (const branch of node.branches) walk(branch.fields ?? []);
    }
  };
  for (const page of definition.pages) walk(page.fields);
  return found;
}
