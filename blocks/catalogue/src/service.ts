import type { Locale } from '@amt/i18n';
import { Type, type Static } from 'typebox';
import { describedText, Id, LocalizedTextSchema as Text } from './localized-text.ts';

const url = Type.String({ pattern: '^https://', description: 'An address that begins with https://' });
const cents = Type.Integer({ minimum: 0, description: 'Integer cents in euro' });

/** What it costs (XZuFi modulKosten: free, fixed, variable). */
export const FeeSchema = Type.Union(
  [
    Type.Object({ kind: Type.Literal('free'), label: Type.Optional(Text), note: Type.Optional(Text) }, { additionalProperties: false }),
    Type.Object(
      {
        kind: Type.Literal('fixed'),
        cents,
        per: Type.Optional(Type.Union([Type.Literal('year'), Type.Literal('month'), Type.Literal('piece')])),
        label: Type.Optional(Text),
        note: Type.Optional(Text),
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        kind: Type.Literal('variable'),
        minCents: Type.Optional(cents),
        maxCents: Type.Optional(cents),
        label: Type.Optional(Text),
        note: Type.Optional(Text),
      },
      { additionalProperties: false },
    ),
  ],
  { description: 'free, fixed (cents) or variable (from, to); label says what for, note says when' },
);
export type Fee = Static<typeof FeeSchema>;

/** A proof the applicant needs; `fileHint` says what a good scan or photo of it shows. */
export const NeededDocumentSchema = Type.Object(
  { name: Text, note: Type.Optional(Text), required: Type.Boolean(), fileHint: Type.Optional(Text) },
  { additionalProperties: false },
);
export type NeededDocument = Static<typeof NeededDocumentSchema>;

const address = Type.Object(
  { name: Type.Optional(Text), street: Type.String(), postalCode: Type.String({ pattern: '^[0-9]{5}$' }), city: Type.String() },
  { additionalProperties: false },
);

/**
 * A way to the service beside the city's own online form (that one is `formId`). Counter, appointment, telephone and
 * paper are ways of equal rank: every service names at least one of them.
 */
export const ChannelSchema = Type.Union([
  Type.Object(
    { kind: Type.Literal('external'), label: Text, url, text: Type.Optional(Text) },
    { additionalProperties: false, description: 'Online service of someone else' },
  ),
  Type.Object(
    { kind: Type.Literal('appointment'), text: Text, url: Type.Optional(url), phone: Type.Optional(Type.String()) },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Literal('counter'), text: Text, address: Type.Optional(address), openingHours: Type.Optional(Text) },
    { additionalProperties: false },
  ),
  Type.Object({ kind: Type.Literal('phone'), text: Text, phone: Type.String() }, { additionalProperties: false }),
  Type.Object(
    { kind: Type.Literal('paper'), text: Text, address: Type.Optional(address) },
    { additionalProperties: false, description: 'By letter' },
  ),
  Type.Object(
    { kind: Type.Literal('email'), text: Text, mail: Type.String({ pattern: '^[^@\\s]+@[^@\\s]+$' }) },
    { additionalProperties: false },
  ),
]);
export type Channel = Static<typeof ChannelSchema>;

/**
 * A service (Leistung) of the city, one file `<city>/services/<id>.json`. The fields follow XZuFi 2.2 and the text
 * modules of the LeiKa, so that an import or export loses nothing; longer texts are light Markdown.
 */
export const ServiceSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Id,
    leikaKey: Type.Optional(Type.String({ pattern: '^99[0-9]{12}$', description: 'LeiKa key, 14 digits: 99, group, object, act, detail' })),
    typification: Type.Optional(
      Type.String({
        pattern: '^(1|2|2a|2b|3|3a|3b|2/3|2/3a|2/3b|4|4a|4b|5|6|7|8|9|10|11|12)$',
        description: 'Typisierung of the FIM: who makes the rules of the service and who carries it out',
      }),
    ),
    cityKey: Type.Optional(Type.String({ description: "The city's own number of the service" })),
    name: Text,
    slug: Type.Object({ de: Id, en: Id }, { additionalProperties: false, description: 'Last part of the address, per language' }),
    synonyms: Type.Object(
      { de: Type.Array(Type.String({ minLength: 2 })), en: Type.Array(Type.String({ minLength: 2 })) },
      { additionalProperties: false, description: 'Other names and lay terms under which people look for it' },
    ),
    lead: describedText('One or two sentences: what one gets'),
    description: describedText('Light Markdown'),
    whoCanApply: Type.Optional(Text),
    prerequisites: Type.Array(Text),
    documents: Type.Array(NeededDocumentSchema),
    steps: Type.Array(Type.Object({ title: Text, text: Text }, { additionalProperties: false })),
    fees: Type.Array(FeeSchema, { minItems: 1 }),
    processingTime: Type.Object(
      {
        text: Text,
        minDays: Type.Optional(Type.Integer({ minimum: 0, description: 'Working days' })),
        maxDays: Type.Optional(Type.Integer({ minimum: 0, description: 'Working days' })),
      },
      { additionalProperties: false },
    ),
    validity: Type.Optional(Text),
    notes: Type.Optional(Text),
    remedy: Type.Optional(Text),
    legalBasis: Type.Array(Type.Object({ name: Text, url: Type.Optional(url) }, { additionalProperties: false })),
    unitId: Type.String({ description: 'Responsible unit, from organisation.json' }),
    channels: Type.Array(ChannelSchema, { minItems: 1 }),
    signIn: Type.Union([Type.Literal('none'), Type.Literal('optional'), Type.Literal('required')], {
      description: 'Whether the online form wants an account; none also where there is no online form',
    }),
    trustLevel: Type.Union([Type.Literal('basic'), Type.Literal('normal'), Type.Literal('substantial'), Type.Literal('high')], {
      description: 'Level of trust the sign-in must have (STORK 1 to 4); counts where signIn is required',
    }),
    lifeSituations: Type.Array(Id),
    audience: Type.Array(Type.Union([Type.Literal('residents'), Type.Literal('businesses')]), { minItems: 1 }),
    related: Type.Array(Id),
    formId: Type.Optional(Id),
    caseTypeId: Type.Optional(Id),
    featured: Type.Optional(Type.Boolean({ description: 'Shown on the home page' })),
  },
  { title: 'Service of a city', additionalProperties: false },
);

/** A service as the house reads it. Ids refer to units, forms, case types, life situations and other services. */
export type Service = Static<typeof ServiceSchema>;

/** Life situation (Lebenslage): how people, not offices, group services. */
export const LifeSituationSchema = Type.Object(
  {
    id: Id,
    name: Text,
    lead: Text,
    slug: Type.Object({ de: Id, en: Id }, { additionalProperties: false }),
    icon: Type.String({ minLength: 1, description: 'Id of an icon of the design system' }),
    order: Type.Integer(),
  },
  { additionalProperties: false },
);
export type LifeSituation = Static<typeof LifeSituationSchema>;

/** The whole file `<city>/life-situations.json`. */
export const LifeSituationsSchema = Type.Object(
  { $schema: Type.Optional(Type.String()), lifeSituations: Type.Array(LifeSituationSchema) },
  { title: 'Life situations of a city', additionalProperties: false },
);

/** Last part of the address in a language; Leichte Sprache shares the German one. */
export function slugOf(thing: { readonly slug: { readonly de: string; readonly en: string } }, locale: Locale): string {
  return locale === 'en' ? thing.slug.en : thing.slug.de;
}
