import type { Service } from '@amt/catalogue';
import { htmlOfItems, htmlOfMarkdown, htmlOfPlain } from './html-text.ts';
import type { Texts, TextModuleCode, XzufiCost, XzufiDuration, XzufiId, XzufiService, XzufiTerm, XzufiText } from './xzufi-model.ts';

type Words = Service['name'];
type Language = keyof Words;
const languages = ['de', 'en', 'de-simple'] as const satisfies readonly Language[];

/** Who gives the ids, and where the services hold: facts of the city. */
export interface XzufiCity {
  /** `schemeAgencyID` of all ids, e.g. `muenchen` */
  readonly agency: string;
  /** area by its ARS, 12 digits */
  readonly ars: string;
}

export const arsScheme = 'urn:de:bund:destatis:bevoelkerungsstatistik:schluessel:rs';
export const cityKeyScheme = 'urn:digitales-amt:cityKey';

/** Our levels of trust as the codes of the standard (00 to 40). */
export const trustCodes: Readonly<Record<Service['trustLevel'], string>> = { basic: '10', normal: '20', substantial: '30', high: '40' };
export const addresseeCodes: Readonly<Record<Service['audience'][number], string>> = { residents: '001', businesses: '002' };

/** Text modules that hold one text of a service each, and how it is written in them. */
export const singleTexts = [
  { code: '02', field: 'name', markdown: false },
  { code: '24', field: 'lead', markdown: false },
  { code: '06', field: 'description', markdown: true },
  { code: '16', field: 'notes', markdown: true },
  { code: '25', field: 'remedy', markdown: true },
] as const;

/** A service in the terms of XZuFi. What the standard has no place for (address, life situations, form, case type …) stays with us. */
export function serviceToXzufi(service: Service, { agency, ars }: XzufiCity): XzufiService {
  return {
    id: { value: service.id, agency },
    otherIds: service.cityKey === undefined ? [] : [{ value: service.cityKey, agency, scheme: cityKeyScheme }],
    leikaKeys: service.leikaKey === undefined ? [] : [service.leikaKey],
    texts: textsOf(service),
    deadline: wordsOf(service.validity, htmlOfPlain),
    costs: service.fees.map(costOf),
    processing: { durations: durationsOf(service), texts: wordsOf(service.processingTime.text, htmlOfPlain) },
    documents: service.documents.map(({ name, note }) => ({ names: wordsOf(name, same), descriptions: wordsOf(note, htmlOfPlain) })),
    terms: (['de', 'en'] as const).flatMap((language) =>
      service.synonyms[language].map((term): XzufiTerm => ({ language, term: term.trim() })),
    ),
    typification: service.typification === undefined ? [] : [service.typification],
    trustLevel: trustCodes[service.trustLevel],
    addressees: service.audience.map((one) => addresseeCodes[one]),
    areas: [{ value: ars, scheme: arsScheme }] satisfies XzufiId[],
    languages: languages.filter((language) => service.name[language] !== undefined),
  };
}

const same = (text: string): string => text;

function textsOf(service: Service): XzufiText[] {
  const single = singleTexts.flatMap(({ code, field, markdown }): XzufiText[] =>
    module(code, wordsOf(service[field], markdown ? htmlOfMarkdown : htmlOfPlain)),
  );
  const { steps, legalBasis } = service;
  return [
    ...single,
    ...module('09', conditionsOf(service)),
    ...module(
      '11',
      listed(steps, ({ title, text }, language) => entryOf([title[language], text[language]]), true),
    ),
    ...module(
      '07',
      listed(legalBasis, ({ name }, language) => name[language] && htmlOfPlain(name[language])),
      legalBasis.flatMap(({ name, url }) =>
        url === undefined ? [] : (['de', 'en'] as const).map((language) => ({ uri: url, language, title: name[language].trim() })),
      ),
    ),
  ].filter(({ texts }) => Object.keys(texts).length > 0);
}

function module(code: TextModuleCode, texts: Texts, links: XzufiText['links'] = []): XzufiText[] {
  return [{ code, texts, links }];
}

/** Who can apply, as paragraph, and what must be fulfilled, as list. */
function conditionsOf({ whoCanApply, prerequisites }: Service): Texts {
  const who = wordsOf(whoCanApply, (text) => `<p>${htmlOfPlain(text)}</p>`);
  const list = listed(prerequisites, (one, language) => one[language] && htmlOfPlain(one[language]));
  return Object.fromEntries(
    languages.flatMap((language) => {
      const html = `${who[language] ?? ''}${list[language] ?? (who[language] === undefined ? '' : '<ul></ul>')}`;
      return html === '' ? [] : [[language, html]];
    }),
  );
}

/** A title in bold and its text. */
function entryOf([title, text]: readonly (string | undefined)[]): string | undefined {
  return title === undefined || text === undefined ? undefined : `<strong>${htmlOfPlain(title)}</strong> ${htmlOfPlain(text)}`;
}

/** A list in each language in which all its items are written. */
function listed<Item>(items: readonly Item[], write: (item: Item, language: Language) => string | undefined, ordered = false): Texts {
  if (items.length === 0) return {};
  return Object.fromEntries(
    languages.flatMap((language) => {
      const written = items.map((item) => write(item, language));
      return written.every((one) => one !== undefined) ? [[language, htmlOfItems(written, ordered)]] : [];
    }),
  );
}

/** Texts by language, trimmed as XML readers do; a text of blanks alone is none. */
export function wordsOf(words: Words | undefined, write: (text: string) => string): Texts {
  if (!words) return {};
  return Object.fromEntries(
    languages.flatMap((language) => {
      const text = words[language]?.trim() ?? '';
      return text === '' ? [] : [[language, write(text).trim()]];
    }),
  );
}

function costOf(fee: Service['fees'][number]): XzufiCost {
  const label = wordsOf(fee.label, (text) => `<p><strong>${htmlOfPlain(text)}</strong></p>`);
  const note = wordsOf(fee.note, (text) => `<p>${htmlOfPlain(text)}</p>`);
  const texts = Object.fromEntries(
    languages.flatMap((language) => {
      const html = `${label[language] ?? ''}${note[language] ?? ''}`;
      return html === '' ? [] : [[language, html]];
    }),
  );
  if (fee.kind === 'free') return { kind: 'free', texts };
  if (fee.kind === 'fixed') return { kind: 'fixed', cents: fee.cents, texts };
  const { minCents, maxCents } = fee;
  return { kind: 'variable', ...(minCents !== undefined && { minCents }), ...(maxCents !== undefined && { maxCents }), texts };
}

/** Working days, as ours are counted. */
function durationsOf({ processingTime: { minDays, maxDays } }: Service): XzufiDuration[] {
  const unit = 'ARBEITSTAG';
  const most = maxDays ?? minDays;
  if (most === undefined) return [];
  return minDays === undefined || maxDays === undefined
    ? [{ amount: most, unit }]
    : [{ amount: minDays, unit, until: { amount: maxDays, unit } }];
}
