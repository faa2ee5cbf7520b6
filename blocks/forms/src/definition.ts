import Type, { type Static } from 'typebox';
import { type Condition, type Expression, ExpressionSchema, OperationSchema, civilDatePattern } from './expression.ts';

/**
 * A form as data. Published versions are immutable and known by their content hash; a draft stays on the version it began with.
 * The tree of fields is addressed by path (`applicant.name`); pages only arrange it, so an id directly on a page is unique in the form.
 * Answers are a JSON object of the same shape as the tree. Superset of FIM XDatenfelder: field kinds, groups with a multiplicity, choice groups, rules.
 */
export interface FormDefinition extends Static<typeof FormSchema> {}

/** Identifiers of nodes: letters and digits, so that paths need no quoting and names of inputs are plain. */
const Id = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 60 });
const closed = { additionalProperties: false };
const Line = Type.String({ minLength: 1, maxLength: 2000 });

/** A text people see; German always, the languages of the form complete, `de-simple` (Leichte Sprache) where written. */
const Text = Type.Object({ de: Line, en: Type.Optional(Line), 'de-simple': Type.Optional(Line) }, closed);
const text = Type.Unsafe<Static<typeof Text>>({ $ref: '#/$defs/text' });
const condition = Type.Unsafe<Condition>({ $ref: '#/$defs/expression' });
const expression = Type.Unsafe<Expression>({ $ref: '#/$defs/expression' });
const nodes = Type.Unsafe<FormNode[]>({
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/node' },
});
const CivilDate = Type.String({ pattern: civilDatePattern });

/** STORK levels as in identity; `none` = no sign-in needed. */
export const FormTrustLevel = Type.Enum(['none', 'basic', 'normal', 'substantial', 'high']);
export type FormTrustLevel = Static<typeof FormTrustLevel>;

/** A provision of law: `{ "citation": "§ 45 Abs. 1b Nr. 2a StVO", "url": "https://…" }`. */
const LegalBasis = Type.Object(
  {
    citation: Type.String({ minLength: 1 }),
    url: Type.Optional(Type.String({ pattern: '^https://' })),
  },
  closed,
);

const Option = Type.Object({ value: Type.String({ minLength: 1, maxLength: 100 }), label: text, hint: Type.Optional(text) }, closed);

/** Every node may be hidden by a condition. Hidden means absent: not validated, not seen by rules, not submitted. */
const hideable = { id: Id, when: Type.Optional(condition) };

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

const kinds = {
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

const Group = Type.Object(
  {
    kind: Type.Literal('group'),
    ...hideable,
    label: Type.Optional(text),
    hint: Type.Optional(text),
    fields: nodes,
  },
  closed,
);
/** `min`:`max` items, each with the same fields; `itemLabel` names one ("Person im Haushalt"), `itemTitle` is the field whose answer heads its entry in the list */
const Repeat = Type.Object(
  {
    kind: Type.Literal('repeat'),
    ...hideable,
    label: text,
    hint: Type.Optional(text),
    itemLabel: text,
    itemTitle: Type.Optional(Id),
    min: Type.Integer({ minimum: 0, maximum: 200 }),
    max: Type.Integer({ minimum: 1, maximum: 200 }),
    fields: nodes,
  },
  closed,
);
/**
 * Exactly one of the branches is filled in. `{ "answer": "contact" }` is the id of the chosen branch, its fields are at `contact.<branch>.<field>`.
 * In the answers: `{ "choice": "byMail", "byMail": { … } }`.
 */
const Choice = Type.Object(
  {
    kind: Type.Literal('choice'),
    ...hideable,
    label: text,
    hint: Type.Optional(text),
    required: Type.Optional(Type.Boolean()),
    branches: Type.Array(Type.Object({ id: Id, label: text, hint: Type.Optional(text), fields: Type.Optional(nodes) }, closed), {
      minItems: 2,
    }),
  },
  closed,
);

export type TextField = Static<typeof kinds.text>;
export type TextareaField = Static<typeof kinds.textarea>;
export type ContactField = Static<typeof kinds.contact>;
export type DateField = Static<typeof kinds.date>;
export type TimeField = Static<typeof kinds.time>;
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
  | BoolField
  | IntField
  | NumberField
  | CurrencyField
  | SingleField
  | CheckboxesField
  | AddressField
  | FileField
  | DeclarationField;
export type Field = InputField | LabelField | DerivedField;
type DefinitionText = Static<typeof Text>;

/** Fields that belong together; drawn as a fieldset where it has a label. */
export interface Group {
  kind: 'group';
  id: string;
  when?: Condition;
  label?: DefinitionText;
  hint?: DefinitionText;
  fields: FormNode[];
}
export interface Repeat {
  kind: 'repeat';
  id: string;
  when?: Condition;
  label: DefinitionText;
  hint?: DefinitionText;
  itemLabel: DefinitionText;
  itemTitle?: string;
  min: number;
  max: number;
  fields: FormNode[];
}
export interface Branch {
  id: string;
  label: DefinitionText;
  hint?: DefinitionText;
  fields?: FormNode[];
}
export interface Choice {
  kind: 'choice';
  id: string;
  when?: Condition;
  label: DefinitionText;
  hint?: DefinitionText;
  required?: boolean;
  branches: Branch[];
}
/** One node of the tree of fields. */
export type FormNode = Field | Group | Repeat | Choice;

/** One page of the wizard: one thing to think about. `section` groups pages on the overview of a long form. */
const Page = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 }),
    title: text,
    intro: Type.Optional(text),
    when: Type.Optional(condition),
    section: Type.Optional(Id),
    fields: nodes,
  },
  closed,
);
export type FormPage = Static<typeof Page>;

/** Where `when` holds (or always), `valid` must hold, else `message` shows at the field `at`; inside a repeat group once per item. */
const Rule = Type.Object(
  {
    id: Id,
    when: Type.Optional(condition),
    valid: condition,
    message: text,
    at: Type.String({ minLength: 1 }),
  },
  closed,
);
export type FormRule = Static<typeof Rule>;

/** A value worked out from answers; `{ "computed": "<id>" }`. With a label it is shown on the check page. */
const Computed = Type.Object({ id: Id, label: Type.Optional(text), value: expression }, closed);
export type ComputedValue = Static<typeof Computed>;

/** Total = sum of the lines whose `when` holds; `amount` is money (`{ "cents": 3000 }` or calculated from money). */
const FeeLine = Type.Object({ id: Id, label: text, when: Type.Optional(condition), amount: expression }, closed);
export type FeeLine = Static<typeof FeeLine>;

/** `source` is the canonical version URI of a published code list (XÖV genericode) where it is one. */
const List = Type.Object({ source: Type.Optional(Type.String()), entries: Type.Array(Option, { minItems: 1 }) }, closed);

const FormSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 80 }),
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    title: text,
    description: Type.Optional(text),
    /** keys of the services it serves, e.g. `{ "scheme": "leika", "key": "99…" }`, `{ "scheme": "city", "key": "bewohnerparkausweis" }` */
    serviceKeys: Type.Array(Type.Object({ scheme: Type.Enum(['leika', 'city']), key: Type.String({ minLength: 1 }) }, closed), {
      minItems: 1,
    }),
    /** id of the organisation unit that answers for the form */
    ownerUnit: Type.String({ minLength: 1 }),
    legalBasis: Type.Array(LegalBasis, { minItems: 1 }),
    retention: Type.Object(
      {
        submissionMonths: Type.Integer({ minimum: 1, maximum: 600 }),
        draftDays: Type.Integer({ minimum: 1, maximum: 365 }),
      },
      closed,
    ),
    trustLevel: FormTrustLevel,
    languages: Type.Array(Type.Enum(['de', 'en', 'de-simple']), { minItems: 1, uniqueItems: true }),
    sections: Type.Optional(Type.Array(Type.Object({ id: Id, title: text }, closed), { minItems: 1 })),
    pages: Type.Array(Page, { minItems: 1 }),
    rules: Type.Optional(Type.Array(Rule)),
    computed: Type.Optional(Type.Array(Computed)),
    fee: Type.Optional(Type.Object({ lines: Type.Array(FeeLine, { minItems: 1 }) }, closed)),
    lists: Type.Optional(Type.Record(Id, List)),
  },
  closed,
);

/** `oneOf` with a discriminator, so that a fault names the wrong property of the right kind and not every kind there is. */
const nodeSchema = {
  type: 'object',
  discriminator: { propertyName: 'kind' },
  required: ['kind'],
  oneOf: [...Object.values(kinds), Group, Repeat, Choice],
};

/** JSON Schema 2020-12 of a form definition; published as docs/schemas/form.schema.json. */
export const formDefinitionSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://digitales-amt.example/schemas/form.schema.json',
  title: 'Form definition',
  ...FormSchema,
  $defs: { text: Text, expression: ExpressionSchema, operation: OperationSchema, node: nodeSchema },
};
