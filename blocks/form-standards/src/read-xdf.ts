import { type ByteSource, childOf, childrenOf, faultAt, missingIn, readXml, textOf, type XmlElement, type XmlLimits } from '@amt/xml';
import {
  type XdfCodeList,
  type XdfCommon,
  type XdfConstraints,
  type XdfDocument,
  type XdfField,
  type XdfGroup,
  type XdfIdentity,
  type XdfKeyword,
  type XdfPart,
  type XdfReference,
  type XdfRule,
  type XdfSchema,
  dataTypes,
  fieldTypes,
  prefills,
} from './xdf-model.ts';
import { keptOf } from './kept-keywords.ts';
import { xdf3Namespace, xdfRoots } from './xdf-shape.ts';

/** Reads a file of XDatenfelder 2.0 or 3.0. @throws StandardFault */
export async function readXdf(source: ByteSource, limits?: XmlLimits): Promise<XdfDocument> {
  const root = await readXml(source, xdfRoots, limits);
  const header = childOf(root, 'header');
  const content = root.children.find((one) => one.name !== 'header');
  if (!content) throw faultAt(root, 'missing', `<${root.name}> holds nothing`);
  return {
    standard: root.namespace === xdf3Namespace ? '3.0' : '2.0',
    ...text('messageId', header && textOf(header, 'nachrichtID')),
    ...text('createdAt', header && textOf(header, 'erstellungszeitpunkt')),
    content: content.name === 'stammdatenschema' ? schema(content) : element(content, []),
  };
}

function schema(at: XmlElement): XdfSchema {
  const profile = childOf(at, 'dokumentsteckbrief');
  return {
    kind: 'schema',
    ...common(at),
    ...text('label', textOf(at, 'bezeichnung') ?? textOf(at, 'bezeichnungEingabe')),
    ...text('help', textOf(at, 'hilfetext')),
    rules: childrenOf(at, 'regel').map(rule),
    parts: childrenOf(at, 'struktur').map((one) => part(one, [])),
    ...(profile && childOf(profile, 'id') && { documentProfile: identity(profile) }),
  };
}

/** @param around ids of the groups it lies in: a group that holds itself would have no end */
function element(at: XmlElement, around: readonly string[]): XdfGroup | XdfField {
  const shared = {
    ...common(at),
    ...text('label', textOf(at, 'bezeichnungEingabe')),
    ...text('help', textOf(at, 'hilfetextEingabe')),
    ...text('elementType', codeOf(at, 'schemaelementart')),
    rules: childrenOf(at, 'regel').map(rule),
  };
  if (at.name === 'datenfeldgruppe') {
    if (around.includes(shared.id))
      throw faultAt(at, 'cyclic', `the group ${shared.id} holds itself: ${[...around, shared.id].join(' → ')}`);
    const inside = [...around, shared.id];
    return {
      kind: 'group',
      ...shared,
      choice: codeOf(at, 'art') === 'X',
      parts: childrenOf(at, 'struktur').map((one) => part(one, inside)),
    };
  }
  return field(at, shared);
}

type Shared = Pick<XdfField, 'id' | 'references' | 'keywords' | 'relations' | 'rules'>;

function field(at: XmlElement, shared: Shared): XdfField {
  const maxSize = textOf(at, 'maxSize');
  const codeList = codeListOf(at);
  return {
    kind: 'field',
    ...shared,
    fieldType: oneOf(at, 'feldart', fieldTypes) ?? missingIn(at, 'feldart'),
    dataType: oneOf(at, 'datentyp', dataTypes) ?? missingIn(at, 'datentyp'),
    constraints: constraintsOf(at),
    ...text('content', textOf(at, 'inhalt')),
    prefill: oneOf(at, 'vorbefuellung', prefills) ?? 'keine',
    values: childrenOf(childOf(at, 'werte'), 'wert').map((one) => ({
      code: textOf(one, 'code') ?? missingIn(one, 'code'),
      name: textOf(one, 'name') ?? textOf(one, 'code') ?? '',
      ...text('help', textOf(one, 'hilfe')),
    })),
    ...(codeList && { codeList }),
    ...(maxSize !== undefined && { maxSize: number(childOf(at, 'maxSize') ?? at, maxSize) }),
    mediaTypes: childrenOf(at, 'mediaType').flatMap((one) => trimmed(one) ?? []),
  };
}

function part(at: XmlElement, around: readonly string[]): XdfPart {
  const count = textOf(at, 'anzahl') ?? missingIn(at, 'anzahl');
  const [, min, max] = /^(\d{1,6}):(\d{1,6}|\*)$/.exec(count) ?? [];
  if (min === undefined || max === undefined || (max !== '*' && Number(max) < Number(min)))
    throw faultAt(childOf(at, 'anzahl') ?? at, 'value', `"${count.slice(0, 40)}" is no multiplicity such as 0:1, 1:1 or 1:*`);
  const [contained] = childOf(at, 'enthaelt')?.children ?? [];
  return {
    min: Number(min),
    ...(max !== '*' && { max: Number(max) }),
    references: references(at),
    contains: contained ? element(contained, around) : missingIn(at, 'enthaelt'),
  };
}

function common(at: XmlElement): XdfCommon {
  const identified = childOf(at, 'identifikation') ?? missingIn(at, 'identifikation');
  return {
    ...identity(identified),
    ...text('name', textOf(at, 'name')),
    ...text('description', textOf(at, 'beschreibung')),
    ...text('definition', textOf(at, 'definition')),
    ...text('status', codeOf(at, 'freigabestatus') ?? codeOf(at, 'status')),
    ...text('versionNote', textOf(at, 'versionshinweis')),
    references: references(at),
    keywords: keywordsIn(at),
    relations: childrenOf(at, 'relation').flatMap((one) => {
      const object = childOf(one, 'objekt');
      return object ? [{ predicate: codeOf(one, 'praedikat') ?? missingIn(one, 'praedikat'), object: identity(object) }] : [];
    }),
  };
}

function identity(at: XmlElement): XdfIdentity {
  return { id: textOf(at, 'id') ?? missingIn(at, 'id'), ...text('version', textOf(at, 'version')) };
}

function rule(at: XmlElement): XdfRule {
  const identified = childOf(at, 'identifikation') ?? missingIn(at, 'identifikation');
  return {
    ...identity(identified),
    ...text('name', textOf(at, 'name')),
    // 2.0 keeps the sentence in the definition
    ...text('text', textOf(at, 'freitextRegel') ?? textOf(at, 'definition') ?? textOf(at, 'beschreibung')),
    ...text('script', textOf(at, 'skript') ?? textOf(at, 'script')),
    ...text('type', codeOf(at, 'typ')),
    ...text('message', keptOf(keywordsIn(at)).message),
    references: references(at),
  };
}

function keywordsIn(at: XmlElement): XdfKeyword[] {
  return childrenOf(at, 'stichwort').flatMap((one) => {
    const word = trimmed(one);
    return word === undefined ? [] : [{ text: word, ...text('uri', one.attributes['uri']) }];
  });
}

function references(at: XmlElement): XdfReference[] {
  return childrenOf(at, 'bezug').flatMap((one) => {
    const words = trimmed(one);
    return words === undefined ? [] : [{ text: words, ...text('link', one.attributes['link']) }];
  });
}

function codeListOf(at: XmlElement): XdfCodeList | undefined {
  const reference = childOf(at, 'codelisteReferenz');
  const named = reference && (childOf(reference, 'genericodeIdentification') ?? reference);
  const uri = named && textOf(named, 'canonicalIdentification');
  const versionUri = named && textOf(named, 'canonicalVersionUri');
  if (!named || (uri === undefined && versionUri === undefined)) return undefined;
  return {
    ...text('uri', uri),
    ...text('version', textOf(named, 'version')),
    ...text('versionUri', versionUri),
    ...text('codeKey', textOf(at, 'codeKey')),
    ...text('nameKey', textOf(at, 'nameKey')),
    ...text('helpKey', textOf(at, 'helpKey')),
  };
}

/** Attributes in 3.0; in 2.0 a JSON object in the text of the element. */
function constraintsOf(at: XmlElement): XdfConstraints {
  const found = childOf(at, 'praezisierung');
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

/** Blanks and line breaks at the ends belong to the layout of the file. */
function trimmed(at: XmlElement): string | undefined {
  const words = at.text.trim();
  return words === '' ? undefined : words;
}

function codeOf(at: XmlElement, name: string): string | undefined {
  const found = childOf(at, name);
  return found && textOf(found, 'code');
}

function oneOf<const Values extends readonly string[]>(at: XmlElement, name: string, values: Values): Values[number] | undefined {
  const found = codeOf(at, name);
  if (found === undefined || values.includes(found)) return found;
  throw faultAt(childOf(at, name) ?? at, 'value', `"${found.slice(0, 40)}" is no ${name}; known are ${values.join(', ')}`);
}

function number(at: XmlElement, value: string): number {
  if (/^\d{1,15}(\.\d{1,6})?$/.test(value)) return Number(value);
  throw faultAt(at, 'value', `"${value.slice(0, 40)}" is no number`);
}

const text = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;
