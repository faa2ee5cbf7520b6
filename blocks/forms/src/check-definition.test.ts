import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkDefinition } from './check-definition.ts';
import type { FormDefinition } from './definition.ts';
import type { Expression } from './expression.ts';
import { publishedSchema, publishedSchemaFile } from './generate-schema.ts';
import { householdForm } from './household-form.fixture.ts';

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** The form with something else at a JSON pointer. */
function withAt(pointer: string, value: unknown): unknown {
  const copy = structuredClone(householdForm()) as unknown as Json;
  const steps = pointer.slice(1).split('/');
  const last = steps.pop() ?? '';
  let at = copy as { [key: string]: Json };
  for (const step of steps) at = at[step] as { [key: string]: Json };
  if (value === undefined) delete at[last];
  else at[last] = value as Json;
  return copy;
}

function faultsOf(json: unknown): string[] {
  const checked = checkDefinition(json);
  return checked.ok ? [] : checked.faults.map((fault) => `${fault.path} ${fault.message}`);
}

function assertFault(json: unknown, place: string, words: RegExp): void {
  const faults = faultsOf(json);
  assert.ok(
    faults.some((fault) => fault.startsWith(`${place} `) && words.test(fault)),
    `${place} ${words} not in:\n${faults.join('\n')}`,
  );
}

describe('the published schema', () => {
  it('is current', async () => {
    assert.equal(await readFile(publishedSchemaFile, 'utf8'), publishedSchema(), 'run node blocks/forms/src/generate-schema.ts');
  });
});

describe('checking a definition', () => {
  it('accepts a right one and knows it by its content', () => {
    const one = checkDefinition(householdForm());
    assert.ok(one.ok, faultsOf(householdForm()).join('\n'));
    const { id, ...rest } = householdForm();
    const reordered = checkDefinition({ ...rest, id });
    assert.ok(reordered.ok && reordered.form.hash === one.form.hash);
    const changed = checkDefinition(householdForm({ version: '1.0.1' }));
    assert.ok(changed.ok && changed.form.hash !== one.form.hash);
  });

  it('names unknown properties, kinds and missing parts at their place', () => {
    assertFault(withAt('/pages/0/fields/0/lable', 'x'), '/pages/0/fields/0', /unknown property "lable"/);
    assertFault(withAt('/pages/0/fields/0/kind', 'texxt'), '/pages/0/fields/0', /unknown kind "texxt"/);
    assertFault(withAt('/title', undefined), '', /'title'/);
    assertFault(withAt('/trustLevel', 'medium'), '/trustLevel', /must be one of none/);
  });

  it('demands the texts of all languages of the form', () => {
    assertFault(withAt('/pages/0/fields/0/label', { de: 'Vorname' }), '/pages/0/fields/0/label', /missing in "en"/);
    assertFault(withAt('/languages', ['en']), '/languages', /German/);
  });

  it('finds references to what is not there', () => {
    const equal = (path: string, value: unknown) => ({ op: 'equal', args: [{ answer: path }, value] });
    assertFault(withAt('/pages/1/when', equal('birthDat', 'x')), '/pages/1/when/args/0/answer', /no field "birthDat"/);
    assertFault(withAt('/computed/0/value/over', 'people'), '/computed/0/value/over', /no repeat group/);
    assertFault(withAt('/rules/0/at', 'nowhere'), '/rules/0/at', /no field "nowhere"/);
    assertFault(withAt('/pages/4/fields/1/value', { computed: 'x' }), '/pages/4/fields/1/value/computed', /no computed value "x"/);
    assertFault(withAt('/pages/0/section', 'about'), '/pages/0/section', /no section/);
    assertFault(withAt('/pages/3/fields/0/itemTitle', 'nam'), '/pages/3/fields/0/itemTitle', /no field "nam"/);
  });

  it('finds a value that no option has', () => {
    assertFault(
      withAt('/rules/1/when', { op: 'equal', args: [{ answer: 'members.works' }, 'ja'] }),
      '/rules/1/when/args/1',
      /"ja" is not one of yes, no/,
    );
    assertFault(
      withAt('/rules/1/when', { op: 'in', args: [{ answer: 'payout' }], values: ['cash', 'cheque'] }),
      '/rules/1/when/values/1',
      /"cheque"/,
    );
  });

  it('finds wrong types', () => {
    assertFault(withAt('/pages/1/when', { answer: 'birthDate' }), '/pages/1/when', /must be a condition, not a date/);
    assertFault(
      withAt('/pages/1/when', { op: 'lt', args: [{ answer: 'birthDate' }, '2000-01-01'] }),
      '/pages/1/when',
      /"date": "YYYY-MM-DD"/,
    );
    assertFault(withAt('/rules/0/valid', { op: 'lt', args: [{ answer: 'rentAmount' }, 500] }), '/rules/0/valid', /"cents"/);
    assertFault(withAt('/fee/lines/0/amount', 10), '/fee/lines/0/amount', /a fee is money/);
    assertFault(
      withAt('/computed/0/value', { op: 'multiply', args: [{ answer: 'rentAmount' }, { answer: 'rentAmount' }] }),
      '/computed/0/value',
      /mix money/,
    );
    assertFault(withAt('/computed/0/value', { op: 'if', args: [true, 1, 'x'] }), '/computed/0/value', /one type/);
    assertFault(withAt('/computed/0/value', { answer: 'members.income' }), '/computed/0/value/answer', /asked several times/);
    assertFault(
      withAt('/rules/0/when', { op: 'matches', args: [{ answer: 'surname' }], pattern: '(a' }),
      '/rules/0/when/pattern',
      /"\)" expected|too early/,
    );
  });

  it('finds what depends on itself, across pages and calculations', () => {
    const circle = structuredClone(householdForm());
    circle.computed = [
      { id: 'a', value: { op: 'add', args: [{ computed: 'b' }, 1] } },
      { id: 'b', value: { op: 'add', args: [{ computed: 'a' }, 1] } },
    ];
    circle.pages = circle.pages.filter((page) => page.id !== 'payment');
    assert.ok(
      faultsOf(circle).some((fault) => /depends on itself/.test(fault)),
      faultsOf(circle).join('\n'),
    );
    assertFault(
      withAt('/pages/0/when', { op: 'is_empty', args: [{ answer: 'guardianName' }] }),
      '/pages/0/when',
      /depends on itself: .*page:1/,
    );
    assertFault(
      withAt('/pages/2/fields/1/when', { op: 'is_empty', args: [{ answer: 'rentAmount' }] }),
      '/pages/2/fields/1',
      /depends on itself/,
    );
  });

  it('refuses ids that would shadow something or stand twice', () => {
    assertFault(withAt('/pages/0/fields/0/id', 'constructor'), '/pages/0/fields/0/id', /cannot be an id/);
    assertFault(withAt('/pages/0/fields/0/id', 'surname'), '/pages/0/fields/1/id', /there twice/);
    assertFault(withAt('/pages/4/fields/0/branches/0/id', 'choice'), '/pages/4/fields/0/branches/0/id', /cannot be/);
  });

  it('refuses hostile sizes and chains without falling over', () => {
    let nested: unknown = true;
    for (let i = 0; i < 50_000; i++) nested = { op: 'not', args: [nested] };
    assertFault(withAt('/pages/1/when', nested), '', /nested deeper/);
    let deep: Expression = true;
    for (let i = 0; i < 30; i++) deep = { op: 'not', args: [deep] };
    assert.deepEqual(faultsOf(withAt('/pages/1/when', deep)), [], 'time does not grow with the power of the depth');
    assert.ok(faultsOf(withAt('/pages/1/when', { op: 'not', args: [deep, 'x'] })).length > 0);
    const many = householdForm();
    many.pages = [
      {
        id: 'p',
        title: { de: 'x', en: 'x' },
        fields: Array.from({ length: 12_000 }, (_, i) => ({ id: `f${i}`, kind: 'bool' as const, label: { de: 'x', en: 'x' } })),
      },
    ];
    assert.ok(faultsOf({ ...many, rules: [], computed: [], fee: undefined }).length > 0);
    const chain: FormDefinition = householdForm();
    chain.computed = Array.from({ length: 5000 }, (_, i) => ({
      id: `c${i}`,
      value: (i < 4999 ? { op: 'add', args: [{ computed: `c${i + 1}` }, 1] } : 1) as Expression,
    }));
    chain.computed.push({ id: 'income', value: { cents: 1 } });
    assert.ok(faultsOf(chain).some((fault) => /build on each other/.test(fault)));
    const shown: FormDefinition = householdForm({ rules: [], computed: [{ id: 'income', value: { cents: 1 } }] });
    shown.pages.push({
      id: 'chain',
      title: { de: 'x', en: 'x' },
      fields: Array.from({ length: 2000 }, (_, i) => ({
        id: `w${i}`,
        kind: 'bool' as const,
        label: { de: 'x', en: 'x' },
        ...(i === 0 ? {} : { when: { answer: `w${i - 1}` } }),
      })),
    });
    assert.ok(faultsOf(shown).some((fault) => /build on each other/.test(fault)));
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        assert.equal(checkDefinition(json).ok, false);
      }),
    );
    const pointers = [
      '/pages/0',
      '/pages/0/fields',
      '/pages/1/when',
      '/pages/2/fields/1/when',
      '/rules/0/valid',
      '/computed/0/value',
      '/fee/lines/0',
      '/lists',
      '/pages/3/fields/0/fields/0',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...pointers), fc.jsonValue(), (pointer, value) => {
        checkDefinition(withAt(pointer, value));
      }),
    );
  });
});
