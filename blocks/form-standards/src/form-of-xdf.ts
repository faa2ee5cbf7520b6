import type { FormDefinition, FormNode } from '@amt/forms';
import { type FieldPlace, checkboxesOf, fieldOf, legalBasis, sourceOf } from './field-of-xdf.ts';
import { noteOpenFacts } from './open-facts.ts';
import type { ImportNotes } from './import-notes.ts';
import { keptOf } from './kept-keywords.ts';
import type { CodeLists } from './lists-of.ts';
import { SiblingIds, nodeId, slug } from './node-ids.ts';
import { partsFieldOf } from './parts-field-of-xdf.ts';
import type { XdfDocument, XdfField, XdfGroup, XdfPart, XdfReference, XdfRule } from './xdf-model.ts';

/** Largest number of items of a repeat group. */
export const mostItems = 200;

/** A node of the new form and the element it stands for; how rules, which speak of FIM ids, find their fields. */
export interface Placed {
  readonly id: string;
  /** path in the form */
  readonly path: string;
  /** FIM ids from the schema down to it */
  readonly around: readonly string[];
  readonly node: FormNode;
}
/** A rule with the element it hangs on. */
export interface BoundRule {
  readonly rule: XdfRule;
  readonly around: readonly string[];
  /** path of that element in the form; none for the schema */
  readonly path?: string;
}
export interface DraftedForm {
  readonly definition: FormDefinition;
  readonly placed: readonly Placed[];
  readonly rules: readonly BoundRule[];
}

/** What XDatenfelder does not say about a form. */
export interface FormFacts {
  /** id of the form; made from its name without */
  readonly id?: string;
  readonly ownerUnit?: string;
  readonly serviceKeys?: FormDefinition['serviceKeys'];
}

type Page = FormDefinition['pages'][number];

/**
 * Makes a form of a schema (or of a single group or field): the path is the identity, since the same group occurs in several places; ids of nodes are
 * the FIM ids. Pages are the groups at the top; fields at the top between them share a page.
 */
export function formOfXdf(document: XdfDocument, facts: FormFacts, notes: ImportNotes, lists: CodeLists): DraftedForm {
  const { content } = document;
  const id = facts.id ?? slug(keptOf(content.keywords).id ?? content.name ?? content.label ?? content.id, 60);
  const top: readonly XdfPart[] = content.kind === 'schema' ? content.parts : [{ min: 1, max: 1, references: [], contains: content }];
  const title = content.label ?? content.name ?? content.id;
  const builder = new NodeBuilder(notes, lists);
  const nodes = top.flatMap((part) => {
    const begins = keptOf(part.contains.keywords).page;
    return builder.partOf(part, builder.top).map((node): TopNode => ({ node, begins }));
  });
  const rules = [...(content.kind === 'schema' ? content.rules.map((rule): BoundRule => ({ rule, around: [] })) : []), ...builder.rules];
  noteOpenFacts(notes, { ...facts, languages: 'nur Deutsch' });
  const basis = content.references.map(legalBasis);
  if (basis.length === 0) notes.add('Das Datenschema nennt keine Rechtsgrundlage. Bitte eintragen.', undefined, undefined, 'legalBasis');
  const definition: FormDefinition = {
    id,
    version: formVersion(content.version),
    title: notes.text(title, undefined),
    ...(content.kind === 'schema' && content.help !== undefined && { description: notes.text(content.help, undefined) }),
    serviceKeys: facts.serviceKeys ?? [{ scheme: 'city', key: id }],
    ownerUnit: facts.ownerUnit ?? 'offen',
    legalBasis: basis.length > 0 ? basis : [{ citation: `FIM ${content.id}` }],
    retention: { submissionMonths: 12, draftDays: 30 },
    trustLevel: 'none',
    languages: ['de'],
    ...sourceOf(content),
    pages: pagesOf(nodes, title, notes),
    ...lists.lists(),
  };
  return { definition, placed: builder.placed, rules };
}

/** `1.2` of XDatenfelder 2.0 becomes `1.2.0`. */
function formVersion(version: string | undefined): string {
  const parts = /^(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/.exec(version ?? '');
  return parts ? [parts[1], parts[2] ?? '0', parts[3] ?? '0'].join('.') : '1.0.0';
}

/** A node at the top, and the title of the page that begins with it where the file says so. */
interface TopNode {
  readonly node: FormNode;
  readonly begins: string | undefined;
}

function pagesOf(nodes: readonly TopNode[], title: string, notes: ImportNotes): Page[] {
  const ids = new Set<string>();
  const pages: Page[] = [];
  const begin = (words: string, node: FormNode): void => {
    const base = slug(words, 50);
    let id = base;
    for (let n = 2; ids.has(id); n++) id = `${base}-${n}`;
    ids.add(id);
    pages.push({ id, title: notes.text(words === '' ? title : words, undefined), fields: [node] });
  };
  let loose: Page | undefined;
  for (const { node, begins } of nodes) {
    const own = node.kind === 'group' || node.kind === 'repeat' || node.kind === 'choice';
    if (begins !== undefined) {
      begin(begins, node);
      loose = pages.at(-1);
    } else if (loose && (!own || nodes[0]?.begins !== undefined)) loose.fields.push(node);
    else if (own) {
      begin(node.label?.de ?? title, node);
      loose = undefined;
    } else {
      begin(title, node);
      loose = pages.at(-1);
    }
  }
  if (pages.length === 0) {
    notes.add('Das Datenschema hat keine Felder.');
    begin(title, { kind: 'label', id: 'leer', text: { de: 'Dieses Formular hat noch keine Fragen.' } });
  }
  return pages;
}

interface Around {
  /** path in the form with a dot at the end */
  readonly prefix: string;
  readonly ids: SiblingIds;
  readonly fim: readonly string[];
  readonly references: readonly XdfReference[];
}

class NodeBuilder {
  readonly placed: Placed[] = [];
  readonly rules: BoundRule[] = [];
  readonly top: Around = { prefix: '', ids: new SiblingIds(), fim: [], references: [] };
  readonly #notes: ImportNotes;
  readonly #lists: CodeLists;

  constructor(notes: ImportNotes, lists: CodeLists) {
    this.#notes = notes;
    this.#lists = lists;
  }

  partOf(part: XdfPart, around: Around): FormNode[] {
    const { contains: element } = part;
    if (part.max === 0) {
      this.#notes.add(
        `„${element.label ?? element.name ?? element.id}“ kommt nach seiner Multiplizität (${part.min}:0) nie vor und fehlt.`,
        undefined,
        `FIM ${element.id}`,
      );
      return [];
    }
    const wished = nodeId(keptOf(element.keywords).id ?? element.id);
    const id = around.ids.take(wished);
    if (id !== wished)
      this.#notes.add(`${element.id} steht mehrmals an einer Stelle; hier heißt es ${id}.`, around.prefix + id, `FIM ${element.id}`);
    const references = part.references.length > 0 ? part.references : around.references;
    const node =
      element.kind === 'group'
        ? this.#group(element, part, id, { ...around, references })
        : this.#field(element, part, id, { ...around, references });
    return [node];
  }

  #field(field: XdfField, part: XdfPart, id: string, around: Around): FormNode {
    const path = around.prefix + id;
    const once = part.max === 1 && keptOf(field.keywords).kind !== 'checkboxes';
    const answered = field.fieldType === 'input' || field.fieldType === 'select';
    const place: FieldPlace = {
      id,
      path,
      part: once || !answered ? part : { min: 1 },
      references: around.references,
      notes: this.#notes,
      lists: this.#lists,
    };
    if (once || !answered) return this.#place(fieldOf(field, place), field, path, around, field.rules);
    if (field.fieldType === 'select') {
      const node = checkboxesOf(field, { ...place, part }, part.max);
      if (node.kind === 'checkboxes') return this.#place(node, field, path, around, field.rules);
    }
    const inner = fieldOf(field, { ...place, path: `${path}.${id}` });
    const label = this.#notes.text(field.label ?? field.name ?? field.id, path);
    this.#place(inner, field, `${path}.${id}`, around, field.rules);
    return { kind: 'repeat', id, ...sourceOf(field), label, itemLabel: label, ...this.#times(part, path), fields: [inner] };
  }

  #group(group: XdfGroup, part: XdfPart, id: string, around: Around): FormNode {
    const path = around.prefix + id;
    const kept = keptOf(group.keywords);
    const label = this.#notes.text(group.label ?? group.name ?? group.id, path);
    const hint = group.help === undefined ? {} : { hint: this.#notes.text(group.help, path) };
    const named = { id, ...sourceOf(group), label, ...hint };
    const place = (node: FormNode): FormNode => this.#place(node, group, path, around, group.rules);
    const whole =
      part.max === 1 && !group.choice
        ? partsFieldOf(group, { id, path, part, references: around.references, notes: this.#notes, lists: this.#lists })
        : undefined;
    if (whole) return place(whole);
    if (part.max === 1 && kept.kind !== 'repeat' && (part.min === 1 || group.choice)) {
      const choice = group.choice ? this.#choice(group, part, named, path, around) : undefined;
      const { label: _, ...unnamed } = named;
      return choice ?? place({ kind: 'group', ...(kept.label === '' ? unnamed : named), fields: this.#inside(group, path, around) });
    }
    // a group that may be left out is a list of none or one
    const inner: FormNode[] = group.choice
      ? [
          this.#choice(group, { ...part, min: 1, max: 1 }, { ...named, id: 'auswahl' }, `${path}.auswahl`, around) ??
            this.#empty(group, path),
        ]
      : this.#inside(group, path, around);
    const itemLabel = kept.itemLabel === undefined || kept.itemLabel === '' ? label : this.#notes.text(kept.itemLabel, path);
    const itemTitle = inner.some((node) => node.id === kept.itemTitle) && kept.itemTitle !== undefined ? { itemTitle: kept.itemTitle } : {};
    return place({ kind: 'repeat', ...named, itemLabel, ...itemTitle, ...this.#times(part, path), fields: inner });
  }

  #choice(group: XdfGroup, part: XdfPart, named: { id: string }, path: string, around: Around): FormNode | undefined {
    const parts = group.parts.filter((one) => one.max !== 0);
    if (parts.length < 2) {
      this.#notes.add('Auswahlgruppe mit weniger als zwei Möglichkeiten: Bitte prüfen.', path, `FIM ${group.id}`);
      return undefined;
    }
    const ids = new SiblingIds();
    ids.take('choice');
    const references = around.references;
    const branches = parts.map((one) => {
      const { contains: element } = one;
      const id = ids.take(keptOf(element.keywords).id ?? element.id);
      const inside = { prefix: `${path}.${id}.`, ids: new SiblingIds(), fim: [...around.fim, group.id], references };
      const label = this.#notes.text(element.label ?? element.name ?? element.id, `${path}.${id}`);
      const fields =
        element.kind === 'group' && one.max === 1 && !element.choice
          ? this.#branchFields(element, `${path}.${id}`, inside)
          : this.partOf(one.min === 0 ? { ...one, min: 1 } : one, inside);
      const hint = element.kind === 'group' && element.help !== undefined ? { hint: this.#notes.text(element.help, `${path}.${id}`) } : {};
      return { id, label, ...hint, ...(fields.length > 0 && { fields }) };
    });
    const label = this.#notes.text(group.label ?? group.name ?? group.id, path);
    return this.#place(
      { kind: 'choice', label, ...named, ...sourceOf(group), ...(part.min === 0 && { required: false }), branches },
      group,
      path,
      around,
      group.rules,
    );
  }

  #branchFields(element: XdfGroup, path: string, around: Around): FormNode[] {
    for (const rule of element.rules) this.rules.push({ rule, around: [...around.fim, element.id], path });
    return element.parts.flatMap((part) => this.partOf(part, { ...around, fim: [...around.fim, element.id] }));
  }

  #inside(group: XdfGroup, path: string, around: Around): FormNode[] {
    const inside: Around = {
      prefix: `${path}.`,
      ids: new SiblingIds(),
      fim: [...around.fim, group.id],
      references: group.references.length > 0 ? group.references : around.references,
    };
    const fields = group.parts.flatMap((part) => this.partOf(part, inside));
    return fields.length > 0 ? fields : [this.#empty(group, path)];
  }

  #empty(group: XdfGroup, path: string): FormNode {
    this.#notes.add('Die Feldgruppe ist leer.', path, `FIM ${group.id}`);
    return { kind: 'label', id: 'leer', text: { de: 'Hier gibt es noch keine Fragen.' } };
  }

  #times(part: XdfPart, path: string): { min: number; max: number } {
    const max = part.max ?? mostItems;
    if (part.min > mostItems || max > mostItems)
      this.#notes.add(`Mehr als ${mostItems} Einträge sind nicht möglich (verlangt: ${part.min}:${part.max ?? '*'}).`, path);
    return { min: Math.min(part.min, mostItems), max: Math.min(max, mostItems) };
  }

  #place(node: FormNode, element: XdfGroup | XdfField, path: string, around: Around, rules: readonly XdfRule[]): FormNode {
    const inside = [...around.fim, element.id];
    this.placed.push({ id: element.id, path, around: inside, node });
    for (const rule of rules) this.rules.push({ rule, around: inside, path });
    return node;
  }
}
