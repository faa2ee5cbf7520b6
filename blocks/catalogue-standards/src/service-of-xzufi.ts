import type { Service } from '@amt/catalogue';
import { blocksOfHtml, itemsOfHtml, markdownOfHtml, plainOfHtml } from './html-text.ts';
import { slugOfWords } from './slug-of-words.ts';
import { addresseeCodes, cityKeyScheme, serviceToXzufi, singleTexts, trustCodes, type XzufiCity } from './service-to-xzufi.ts';
import type { Texts, XzufiCost, XzufiService } from './xzufi-model.ts';

type Words = Service['name'];

/** A service as it would stand in the city's folder. It may lack what XZuFi does not say: the schema of services judges it. */
export interface ServiceDraft {
  readonly service: Partial<Service> & Pick<Service, 'id'>;
  /** what of the file was not taken, in a sentence each */
  readonly remarks: readonly string[];
}

/** What an import knows beside the file. */
export interface ServiceFacts extends XzufiCity {
  /** the service there is, found by {@link matchingService} */
  readonly existing?: Service;
  /** responsible unit of a new service */
  readonly unitId?: string;
  /** a way without a computer for a new service: telephone of the unit */
  readonly phone?: string;
}

/** The service a Leistung stands for: by our own id, by the city's key, or by its LeiKa key. */
export function matchingService(all: readonly Service[], { id, otherIds, leikaKeys }: XzufiService): Service | undefined {
  const cityKey = otherIds.find(({ scheme }) => scheme === cityKeyScheme)?.value;
  return (
    all.find((one) => one.id === id.value) ??
    all.find((one) => cityKey !== undefined && one.cityKey === cityKey) ??
    all.find((one) => one.leikaKey !== undefined && leikaKeys.includes(one.leikaKey))
  );
}

/**
 * Makes a service of a Leistung. Of one that exists everything stays that XZuFi has no place for, and everything the file says in other words only
 * through its form (HTML for Markdown): what an export of ours would say is not touched.
 */
export function serviceOfXzufi(from: XzufiService, facts: ServiceFacts): ServiceDraft {
  const remarks: string[] = [];
  const { existing } = facts;
  const before = existing && serviceToXzufi(existing, facts);
  const same = (part: (one: XzufiService) => unknown): boolean =>
    before !== undefined && JSON.stringify(part(before)) === JSON.stringify(part(from));
  const text =
    (code: string) =>
    (one: XzufiService): unknown =>
      one.texts.find((module) => module.code === code);
  const html = (code: string): Texts => from.texts.find((module) => module.code === code)?.texts ?? {};
  const name = wordsIn(html('02'), plainOfHtml) ?? existing?.name;
  const id = existing?.id ?? slugOfWords(name?.de ?? from.id.value);
  const draft: Record<string, unknown> = { ...(existing ?? fresh(id, name, from, facts)) };
  const put = (field: keyof Service, untouched: boolean, value: unknown): void => {
    if (untouched) return;
    if (value === undefined) delete draft[field];
    else draft[field] = value;
  };
  for (const { code, field, markdown } of singleTexts)
    put(field, same(text(code)) || Object.keys(html(code)).length === 0, wordsIn(html(code), markdown ? markdownOfHtml : plainOfHtml));
  // the teaser may be missing where there is a short text
  if (Object.keys(html('24')).length === 0 && Object.keys(html('05')).length > 0) put('lead', false, wordsIn(html('05'), plainOfHtml));
  if (!same(text('09'))) {
    put(
      'whoCanApply',
      false,
      wordsIn(html('09'), (one) => aroundList(one).before),
    );
    put('prerequisites', false, itemsIn(html('09'), (one) => aroundList(one).items, remarks, 'Voraussetzungen') ?? []);
  }
  put('steps', same(text('11')), (itemsIn(html('11'), itemsOfSteps, remarks, 'Verfahrensablauf') ?? []).map(stepOf));
  put('legalBasis', same(text('07')), legalBasisOf(from, remarks));
  put(
    'validity',
    same(({ deadline }) => deadline),
    wordsIn(from.deadline, plainOfHtml),
  );
  if (from.costs.length > 0)
    put(
      'fees',
      same(({ costs }) => costs),
      from.costs.map(feeOf),
    );
  put(
    'processingTime',
    same(({ processing }) => processing),
    processingOf(from, remarks) ?? existing?.processingTime,
  );
  put(
    'documents',
    same(({ documents }) => documents),
    documentsOf(from, existing),
  );
  put(
    'synonyms',
    same(({ terms }) => terms),
    synonymsOf(from),
  );
  put(
    'leikaKey',
    same(({ leikaKeys }) => leikaKeys),
    from.leikaKeys.find((key) => /^99\d{12}$/.test(key)),
  );
  put(
    'typification',
    same(({ typification }) => typification),
    from.typification[0],
  );
  put(
    'audience',
    same(({ addressees }) => addressees),
    audienceOf(from) ?? existing?.audience ?? ['residents'],
  );
  const trustLevel = (Object.keys(trustCodes) as Service['trustLevel'][]).find((level) => trustCodes[level] === from.trustLevel);
  if (trustLevel)
    put(
      'trustLevel',
      same((one) => one.trustLevel),
      trustLevel,
    );
  if (from.typification.length > 1) remarks.push(`von mehreren Typisierungen (${from.typification.join(', ')}) ist die erste übernommen`);
  const others = new Set(from.texts.flatMap(({ texts }) => Object.keys(texts)).filter((language) => ourLanguage(language) === undefined));
  if (others.size > 0) remarks.push(`Texte auf ${[...others].join(', ')} sind nicht übernommen`);
  return { service: draft as ServiceDraft['service'], remarks };
}

/** What a new service begins with. */
function fresh(id: string, name: Words | undefined, from: XzufiService, { unitId, phone }: ServiceFacts): Record<string, unknown> {
  const cityKey = from.otherIds.find(({ scheme }) => scheme === cityKeyScheme)?.value ?? from.id.value;
  return {
    id,
    cityKey,
    ...(name && { slug: { de: slugOfWords(name.de), en: slugOfWords(name.en ?? name.de) } }),
    description: undefined,
    fees: [{ kind: 'free' }],
    ...(unitId !== undefined && { unitId }),
    channels:
      phone === undefined ? [] : [{ kind: 'phone', phone, text: { de: 'Wir beraten Sie am Telefon.', en: 'We advise you by telephone.' } }],
    signIn: 'none',
    trustLevel: 'basic',
    lifeSituations: [],
    related: [],
  };
}

/** `de`, `en`, `de-simple` for a code of the standard; none for other languages. */
function ourLanguage(code: string): 'de' | 'en' | 'de-simple' | undefined {
  if (/^de-(simple|x-simple|x-ls|ls)$/i.test(code)) return 'de-simple';
  const [language] = code.toLowerCase().split('-');
  return language === 'de' || language === 'en' ? language : undefined;
}

/** Texts in our languages; undefined where there is none. English may be missing: the schema of services says so. */
function wordsIn(texts: Texts, read: (html: string) => string): Words | undefined {
  const found: Partial<Record<'de' | 'en' | 'de-simple', string>> = {};
  for (const [code, html] of Object.entries(texts)) {
    const language = ourLanguage(code);
    const words = read(html);
    if (language && words !== '') found[language] ??= words;
  }
  return Object.keys(found).length > 0 ? (found as Words) : undefined;
}

/** A list of texts, item by item in all languages; where they have other numbers of items, only German says how many there are. */
function itemsIn(texts: Texts, read: (html: string) => string[], remarks: string[], what: string): Words[] | undefined {
  const lists = new Map<'de' | 'en' | 'de-simple', string[]>();
  for (const [code, html] of Object.entries(texts)) {
    const language = ourLanguage(code);
    if (language && !lists.has(language)) lists.set(language, read(html));
  }
  const leading = lists.get('de') ?? lists.get('en');
  if (!leading) return undefined;
  const uneven = [...lists].filter(([, items]) => items.length !== leading.length).map(([language]) => language);
  if (uneven.length > 0) remarks.push(`${what}: die Listen sind in den Sprachen verschieden lang, es fehlt ${uneven.join(', ')}`);
  return leading.map((_, i) => {
    const item: Record<string, string> = {};
    for (const [language, items] of lists) {
      const words = items[i];
      if (items.length === leading.length && words !== undefined && words !== '') item[language] = words;
    }
    return item as Words;
  });
}

/** What stands before the first list, and the list; without a list each paragraph is an item. */
function aroundList(html: string): { before: string; items: string[] } {
  const at = html.search(/<[ou]l[\s>]/i);
  return at < 0 ? { before: '', items: itemsOfHtml(html) } : { before: plainOfHtml(html.slice(0, at)), items: listItemsOf(html.slice(at)) };
}

function listItemsOf(html: string): string[] {
  return /<li[\s>]/i.test(html) ? itemsOfHtml(html) : [];
}

/** Steps keep their marks: the part in bold is the title. */
function itemsOfSteps(html: string): string[] {
  const blocks = blocksOfHtml(html);
  const items = blocks.filter(({ kind }) => kind === 'bullet' || kind === 'number');
  return (items.length > 0 ? items : blocks).map(({ text }) => text);
}

function stepOf(words: Words): Service['steps'][number] {
  const parts = Object.entries(words).map(([language, text]) => {
    const [, title, rest] = /^\*\*(.+?)\*\*[:.]?\s*(.*)$/.exec(text) ?? [];
    const plain = text.replaceAll('**', '');
    return [
      language,
      title === undefined || rest === undefined || rest === '' ? { title: shortOf(plain), text: plain } : { title, text: rest },
    ] as const;
  });
  return {
    title: Object.fromEntries(parts.map(([language, { title }]) => [language, title])) as Words,
    text: Object.fromEntries(parts.map(([language, { text }]) => [language, text])) as Words,
  };
}

function shortOf(text: string): string {
  const [first = text] = text.split(/(?<=[.!?])\s/);
  return first.length > 80 ? `${first.slice(0, 78).trimEnd()} …` : first;
}

function legalBasisOf(from: XzufiService, remarks: string[]): Service['legalBasis'] {
  const modules = from.texts.filter(({ code }) => code === '07');
  const links = modules.flatMap((module) => module.links);
  return (itemsIn(modules[0]?.texts ?? {}, itemsOfHtml, remarks, 'Rechtsgrundlagen') ?? []).map((name) => {
    const link = links.find(({ title, uri }) => uri.startsWith('https://') && (title === name.de || title === name.en));
    return { name, ...(link && { url: link.uri }) };
  });
}

function feeOf(cost: XzufiCost): Service['fees'][number] {
  const label = wordsIn(cost.texts, (html) => labelAndNote(html).label);
  const note = wordsIn(cost.texts, (html) => labelAndNote(html).note);
  const said = { ...(label && { label }), ...(note && { note }) };
  if (cost.kind === 'free') return { kind: 'free', ...said };
  if (cost.kind === 'fixed') return { kind: 'fixed', cents: cost.cents, ...said };
  const { minCents, maxCents } = cost;
  return { kind: 'variable', ...(minCents !== undefined && { minCents }), ...(maxCents !== undefined && { maxCents }), ...said };
}

/** The first paragraph is a label where all of it is bold. */
function labelAndNote(html: string): { label: string; note: string } {
  const [first, ...rest] = blocksOfHtml(html).map(({ text }) => text);
  const [, label] = /^\*\*([^*]+)\*\*$/.exec(first ?? '') ?? [];
  const note = (label === undefined ? [first ?? '', ...rest] : rest).join(' ').replaceAll('**', '');
  return { label: label ?? '', note };
}

const workingDays: Readonly<Partial<Record<string, number>>> = { ARBEITSTAG: 1, WERKTAG: 1, TAG: 5 / 7, WOCHE: 5, MONAT: 21, JAHR: 250 };

function processingOf({ processing: { durations, texts } }: XzufiService, remarks: string[]): Service['processingTime'] | undefined {
  const [duration] = durations;
  const text = wordsIn(texts, plainOfHtml);
  const days = (amount: number, unit: string): number => Math.max(1, Math.round(amount * (workingDays[unit] ?? 0)));
  if (!duration) return text && { text };
  if (!['ARBEITSTAG', 'WERKTAG'].includes(duration.unit))
    remarks.push(`Bearbeitungsdauer in ${duration.unit} ist in Arbeitstage umgerechnet`);
  const { amount, unit, until } = duration;
  const span = until
    ? { minDays: zeroOr(amount, unit, days), maxDays: zeroOr(until.amount, until.unit, days) }
    : { maxDays: zeroOr(amount, unit, days) };
  const most = span.maxDays;
  return { text: text ?? { de: `Bis zu ${most} Arbeitstage`, en: `Up to ${most} working days` }, ...span };
}

function zeroOr(amount: number, unit: string, days: (amount: number, unit: string) => number): number {
  return amount === 0 ? 0 : days(amount, unit);
}

/** Documents; what we know more of one (whether it must be there, what a good scan shows) stays. */
function documentsOf({ documents }: XzufiService, existing: Service | undefined): Service['documents'] {
  return documents.flatMap(({ names, descriptions }) => {
    const name = wordsIn(names, plainOfHtml);
    if (!name) return [];
    const known = existing?.documents.find((one) => one.name.de === name.de);
    const note = wordsIn(descriptions, plainOfHtml);
    return [
      {
        name,
        ...(note && { note }),
        required: known?.required ?? true,
        ...(known?.fileHint && { fileHint: known.fileHint }),
      },
    ];
  });
}

function synonymsOf({ terms }: XzufiService): Service['synonyms'] {
  const of = (wanted: 'de' | 'en'): string[] => [
    ...new Set(terms.filter(({ language, term }) => ourLanguage(language) === wanted && term.length > 1).map(({ term }) => term)),
  ];
  return { de: of('de'), en: of('en') };
}

function audienceOf({ addressees }: XzufiService): Service['audience'] | undefined {
  const found = (['residents', 'businesses'] as const).filter((one) => addressees.includes(addresseeCodes[one]));
  return found.length > 0 ? found : undefined;
}
