import {
  type ByteSource,
  type Child,
  childOf,
  childrenOf,
  faultAt,
  missingIn,
  orFindings,
  readXml,
  type Roots,
  type Shape,
  type StandardFinding,
  textOf,
  type XmlElement,
  type XmlLimits,
  XmlLines,
} from '@amt/xml';
import type { FormList } from './lists-of.ts';

/** OASIS genericode 1.0, as the XRepository publishes code lists. */
const namespace = 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/';

const of = (shape: Shape): Child => ({ shape: () => shape, plain: true });
const many = (child: Child): Child => ({ ...child, many: true });
const text: Child = of({ text: true, attributes: ['lang', 'Identifier'] });
const note: Child = of({ skipped: true });
const reference = of({ attributes: ['Ref', 'ExternalRef'], children: { Annotation: note } });
const agency = of({ children: { ShortName: text, LongName: many(text), Identifier: many(text) } });
const names = { Annotation: note, ShortName: text, LongName: many(text) };
const value = of({ attributes: ['ColumnRef'], children: { Annotation: note, SimpleValue: text, ComplexValue: note } });
const list: Shape = {
  children: {
    Annotation: note,
    Identification: of({
      children: {
        ShortName: text,
        LongName: many(text),
        Version: text,
        CanonicalUri: text,
        CanonicalVersionUri: text,
        LocationUri: many(text),
        AlternateFormatLocationUri: many(of({ text: true, attributes: ['MimeType'] })),
        Agency: agency,
      },
    }),
    ColumnSet: of({
      children: {
        Annotation: note,
        Column: many(
          of({
            attributes: ['Id', 'Use'],
            children: { ...names, CanonicalUri: text, CanonicalVersionUri: text, Data: of({ skipped: true }) },
          }),
        ),
        Key: many(of({ attributes: ['Id'], children: { ...names, CanonicalUri: text, ColumnRef: many(reference) } })),
      },
    }),
    SimpleCodeList: of({ children: { Annotation: note, Row: many(of({ children: { Annotation: note, Value: many(value) } })) } }),
  },
};
const roots: Roots = { [namespace]: { CodeList: list } };

/** Which columns hold the code, its name and its help; without, the key of the list and the column after it. */
export interface GenericodeColumns {
  readonly code?: string;
  readonly name?: string;
  readonly help?: string;
}
export type GenericodeImport =
  | { readonly ok: true; readonly list: FormList; readonly shortName: string | undefined }
  | { readonly ok: false; readonly faults: readonly StandardFinding[] };

const mostEntries = 20_000;

/** A code list as forms keep it; `source` is its canonical version URI. */
export async function importGenericode(source: ByteSource, columns: GenericodeColumns = {}, limits?: XmlLimits): Promise<GenericodeImport> {
  return orFindings(async (): Promise<GenericodeImport> => {
    const root = await readXml(source, roots, limits);
    const identification = childOf(root, 'Identification') ?? missingIn(root, 'Identification');
    const versionUri = textOf(identification, 'CanonicalVersionUri') ?? missingIn(identification, 'CanonicalVersionUri');
    const set = childOf(root, 'ColumnSet') ?? missingIn(root, 'ColumnSet');
    const chosen = columnsOf(set, columns);
    const rows = childrenOf(childOf(root, 'SimpleCodeList') ?? missingIn(root, 'SimpleCodeList'), 'Row');
    if (rows.length > mostEntries) throw faultAt(root, 'value', `more than ${mostEntries} entries`);
    const entries = rows.map((row) => entryOf(row, set, chosen));
    if (entries.length === 0) throw faultAt(root, 'value', 'the list has no entries');
    const seen = new Set<string>();
    rows.forEach((row, i) => {
      const code = entries[i]?.value ?? '';
      if (seen.has(code)) throw faultAt(row, 'value', `the code "${code}" is there twice`);
      seen.add(code);
    });
    return { ok: true, list: { source: versionUri, entries }, shortName: textOf(identification, 'ShortName') };
  });
}

function columnsOf(
  set: XmlElement,
  wanted: GenericodeColumns,
): Required<Pick<GenericodeColumns, 'code' | 'name'>> & { help: string | undefined } {
  const ids = childrenOf(set, 'Column').map((column) => column.attributes['Id'] ?? '');
  const known = (id: string | undefined): string | undefined => {
    if (id === undefined) return undefined;
    if (ids.includes(id)) return id;
    throw faultAt(set, 'value', `there is no column "${id}"; there are ${ids.join(', ')}`);
  };
  const [key] = childrenOf(set, 'Key');
  const keyColumn = key && childOf(key, 'ColumnRef')?.attributes['Ref'];
  const code = known(wanted.code) ?? known(keyColumn) ?? ids[0] ?? missingIn(set, 'Column');
  const name =
    known(wanted.name) ??
    ids.find((id) => /^(name|label|bezeichnung|beschreibung|codename|wert)$/i.test(id)) ??
    ids.find((id) => id !== code) ??
    code;
  return { code, name, help: known(wanted.help) };
}

function entryOf(
  row: XmlElement,
  set: XmlElement,
  columns: { code: string; name: string; help: string | undefined },
): FormList['entries'][number] {
  // a value without a reference belongs to the column after the one before
  const ids = childrenOf(set, 'Column').map((column) => column.attributes['Id'] ?? '');
  const values = new Map<string, string>();
  let next = 0;
  for (const one of childrenOf(row, 'Value')) {
    const id = one.attributes['ColumnRef'] ?? ids[next] ?? '';
    next = ids.indexOf(id) + 1;
    const words = textOf(one, 'SimpleValue');
    if (words !== undefined) values.set(id, words);
  }
  const code = values.get(columns.code) ?? missingIn(row, columns.code);
  if (code.length > 100) throw faultAt(row, 'value', 'the code is longer than 100 characters');
  const help = columns.help === undefined ? undefined : values.get(columns.help);
  const cut = (words: string): { de: string } => ({ de: words.slice(0, 2000) });
  return { value: code, label: cut(values.get(columns.name) ?? code), ...(help !== undefined && { hint: cut(help) }) };
}

/** A list of a form as genericode 1.0. Without a `source` it gets a URN made of `shortName`. */
export function exportGenericode(formList: FormList, shortName: string): string {
  const uri = formList.source ?? `urn:digitales-amt:codeliste:${shortName}_1`;
  const [, canonical = uri, version = '1'] = /^(.*)_([^_]+)$/.exec(uri) ?? [];
  const help = formList.entries.some((entry) => entry.hint !== undefined);
  const xml = new XmlLines();
  xml.element('gc:CodeList', { 'xmlns:gc': namespace }, () => {
    xml.element('Identification', {}, () => {
      xml.text('ShortName', shortName);
      xml.text('LongName', shortName);
      xml.text('Version', version);
      xml.text('CanonicalUri', canonical);
      xml.text('CanonicalVersionUri', uri);
    });
    xml.element('ColumnSet', {}, () => {
      column(xml, 'code', 'required');
      column(xml, 'name', 'required');
      if (help) column(xml, 'help', 'optional');
      xml.element('Key', { Id: 'codeKey' }, () => {
        xml.text('ShortName', 'codeKey');
        xml.element('ColumnRef', { Ref: 'code' });
      });
    });
    xml.element('SimpleCodeList', {}, () => {
      for (const entry of formList.entries) {
        xml.element('Row', {}, () => {
          cell(xml, 'code', entry.value);
          cell(xml, 'name', entry.label.de);
          if (entry.hint !== undefined) cell(xml, 'help', entry.hint.de);
        });
      }
    });
  });
  return xml.toString();
}

function column(xml: XmlLines, id: string, use: string): void {
  xml.element('Column', { Id: id, Use: use }, () => {
    xml.text('ShortName', id);
    xml.element('Data', { Type: 'string' });
  });
}

function cell(xml: XmlLines, id: string, words: string): void {
  xml.element('Value', { ColumnRef: id }, () => xml.text('SimpleValue', words));
}
