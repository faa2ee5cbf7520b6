import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Json } from './answers.ts';
import { checkAnswer } from './check-answer.ts';
import type { InputField } from './definition.ts';
import { formatInput } from './format-answer.ts';
import { isIban } from './iban.ts';
import { isLatinText, isPersonName } from './latin-characters.ts';
import { parseFieldInput, rawInput } from './parse-input.ts';

const base = { id: 'x', label: { de: 'x' } };
const field = (kind: string, more: object = {}): InputField => ({ ...base, kind, ...more }) as InputField;
const parse = (kind: string, raw: string | string[] | Record<string, string>, locale: 'de' | 'en' = 'de'): Json | undefined => {
  const parsed = parseFieldInput(field(kind), raw, locale);
  return parsed.ok ? parsed.value : `! ${parsed.finding.code}`;
};
const facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };
const check = (kind: string, value: Json, more: object = {}): string | undefined => checkAnswer(field(kind, more), value, {}, facts)?.code;

describe('reading what people type', () => {
  it('reads decimals as written in either language', () => {
    const read: [string, 'de' | 'en', string | undefined][] = [
      ['1.234,56', 'de', '1234.56'],
      ['1234,5', 'de', '1234.5'],
      ['12.5', 'de', '12.5'],
      ['1.234', 'de', '1234'],
      ['-0,50', 'de', '-0.5'],
      ['−3', 'de', '-3'],
      ['1 234,5', 'de', '1234.5'],
      ['1,234.56', 'en', '1234.56'],
      ['1,234', 'en', '1234'],
      ['12,5', 'en', '12.5'],
      ['12.50', 'en', '12.5'],
    ];
    for (const [text, locale, value] of read) assert.equal(parse('number', text, locale), value, text);
    for (const text of ['1.23.4', '1,2,3', 'zwölf', '1e5', '0x10', '1.234.56', 'NaN', '.', ',5', '9'.repeat(60)])
      assert.equal(parse('number', text), '! number', text);
  });

  it('reads amounts to the cent', () => {
    for (const [text, cents] of [
      ['1.234,56 €', 123_456],
      ['€ 12', 1200],
      ['12,5', 1250],
      ['0,01 EUR', 1],
      ['100.000', 10_000_000],
    ] as const)
      assert.equal(parse('currency', text), cents, text);
    for (const text of ['12,345', '1,2.3', 'viel', '99999999999999999']) assert.equal(parse('currency', text), '! currency', text);
  });

  it('reads dates in three parts', () => {
    assert.equal(parse('date', { day: '7', month: '03', year: '2026' }), '2026-03-07');
    assert.equal(parse('date', { day: '', month: ' ', year: '' }), undefined);
    assert.equal(parse('date', { day: '7', month: '', year: '2026' }), '! dateIncomplete');
    assert.equal(parse('date', { day: '7', month: 'März', year: '2026' }), '! date');
    assert.equal(parse('date', { day: '7', month: '3', year: '26' }), '! date');
    assert.equal(check('date', '2026-02-30'), 'date');
    assert.equal(check('date', '2026-11-24', { max: 'today' }), 'dateTooLate');
    assert.equal(check('date', '2026-11-23', { max: 'today', min: 'today' }), undefined);
  });

  it('reads IBANs with blanks and finds wrong digits', () => {
    assert.equal(parse('iban', ' de02 1203 0000 0000 2020 51 '), 'DE02120300000000202051');
    assert.ok(isIban('DE02120300000000202051') && isIban('AT026000000001349870') && isIban('NL91ABNA0417164300'));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 21 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const iban = 'DE02120300000000202051';
        const changed = iban.slice(0, at) + String((Number(iban[at]) + by) % 10) + iban.slice(at + 1);
        assert.ok(!isIban(changed), changed);
      }),
    );
  });

  it('reads telephone numbers, times, yes and no', () => {
    for (const [text, phone] of [
      ['089 / 123-456', '+4989123456'],
      ['+49 (0)89 123456', '+4989123456'],
      ['0043 1 123456', '+431123456'],
      ['0171.1234567', '+491711234567'],
    ] as const)
      assert.equal(parse('phone', text), phone, text);
    for (const text of ['123456', '089 abc', '++49'])
      assert.ok(parse('phone', text) === '! phone' || check('phone', parse('phone', text) ?? '') === 'phone', text);
    for (const [text, time] of [
      ['9', '09:00'],
      ['9:05', '09:05'],
      ['14.30 Uhr', '14:30'],
      ['24:00', '! time'],
      ['9:60', '! time'],
    ] as const)
      assert.equal(parse('time', text), time, text);
    assert.equal(parse('bool', 'yes'), true);
    assert.equal(parse('bool', 'maybe'), '! choose');
  });

  it('knows names as DIN 91379 writes them', () => {
    for (const name of [
      'Müller-Lüdenscheid',
      'O’Neill',
      'Đặng',
      'Şükrü',
      'Łukasz',
      'Ḩāfez̧',
      'M̂orena',
      'von der Leyen',
      'Ǆ'.normalize('NFKC'),
    ])
      assert.ok(isPersonName(name.normalize('NFC')), name);
    for (const name of ['Иван', 'R2D2', '李', 'a@b', '---', 'a\u0000', '<b>', 'ﬁ', '😀']) assert.ok(!isPersonName(name), name);
    assert.ok(isLatinText('Straße 5 (2. Stock) – „Hof“ 3 €'));
    assert.ok(!isLatinText('Улица'));
  });

  it('knows mail addresses', () => {
    for (const mail of ['erika@example.org', 'e.m+x@sub.example.de', 'jörg@müller.de']) assert.equal(check('email', mail), undefined, mail);
    for (const mail of ['erika', 'a@b', 'a b@c.de', 'a@b..de', '@b.de', 'a@-b.de', `${'a'.repeat(65)}@b.de`, 'a@b@c.de'])
      assert.equal(check('email', mail), 'email', mail);
  });

  it('reads what a browser sends for each kind, and only own properties', () => {
    assert.deepEqual(rawInput(field('date'), 'a.0.b', { 'a.0.b-day': '1', 'a.0.b-month': '2', 'a.0.b-year': '' }), {
      day: '1',
      month: '2',
      year: '',
    });
    assert.deepEqual(rawInput(field('checkboxes'), 'c', { c: ['x', 'y'] }), ['x', 'y']);
    assert.equal(rawInput(field('text'), 'constructor', {}), undefined);
  });

  it('gives back what it has read: format and parse are each other’s way back', () => {
    const values: [InputField, fc.Arbitrary<Json>][] = [
      [field('int'), fc.integer()],
      [
        field('number'),
        fc
          .tuple(fc.integer(), fc.integer({ min: 1, max: 9_999_999 }))
          .map(([whole, part]) => `${whole}.${`${part}`.padStart(7, '0')}`.replace(/0+$/, '')),
      ],
      [field('currency'), fc.integer({ min: -1e12, max: 1e12 })],
      [
        field('date'),
        fc
          .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10)),
      ],
      [field('bool'), fc.boolean()],
      [field('checkboxes'), fc.array(fc.constantFrom('a', 'b', 'c'))],
      [field('iban'), fc.constantFrom('DE02120300000000202051', 'AT026000000001349870')],
      [
        field('address'),
        fc.record({
          street: fc.constantFrom('Hauptstraße', 'Platz der Freiheit'),
          houseNumber: fc.constantFrom('1', '3 a'),
          postalCode: fc.constantFrom('80331'),
          city: fc.constantFrom('München'),
        }),
      ],
      [
        field('text'),
        fc
          .string({ minLength: 1 })
          .map((text) => text.normalize('NFC').replaceAll('\u0000', '').replaceAll('\r', '').trim())
          .filter((text) => text !== ''),
      ],
    ];
    for (const [one, arbitrary] of values) {
      fc.assert(
        fc.property(arbitrary, fc.constantFrom('de' as const, 'en' as const), (value, locale) => {
          const parsed = parseFieldInput(one, formatInput(one, value, locale), locale);
          assert.ok(parsed.ok);
          assert.equal(
            JSON.stringify(parsed.value),
            JSON.stringify(value),
            `${one.kind} ${locale} ${JSON.stringify(formatInput(one, value, locale))}`,
          );
        }),
      );
    }
  });

  it('never throws', () => {
    const kinds = fc.constantFrom(
      'text',
      'textarea',
      'email',
      'phone',
      'iban',
      'date',
      'time',
      'bool',
      'int',
      'number',
      'currency',
      'checkboxes',
      'address',
      'declaration',
      'file',
    );
    const raw = fc.oneof(
      fc.string(),
      fc.array(fc.string()),
      fc.dictionary(fc.constantFrom('day', 'month', 'year', 'street', '__proto__'), fc.string()),
    );
    fc.assert(
      fc.property(kinds, raw, fc.jsonValue(), (kind, typed, value) => {
        parseFieldInput(field(kind), typed, 'de');
        checkAnswer(field(kind, { mediaTypes: [], options: [] }), value as Json, {}, facts);
        formatInput(field(kind), value as Json, 'de');
      }),
      { numRuns: 1000 },
    );
  });
});
