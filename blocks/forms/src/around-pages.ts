import Type, { type Static } from 'typebox';
import { Id, closed, condition, text } from './field-kinds.ts';

/**
 * What stands around the pages of a form: how it is paid, steps before and after it, where it goes, what its authors have still to decide, and
 * how they proved it. Sign-in (`trustLevel`), prefill and evidence (`file`) are parts of the form itself.
 */

/** `now`: the fee is paid right after sending, and the case waits for it; `later`: with the decision or by invoice. Default `now`. */
export const Payment = Type.Object({ timing: Type.Enum(['now', 'later']) }, closed);

/** `appointment`: the person chooses a time of the named service; `cosigner`: another person reads what is sent and agrees with the declaration. */
export const Step = Type.Union([
  Type.Object(
    { kind: Type.Literal('appointment'), id: Id, title: text, when: Type.Optional(condition), service: Type.String({ minLength: 1 }) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('cosigner'), id: Id, title: text, when: Type.Optional(condition), declaration: text }, closed),
]);

const HttpsUrl = Type.String({ pattern: '^https?://', maxLength: 500 });
const toOutput = { id: Id, when: Type.Optional(condition) };
/** When an output leaves; the first is the default: whoever gets an application takes it for one that may be worked on. */
export const outputMoments = ['complete', 'submitted', 'paid', 'cosigned'] as const;
const outwards = { ...toOutput, after: Type.Optional(Type.Enum([...outputMoments])) };
/** Names of XML elements without prefix. */
const XmlName = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$', maxLength: 100 });

/**
 * Where a submission goes; each where its `when` holds. Without any: a case. `mail.to`: an address, or the path of a field of kind email.
 * The case is opened at once and waits itself. The others leave `after`: `submitted` at once; `paid` when a fee that is due now is paid; `cosigned` when all
 * who must agree have agreed; `complete` (default) when both is so. What does not apply is not waited for.
 */
export const Output = Type.Union([
  Type.Object({ kind: Type.Literal('case'), ...toOutput }, closed),
  Type.Object(
    { kind: Type.Literal('mail'), ...outwards, to: Type.String({ minLength: 1, maxLength: 254 }), pdf: Type.Optional(Type.Boolean()) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('webhook'), ...outwards, url: HttpsUrl }, closed),
  Type.Object(
    {
      kind: Type.Literal('xml'),
      ...outwards,
      root: XmlName,
      namespace: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
      /** answers and computed values by path, in order; repeat groups and groups become elements with children */
      elements: Type.Array(Type.Object({ path: Type.String({ minLength: 1 }), name: XmlName }, closed), { minItems: 1 }),
      to: Type.Union([
        Type.Object({ kind: Type.Literal('webhook'), url: HttpsUrl }, closed),
        Type.Object({ kind: Type.Literal('folder') }, closed),
      ]),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('fit-connect'),
      ...outwards,
      destinationId: Type.String({ pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' }),
      leikaKey: Type.String({ pattern: '^\\d{14}$' }),
      schemaUri: Type.String({ minLength: 1, maxLength: 500 }),
    },
    closed,
  ),
]);

/** What a remark is about; decides where in the builder it is settled. Without: something at a node, to be looked at. */
export const remarkTopics = ['rule', 'list', 'ownerUnit', 'serviceKeys', 'legalBasis', 'retention', 'trustLevel', 'languages'] as const;

/** What an author has to decide, for example a rule in prose that could not be translated. A form with remarks that are not settled is not published. */
export const Remark = Type.Object(
  {
    id: Id,
    about: Type.Optional(Type.Enum([...remarkTopics])),
    /** path of the node it is about; of the whole form without */
    at: Type.Optional(Type.String({ minLength: 1 })),
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    /** where it comes from, e.g. `FIM R60000000012` */
    source: Type.Optional(Type.String({ maxLength: 100 })),
    /** what became of it: kept with the form, so that who approves it sees why nothing was done */
    settled: Type.Optional(
      Type.Object(
        { how: Type.Enum(['done', 'not-needed']), reason: Type.Optional(Type.String({ minLength: 1, maxLength: 1000 })) },
        closed,
      ),
    ),
  },
  closed,
);

const Path = Type.String({ minLength: 1 });

/** A test that belongs to the form: given these answers, expect these pages, values, faults and outputs. What is not named is not looked at. */
export const Scenario = Type.Object(
  {
    id: Id,
    title: Type.String({ minLength: 1, maxLength: 300 }),
    answers: Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object' }),
    facts: Type.Optional(
      Type.Object(
        {
          today: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
          signedIn: Type.Optional(Type.Boolean()),
          trustLevel: Type.Optional(Type.Enum(['none', 'basic', 'normal', 'substantial', 'high'])),
        },
        closed,
      ),
    ),
    expect: Type.Object(
      {
        /** ids of all visible pages in order */
        pages: Type.Optional(Type.Array(Type.String())),
        /** instance paths that are asked, and that are not */
        asked: Type.Optional(Type.Array(Path)),
        notAsked: Type.Optional(Type.Array(Path)),
        computed: Type.Optional(Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object' })),
        feeCents: Type.Optional(Type.Integer()),
        /** all faults, in order of the pages; `[]` = the form can be sent */
        errors: Type.Optional(Type.Array(Type.Object({ path: Path, code: Type.String() }, closed))),
        /** ids of the outputs it goes to */
        outputs: Type.Optional(Type.Array(Id)),
      },
      closed,
    ),
  },
  closed,
);

export type FormPayment = Static<typeof Payment>;
export type FormStep = Static<typeof Step>;
export type FormOutput = Static<typeof Output>;
export type FormRemark = Static<typeof Remark>;
export type FormScenario = Static<typeof Scenario>;
