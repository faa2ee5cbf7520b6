import Type, { type Static } from 'typebox';
import { type Condition, ExpressionSchema, OperationSchema } from './expression.ts';
import { Output, Payment, Remark, Scenario, Step } from './around-pages.ts';
import {
  type DefinitionText,
  type Field,
  Id,
  LegalBasis,
  Option,
  Source,
  Text,
  closed,
  condition,
  expression,
  hideable,
  kinds,
  languagePattern,
  text,
} from './field-kinds.ts';

export type { FormOutput, FormPayment, FormRemark, FormScenario, FormStep } from './around-pages.ts';
export type {
  TextField,
  TextareaField,
  ContactField,
  DateField,
  TimeField,
  DatetimeField,
  PlaceField,
  SignatureField,
  MatrixField,
  BoolField,
  IntField,
  NumberField,
  CurrencyField,
  SingleField,
  CheckboxesField,
  AddressField,
  FileField,
  DeclarationField,
  LabelField,
  DerivedField,
  FieldOption,
  InputField,
  Field,
  DefinitionText,
  Source,
} from './field-kinds.ts';

/**
 * A form as data. Published versions are immutable and known by their content hash; a draft stays on the version it began with.
 * The tree of fields is addressed by path (`applicant.name`); pages only arrange it, so an id directly on a page is unique in the form.
 * Answers are a JSON object of the same shape as the tree. Superset of FIM XDatenfelder: field kinds, groups with a multiplicity, choice groups, rules.
 */
export interface FormDefinition extends Static<typeof FormSchema> {}

const nodes = Type.Unsafe<FormNode[]>({
  type: 'array',
  minItems: 1,
  items: { $ref: '#/$defs/node' },
});

/** STORK levels as in identity; `none` = no sign-in needed. */
export const FormTrustLevel = Type.Enum(['none', 'basic', 'normal', 'substantial', 'high']);
export type FormTrustLevel = Static<typeof FormTrustLevel>;

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

/** Fields that belong together; drawn as a fieldset where it has a label. */
export interface Group {
  kind: 'group';
  id: string;
  when?: Condition;
  source?: Source;
  label?: DefinitionText;
  hint?: DefinitionText;
  fields: FormNode[];
}
export interface Repeat {
  kind: 'repeat';
  id: string;
  when?: Condition;
  source?: Source;
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
  source?: Source;
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

export const formId = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 80 });

const FormSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: formId,
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
    /** German is always among them */
    languages: Type.Array(Type.String({ pattern: languagePattern }), { minItems: 1, maxItems: 30, uniqueItems: true }),
    source: Type.Optional(Source),
    sections: Type.Optional(Type.Array(Type.Object({ id: Id, title: text }, closed), { minItems: 1 })),
    pages: Type.Array(Page, { minItems: 1 }),
    rules: Type.Optional(Type.Array(Rule)),
    computed: Type.Optional(Type.Array(Computed)),
    fee: Type.Optional(Type.Object({ lines: Type.Array(FeeLine, { minItems: 1 }) }, closed)),
    lists: Type.Optional(Type.Record(Id, List)),
    payment: Type.Optional(Payment),
    steps: Type.Optional(Type.Array(Step, { maxItems: 20 })),
    outputs: Type.Optional(Type.Array(Output, { minItems: 1, maxItems: 20 })),
    remarks: Type.Optional(Type.Array(Remark, { maxItems: 1000 })),
    scenarios: Type.Optional(Type.Array(Scenario, { maxItems: 200 })),
    /** by language, hashes of pairs of a German text and its translation that were reviewed together; no part of the content hash */
    reviewed: Type.Optional(
      Type.Record(Type.String({ pattern: languagePattern }), Type.Array(Type.String({ pattern: '^[0-9a-f]{32}$' }), { maxItems: 50_000 })),
    ),
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
