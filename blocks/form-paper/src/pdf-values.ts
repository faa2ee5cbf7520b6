import type { CompiledForm, FormFields } from '@amt/forms';
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRef, PDFStream, PDFString } from '@cantoo/pdf-lib';
import { type FormMark, readKeywords } from './form-mark.ts';
import { packedWithin } from './packed-within.ts';
import { instancesOf } from './instances.ts';
import { type PaperField, fieldsOf } from './paper-fields.ts';
import type { PaperFault } from './read-paper-form.ts';

type Values = { readonly values: FormFields } | { readonly fault: PaperFault };
type Read = { readonly mark: FormMark; valuesOf(form: CompiledForm): Values } | { readonly fault: PaperFault };

/** Fields of a form are a shallow tree; a deeper one was not made here. */
const deepest = 12;
const mostFields = 20_000;
/** signs of one field */
const longest = 50_000;

/** A field as found: full name, type, value. */
interface Found {
  readonly type: string;
  readonly value: PDFObject | undefined;
  /** appearance state of the widget, where the field is its own widget */
  readonly state: string | undefined;
}

/** Opens the file and takes the fields out of it, before it is known which form it should be. */
export async function readFields(pdf: Uint8Array): Promise<Read> {
  if (!startsLikePdf(pdf)) return { fault: 'not-a-pdf' };
  if (saysEncrypted(pdf)) return { fault: 'encrypted' };
  if (!packedWithin(pdf)) return { fault: 'damaged' };
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(pdf, { ignoreEncryption: true, updateMetadata: false, throwOnInvalidObject: true });
  } catch {
    return { fault: 'damaged' };
  }
  try {
    if (document.isEncrypted) return { fault: 'encrypted' };
    const danger = dangerIn(document);
    if (danger) return { fault: danger };
    const mark = readKeywords(document.getKeywords() ?? '');
    if (!mark) return { fault: 'not-our-form' };
    const found = fieldsIn(document);
    if ('fault' in found) return found;
    return { mark, valuesOf: (form) => valuesOf(form, found.fields) };
  } catch {
    // The library meets objects of other types than the standard says where they are used.
    return { fault: 'damaged' };
  }
}

/** The header may stand after other bytes, within the first kilobyte. */
function startsLikePdf(pdf: Uint8Array): boolean {
  return Buffer.from(pdf.subarray(0, 1024)).includes('%PDF-');
}

/** The trailer is never encrypted itself; asked before opening, since objects that cannot be unpacked look like damage. */
function saysEncrypted(pdf: Uint8Array): boolean {
  return /\/Encrypt(?:\s+\d+\s+\d+\s+R\b|\s*<<)/.test(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1'));
}

const active = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'RichMediaExecute',
  'Hide',
]);

/** Looks at every object, reachable or not: what a reader may come upon must not be there. */
function dangerIn(document: PDFDocument): PaperFault | undefined {
  let worst: PaperFault | undefined;
  const seen = new Set<PDFObject>();
  const visit = (object: PDFObject | undefined): void => {
    const pending: (PDFObject | undefined)[] = [object];
    while (pending.length > 0) {
      const next = pending.pop();
      if (next === undefined || next instanceof PDFRef || seen.has(next)) continue;
      seen.add(next);
      if (next instanceof PDFArray) pending.push(...next.asArray());
      const dictionary = next instanceof PDFDict ? next : next instanceof PDFStream ? next.dict : undefined;
      if (!dictionary) continue;
      worst ??= dangerOf(dictionary);
      for (const [, value] of dictionary.entries()) pending.push(value);
    }
  };
  for (const [, object] of document.context.enumerateIndirectObjects()) visit(object);
  return worst;
}

function dangerOf(dictionary: PDFDict): PaperFault | undefined {
  const has = (key: string): boolean => dictionary.has(PDFName.of(key));
  if (has('XFA')) return 'xfa';
  if (has('EmbeddedFiles') || has('EF') || nameOf(dictionary, 'Type') === 'EmbeddedFile') return 'embedded-files';
  if (has('JS') || has('JavaScript') || has('AA') || nameOf(dictionary, 'Subtype') === 'RichMedia') return 'active-content';
  return active.has(nameOf(dictionary, 'S') ?? '') ? 'active-content' : undefined;
}

function nameOf(dictionary: PDFDict, key: string): string | undefined {
  const value = dictionary.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
}

/** The tree of fields, by full name; a name that is there twice, or a tree with a ring in it, is no form of ours. */
function fieldsIn(document: PDFDocument): { readonly fields: ReadonlyMap<string, Found> } | { readonly fault: PaperFault } {
  const form = document.catalog.lookup(PDFName.of('AcroForm'));
  const roots = form instanceof PDFDict ? form.lookup(PDFName.of('Fields')) : undefined;
  if (!(roots instanceof PDFArray) || roots.size() === 0) return { fault: 'no-fields' };
  const fields = new Map<string, Found>();
  const damaged = { fault: 'damaged' } as const;
  const pending: { list: PDFArray; prefix: string; type: string | undefined; depth: number }[] = [
    { list: roots, prefix: '', type: undefined, depth: 0 },
  ];
  for (let level = pending.pop(); level; level = pending.pop()) {
    for (let at = 0; at < level.list.size(); at++) {
      const field = level.list.lookup(at);
      if (!(field instanceof PDFDict) || level.depth > deepest || fields.size > mostFields) return damaged;
      const own = textOf(field.lookup(PDFName.of('T')));
      if (own === undefined) return damaged;
      const name = level.prefix + own;
      const type = nameOf(field, 'FT') ?? level.type;
      const kids = field.lookup(PDFName.of('Kids'));
      if (kids instanceof PDFArray && kids.size() > 0 && hasNames(kids)) {
        pending.push({ list: kids, prefix: `${name}.`, type, depth: level.depth + 1 });
        continue;
      }
      if (fields.has(name)) return damaged;
      fields.set(name, { type: type ?? '', value: field.lookup(PDFName.of('V')), state: nameOf(field, 'AS') });
    }
  }
  return { fields };
}

/** Kids with names are fields; kids without are widgets of their parent. */
function hasNames(kids: PDFArray): boolean {
  const first = kids.lookup(0);
  return first instanceof PDFDict && first.has(PDFName.of('T'));
}

function textOf(value: PDFObject | undefined): string | undefined {
  if (value instanceof PDFString || value instanceof PDFHexString) return value.decodeText();
  return undefined;
}

/** Values by the names a browser would send. */
function valuesOf(form: CompiledForm, found: ReadonlyMap<string, Found>): Values {
  const expected = new Map(
    instancesOf(form).flatMap(({ node, path }) => fieldsOf(form, node, path).map((field) => [field.name, field] as const)),
  );
  const values: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  let known = 0;
  for (const [name, { type, value, state }] of found) {
    if (/^_signed-\d+$/.test(name)) continue;
    const field = expected.get(name);
    if (!field || type !== types[field.type]) return { fault: 'foreign-fields' };
    known++;
    const text = valueText(field, value, state);
    if (text === null) return { fault: 'damaged' };
    if (text === '') continue;
    if (field.type !== 'box') values[name] = text;
    else if (field.input === name) values[name] = text;
    else values[field.input] = [...[values[field.input] ?? []].flat(), text];
  }
  return known === 0 ? { fault: 'no-fields' } : { values: { ...values } };
}

const types: Readonly<Record<PaperField['type'], string>> = { text: 'Tx', list: 'Ch', radio: 'Btn', box: 'Btn' };

/** The value as typed or chosen; '' where there is none, `null` where it is none that the field can have. */
function valueText(field: PaperField, value: PDFObject | undefined, state: string | undefined): string | null {
  if (field.type === 'text' || field.type === 'list') {
    // Long or formatted texts may be streams (ISO 32000-1, 12.7.4.3); no reader writes them into plain fields.
    if (value === undefined) return '';
    // A list may hold its one choice in an array.
    const text = textOf(value instanceof PDFArray && field.type === 'list' && value.size() === 1 ? value.lookup(0) : value);
    if (text === undefined || text.length > longest) return null;
    if (field.type === 'text' || text === '') return text;
    const option = field.options.find((one) => one.state === text);
    // A list that may be written into: what is no choice is kept as typed.
    return option ? option.value : text;
  }
  const chosen = value instanceof PDFName ? value.decodeText() : value === undefined ? state : undefined;
  if (value !== undefined && chosen === undefined) return null;
  if (chosen === undefined || chosen === 'Off') return '';
  const options = field.type === 'box' ? [field.option] : field.options;
  return options.find((one) => one.state === chosen)?.value ?? null;
}
