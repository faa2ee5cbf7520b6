import type { FormNode } from '@amt/forms';
import { type Kept, keptKind, keptOf } from './kept-keywords.ts';
import { nodeId } from './node-ids.ts';
import type { ImportNotes } from './import-notes.ts';
import type { CodeLists } from './lists-of.ts';
import { prefillOf } from './prefill-names.ts';
import type { XdfField, XdfGroup, XdfPart, XdfReference } from './xdf-model.ts';

/** Where a field becomes a node: its id, its path for remarks, and what lies around it. */
export interface FieldPlace {
  readonly id: string;
  readonly path: string;
  readonly part: Pick<XdfPart, 'min'>;
  /** of the part, else of the group around it */
  readonly references: readonly XdfReference[];
  readonly notes: ImportNotes;
  readonly lists: CodeLists;
}

type Node<Kind extends FormNode['kind']> = Extract<FormNode, { kind: Kind }>;
type TextNode = Extract<FormNode, { pattern?: unknown }>;
type Derived = Extract<FormNode, { value: unknown }>;

const longestSingleLine = 255;
const mostRadios = 5;
const largestCents = 9_007_199_254_740;
const knownMediaTypes = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** A single field, asked once. */
export function fieldOf(field: XdfField, place: FieldPlace): FormNode {
  const { notes, path } = place;
  const label = notes.text(field.label ?? field.name ?? field.id, path);
  const source = sourceOf(field);
  const kept = keptOf(field.keywords);
  if (field.fieldType === 'label')
    return {
      kind: 'label',
      id: place.id,
      ...source,
      ...toneOf(kept),
      text: notes.text(field.content ?? field.help ?? field.label ?? field.name ?? field.id, path),
    };
  if (field.fieldType === 'hidden' || field.fieldType === 'locked') {
    if (kept.kind === 'derived')
      notes.add('Der Wert dieses Feldes wurde berechnet; XDatenfelder kennt die Berechnung nicht. Bitte neu festlegen.', path);
    else if (field.content === undefined)
      notes.add('Das Feld ist nicht auszufüllen und hat keinen Inhalt: Bitte festlegen, woher sein Wert kommt.', path);
    return { kind: field.fieldType, id: place.id, ...source, label, ...hintOf(field, place), value: literalOf(field) };
  }
  const question = {
    id: place.id,
    ...source,
    label,
    ...hintOf(field, place),
    ...(place.part.min === 0 && { required: false }),
    ...legalBasisOf(field, place),
    ...(kept.prefill === undefined ? prefillOf(field, path, notes) : { prefill: kept.prefill }),
  };
  if (field.constraints.note !== undefined)
    notes.add(`Präzisierung in Worten, von Hand zu prüfen: ${field.constraints.note}`, path, `FIM ${field.id}`);
  return field.fieldType === 'select' ? selectOf(field, question, place) : inputOf(field, question, place);
}

type Question = Omit<Node<'bool'>, 'kind'>;

/** Multiple choice: a select that may be given several times. */
export function checkboxesOf(field: XdfField, place: FieldPlace, max: number | undefined): FormNode {
  const single = fieldOf(field, place);
  if (single.kind !== 'select' && single.kind !== 'radios') return single;
  const { kind: _, ...question } = single;
  const kept = keptOf(field.keywords);
  // our own files say the limits, since a multiplicity cannot tell "none, or two at least"
  const least = kept.kind === 'checkboxes' ? numberOf(kept.min) : place.part.min > 1 ? place.part.min : undefined;
  const most = kept.kind === 'checkboxes' ? numberOf(kept.max) : max;
  return { kind: 'checkboxes', ...question, ...(least !== undefined && { min: least }), ...(most !== undefined && { max: most }) };
}

function selectOf(field: XdfField, question: Question, place: FieldPlace): FormNode {
  if (field.values.length > 0) {
    const options = place.lists.optionsOf(field, place.path);
    const kept = keptKind(field.keywords);
    const kind = kept === 'select' || kept === 'radios' ? kept : options.length <= mostRadios ? 'radios' : 'select';
    return { kind, ...question, options };
  }
  if (field.codeList) {
    const kept = keptKind(field.keywords);
    return { kind: kept === 'radios' ? 'radios' : 'select', ...question, list: place.lists.listOf(field.codeList, place.path) };
  }
  place.notes.add(
    'Auswahlfeld ohne Werte und ohne Codeliste: Bitte die Auswahl festlegen. Bis dahin ist es ein Textfeld.',
    place.path,
    `FIM ${field.id}`,
  );
  return { kind: 'text', ...question };
}

function inputOf(field: XdfField, question: Question, place: FieldPlace): FormNode {
  const { constraints: c } = field;
  switch (field.dataType) {
    case 'text':
    case 'text_latin':
      return textOf(field, question, place);
    case 'date':
    case 'datetime': {
      const kept = keptOf(field.keywords);
      const min = kept.min === 'today' ? 'today' : dayOf(c.minValue, place);
      const max = kept.max === 'today' ? 'today' : dayOf(c.maxValue, place);
      return { kind: field.dataType, ...question, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
    }
    case 'time':
      return { kind: 'time', ...question };
    case 'bool':
      return keptKind(field.keywords) === 'declaration' ? declarationOf(question) : { kind: 'bool', ...question };
    case 'num_int':
      return { kind: 'int', ...question, ...bounds(c.minValue, c.maxValue, place, Number.isSafeInteger), ...unitOf(field, place) };
    case 'num':
      return {
        kind: 'number',
        ...question,
        ...bounds(c.minValue, c.maxValue, place, Number.isFinite),
        ...placesOf(field),
        ...unitOf(field, place),
      };
    case 'num_currency':
      return {
        kind: 'currency',
        ...question,
        ...centsOf(bounds(c.minValue, c.maxValue, place, (value) => Math.abs(value) < largestCents)),
      };
    case 'file':
      return fileOf(field, question, place);
    case 'obj':
      place.notes.add(
        'Ein Objekt (obj) hat keine Eingabe: Bitte festlegen, was hier verlangt wird. Bis dahin ist es eine Datei.',
        place.path,
        `FIM ${field.id}`,
      );
      return fileOf(field, question, place);
  }
}

function declarationOf({ id, source, label, legalBasis }: Question): FormNode {
  return { kind: 'declaration', id, ...(source && { source }), label, ...(legalBasis && { legalBasis }) };
}

function toneOf({ tone }: Kept): Pick<Node<'label'>, 'tone'> {
  return tone === 'plain' || tone === 'info' || tone === 'warning' ? { tone } : {};
}

/** XDatenfelder does not limit decimal places. */
function placesOf(field: XdfField): { places?: number } {
  const { places } = keptOf(field.keywords);
  if (places === '') return {};
  return { places: Math.min(numberOf(places) ?? 6, 6) };
}

function unitOf(field: XdfField, { notes, path }: FieldPlace): Pick<Node<'int'>, 'unit'> {
  const { unit } = keptOf(field.keywords);
  return unit === undefined || unit === '' ? {} : { unit: notes.text(unit, path) };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

const contactKinds = ['email', 'phone', 'iban'] as const;

function textOf(field: XdfField, question: Question, place: FieldPlace): FormNode {
  const { constraints: c } = field;
  const { kind: kept, message, width } = keptOf(field.keywords);
  const contact = contactKinds.find((kind) => kind === kept);
  if (contact) return { kind: contact, ...question };
  const length = {
    ...(c.minLength !== undefined && c.minLength > 0 && { minLength: Math.min(Math.floor(c.minLength), 20_000) }),
    ...(c.maxLength !== undefined && c.maxLength > 0 && { maxLength: Math.min(Math.floor(c.maxLength), 20_000) }),
  };
  if (length.minLength !== undefined && length.maxLength !== undefined && length.maxLength < length.minLength) {
    place.notes.add(`Die Längen sind vertauscht: ${length.minLength} bis ${length.maxLength}`, place.path);
    delete length.minLength;
  }
  const long = kept === undefined && field.dataType === 'text' && c.pattern === undefined && (c.maxLength ?? 0) > longestSingleLine;
  if (kept === 'textarea' || long) return { kind: 'textarea', ...question, ...length };
  const kind = kept === 'name' ? 'name' : field.dataType === 'text_latin' ? 'text-latin' : 'text';
  const wide: Pick<TextNode, 'width'> = width === 'short' || width === 'medium' || width === 'full' ? { width } : {};
  return { kind, ...question, ...length, ...patternOf(c.pattern, message, place), ...wide };
}

/** The whole text must match, as in XML Schema; marks of begin and end say the same and are left out. */
function patternOf(pattern: string | undefined, message: string | undefined, place: FieldPlace): Pick<TextNode, 'pattern'> {
  if (pattern === undefined) return {};
  const regex = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  if (regex.length > 200 || regex === '') {
    place.notes.add(`Muster, das zu lang ist: ${pattern}`, place.path);
    return {};
  }
  return { pattern: { regex, message: { de: message ?? 'Bitte prüfen Sie die Schreibweise dieser Angabe.' } } };
}

function fileOf(field: XdfField, question: Question, place: FieldPlace): FormNode {
  const mediaTypes = knownMediaTypes.filter((type) => field.mediaTypes.includes(type));
  const unknown = field.mediaTypes.filter((type) => !knownMediaTypes.some((known) => known === type));
  if (unknown.length > 0) place.notes.add(`Diese Dateiarten werden hier nicht angenommen: ${unknown.join(', ')}`, place.path);
  const maxBytes = field.maxSize === undefined ? undefined : Math.round(field.maxSize * 1_000_000);
  if (maxBytes !== undefined && maxBytes > 50_000_000)
    place.notes.add(`Mehr als 50 MB je Datei werden nicht angenommen (verlangt: ${field.maxSize} MB).`, place.path);
  const maxFiles = numberOf(keptOf(field.keywords).maxFiles);
  return {
    kind: 'file',
    ...question,
    ...(maxFiles !== undefined && maxFiles > 0 && { maxFiles: Math.min(maxFiles, 20) }),
    mediaTypes: mediaTypes.length > 0 ? mediaTypes : ['application/pdf', 'image/jpeg', 'image/png'],
    ...(maxBytes !== undefined && maxBytes > 0 && { maxBytes: Math.min(maxBytes, 50_000_000) }),
  };
}

/** What a hidden or locked field holds, typed as the field is. */
function literalOf(field: XdfField): Derived['value'] {
  const words = field.content ?? '';
  switch (field.dataType) {
    case 'bool':
      return /^(true|1|ja|wahr)$/i.test(words);
    case 'num_int':
    case 'num':
      return Number.isFinite(Number(words)) ? Number(words) : words;
    case 'num_currency': {
      const euros = Number(words.replace(',', '.'));
      return Number.isFinite(euros) && Math.abs(euros) < largestCents ? { cents: Math.round(euros * 100) } : words;
    }
    case 'date':
      return isDay(words) ? { date: words } : words;
    default:
      return words;
  }
}

function bounds(
  min: string | undefined,
  max: string | undefined,
  place: FieldPlace,
  allowed: (value: number) => boolean,
): { min?: number; max?: number } {
  const read = (name: 'min' | 'max', value: string | undefined): { min?: number; max?: number } => {
    if (value === undefined) return {};
    const found = Number(value.replace(',', '.'));
    if (allowed(found)) return { [name]: found };
    place.notes.add(`Grenze, die keine passende Zahl ist: ${value}`, place.path);
    return {};
  };
  const both = { ...read('min', min), ...read('max', max) };
  if (both.min === undefined || both.max === undefined || both.min <= both.max) return both;
  place.notes.add(`Die Grenzen sind vertauscht: ${both.min} bis ${both.max}`, place.path);
  return {};
}

function centsOf(euros: { min?: number; max?: number }): { min?: number; max?: number } {
  return Object.fromEntries(Object.entries(euros).map(([name, value]) => [name, Math.round(value * 100)]));
}

function dayOf(value: string | undefined, { notes, path }: FieldPlace): string | undefined {
  if (value === undefined) return undefined;
  if (/^(heute|today|aktuelles Datum)$/i.test(value)) return 'today';
  const day = value.slice(0, 10);
  if (isDay(day)) return day;
  notes.add(`Grenze, die kein Tag ist: ${value}`, path);
  return undefined;
}

function isDay(text: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function hintOf(field: XdfField, { notes, path }: FieldPlace): Pick<Node<'bool'>, 'hint'> {
  return field.help === undefined ? {} : { hint: notes.text(field.help, path) };
}

function legalBasisOf(field: XdfField | XdfGroup, place: FieldPlace): Pick<Node<'bool'>, 'legalBasis'> {
  const [reference] = field.references.length > 0 ? field.references : place.references;
  return reference ? { legalBasis: legalBasis(reference) } : {};
}

export function legalBasis({ text, link }: XdfReference): NonNullable<Node<'bool'>['legalBasis']> {
  return { citation: text, ...(link !== undefined && /^https:\/\/\S+$/.test(link) && { url: link }) };
}

/** The building block a node was made from; none where our own file says that it made up the id. */
export function sourceOf({ id, version, keywords }: Pick<XdfField, 'id' | 'version' | 'keywords'>): Pick<Node<'bool'>, 'source'> {
  if (keptOf(keywords).source === 'none') return {};
  return { source: { scheme: 'fim', id: id.slice(0, 40), ...(version !== undefined && { version: version.slice(0, 20) }) } };
}

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
