import { compileForm, evaluate } from '@amt/forms';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jsonSchemaOf } from './json-schema-of.ts';
import { RandomForm } from './random-form.fixture.ts';

const facts = { today: '2025-06-15', signedIn: false, trustLevel: 'none' };

/** What the form says of the values that are visible, and what the schema says of the same. */
function verdicts(seed: number, inexact: boolean, rounds: number): { form: boolean; schema: boolean; exact: boolean; why: string }[] {
  const random = new RandomForm(seed, inexact);
  const form = compileForm(random.definition);
  const written = jsonSchemaOf(form);
  const accepts = new Ajv2020({ strict: false }).compile(written);
  const exact = written['x-not-expressed'] === undefined;
  return Array.from({ length: rounds }, (_, i) => {
    const { values } = evaluate(form, random.answers(seed * 31 + i), facts);
    const { errors } = evaluate(form, values, facts);
    const schema = accepts(values);
    return {
      form: errors.length === 0,
      schema,
      exact,
      why: JSON.stringify({ seed, values, errors, schema: accepts.errors, definition: random.definition }),
    };
  });
}

describe('JSON Schema of a form', () => {
  it('accepts exactly what the form accepts, where it has words for all of it', () => {
    let accepted = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { form, schema, exact, why } of verdicts(seed, false, 12)) {
          // a condition over too many levels is the one thing of this class without words
          if (!exact) continue;
          assert.equal(schema, form, why);
          if (form) accepted++;
          else refused++;
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused: both must happen often`);
  });

  it('never refuses what the form accepts, where it has not', () => {
    let more = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { form, schema, why } of verdicts(seed, true, 12)) {
          assert.ok(schema || !form, why);
          if (schema && !form) more++;
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(more > 0, 'the class without words must occur');
  });
});
