import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { streetMusic } from '../../test/street-music.ts';
import { comparisons, conditionOf, type ConditionDraft, draftOf, type DraftRow, needsValue } from './condition-draft.ts';
import { operandsOf } from './operands.ts';
import { sentenceOf } from './sentence.ts';
import { valueDraftOf, valueOf } from './value-draft.ts';

const form = streetMusic();
const operands = operandsOf(form, undefined, 'de');

/** A row as somebody fills it in, with a value that fits. */
const row: fc.Arbitrary<DraftRow> = fc.constantFrom(...operands).chain((operand) =>
  fc.tuple(fc.constantFrom(...comparisons[operand.type]), fc.nat(9999)).map(([comparison, n]): DraftRow => {
    const value = !needsValue(comparison)
      ? ''
      : operand.options
        ? (operand.options[n % operand.options.length]?.value ?? '')
        : comparison.startsWith('age_') || operand.type === 'number'
          ? String(n)
          : operand.type === 'date'
            ? `0${1 + (n % 9)}.0${1 + (n % 8)}.20${10 + (n % 80)}`
            : `wert ${n}`;
    return { field: operand.key, comparison, value };
  }),
);
const plain = { noNullPrototype: true };
const mode = fc.constantFrom<'all' | 'any'>('all', 'any');
const group = fc.record({ mode, rows: fc.array(row, { minLength: 2, maxLength: 4 }) }, plain);
const draft: fc.Arbitrary<ConditionDraft> = fc.record(
  { mode, items: fc.array(fc.oneof(row, group), { minLength: 2, maxLength: 5 }) },
  plain,
);

describe('a condition of rows', () => {
  it('is read back as the rows it was made of, and is a sentence', () => {
    fc.assert(
      fc.property(draft, (given) => {
        const { expression, faults } = conditionOf(given, operands);
        assert.deepEqual(faults, []);
        assert.deepEqual(draftOf(expression, operands), given);
        assert.doesNotMatch(sentenceOf(expression, form, 'de'), /[{}]|undefined/);
      }),
    );
  });
  it('takes a choice by its words, and no other', () => {
    const typed = (value: string) => conditionOf({ mode: 'all', items: [{ field: 'answer:sound', comparison: 'equal', value }] }, operands);
    assert.deepEqual(typed('mit verstärker').expression, { op: 'equal', args: [{ answer: 'sound' }, 'loud'] });
    assert.deepEqual(typed('Trompete').faults, [{ at: 'i0.value', code: 'option' }]);
    assert.deepEqual(typed(' ').faults, [{ at: 'i0.value', code: 'value' }]);
  });
  it('without a row is no condition; what says more than rows is left to the text', () => {
    assert.equal(conditionOf({ mode: 'all', items: [{ field: '', comparison: '', value: '' }] }, operands).expression, undefined);
    assert.equal(draftOf({ op: 'xor', args: [true, false] }, operands), undefined);
    assert.equal(draftOf({ op: 'matches', args: [{ answer: 'name' }], pattern: 'x' }, operands), undefined);
  });
  it('answers in repeat groups are offered to what stands in the same one only', () => {
    assert.ok(!operands.some(({ key }) => key === 'answer:shows.minutes'));
    assert.ok(operandsOf(form, 'shows.square', 'de').some(({ key }) => key === 'answer:shows.minutes'));
  });
});

describe('a sentence', () => {
  it('names fields and choices as people read them, whatever the expression is', () => {
    const loud = { op: 'equal', args: [{ answer: 'sound' }, 'loud'] };
    assert.equal(sentenceOf(loud, form, 'de'), '„Womit?“ ist „Mit Verstärker“');
    fc.assert(fc.property(fc.jsonValue(), (anything) => assert.equal(typeof sentenceOf(anything, form, 'de'), 'string')));
  });
});

describe('a calculation', () => {
  it('is read back as the terms it was made of', () => {
    const given = {
      unit: 'money',
      terms: [
        { amount: '10,00', times: 'count:shows' },
        { amount: '15,50', times: '' },
      ],
      places: '',
    } as const;
    const { expression, faults } = valueOf(given, operands);
    assert.deepEqual(faults, []);
    assert.deepEqual(expression, {
      op: 'add',
      args: [{ op: 'multiply', args: [{ cents: 1000 }, { op: 'count', over: 'shows' }] }, { cents: 1550 }],
    });
    assert.deepEqual(valueDraftOf(expression, operands, 'money'), given);
    assert.deepEqual(valueOf({ unit: 'number', terms: [{ amount: '1,5', times: '' }], places: '9' }, operands).faults, [
      { at: 'places', code: 'number' },
    ]);
  });
});
