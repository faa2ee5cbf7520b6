import { type ByteSource, type XmlElement, type XmlLimits, readXml } from './read-xml.ts';
import { StandardFault } from './standard-fault.ts';
import {
  type XdfCodeList,
  type XdfCommon,
  type XdfConstraints,
  type XdfDocument,
  type XdfField,
  type XdfGroup,
  type XdfIdentity,
  type XdfPart,
  type XdfReference,
  type XdfRule,
  type XdfSchema,
  dataTypes,
  fieldTypes,
  prefills,
} from './xdf-model.ts';
import { xdf3Namespace, xdfRoots } from './xdf-shape.ts';

/** Reads a file of XDatenfelder 2.0 or 3.0. @throws StandardFault */
export async function readXdf(source: ByteSource, limits?: XmlLimits): Promise<XdfDocument> {
  const root = await readXml(source, xdfRoots, limits);
  const header = child(root, 'header');
  const content = root.children.find((one) => one.name !== 'header');
  if (!content) throw faultAt(root, 'missing', `<${root.name}> holds nothing`);
  return {
    standard: root.namespace === xdf3Namespace ? '3.0' : '2.0',
    ...text('messageId', header && inner(header, 'nachrichtID')),
    ...text('createdAt', header && inner(header, 'erstellungszeitpunkt')),
    content: content.name === 'stammdatenschema' ? schema(content) : element(content, []),
  };
}

function schema(at: XmlElement): XdfSchema {
  const profile = child(at, 'dokumentsteckbrief');
  return {
    kind: 'schema',
    ...common(at),
    ...text('label', inner(at, 'bezeichnung') ?? inner(at, 'bezeichnungEingabe')),
    ...text('help', inner(at, 'hilfetext')),
    rules: all(at, 'regel').map(rule),
    parts: all(at, 'struktur').map((one) => part(one, [])),
    ...(profile && child(profile, 'id') && { documentProfile: identity(profile) }),
  };
}

/** @param around ids of the groups it lies in: a group that holds itself would have no end */
function element(at: XmlElement, around: readonly string[]): XdfGroup | XdfField {
  const shared = {
    ...common(at),
    ...text('label', inner(at, 'bezeichnungEingabe')),
    ...text('help', inner(at, 'hilfetextEingabe')),
    ...text('elementType', codeOf(at, 'schemaelementart')),
    rules: all(at, 'regel').map(rule),
  };
  if (at.name === 'datenfeldgruppe') {
    if (around.includes(shared.id))
      throw faultAt(at, 'cyclic', `the group ${shared.id} holds itself: ${[...around, shared.id].join(' → ')}`);
    const inside = [...around, shared.id];
    return { kind: 'group', ...shared, choice: codeOf(at, 'art') === 'X', parts: all(at, 'struktur').map((one) => part(one, inside)) };
  }
  return field(at, shared);
}

type Shared = Pick<XdfField, 'id' | 'references' | 'keywords' | 'relations' | 'rules'>;

function field(at: XmlElement, shared: Shared): XdfField {
  const maxSize = inner(at, 'maxSize');
  const codeList = codeListOf(at);
  return {
    kind: 'field',
    ...shared,
    fieldType: oneOf(at, 'feldart', fieldTypes) ?? missing(at, 'feldart'),
    dataType: oneOf(at, 'datentyp', dataTypes) ?? missing(at, 'datentyp'),
    constraints: constraintsOf(at),
    ...text('content', inner(at, 'inhalt')),
    prefill: oneOf(at, 'vorbefuellung', prefills) ?? 'keine',
    values: all(child(at, 'werte'), 'wert').map((one) => ({
      code: inner(one, 'code') ?? missing(one, 'code'),
      name: inner(one, 'name') ?? inner(one, 'code') ?? '',
      ...text('help', inner(one, 'hilfe')),
    })),
    ...(codeList && { codeList }),
    ...(maxSize !== undefined && { maxSize: number(child(at, 'maxSize') ?? at, maxSize) }),
    mediaTypes: all(at, 'mediaType').flatMap((one) => trimmed(one) ?? []),
  };
}

function part(at: XmlElement, around: readonly string[]): XdfPart {
  const count = inner(at, 'anzahl') ?? missing(at, 'anzahl');
  const [, min, max] = /^(\d{1,6}):(\d{1,6}|\*)$/.exec(count) ?? [];
  if (min === undefined || max === undefined || (max !== '*' && Number(max) < Number(min)))
    throw faultAt(child(at, 'anzahl') ?? at, 'value', `"${count.slice(0, 40)}" is no multiplicity such as 0:1, 1:1 or 1:*`);
  const [contained] = child(at, 'enthaelt')?.children ?? [];
  return {
    min: Number(min),
    ...(max !== '*' && { max: Number(max) }),
    references: references(at),
    contains: contained ? element(contained, around) : missing(at, 'enthaelt'),
  };
}

function common(at: XmlElement): XdfCommon {
  const identified = child(at, 'identifikation') ?? missing(at, 'identifikation');
  return {
    ...identity(identified),
    ...text('name', inner(at, 'name')),
    ...text('description', inner(at, 'beschreibung')),
    ...text('definition', inner(at, 'definition')),
    ...text('status', codeOf(at, 'freigabestatus') ?? codeOf(at, 'status')),
    ...text('versionNote', inner(at, 'versionshinweis')),
    references: references(at),
    keywords: all(at, 'stichwort').flatMap((one) => {
      const word = trimmed(one);
      return word === undefined ? [] : [{ text: word, ...text('uri', one.attributes['uri']) }];
    }),
    relations: all(at, 'relation').flatMap((one) => {
      const object = child(one, 'objekt');
      return object ? [{ predicate: codeOf(one, 'praedikat') ?? missing(one, 'praedikat'), object: identity(object) }] : [];
    }),
  };
}

function identity(at: XmlElement): XdfIdentity {
  return { id: inner(at, 'id') ?? missing(at, 'id'), ...text('version', inner(at, 'version')) };
}

function rule(at: XmlElement): XdfRule {
  const identified = child(at, 'identifikation') ?? missing(at, 'identifikation');
  return {
    ...identity(identified),
    ...text('name', inner(at, 'name')),
    // 2.0 keeps the sentence in the definition
    ...text('text', inner(at, 'freitextRegel') ?? inner(at, 'definition') ?? inner(at, 'beschreibung')),
    ...text('script', inner(at, 'skript') ?? inner(at, 'script')),
    ...text('type', codeOf(at, 'typ')),
    references: references(at),
  };
}

function references(at: XmlElement): XdfReference[] {
  return all(at, 'bezug').flatMap((one) => {
    const words = trimmed(one);
    return words === undefined ? [] : [{ text: words, ...text('link', one.attributes['link']) }];
  });
}

function codeListOf(at: XmlElement): XdfCodeList | undefined {
  const reference = child(at, 'codelisteReferenz');
  const named = reference && (child(reference, 'genericodeIdentification') ?? reference);
  const uri = named && inner(named, 'canonicalIdentification');
  const versionUri = named && inner(named, 'canonicalVersionUri');
  if (!named || (uri === undefined && versionUri === undefined)) return undefined;
  return {
    ...text('uri', uri),
    ...text('version', inner(named, 'version')),
    ...text('versionUri', versionUri),
    ...text('codeKey', inner(at, 'codeKey')),
    ...text('nameKey', inner(at, 'nameKey')),
    ...text('helpKey', inner(at, 'helpKey')),
  };
}

/** Attributes in 3.0; in 2.0 a JSON object in the text of the element. */
function constraintsOf(at: XmlElement): XdfConstraints {
  const found = child(at, 'praezisierung');
  if (!found) return {};
  const words = trimmed(found);
  const given: Readonly<Record<string, unknown>> = { ...(words?.startsWith('{') && jsonObject(found, words)), ...found.attributes };
  const asText = (name: string): string | undefined => {
    const value = given[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : undefined;
  };
  const asCount = (name: string): number | undefined => {
    const value = asText(name);
    return value === undefined ? undefined : number(found, value);
  };
  const minLength = asCount('minLength');
  const maxLength = asCount('maxLength');
  const note = words !== undefined && !words.startsWith('{') ? words : typeof given['note'] === 'string' ? given['note'] : undefined;
  return {
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...text('minValue', asText('minValue')),
    ...text('maxValue', asText('maxValue')),
    ...text('pattern', asText('pattern')),
    ...text('note', note),
  };
}

function jsonObject(at: XmlElement, words: string): Record<string, unknown> {
  try {
    return { ...(JSON.parse(words) as object) };
  } catch {
    throw faultAt(at, 'value', 'the Präzisierung is no JSON');
  }
}

function child(at: XmlElement | undefined, name: string): XmlElement | undefined {
  return at?.children.find((one) => one.name === name);
}

function all(at: XmlElement | undefined, name: string): XmlElement[] {
  return at?.children.filter((one) => one.name === name) ?? [];
}

/** Blanks and line breaks at the ends belong to the layout of the file. */
function trimmed(at: XmlElement): string | undefined {
  const words = at.text.trim();
  return words === '' ? undefined : words;
}

function inner(at: XmlElement, name: string): string | undefined {
  const found = child(at, name);
  return found && trimmed(found);
}

function codeOf(at: XmlElement, name: string): string | undefined {
  const found = child(at, name);
  return found && inner(found, 'code');
}

function oneOf<const Values extends readonly string[]>(at: XmlElement, name: string, values: Values): Values[number] | undefined {
  const found = codeOf(at, name);
  if (found === undefined || values.includes(found)) return found;
  throw faultAt(child(at, name) ?? at, 'value', `"${found.slice(0, 40)}" is no ${name}; known are ${values.join(', ')}`);
}

function number(at: XmlElement, value: string): number {
  if (/^\d{1,15}(\.\d{1,6})?$/.test(value)) return Number(value);
  throw faultAt(at, 'value', `"${value.slice(0, 40)}" is no number`);
}

function missing(at: XmlElement, name: string): never {
  throw faultAt(at, 'missing', `<${name}> is missing in <${at.name}>`);
}

function faultAt(at: XmlElement, code: 'missing' | 'value' | 'cyclic', message: string): StandardFault {
  return new StandardFault({ code, message, line: at.line, column: at.column, path: at.path });
}

const text = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
