import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answers } from '@amt/forms';
import { Type, type Static } from 'typebox';
import { Ajv2020 } from 'ajv/dist/2020.js';

const strict = { additionalProperties: false };
const Line = Type.String({ minLength: 1 });
/** As people fill the form in; days are civil dates or, counted from the day of sending, `day+7` and `day-9`. */
const GivenAnswers = Type.Unsafe<Answers>(Type.Record(Type.String(), Type.Unknown()));

const Application = {
  /** the person's key at the state account (demo-people.json); left out: sent without sign-in */
  person: Type.Optional(Line),
  service: Line,
  locale: Type.Enum(['de', 'en']),
  /** how many days ago it was begun */
  ageDays: Type.Integer({ minimum: 0 }),
  answers: GivenAnswers,
};

/** One application and what became of it. */
export const DemoCase = Type.Object(
  {
    ...Application,
    /** state of the case type it has reached by today */
    state: Line,
    /** outcome of the decision that was issued or proposed */
    outcome: Type.Optional(Line),
    /** subject of the member of staff who works on it */
    staff: Type.Optional(Line),
    /** subject of the second person, where the case type wants four eyes */
    lead: Type.Optional(Line),
    note: Type.Optional(Line),
    question: Type.Optional(Line),
    answer: Type.Optional(Line),
    rating: Type.Optional(
      Type.Object(
        {
          stars: Type.Integer({ minimum: 1, maximum: 5 }),
          text: Type.Optional(Line),
          recommend: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
        },
        strict,
      ),
    ),
    /** names of uploaded files by path of their field */
    files: Type.Optional(Type.Record(Type.String(), Type.Array(Line))),
  },
  strict,
);
export type DemoCase = Static<typeof DemoCase>;

/** An application that was begun and not sent. */
export const DemoDraft = Type.Object({ ...Application, person: Line, /** page at which it was left */ upToPage: Line }, strict);
export type DemoDraft = Static<typeof DemoDraft>;

/** What people looked for in the last weeks. */
const DemoSearch = Type.Object(
  { term: Line, locale: Type.Enum(['de', 'en']), count: Type.Integer({ minimum: 1 }), found: Type.Boolean() },
  strict,
);

/** `<city>/demo.json`: the life of the demo city. */
export const DemoCity = Type.Object(
  { $schema: Type.Optional(Type.String()), cases: Type.Array(DemoCase), drafts: Type.Array(DemoDraft), searches: Type.Array(DemoSearch) },
  { ...strict, $id: 'demo.schema.json', title: 'Life of the demo city' },
);
export type DemoCity = Static<typeof DemoCity>;

/** Reads the demo life of a city. @throws Error that names the file and what is wrong with it */
export async function readDemoCity(folder: string): Promise<DemoCity> {
  const file = join(folder, 'demo.json');
  const ajv = new Ajv2020({ allErrors: true });
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!ajv.validate<DemoCity>(DemoCity, value)) throw new Error(`${file}: ${ajv.errorsText(ajv.errors)}`);
  return value;
}
