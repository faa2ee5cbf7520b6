import Type, { type Static } from 'typebox';
import { type Condition, type Expression, civilDatePattern } from './expression.ts';

/** Identifiers of nodes: letters and digits, so that paths need no quoting and names of inputs are plain. */
export const Id = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 });
/** Unknown properties are faults. */
export const closed = { additionalProperties: false };
const Line = Type.String({ minLength: 1, maxLength: 2000 });

/** A language of texts: a BCP 47 tag such as `en`, `uk`, `zh-Hant`, or `de-simple` (Leichte Sprache). */
export const languagePattern = '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$';

/** A text people see: German always, the languages of the form complete, `de-simple` where written. Keys are languages. */
export interface DefinitionText {
  de: string;
  [language: string]: string;
}
export const Text = Type.Unsafe<DefinitionText>({
  type: 'object',
  required: ['de'],
  properties: { de: Line },
  propertyNames: { pattern: languagePattern },
  additionalProperties: Line,
});
/** Reference to the schema of texts. */
export const text = Type.Unsafe<DefinitionText>({ $ref: '#/$defs/text' });
/** References to the schema of expressions. */
export const condition = Type.Unsafe<Condition>({ $ref: '#/$defs/expression' });
export const expression = Type.Unsafe<Expression>({ $ref: '#/$defs/expression' });
const CivilDate = Type.String({ pattern: civilDatePattern });

/** A provision of law: `{ "citation": "§ 45 Abs. 1b Nr. 2a StVO", "url": "https://…" }`. */
export const LegalBasis = Type.Object(
  {
    citation: Type.String({ minLength: 1 }),
    url: Type.Optional(Type.String({ pattern: '^https://' })),
  },
  closed,
);

/** One choice of a list. */
export const Option = Type.Object({ value: Type.String({ minLength: 1, maxLength: 100 }), label: text, hint: Type.Optional(text) }, closed);

/** The building block of the state's catalogue a node was made from: FIM ids such as `F60000000243`, `G…`, `S…` with their version. */
export const Source = Type.Object(
  { scheme: Type.Literal('fim'), id: Type.String({ minLength: 1, maxLength: 40 }), version: Type.Optional(Type.String({ maxLength: 20 })) },
  closed,
);

/** Every node may be hidden by a condition. Hidden means absent: not validated, not seen by rules, not submitted. */
export const hideable = { id: Id, when: Type.Optional(condition), source: Type.Optional(Source) };

/** What every question has. Required unless `required` is false; `requiredWhen` replaces both. */
const question = {
  ...hideable,
  label: text,
  hint: Type.Optional(text),
  required: Type.Optional(Type.Boolean()),
  requiredWhen: Type.Optional(condition),
  /** why this is asked, shown to the person (Art. 13 GDPR); with its legal basis */
  purpose: Type.Optional(text),
  legalBasis: Type.Optional(LegalBasis),
  /** name of the identity attribute to begin with, e.g. `givenName`; `address` for kind address (street, houseNumber, postalCode, city) */
  prefill: Type.Optional(Type.String({ minLength: 1 })),
  /** a prefilled value of at least this trust level is locked; a typed one is accepted, and its provenance says so to staff */
  trustLevel: Type.Optional(Type.Enum(['basic', 'normal', 'substantial', 'high'])),
  /** autofill token of HTML, e.g. `given-name`, `bday`, `street-address`, `email` */
  autocomplete: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9 -]*$' })),
};

const length = {
  minLength: Type.Optional(Type.Integer({ minimum: 0 })),
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 20000 })),
};
/** The whole input must match; the safe subset of `pattern.ts`. `message` says in words what is expected. */
const pattern = {
  pattern: Type.Optional(Type.Object({ regex: Type.String({ minLength: 1, maxLength: 200 }), message: text }, closed)),
};
const options = {
  options: Type.Optional(Type.Array(Option, { minItems: 1 })),
  list: Type.Optional(Id),
};
/** a civil date, or `today` */
const DateBound = Type.Union([CivilDate, Type.Literal('today')]);

/** All kinds of fields. */
export const kinds = {
  /** one line; `text-latin`: characters of DIN 91379; `name`: the letters and marks DIN 91379 allows in names of persons */
  text: Type.Object(
    {
      kind: Type.Enum(['text', 'text-latin', 'name']),
      ...question,
      ...length,
      ...pattern,
      width: Type.Optional(Type.Enum(['short', 'medium', 'full'])),
    },
    closed,
  ),
  textarea: Type.Object({ kind: Type.Literal('textarea'), ...question, ...length }, closed),
  /** kept as typed without blanks (email), `+49…` (phone), capitals without blanks and with right check digits (iban) */
  contact: Type.Object({ kind: Type.Enum(['email', 'phone', 'iban']), ...question }, closed),
  date: Type.Object(
    {
      kind: Type.Literal('date'),
      ...question,
      min: Type.Optional(DateBound),
      max: Type.Optional(DateBound),
    },
    closed,
  ),
  time: Type.Object({ kind: Type.Literal('time'), ...question }, closed),
  /** day and time at the office: `2026-11-25T14:30` */
  datetime: Type.Object(
    { kind: Type.Literal('datetime'), ...question, min: Type.Optional(DateBound), max: Type.Optional(DateBound) },
    closed,
  ),
  /** yes or no */
  bool: Type.Object({ kind: Type.Literal('bool'), ...question }, closed),
  int: Type.Object(
    {
      kind: Type.Literal('int'),
      ...question,
      min: Type.Optional(Type.Integer()),
      max: Type.Optional(Type.Integer()),
      unit: Type.Optional(text),
    },
    closed,
  ),
  /** decimal; kept as a string of digits so that nothing is lost */
  number: Type.Object(
    {
      kind: Type.Literal('number'),
      ...question,
      min: Type.Optional(Type.Number()),
      max: Type.Optional(Type.Number()),
      places: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
      unit: Type.Optional(text),
    },
    closed,
  ),
  /** euros; `min`, `max` and the answer in integer cents */
  currency: Type.Object(
    {
      kind: Type.Literal('currency'),
      ...question,
      min: Type.Optional(Type.Integer()),
      max: Type.Optional(Type.Integer()),
    },
    closed,
  ),
  /** one of `options` or of the form's `lists[list]` */
  single: Type.Object({ kind: Type.Enum(['select', 'radios']), ...question, ...options }, closed),
  checkboxes: Type.Object(
    {
      kind: Type.Literal('checkboxes'),
      ...question,
      ...options,
      min: Type.Optional(Type.Integer({ minimum: 0 })),
      max: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    closed,
  ),
  /** parts `street`, `houseNumber`, `postalCode`, `city`: `{ "answer": "home.postalCode" }` */
  address: Type.Object({ kind: Type.Literal('address'), ...question }, closed),
  /** a point on the map: `{ lat, lon, text? }` in degrees (WGS84); `text` is how the person describes or addresses it */
  place: Type.Object({ kind: Type.Literal('place'), ...question }, closed),
  /** who signs types their name and may draw the signature: `{ name, strokes? }`, strokes as the data of an SVG path in a box of 400 by 100 */
  signature: Type.Object({ kind: Type.Literal('signature'), ...question }, closed),
  /** one column for each row: `{ <row>: <column> }`; `{ "answer": "matrix.<row>" }`. Row values are ids, since they are parts of paths */
  matrix: Type.Object(
    {
      kind: Type.Literal('matrix'),
      ...question,
      rows: Type.Array(Type.Object({ value: Id, label: text }, closed), { minItems: 1, maxItems: 60 }),
      columns: Type.Array(Option, { minItems: 2, maxItems: 12 }),
    },
    closed,
  ),
  /** `mediaTypes` are found from the content; `maxBytes` per file (default 10 MB), `maxFiles` (default 1) */
  file: Type.Object(
    {
      kind: Type.Literal('file'),
      ...question,
      mediaTypes: Type.Array(Type.Enum(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']), { minItems: 1 }),
      maxBytes: Type.Optional(Type.Integer({ minimum: 1, maximum: 50_000_000 })),
      maxFiles: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    },
    closed,
  ),
  /** must be accepted; `label` is the text of the declaration */
  declaration: Type.Object(
    {
      kind: Type.Literal('declaration'),
      ...hideable,
      label: text,
      legalBasis: Type.Optional(LegalBasis),
    },
    closed,
  ),
  /** a text between the questions */
  label: Type.Object(
    {
      kind: Type.Literal('label'),
      ...hideable,
      text: text,
      tone: Type.Optional(Type.Enum(['plain', 'info', 'warning'])),
    },
    closed,
  ),
  /** `locked` is shown and cannot be changed; `hidden` is not shown. Both take their value from an expression and are submitted */
  derived: Type.Object(
    {
      kind: Type.Enum(['locked', 'hidden']),
      ...hideable,
      label: text,
      hint: Type.Optional(text),
      value: expression,
    },
    closed,
  ),
};

export type TextField = Static<typeof kinds.text>;
export type TextareaField = Static<typeof kinds.textarea>;
export type ContactField = Static<typeof kinds.contact>;
export type DateField = Static<typeof kinds.date>;
export type TimeField = Static<typeof kinds.time>;
export type DatetimeField = Static<typeof kinds.datetime>;
export type PlaceField = Static<typeof kinds.place>;
export type SignatureField = Static<typeof kinds.signature>;
export type MatrixField = Static<typeof kinds.matrix>;
export type BoolField = Static<typeof kinds.bool>;
export type IntField = Static<typeof kinds.int>;
export type NumberField = Static<typeof kinds.number>;
export type CurrencyField = Static<typeof kinds.currency>;
export type SingleField = Static<typeof kinds.single>;
export type CheckboxesField = Static<typeof kinds.checkboxes>;
export type AddressField = Static<typeof kinds.address>;
export type FileField = Static<typeof kinds.file>;
export type DeclarationField = Static<typeof kinds.declaration>;
export type LabelField = Static<typeof kinds.label>;
export type DerivedField = Static<typeof kinds.derived>;
export type FieldOption = Static<typeof Option>;
export type LegalBasis = Static<typeof LegalBasis>;

/** Kinds a person gives an answer to. */
export type InputField =
  | TextField
  | TextareaField
  | ContactField
  | DateField
  | TimeField
  | DatetimeField
  | BoolField
  | IntField
  | NumberField
  | CurrencyField
  | SingleField
  | CheckboxesField
  | AddressField
  | PlaceField
  | SignatureField
  | MatrixField
  | FileField
  | DeclarationField;
export type Field = InputField | LabelField | DerivedField;
/** The building block a node or form was made from. */
export type Source = Static<typeof Source>;
