import { type Condition, type FormDefinition, type FormNode, checkDefinition } from '@amt/forms';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportXdf3 } from './export-xdf3.ts';
import { importXdf } from './import-xdf.ts';
import { normalForm } from './normal-form.ts';
import { RandomForm } from './random-form.fixture.ts';
import { bytes, field, group, part, schema3 } from './xdf-file.fixture.ts';

/** The form without what XDatenfelder has no place for: conditions and rules, and whether a question with such a condition is required without it. */
function kept(nodes: readonly FormNode[], conditional: ReadonlySet<string>, prefix = ''): unknown[] {
  return nodes.map((node) => {
    const { when: _w, ...rest } = node as FormNode & { requiredWhen?: unknown };
    const { requiredWhen: _r, ...plain } = rest as FormNode & { requiredWhen?: unknown };
    const path = prefix + node.id;
    if (conditional.has(path) && 'required' in plain) delete plain.required;
    if ('fields' in plain) return { ...plain, fields: kept(plain.fields, conditional, `${path}.`) };
    if ('branches' in plain)
      return {
        ...plain,
        branches: plain.branches.map((branch) => ({
          ...branch,
          ...(branch.fields && { fields: kept(branch.fields, conditional, `${path}.${branch.id}.`) }),
        })),
      };
    return plain;
  });
}
const pagesOf = (definition: FormDefinition, conditional: ReadonlySet<string> = new Set()): unknown =>
  definition.pages.map((page) => ({ title: page.title, fields: kept(page.fields, conditional) }));

/** Questions that must be answered under a condition, and whether they must without it. */
function requiredOf({ pages }: FormDefinition): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const walk = (nodes: readonly FormNode[], prefix: string): void => {
    for (const node of nodes) {
      const path = prefix + node.id;
      if ('required' in node || 'requiredWhen' in node) found.set(path, !('required' in node) || node.required);
      if ('fields' in node) walk(node.fields, `${path}.`);
      if ('branches' in node) for (const branch of node.branches) walk(branch.fields ?? [], `${path}.${branch.id}.`);
    }
  };
  for (const { fields } of pages) walk(fields, '');
  return found;
}

/** Conditions of all nodes by path, in normal form. */
function conditionsOf({ pages }: FormDefinition): Map<string, { when?: Condition; requiredWhen?: Condition }> {
  const found = new Map<string, { when?: Condition; requiredWhen?: Condition }>();
  const walk = (nodes: readonly FormNode[], prefix: string): void => {
    for (const node of nodes) {
      const path = prefix + node.id;
      const requiredWhen = 'requiredWhen' in node ? node.requiredWhen : undefined;
      found.set(path, {
        ...(node.when !== undefined && { when: normalForm(node.when) }),
        ...(requiredWhen !== undefined && { requiredWhen: normalForm(requiredWhen) }),
      });
      if ('fields' in node) walk(node.fields, `${path}.`);
      if ('branches' in node) for (const branch of node.branches) walk(branch.fields ?? [], `${path}.${branch.id}.`);
    }
  };
  for (const { fields } of pages) walk(fields, '');
  return found;
}

async function roundTrip(definition: FormDefinition): Promise<FormDefinition> {
  const back = await importXdf(bytes(exportXdf3(definition)), { lists: Object.values(definition.lists ?? {}) });
  assert.ok(back.ok, back.ok ? '' : JSON.stringify(back.faults));
  assert.equal(checkDefinition(back.definition).ok, true);
  return back.definition;
}

describe('exporting XDatenfelder 3.0', () => {
  it('comes back with the same tree, kinds, multiplicities, options and texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { definition } = new RandomForm(seed, true);
        const back = await roundTrip(definition);
        const conditional = new Set(
          [...conditionsOf(definition)].flatMap(([path, { requiredWhen }]) => (requiredWhen === undefined ? [] : [path])),
        );
        const expected = JSON.parse(
          JSON.stringify(pagesOf(definition, conditional)).replaceAll('"list":"farben"', '"list":"farben1"'),
        ) as unknown;
        assert.deepEqual(pagesOf(back, conditional), expected);
        assert.deepEqual(
          [back.id, back.version, back.title, back.legalBasis],
          [definition.id, definition.version, definition.title, definition.legalBasis],
        );
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the building blocks of an imported form', async () => {
    const first = await importXdf(
      bytes(
        schema3([
          part(
            '1:1',
            group('G99000000001', 'Halter & Söhne <neu>', [
              part('0:1', field({ id: 'F99000000001', label: 'Vorname', help: 'Wie im "Ausweis"', prefill: 'optional', bezug: '§ 4' })),
            ]),
          ),
          part('0:3', field({ id: 'F99000000002', label: 'Spitzname', constraints: { maxLength: '20' } })),
          part(
            '1:*',
            group('G99000000003', 'Drachen', [
              part('0:*', field({ id: 'F99000000003', label: 'Farbe', type: 'select', values: { r: 'Rot', b: 'Blau' } })),
            ]),
          ),
        ]),
      ),
    );
    assert.ok(first.ok);
    const back = await roundTrip(first.definition);
    assert.deepEqual(pagesOf(back), pagesOf(first.definition));
    assert.deepEqual(back.source, first.definition.source);
  });

  it('is the same file every time, and rules go along as rules for people', async () => {
    const definition: FormDefinition = {
      ...new RandomForm(7).definition,
      pages: [{ id: 'p', title: { de: 'Seite' }, fields: [{ kind: 'int', id: 'alter', label: { de: 'Alter' } }] }],
      rules: [{ id: 'r', at: 'alter', message: { de: 'Erst ab 18 Jahren.' }, valid: { op: 'gte', args: [{ answer: 'alter' }, 18] } }],
    };
    assert.equal(exportXdf3(definition), exportXdf3(definition));
    const back = await roundTrip(definition);
    assert.deepEqual(
      back.rules?.map(({ id: _id, ...rule }) => rule),
      definition.rules?.map(({ id: _id, ...rule }) => rule),
    );
  });

  it('says conditions so that they come back, or so that people understand them; nothing comes back that was not there', async () => {
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { definition } = new RandomForm(seed, true);
        const xml = exportXdf3(definition, { sentenceOf: () => 'wenn es so ist' });
        const back = await importXdf(bytes(xml), { lists: Object.values(definition.lists ?? {}) });
        assert.ok(back.ok);
        const before = conditionsOf(definition);
        for (const [path, conditions] of conditionsOf(back.definition)) {
          for (const [slot, condition] of Object.entries(conditions)) {
            kept++;
            assert.deepEqual(condition, before.get(path)?.[slot as 'when' | 'requiredWhen'], `${path} ${slot}`);
          }
        }
        const returnedAt = conditionsOf(back.definition);
        const requiredNow = requiredOf(back.definition);
        for (const [path, required] of requiredOf(definition))
          if (before.get(path)?.requiredWhen !== undefined && returnedAt.get(path)?.requiredWhen === undefined)
            assert.equal(requiredNow.get(path) ?? true, required, `${path}: required as before where its condition did not come back`);
        const conditions =
          [...before.values()].flatMap((one) => Object.values(one)).length +
          definition.pages.filter(({ when }) => when !== undefined).length;
        const told = back.remarks.filter(({ about }) => about === 'rule').length;
        const returned = [...conditionsOf(back.definition).values()].flatMap((one) => Object.values(one)).length;
        const { rules = [], computed = [] } = definition;
        assert.equal(told + returned + (back.definition.rules?.length ?? 0), conditions + rules.length + computed.length);
      }),
      { numRuns: 150 },
    );
    assert.ok(kept > 20, `only ${kept} conditions came back`);
  });

  it('keeps what its grammar can say, and tells the rest in the words it is given', async () => {
    const answer = (path: string): { answer: string } => ({ answer: path });
    const definition: FormDefinition = {
      ...new RandomForm(7).definition,
      rules: [
        {
          id: 'a',
          at: 'bis',
          message: { de: 'Das Ende liegt vor dem Anfang.' },
          valid: {
            op: 'or',
            args: [
              { op: 'is_empty', args: [answer('von')] },
              { op: 'gte', args: [answer('bis'), answer('von')] },
            ],
          },
        },
        { id: 'b', at: 'von', message: { de: 'Nicht in der Zukunft.' }, valid: { op: 'lte', args: [answer('von'), { fact: 'today' }] } },
        {
          id: 'c',
          at: 'von',
          message: { de: 'Zu weit.' },
          when: { op: 'equal', args: [answer('art'), 'b'] },
          valid: { op: 'lte', args: [answer('von'), { fact: 'today' }] },
        },
      ],
      computed: [],
      pages: [
        {
          id: 'p',
          title: { de: 'Seite' },
          fields: [
            {
              kind: 'radios',
              id: 'art',
              label: { de: 'Art' },
              options: [
                { value: 'a', label: { de: 'Einleiner' } },
                { value: 'b', label: { de: 'Lenkdrachen' } },
              ],
            },
            { kind: 'date', id: 'von', label: { de: 'Von' } },
            { kind: 'date', id: 'bis', label: { de: 'Bis' }, when: { op: 'equal', args: [answer('art'), 'b'] } },
            {
              kind: 'text',
              id: 'grund',
              label: { de: 'Grund' },
              requiredWhen: {
                op: 'and',
                args: [
                  { op: 'equal', args: [answer('art'), 'b'] },
                  { op: 'not', args: [{ op: 'is_empty', args: [answer('bis')] }] },
                ],
              },
            },
            { kind: 'text', id: 'mehr', label: { de: 'Mehr' }, when: { op: 'matches', args: [answer('grund')], pattern: 'x+' } },
          ],
        },
      ],
    };
    const xml = exportXdf3(definition, {
      sentenceOf: (condition) => (JSON.stringify(condition).includes('matches') ? 'wenn „Grund“ wie „x+“ aussieht' : 'wenn es so ist'),
    });
    assert.match(xml, /Wenn F\d+ „Art“ = b und F\d+ „Bis“ ausgefüllt ist, dann muss F\d+ „Grund“ ausgefüllt werden\./);
    const back = await importXdf(bytes(xml));
    assert.ok(back.ok);
    assert.deepEqual(
      back.definition.rules?.map(({ id: _id, ...rule }) => rule),
      definition.rules?.slice(0, 2).map(({ id: _id, ...rule }) => rule),
    );
    const conditions = conditionsOf(back.definition);
    assert.deepEqual(
      [conditions.get('bis'), conditions.get('grund')],
      [conditionsOf(definition).get('bis'), conditionsOf(definition).get('grund')],
    );
    assert.deepEqual(
      back.remarks.filter(({ about }) => about === 'rule').map(({ text }) => text),
      [
        'Zu weit. Die Angaben sind zulässig, wenn es so ist, und das nur geprüft, wenn es so ist.',
        '„Mehr“ wird nur gefragt, wenn „Grund“ wie „x+“ aussieht.',
      ],
    );
  });
});
