import fc from 'fast-check';
import type { Service } from '@amt/catalogue';
import { textModules, timeUnits, type Texts, type XzufiFile, type XzufiId } from './xzufi-model.ts';

export const city = { agency: 'drachenstadt', ars: '099990000000' };

/** Words as people write them, with signs that XML and HTML must escape; no blanks at the ends, none twice. */
export const words = fc
  .array(
    fc.constantFrom('Drachen', 'Schnur & Seil', '5 < 6', '"Föhn"', 'Straße', 'für', '100 %', "O'Hara", '<b>', '&amp;', '§ 3', 'Łódź'),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.join(' '));

const texts: fc.Arbitrary<Texts> = fc.dictionary(fc.constantFrom('de', 'en', 'de-simple', 'fr', 'uk'), words, {
  maxKeys: 3,
  noNullPrototype: true,
});
const id: fc.Arbitrary<XzufiId> = fc
  .record({ value: words, agency: fc.option(words, { nil: undefined }), scheme: fc.option(words, { nil: undefined }) })
  .map(({ value, agency, scheme }) => ({ value, ...(agency !== undefined && { agency }), ...(scheme !== undefined && { scheme }) }));
const cents = fc.integer({ min: 0, max: 99_999_999 });
const list = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<Item[]> => fc.array(item, { maxLength: 3 });
const time = fc.record({ amount: fc.integer({ min: 0, max: 9999 }), unit: fc.constantFrom(...timeUnits) });

/** Any file in the terms of the standard. */
export const anyFile: fc.Arbitrary<XzufiFile> = fc.record({
  services: list(
    fc.record({
      id,
      otherIds: list(id),
      leikaKeys: list(fc.constantFrom('99010001001000', '99108001001000')),
      texts: list(
        fc.record({
          code: fc.constantFrom(...textModules),
          texts,
          links: list(
            fc.oneof(
              fc.record({ uri: fc.constant('https://drachen.example/satzung'), language: fc.constant('de'), title: words }),
              fc.record({ uri: words }),
            ),
          ),
        }),
      ),
      deadline: texts,
      costs: list(
        fc.oneof(
          fc.record({ kind: fc.constant('free' as const), texts }),
          fc.record({ kind: fc.constant('fixed' as const), cents, texts }),
          fc.record({ kind: fc.constant('variable' as const), minCents: cents, maxCents: cents, texts }),
          fc.record({ kind: fc.constant('variable' as const), texts }),
        ),
      ),
      processing: fc.record({
        durations: list(fc.oneof(time, fc.record({ amount: fc.nat(999), unit: fc.constantFrom(...timeUnits), until: time }))),
        texts,
      }),
      documents: list(fc.record({ names: texts, descriptions: texts })),
      terms: list(fc.record({ language: fc.constantFrom('de', 'en'), term: words })),
      typification: list(fc.constantFrom('1', '2/3a', '5')),
      trustLevel: fc.constantFrom('00', '10', '40'),
      addressees: list(fc.constantFrom('001', '002', '003')),
      areas: list(id),
      languages: list(fc.constantFrom('de', 'en', 'de-simple')),
    }),
  ),
  units: list(
    fc.record({
      id,
      parent: id,
      names: texts,
      descriptions: texts,
      addresses: list(
        fc.record(
          { street: words, houseNumber: words, postalCode: fc.constant('09999'), city: words, addition: words },
          { requiredKeys: [] },
        ),
      ),
      channels: list(fc.record({ kind: fc.constantFrom('phone' as const, 'mail' as const, 'website' as const), value: words })),
      openingHours: texts,
      accessibility: texts,
      responsibilities: list(fc.record({ service: id, areas: list(id) })),
    }),
  ),
});

const plain = fc.constantFrom('Wer einen Drachen hat', 'Die Schnur ist kurz & fest', 'Höchstens 5 < 6 Meter', 'Kites', 'Ausweis');
const both = fc.record({ de: plain, en: plain });
const markdown = fc
  .array(
    fc.oneof(
      plain,
      plain.map((text) => `## ${text}`),
      fc.array(plain, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
      plain.map((text) => `**${text}** und [mehr](https://drachen.example/a)`),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((blocks) => blocks.join('\n\n'));
const long = fc.record({ de: markdown, en: markdown });
const said = { label: both, note: both };

/** Services that say nothing the standard has no place for. */
export const expressibleService: fc.Arbitrary<Service> = fc
  .record({
    name: both,
    lead: both,
    description: long,
    whoCanApply: fc.option(both, { nil: undefined }),
    prerequisites: list(both),
    documents: list(fc.record({ name: both, note: both, required: fc.constant(true) })),
    steps: list(fc.record({ title: both, text: both })),
    fees: fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('free' as const), ...said }),
        fc.record({ kind: fc.constant('fixed' as const), cents, ...said }, { requiredKeys: ['kind', 'cents'] }),
        fc.record({ kind: fc.constant('variable' as const), minCents: cents, maxCents: cents, ...said }, { requiredKeys: ['kind'] }),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    legalBasis: list(fc.record({ name: both })),
    notes: fc.option(long, { nil: undefined }),
    remedy: fc.option(long, { nil: undefined }),
    validity: fc.option(both, { nil: undefined }),
    typification: fc.constantFrom('2', '4', '2/3b'),
    trustLevel: fc.constantFrom('basic' as const, 'normal' as const, 'substantial' as const, 'high' as const),
    audience: fc.constantFrom(['residents' as const], ['businesses' as const], ['residents' as const, 'businesses' as const]),
    days: fc.oneof(
      fc.constant({}),
      fc.record({ maxDays: fc.nat(60) }),
      fc.record({ minDays: fc.nat(5), maxDays: fc.integer({ min: 5, max: 60 }) }),
    ),
    time: both,
  })
  .map(({ days, time: text, whoCanApply, notes, remedy, validity, audience, ...rest }): Service => ({
    id: 'drachen',
    leikaKey: '99010001001000',
    cityKey: 'drachen',
    slug: { de: 'drachen', en: 'kites' },
    synonyms: { de: ['Flugdrachen'], en: ['kite'] },
    ...(whoCanApply && { whoCanApply }),
    ...(notes && { notes }),
    ...(remedy && { remedy }),
    ...(validity && { validity }),
    ...rest,
    audience: [...audience],
    processingTime: { text, ...days },
    unitId: 'amt',
    channels: [{ kind: 'phone' as const, phone: '0999 1', text: { de: 'Anruf', en: 'Call' } }],
    signIn: 'none' as const,
    lifeSituations: [],
    related: [],
  }));
