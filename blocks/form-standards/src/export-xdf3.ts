import type { Condition, Expression, FormDefinition, FormNode } from '@amt/forms';
import { XmlLines } from '@amt/xml';
import { type Outgoing, fieldOut } from './field-to-xdf.ts';
import { mostItems, type Placed } from './form-of-xdf.ts';
import { type Kept, ownVocabulary } from './kept-keywords.ts';
import { RuleProse } from './prose-of-rule.ts';
import { xdf3Namespace } from './xdf-shape.ts';

type Choice = Extract<FormNode, { kind: 'choice' }>;
type LegalBasis = FormDefinition['legalBasis'][number];
type Attributes = Readonly<Record<string, string | undefined>>;

/**
 * A form as Stammdatenschema of XDatenfelder 3.0. Nodes made from building blocks keep their ids; others get ids of the invented number range 99000.
 * The same form is the same file, unless the moment is given (`createdAt`, ISO instant). Conditions and calculations go along as rules in prose, with their
 * tree as script: in the sentences our import reads for certain where there is one, else in the words of `sentenceOf`, for people.
 *
 * @param sentenceOf a condition as clause ("wenn …"), a calculation as phrase; see `@amt/form-proofs`
 */
export function exportXdf3(
  definition: FormDefinition,
  { createdAt = '2000-01-01T00:00:00Z', sentenceOf }: { readonly createdAt?: string; readonly sentenceOf?: SentenceOf } = {},
): string {
  return new SchemaOut(definition, sentenceOf).write(createdAt);
}

type SentenceOf = (expression: Expression) => string;
type Branch = Choice['branches'][number];

class SchemaOut {
  readonly #xml = new XmlLines();
  readonly #definition: FormDefinition;
  readonly #used: Set<string>;
  readonly #sentenceOf: SentenceOf | undefined;
  /** ids given to nodes before anything is written: rules stand first and name them */
  readonly #ids = new Map<FormNode | Branch, string>();
  readonly #prose: RuleProse;
  /** questions that are required under a condition which the file says for certain: without it they may be left out */
  readonly #conditional = new Set<FormNode>();
  #numbers = 0;

  constructor(definition: FormDefinition, sentenceOf: SentenceOf | undefined) {
    this.#definition = definition;
    this.#sentenceOf = sentenceOf;
    this.#used = new Set(sourcesIn(definition));
    const placed: Placed[] = [];
    for (const { fields } of definition.pages) this.#place(fields, '', [], placed);
    this.#prose = new RuleProse(placed, definition.lists ?? {});
  }

  /** Gives each node its id, and notes where it is, as the import finds it again. */
  #place(nodes: readonly FormNode[], prefix: string, around: readonly string[], placed: Placed[]): void {
    for (const node of nodes) {
      const path = prefix + node.id;
      const holds = node.kind === 'group' || node.kind === 'repeat' || node.kind === 'choice';
      const id = ('source' in node ? node.source?.id : undefined) ?? this.#number(holds || fieldOut(node, {}).parts ? 'G' : 'F');
      this.#ids.set(node, id);
      const inside = [...around, id];
      if (node.kind !== 'repeat' || listedField(node) === undefined) placed.push({ id, path, around: inside, node });
      if ('fields' in node) this.#place(node.fields, `${path}.`, inside, placed);
      if ('branches' in node)
        for (const branch of node.branches) {
          const own = this.#number('G');
          this.#ids.set(branch, own);
          this.#place(branch.fields ?? [], `${path}.${branch.id}.`, [...inside, own], placed);
        }
    }
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

  #id(node: FormNode | Branch): { id?: string } {
    const id = this.#ids.get(node);
    return id === undefined ? {} : { id };
  }

  #part(node: FormNode, kept: Kept): void {
    switch (node.kind) {
      case 'group':
        return this.#structure('1:1', () =>
          this.#group(node, { ...kept, ...(node.label === undefined && { label: '' }) }, () => this.#parts(node.fields), this.#id(node)),
        );
      case 'repeat':
        return this.#repeat(node, kept);
      case 'choice':
        return this.#structure(node.required === false ? '0:1' : '1:1', () =>
          this.#group(node, kept, () => node.branches.forEach((branch) => this.#branch(branch)), { choice: true, ...this.#id(node) }),
        );
      default: {
        const { count, ...out } = fieldOut(node, this.#definition.lists ?? {});
        return this.#structure(this.#conditional.has(node) ? count.replace(/^1:/, '0:') : count, () => this.#field(node, out, kept));
      }
    }
  }

  #parts(nodes: readonly FormNode[]): void {
    for (const node of nodes) this.#part(node, {});
  }

  #repeat(node: Extract<FormNode, { kind: 'repeat' }>, kept: Kept): void {
    const only = listedField(node);
    const count = `${node.min}:${node.max >= mostItems ? '*' : node.max}`;
    if (only) {
      const { count: _, ...out } = fieldOut(only, this.#definition.lists ?? {});
      return this.#structure(count, () => this.#field(only, out, kept));
    }
    const itemLabel = node.itemLabel.de === node.label.de ? {} : { itemLabel: node.itemLabel.de };
    const more: Kept = { ...kept, ...itemLabel, kind: 'repeat', ...(node.itemTitle !== undefined && { itemTitle: node.itemTitle }) };
    this.#structure(count, () => this.#group(node, more, () => this.#parts(node.fields), this.#id(node)));
  }

  #branch(branch: Choice['branches'][number]): void {
    this.#structure('1:1', () => this.#group(branch, {}, () => this.#parts(branch.fields ?? []), this.#id(branch)));
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
    {
      choice = false,
      legalBasis,
      id,
    }: { readonly choice?: boolean; readonly legalBasis?: LegalBasis | undefined; readonly id?: string } = {},
  ): void {
    this.#element('datenfeldgruppe', {}, () => {
      this.#head(node, 'G', legalBasis, kept, id);
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
      return this.#group(named, { ...kept, ...out.kept }, () => this.#parts(parts), { legalBasis, ...this.#id(node) });
    }
    this.#element('datenfeld', {}, () => {
      this.#head(named, 'F', legalBasis, { ...kept, ...out.kept }, this.#ids.get(node));
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
    given?: string,
  ): void {
    const id = node.source?.id ?? given ?? this.#number(letter);
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
    const { rules = [], pages, computed = [] } = this.#definition;
    for (const { at, message, ...tree } of rules) {
      const sure = tree.when === undefined ? this.#prose.valid(at, tree.valid) : undefined;
      this.#rule(at, sure ?? this.#check(message.de, tree), { at, ...tree }, 'V', sure === undefined ? {} : { message: message.de });
    }
    for (const page of pages) {
      if (page.when !== undefined)
        this.#rule(page.id, this.#told(`Die Seite „${page.title.de}“ wird nur gezeigt`, page.when), { when: page.when }, 'K');
      this.#nodeRules(page.fields, '');
    }
    for (const { id, label, value } of computed) {
      const phrase = this.#sentenceOf?.(value);
      this.#rule(id, `Der Wert „${label?.de ?? id}“ wird berechnet${phrase === undefined ? '.' : `: ${phrase}.`}`, { value }, 'B');
    }
  }

  #nodeRules(nodes: readonly FormNode[], prefix: string): void {
    for (const node of nodes) {
      const path = prefix + node.id;
      const name = 'label' in node && node.label !== undefined && node.label.de !== '' ? node.label.de : path;
      if (node.when !== undefined) {
        const sure = this.#prose.shown(path, node.when);
        this.#rule(path, sure ?? this.#told(`„${name}“ wird nur gefragt`, node.when), { at: path, when: node.when }, 'K');
      }
      if ('requiredWhen' in node && node.requiredWhen !== undefined) {
        const sure = this.#prose.required(path, node.requiredWhen);
        if (sure !== undefined) this.#conditional.add(node);
        this.#rule(
          path,
          sure ?? this.#told(`„${name}“ ist nur Pflicht`, node.requiredWhen),
          { at: path, requiredWhen: node.requiredWhen },
          'K',
        );
      }
      if ('fields' in node) this.#nodeRules(node.fields, `${path}.`);
      if ('branches' in node) for (const branch of node.branches) this.#nodeRules(branch.fields ?? [], `${path}.${branch.id}.`);
    }
  }

  #rule(at: string, words: string, tree: unknown, type: string, kept: Kept = {}): void {
    this.#element('regel', {}, () => {
      this.#identification(this.#number('R'), this.#definition.version);
      this.#text('name', at);
      this.#text('freitextRegel', words);
      this.#keywords(kept);
      this.#code('typ', type);
      this.#text('skript', JSON.stringify(tree));
    });
  }

  /** "„Größe“ wird nur gefragt, wenn „Hund“ = „ja“ ist." */
  #told(what: string, condition: Condition): string {
    return this.#sentenceOf === undefined
      ? `${what.replace(/ nur /, ' nur unter einer Bedingung ')}.`
      : `${what}, ${this.#sentenceOf(condition)}.`;
  }

  #check(message: string, { when, valid }: { readonly when?: Condition; readonly valid: Condition }): string {
    if (this.#sentenceOf === undefined) return message;
    const under = when === undefined ? '' : `, und das nur geprüft, ${this.#sentenceOf(when)}`;
    return `${message} Die Angaben sind zulässig, ${this.#sentenceOf(valid)}${under}.`;
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

/** The field of a repeat group that stands for one field given several times, as the catalogue has it. */
function listedField(
  node: Extract<FormNode, { kind: 'repeat' }>,
): Exclude<Extract<FormNode, { required?: boolean; legalBasis?: unknown }>, { kind: 'choice' }> | undefined {
  const [only] = node.fields;
  const listed =
    only &&
    node.source &&
    node.max > 1 &&
    node.fields.length === 1 &&
    only.id === node.id &&
    'source' in only &&
    only.source?.id === node.source.id;
  return listed && isSingle(only) && only.kind !== 'choice' ? only : undefined;
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
