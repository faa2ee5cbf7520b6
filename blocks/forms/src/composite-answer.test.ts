import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Json } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import { compileForm } from './check-definition.ts';
import type { CompositeField } from './composite-answer.ts';
import { evaluate } from './evaluate.ts';
import { formatAnswer, formatInput } from './format-answer.ts';
import { formOf } from './composite-form.fixture.ts';
import { parseFieldInput, rawInput } from './parse-input.ts';

const facts = { today: '2026-11-25', signedIn: false, trustLevel: 'none' };
const label = { de: 'Frage', en: 'Question' };
const datetime: CompositeField = { kind: 'datetime', id: 'at', label, min: 'today' };
const place: CompositeField = { kind: 'place', id: 'place', label };
const signature: CompositeField = { kind: 'signature', id: 'sign', label };
const matrix: CompositeField = {
  kind: 'matrix',
  id: 'days',
  label,
  rows: [
    { value: 'monday', label: { de: 'Montag', en: 'Monday' } },
    { value: 'friday', label: { de: 'Freitag', en: 'Friday' } },
  ],
  columns: [
    { value: 'am', label: { de: 'vormittags', en: 'morning' } },
    { value: 'pm', label: { de: 'nachmittags', en: 'afternoon' } },
  ],
};
const parse = (field: CompositeField, raw: Record<string, string>) => parseFieldInput(field, raw, 'de');
const check = (field: CompositeField, value: Json) => checkAnswer(field, value, {}, facts)?.code;

describe('answers with parts', () => {
  it('read what people type, and name what is missing', () => {
    assert.deepEqual(parse(datetime, { day: '1', month: '12', year: '2026', time: '9.30 Uhr' }), { ok: true, value: '2026-12-01T09:30' });
    assert.deepEqual(parse(datetime, { day: '1', month: '12', year: '2026', time: '' }), {
      ok: false,
      finding: { code: 'datetimeIncomplete' },
    });
    assert.deepEqual(parse(place, { text: 'Rathaus', lat: '48,1374', lon: '11,5755' }), {
      ok: true,
      value: { lat: 48.1374, lon: 11.5755, text: 'Rathaus' },
    });
    assert.deepEqual(parse(place, { text: '', lat: '98', lon: '11' }), { ok: false, finding: { code: 'coordinates' } });
    assert.deepEqual(parse(signature, { name: '', strokes: 'M1 1' }), { ok: false, finding: { code: 'signature' } });
    assert.deepEqual(parse(matrix, { monday: '', friday: '' }), { ok: true, value: undefined });
  });

  it('are found in a form by the names of their parts', () => {
    const body = { 'at-day': '2', 'at-month': '1', 'at-year': '2027', 'at-time': '8', 'days.monday': 'am', 'days.tuesday': 'pm' };
    assert.deepEqual(rawInput(datetime, 'at', body), { day: '2', month: '1', year: '2027', time: '8' });
    assert.deepEqual(rawInput(matrix, 'days', body), { monday: 'am' });
  });

  for (const [field, value, code] of [
    [datetime, '2026-11-24T10:00', 'dateTooEarly'],
    [datetime, '2026-02-30T10:00', 'date'],
    [datetime, '2026-12-01T24:00', 'time'],
    [datetime, '2026-12-01T08:00', undefined],
    [place, { lat: 48 }, 'coordinates'],
    [place, { lat: 48, lon: 11 }, undefined],
    [place, { text: '' }, 'place'],
    [place, { text: 'Marienplatz', html: '<b>' }, 'wrongType'],
    [signature, { name: 'Erika', strokes: 'M1 2L3.5 4' }, undefined],
    [signature, { name: 'Erika', strokes: 'url(#x)' }, 'wrongType'],
    [matrix, { monday: 'am' }, 'matrixIncomplete'],
    [matrix, { monday: 'am', friday: 'night' }, 'unknownOption'],
    [matrix, { monday: 'am', friday: 'pm' }, undefined],
  ] as const)
    it(`${field.kind}: ${JSON.stringify(value)} is ${code ?? 'right'}`, () => assert.equal(check(field, value), code));

  it('stand in the inputs so that they are read back the same', () => {
    const values: [CompositeField, fc.Arbitrary<Json>][] = [
      [
        datetime,
        fc
          .tuple(
            fc.integer({ min: 2027, max: 2099 }),
            fc.integer({ min: 1, max: 12 }),
            fc.integer({ min: 1, max: 28 }),
            fc.integer({ min: 0, max: 23 }),
            fc.integer({ min: 0, max: 59 }),
          )
          .map(([y, mo, d, h, mi]) => `${y}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}`),
      ],
      [
        place,
        fc.record({
          lat: fc.integer({ min: -900000, max: 900000 }).map((n) => n / 10000),
          lon: fc.integer({ min: -1800000, max: 1800000 }).map((n) => n / 10000),
        }),
      ],
      [matrix, fc.record({ monday: fc.constantFrom('am', 'pm'), friday: fc.constantFrom('am', 'pm') })],
    ];
    for (const [field, some] of values)
      fc.assert(
        fc.property(some, fc.constantFrom('de', 'en'), (value, locale) => {
          assert.equal(check(field, value), undefined);
          assert.deepEqual(parseFieldInput(field, formatInput(field, value, locale), locale), { ok: true, value: structuredClone(value) });
        }),
      );
  });

  it('are read by people and by rules', () => {
    const form = compileForm(
      formOf([datetime, place, signature, matrix], { when: { op: 'equal', args: [{ answer: 'days.friday' }, 'pm'] } }),
    );
    const words = { yes: 'Ja', no: 'Nein' };
    const answers = { at: '2026-12-01T08:00', place: { text: 'Rathaus' }, sign: { name: 'Erika' }, days: { monday: 'am', friday: 'pm' } };
    assert.equal(formatAnswer(form.definition, matrix, answers.days, 'de', words), 'Montag: vormittags\nFreitag: nachmittags');
    assert.equal(formatAnswer(form.definition, datetime, answers.at, 'de', words), '1. Dezember 2026, 08:00 Uhr');
    assert.deepEqual(
      evaluate(form, answers, facts).pages.map(({ page }) => page.id),
      ['one', 'two'],
    );
    assert.deepEqual(
      evaluate(form, { ...answers, days: { monday: 'am', friday: 'am' } }, facts).pages.map(({ page }) => page.id),
      ['one'],
    );
  });

  it('let a rule name only rows and columns that are there', () => {
    const of = (path: string, value: string) => () =>
      compileForm(formOf([matrix], { when: { op: 'equal', args: [{ answer: path }, value] } }));
    assert.throws(of('days.sunday', 'am'), /no field "days.sunday"/);
    assert.throws(of('days.monday', 'night'), /night/);
  });
});

const two = (number: number): string => String(number).padStart(2, '0');
