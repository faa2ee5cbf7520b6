import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sentenceOf } from '@amt/form-proofs';
import { checkDefinition } from '@amt/forms';
import fc from 'fast-check';
import { streetMusic } from '../../test/street-music.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { vocabularyOf } from '../model/vocabulary.ts';
import { comparisons, type DraftGroup, type DraftRow, emptyRow, groupModes, isGroup, isMutual, neededBy } from './condition-draft.ts';
import { type Operand, type Scope, scopeOf } from './operands.ts';
import { postedGroup } from './posted-condition.ts';
import { draftOf } from './read-condition.ts';
import { valueDraftOf, valueOf } from './value-draft.ts';
import { conditionOf } from './write-condition.ts';

/** The form of street music with an answer of every kind. */
const form: AuthorForm = withEveryKind(streetMusic());
const scope = scopeOf(form, undefined, 'de');

function withEveryKind(music: AuthorForm): AuthorForm {
  const label = (de: string) => ({ de, en: de });
  const more = [
    { kind: 'text', id: 'plz', label: label('Postleitzahl') },
    { kind: 'currency', id: 'income', label: label('Einnahmen') },
    { kind: 'date', id: 'from', label: label('Von') },
    { kind: 'date', id: 'to', label: label('Bis') },
    { kind: 'time', id: 'opens', label: label('Beginnt um') },
    { kind: 'time', id: 'closes', label: label('Endet um') },
    { kind: 'bool', id: 'again', label: label('Wieder?') },
  ];
  const [first, ...rest] = music.pages;
  assert.ok(first);
  return { ...music, pages: [{ ...first, fields: [...first.fields, ...more] }, ...rest] };
}

/** A row as somebody fills it in, with values that fit. */
function rowIn(at: Scope, depth: number): fc.Arbitrary<DraftRow> {
  const named = at.operands.filter(({ over }) => over === undefined);
  return fc.constantFrom(...named).chain((operand) =>
    fc
      .tuple(fc.constantFrom<string>(...comparisons[operand.type]), fc.nat(9999), fc.boolean())
      .filter(([comparison]) => depth < 2 || !['entries', 'number-of-entries'].includes(neededBy(comparison)))
      .chain(([comparison, n, mutual]) => filledRow(at, depth, operand, comparison, n, mutual)),
  );
}

function filledRow(at: Scope, depth: number, operand: Operand, comparison: string, n: number, mutual: boolean): fc.Arbitrary<DraftRow> {
  const row = { ...emptyRow, field: operand.key, comparison };
  const option = (i: number): string => operand.options?.[i % operand.options.length]?.value ?? `wert ${i}`;
  switch (neededBy(comparison)) {
    case 'nothing':
      return fc.constant(row);
    case 'values':
      return fc.constant({ ...row, values: [...new Set([option(n), option(n + 1)])] });
    case 'shape':
      return fc.constant(n % 2 === 0 ? { ...row, shape: 'licencePlate' } : { ...row, shape: 'own', value: '[0-9]{3}' });
    case 'entries':
    case 'number-of-entries': {
      const isNeeded = neededBy(comparison) === 'entries';
      const where = groupIn(at.into(operand.key.slice('answer:'.length)), depth + 1);
      const value = isNeeded ? '' : String(n);
      return (isNeeded ? where : fc.option(where, { nil: undefined })).map((group) => ({ ...row, value, where: group }));
    }
    case 'value': {
      const others = at.operands.filter(({ type, key, over }) => type === operand.type && key !== operand.key && over === undefined);
      const other = others[n % Math.max(others.length, 1)];
      const hasNoLiterals = operand.type === 'time' || operand.type === 'datetime';
      if (other && isMutual(comparison) && (mutual || hasNoLiterals))
        return fc.constant({ ...row, against: other.key, days: operand.type === 'date' ? String(n - 5000) : '' });
      return fc.constant({ ...row, value: literal(operand, comparison, n, option) });
    }
  }
}

function literal(operand: Operand, comparison: string, n: number, option: (i: number) => string): string {
  if (operand.options) return option(n);
  if (comparison.startsWith('age_') || operand.type === 'number') return String(n);
  if (operand.type === 'money') return `${n},50`;
  return operand.type === 'date' ? `0${1 + (n % 9)}.0${1 + (n % 8)}.20${10 + (n % 80)}` : `wert ${n}`;
}

/** Groups of at least two rows: one alone is the row itself. */
function groupIn(at: Scope, depth: number): fc.Arbitrary<DraftGroup> {
  const item: fc.Arbitrary<DraftRow | DraftGroup> =
    depth >= 3
      ? rowIn(at, depth)
      : fc.oneof(
          { depthSize: 'small' },
          rowIn(at, depth),
          fc.constant(undefined).chain(() => groupIn(at, depth + 1)),
        );
  return fc.record(
    { mode: fc.constantFrom(...groupModes), items: fc.array(item, { minLength: 2, maxLength: 4 }) },
    { noNullPrototype: true },
  );
}

/** The group as its page sends it. */
function posted(group: DraftGroup, at: string): Record<string, string | string[]> {
  return {
    [`${at}.mode`]: group.mode,
    [`${at}.items`]: String(group.items.length),
    ...Object.assign({}, ...group.items.map((item, i) => (isGroup(item) ? posted(item, `${at}.${i}`) : postedRow(item, `${at}.${i}`)))),
  };
}

function postedRow({ where, ...row }: DraftRow, at: string): Record<string, string | string[]> {
  const own = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [`${at}.${name}`, typeof value === 'string' ? value : [...value]]),
  );
  return { ...own, ...(where ? posted(where, `${at}.w`) : {}) };
}

describe('a condition of rows', () => {
  it('is read back as the rows it was made of, however deep, comes back from its page, and is a sentence', () => {
    const vocabulary = vocabularyOf(form);
    fc.assert(
      fc.property(groupIn(scope, 0), (given) => {
        const { expression, faults } = conditionOf(given, scope, 'c');
        assert.deepEqual(faults, []);
        assert.deepEqual(draftOf(expression, scope), given);
        assert.deepEqual(postedGroup(posted(given, 'c'), 'c', ''), given);
        assert.doesNotMatch(sentenceOf(expression, vocabulary, 'de'), /undefined|fehlende/);
        const last = {
          id: 'last',
          title: { de: 'Ende', en: 'End' },
          when: expression,
          fields: [{ kind: 'label', id: 'end', text: { de: 'x', en: 'x' } }],
        };
        const checked = checkDefinition({ ...form, pages: [...form.pages, last], scenarios: [] });
        assert.deepEqual(checked.ok ? [] : checked.faults, []);
      }),
    );
  });

  const reads: readonly (readonly [string, unknown, Partial<DraftRow>])[] = [
    ['one of several', { op: 'in', args: [{ answer: 'sound' }], values: ['loud'] }, { comparison: 'one_of', values: ['loud'] }],
    ['a named shape', { op: 'matches', args: [{ answer: 'plz' }], pattern: '[0-9]{5}' }, { comparison: 'matches', shape: 'fiveDigits' }],
    ['an own pattern', { op: 'not', args: [{ op: 'matches', args: [{ answer: 'plz' }], pattern: 'x' }] }, { shape: 'own', value: 'x' }],
    ['another answer', { op: 'gte', args: [{ answer: 'to' }, { answer: 'from' }] }, { against: 'answer:from', days: '' }],
    [
      'today and some days',
      { op: 'gte', args: [{ answer: 'from' }, { op: 'add_days', args: [{ fact: 'today' }, 14] }] },
      { against: 'fact:today', days: '14' },
    ],
    ['a plain truth', { answer: 'again' }, { comparison: 'yes' }],
    ['a number of entries', { op: 'gt', args: [{ op: 'count', over: 'shows' }, 2] }, { comparison: 'count_gt', value: '2' }],
  ];
  for (const [what, expression, expected] of reads)
    it(`reads ${what}`, () => {
      const [row] = draftOf(expression, scope)?.items ?? [];
      assert.ok(row && !isGroup(row));
      assert.deepEqual({ ...row, ...expected }, row);
    });

  it('asks entries about what stands in them, and an entry of the same group only', () => {
    const long = { op: 'gt', args: [{ answer: 'shows.minutes' }, 60] };
    const row = draftOf({ op: 'all', over: 'shows', where: long }, scope)?.items[0];
    assert.ok(row && !isGroup(row));
    assert.deepEqual([row.comparison, row.where?.items.length], ['all', 1]);
    assert.equal(draftOf(long, scope), undefined);
    assert.ok(draftOf(long, scopeOf(form, 'shows.square', 'de')));
  });

  it('takes a choice by its words, and no other', () => {
    const typed = (value: string) =>
      conditionOf({ mode: 'all', items: [{ ...emptyRow, field: 'answer:sound', comparison: 'equal', value }] }, scope, 'c');
    assert.deepEqual(typed('mit verstärker').expression, { op: 'equal', args: [{ answer: 'sound' }, 'loud'] });
    assert.deepEqual(typed('Trompete').faults, [{ at: 'c.0.value', code: 'option' }]);
    assert.deepEqual(typed(' ').faults, [{ at: 'c.0.value', code: 'value' }]);
  });

  it('says where a row cannot be taken', () => {
    const faults = (row: Partial<DraftRow>) => conditionOf({ mode: 'all', items: [{ ...emptyRow, ...row }] }, scope, 'c').faults;
    assert.deepEqual(faults({ field: 'answer:gone', comparison: 'equal' }), [{ at: 'c.0.field', code: 'field' }]);
    assert.deepEqual(faults({ field: 'answer:plz', comparison: 'matches', shape: 'own', value: '[' }), [
      { at: 'c.0.value', code: 'pattern' },
    ]);
    assert.deepEqual(faults({ field: 'answer:plz', comparison: 'one_of' }), [{ at: 'c.0.values', code: 'value' }]);
    assert.deepEqual(faults({ field: 'answer:shows', comparison: 'any' }), [{ at: 'c.0.w.0.field', code: 'entries' }]);
    assert.deepEqual(faults({ field: 'answer:shows', comparison: 'count_gt', value: '1,5' }), [{ at: 'c.0.value', code: 'whole' }]);
    assert.deepEqual(faults({ field: 'answer:to', comparison: 'gt', against: 'answer:from', days: 'bald' }), [
      { at: 'c.0.days', code: 'days' },
    ]);
    assert.deepEqual(faults({ field: 'answer:to', comparison: 'gt', against: 'answer:again' }), [{ at: 'c.0.against', code: 'field' }]);
  });

  it('without a row is no condition; what says more than rows is left to the text', () => {
    assert.equal(conditionOf({ mode: 'all', items: [emptyRow] }, scope, 'c').expression, undefined);
    assert.equal(draftOf({ op: 'xor', args: [true, false] }, scope), undefined);
    let deep: unknown = { answer: 'again' };
    for (let i = 0; i < 20; i++) deep = { op: i % 2 === 0 ? 'and' : 'or', args: [deep, { answer: 'again' }] };
    assert.equal(draftOf(deep, scope), undefined);
    fc.assert(fc.property(fc.jsonValue(), (anything) => void draftOf(anything, scope)));
  });

  it('gets and loses rows and groups where a button says so', () => {
    const row = (field: string): DraftRow => ({ ...emptyRow, field });
    const given: DraftGroup = {
      mode: 'all',
      items: [row('a'), { mode: 'any', items: [row('b'), { ...row('c'), where: { mode: 'all', items: [row('d')] } }] }],
    };
    const after = (asked: string) => postedGroup(posted(given, 'c'), 'c', asked);
    assert.deepEqual(after('add-row:c').items.at(-1), emptyRow);
    assert.equal((after('add-group:c.1').items[1] as DraftGroup).items.length, 3);
    assert.deepEqual((after('remove:c.1.0').items[1] as DraftGroup).items.length, 1);
    assert.equal(((after('remove:c.1.1.w.0').items[1] as DraftGroup).items[1] as DraftRow).where, undefined);
    assert.equal(((after('add-row:c.1.1.w').items[1] as DraftGroup).items[1] as DraftRow).where?.items.length, 2);
    assert.deepEqual((after('add-row:c.0.w').items[0] as DraftRow).where?.items, [emptyRow]);
    assert.equal(postedGroup({ 'c.items': '999' }, 'c', '').items.length, 200);
  });
});

describe('a calculation', () => {
  const multiply = (cents: number, factor: unknown): unknown => ({ op: 'multiply', args: [{ cents }, factor] });
  it('is read back as the terms it was made of, of certain entries too', () => {
    const long = { op: 'gt', args: [{ answer: 'shows.minutes' }, 60] };
    const expression = {
      op: 'add',
      args: [
        multiply(1000, { op: 'count', over: 'shows' }),
        multiply(10, { op: 'sum', over: 'shows', value: { answer: 'shows.minutes' }, where: long }),
        { answer: 'income' },
        { cents: 1550 },
      ],
    };
    const draft = valueDraftOf(expression, scope, 'money');
    assert.deepEqual(
      draft?.terms.map(({ amount, times, where }) => [amount, times, where?.items.length]),
      [
        ['10,00', 'count:shows', undefined],
        ['0,10', 'sum:shows.minutes', 1],
        ['', 'answer:income', undefined],
        ['15,50', '', undefined],
      ],
    );
    assert.ok(draft);
    assert.deepEqual(valueOf(draft, scope), { expression, faults: [] });
  });
  it('says where a term cannot be taken', () => {
    const term = { amount: '1,5', times: '', where: undefined };
    assert.deepEqual(valueOf({ unit: 'number', terms: [term], places: '9' }, scope).faults, [{ at: 'places', code: 'number' }]);
    const where: DraftGroup = { mode: 'all', items: [{ ...emptyRow, field: 'gone' }] };
    const counted = { amount: '', times: 'count:shows', where };
    assert.deepEqual(valueOf({ unit: 'number', terms: [counted], places: '' }, scope).faults, [{ at: 't0.w.0.field', code: 'field' }]);
  });
});
