import { type FormDefinition, checkDefinition, compileForm, evaluate } from '@amt/forms';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importTranslatedRules } from './import-translated-rules.ts';
import { importXdf } from './import-xdf.ts';
import { bytes, field, group, part, schema3 } from './xdf-file.fixture.ts';

const facts = { today: '2026-05-01', signedIn: false, trustLevel: 'none' };
const person = (id: string): string =>
  part(
    '1:1',
    group(id, `Person ${id}`, [
      part('1:1', field({ id: 'F1', type: 'select', values: { a: 'A', b: 'B' } })),
      part('0:1', group('G9', 'Anschrift', [part('0:1', field({ id: 'F3' }))])),
      part('1:1', group('G8', 'Mehr', [part('0:1', field({ id: 'F2' })), part('0:1', field({ id: 'F4', data: 'num_int' }))])),
    ]),
  );

async function form(): Promise<FormDefinition> {
  const result = await importXdf(bytes(schema3([person('G1'), person('G2')])));
  assert.ok(result.ok);
  return result.definition;
}
const errorsOf = (definition: FormDefinition, answers: Parameters<typeof evaluate>[1]): [string, string][] =>
  evaluate(compileForm(definition), answers, facts)
    .errors.map((error): [string, string] => [error.path, error.code])
    .filter(([path]) => path.startsWith('G1'));

describe('rules translated by the catalogue', () => {
  it('become requiredWhen, when and rules, below the element they belong to', async () => {
    const rules = [
      { effect: 'require', target: 'self.G8.F2', condition: { op: 'equal', args: [{ identifier: 'self.F1' }, 'a'] }, message: 'F2 fehlt' },
      { effect: 'forbid', target: 'self.G8.F4', condition: { not: [{ equal: [{ identifier: 'self.F1' }, 'a'] }] }, message: 'kein F4' },
      {
        effect: 'valid',
        target: 'self.G8.F4',
        condition: { op: 'gte', args: [{ identifier: 'self.G8.F4' }, 3] },
        message: 'mindestens drei',
      },
    ];
    const result = importTranslatedRules(await form(), rules, 'G1');
    assert.ok(result.ok && result.taken === 3 && result.remarks.length === 0, JSON.stringify(result));
    assert.deepEqual(errorsOf(result.definition, { G1: { F1: 'a' } }), [['G1.G8.F2', 'required']]);
    assert.deepEqual(errorsOf(result.definition, { G1: { F1: 'a', G8: { F2: 'x', F4: 2 } } }), [['G1.G8.F4', 'rule']]);
    assert.deepEqual(errorsOf(result.definition, { G1: { F1: 'b', G8: { F4: 2 } } }), []);
  });

  it('apply wherever the element is used, and say what does not fit', async () => {
    const rules = [
      { effect: 'require', target: 'self.F2', condition: { is_empty: [{ identifier: 'self.F4' }] }, message: 'eins von beiden' },
      { effect: 'require', target: 'self.F7', message: 'gibt es nicht' },
      { effect: 'valid', target: 'self.F4', condition: { op: 'roughly', args: [] }, message: 'ungefähr' },
    ];
    const result = importTranslatedRules(await form(), rules, 'G8');
    assert.ok(result.ok);
    assert.equal(result.taken, 2);
    assert.equal(result.remarks.length, 4);
    assert.equal(checkDefinition(result.definition).ok, true);
    assert.deepEqual(errorsOf(result.definition, { G1: { F1: 'a' } }), [['G1.G8.F2', 'required']]);
  });

  it('refuses what is no list of rules, and never throws', async () => {
    const definition = await form();
    assert.ok(!importTranslatedRules(definition, { rules: [] }).ok);
    assert.ok(!importTranslatedRules(definition, [{ effect: 'explode', target: 'self', message: 'x' }]).ok);
    assert.ok(!importTranslatedRules(definition, [], 'G77').ok);
    const rule = fc.record({
      effect: fc.constantFrom('require', 'forbid', 'valid'),
      target: fc.constantFrom('self', 'self.F1', 'G1', 'self.G8.F2', '..'),
      message: fc.constant('m'),
      condition: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), fc.constantFrom('G1', 'G8', undefined), (rules, element) => {
        const result = importTranslatedRules(definition, rules, element);
        assert.ok(result.ok && checkDefinition(result.definition).ok);
      }),
      { numRuns: 60 },
    );
  });
});
