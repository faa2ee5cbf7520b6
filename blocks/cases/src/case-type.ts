import { Type, type Static } from 'typebox';

/** A text of the city in its languages; German always, English for publishing, Leichte Sprache where there is one. */
const Text = Type.Object(
  { de: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }), 'de-simple': Type.Optional(Type.String({ minLength: 1 })) },
  { additionalProperties: false },
);

const Id = Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' });

/** What a state means to the house, whatever the case type calls it. */
export const phases = ['awaiting-payment', 'open', 'waiting', 'deciding', 'closed'] as const;
export type Phase = (typeof phases)[number];

/** What an action does besides changing the state. */
export const effects = [
  'none',
  'take',
  'ask',
  'answer',
  'propose',
  'approve',
  'return',
  'withdraw',
  'payment-received',
  'payment-expired',
  'issued',
  'close',
] as const;
export type Effect = (typeof effects)[number];

/** Conditions that are checked on the locked row before an action is carried out. */
export const guards = ['fee-paid', 'owner', 'not-own-proposal', 'question-open', 'no-question-open'] as const;
export type Guard = (typeof guards)[number];

const State = Type.Object(
  {
    id: Id,
    phase: Type.Enum(phases),
    /** what staff read */
    name: Text,
    /** what the applicant reads: one sentence on where the matter stands and what comes next */
    applicantText: Text,
  },
  { additionalProperties: false },
);

const Action = Type.Object(
  {
    id: Id,
    /** on the button */
    label: Text,
    /** what staff read in the history; left out: the label */
    event: Type.Optional(Text),
    from: Type.Array(Id, { minItems: 1 }),
    to: Id,
    by: Type.Enum(['staff', 'applicant', 'system']),
    /** staff permission; required for `by: staff` */
    permission: Type.Optional(Type.String({ pattern: '^[a-z-]+\\.[a-z-]+$' })),
    effect: Type.Enum(effects),
    guards: Type.Optional(Type.Array(Type.Enum(guards))),
    /** sentence of the timeline the applicant sees; left out: only staff see the step */
    applicantEvent: Type.Optional(Text),
  },
  { additionalProperties: false },
);

/** Texts of decisions may hold {fileReference}, {service}, {applicant}, {date}, {validFrom}, {validUntil} and {answer:path.of.field}. */
const Outcome = Type.Object(
  {
    id: Id,
    /** where it is chosen: "Bewilligen" */
    label: Text,
    /** how a case that ended so is shown: "bewilligt"; left out: the label */
    status: Type.Optional(Text),
    favourable: Type.Boolean(),
    title: Text,
    /** the operative part (Tenor), one paragraph each */
    operative: Type.Array(Text, { minItems: 1 }),
    reasons: Type.Array(Text),
    /** Rechtsbehelfsbelehrung (§ 37 Abs. 6 VwVfG); paragraphs */
    remedy: Type.Array(Text),
    /** months the granted right is valid from the wished start (answer path) or the day of decision */
    validity: Type.Optional(
      Type.Object({ months: Type.Integer({ minimum: 1 }), fromAnswer: Type.Optional(Type.String()) }, { additionalProperties: false }),
    ),
    /** refund the fee when this is the outcome */
    refundFee: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

export const CaseTypeSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    name: Text,
    /** start of the file reference (Aktenzeichen), e.g. BPA */
    referencePrefix: Type.String({ pattern: '^[A-Z]{2,5}$' }),
    unitId: Id,
    legalBasis: Type.Array(Text),
    retention: Type.Object({ months: Type.Integer({ minimum: 1 }), reason: Text }, { additionalProperties: false }),
    /** a second person must approve what the first proposes */
    fourEyes: Type.Boolean(),
    initial: Id,
    /** initial state while a fee is open; left out when the type has no fee before the work */
    initialUnpaid: Type.Optional(Id),
    /** working days from receipt to decision, shown to both sides */
    decisionWithinDays: Type.Integer({ minimum: 1 }),
    /** calendar days the applicant has to answer a question */
    answerWithinDays: Type.Integer({ minimum: 1 }),
    states: Type.Array(State, { minItems: 2 }),
    actions: Type.Array(Action, { minItems: 1 }),
    outcomes: Type.Array(Outcome),
  },
  { additionalProperties: false, $id: 'case-type.schema.json' },
);

export type CaseTypeDefinition = Static<typeof CaseTypeSchema>;
export type CaseState = Static<typeof State>;
export type CaseAction = Static<typeof Action>;
export type CaseOutcome = Static<typeof Outcome>;
