import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CaseOutcome } from './case-type.ts';
import { decisionText, type DecisionFacts } from './decision-text.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const text = (de: string, en = de): { de: string; en: string } => ({ de, en });
const outcome = (operative: string, change: Partial<CaseOutcome> = {}): CaseOutcome => ({
  id: 'granted',
  label: text('Ja', 'Yes'),
  favourable: true,
  title: text('Bescheid {fileReference}', 'Decision {fileReference}'),
  operative: [text(operative)],
  reasons: [],
  remedy: [],
  ...change,
});
const facts: DecisionFacts = {
  fileReference: 'PRK-2026-000001-5',
  service: 'Parkausweis',
  applicant: 'Zofia Łucja Wiśniewska-Đặng',
  date: day('2026-06-15'),
  answers: new Map([
    ['area', 'Westend'],
    ['household.0.income', '1.200,00 €'],
  ]),
};
const operative = (words: string, change: Partial<CaseOutcome> = {}, more: Partial<DecisionFacts> = {}): string | undefined =>
  decisionText(outcome(words, change), { ...facts, ...more }, 'de').operative[0];

describe('the text of a decision', () => {
  it('fills what is known of the case', () => {
    assert.equal(
      operative('{applicant}, {service}, {fileReference}, {date}'),
      'Zofia Łucja Wiśniewska-Đặng, Parkausweis, PRK-2026-000001-5, 15. Juni 2026',
    );
    assert.equal(decisionText(outcome('x'), facts, 'en').title, 'Decision PRK-2026-000001-5');
  });
  it('fills answers by their path, and an en dash for what was not answered', () =>
    assert.equal(
      operative('{answer:area} / {answer:household.0.income} / {answer:plate} / {unknown} / {validFrom}'),
      'Westend / 1.200,00 € / – / – / –',
    ));
  it('fills nothing that an answer brought in', () => {
    const answers = new Map([['area', '{applicant} $& $1 {answer:area}']]);
    assert.equal(operative('In {answer:area}.', {}, { answers }), 'In {applicant} $& $1 {answer:area}.');
  });
  it('leaves other braces alone', () => assert.equal(operative('{ area } {} {a b}'), '{ area } {} {a b}'));

  const valid = { validity: { months: 12, fromAnswer: 'start' } };
  it('is valid from the wished start, not before the decision, until the day before the same date', () => {
    assert.equal(operative('{validFrom} – {validUntil}', valid, { wishedStart: day('2026-07-01') }), '1. Juli 2026 – 30. Juni 2027');
    assert.equal(operative('{validFrom} – {validUntil}', valid, { wishedStart: day('2026-01-01') }), '15. Juni 2026 – 14. Juni 2027');
    assert.equal(operative('{validFrom} – {validUntil}', valid), '15. Juni 2026 – 14. Juni 2027');
  });
  it('never lets a right begin before the decision or end before it begins', () =>
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 120 }), (days, months) => {
        const { validFrom, validUntil } = decisionText(
          outcome('x', { validity: { months, fromAnswer: 'start' } }),
          { ...facts, wishedStart: facts.date.add({ days }) },
          'de',
        );
        return (
          validFrom !== undefined &&
          validUntil !== undefined &&
          Temporal.PlainDate.compare(validFrom, facts.date) >= 0 &&
          Temporal.PlainDate.compare(validUntil, validFrom) > 0
        );
      }),
    ));
});
