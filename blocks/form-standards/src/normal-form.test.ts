import { type Condition, type FormDefinition, type FormNode, compileForm, evaluate } from '@amt/forms';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { negation, normalForm } from './normal-form.ts';
import { RandomForm } from './random-form.fixture.ts';

/** The form with another condition in place of each. */
function withConditions(definition: FormDefinition, change: (condition: Condition) => Condition): FormDefinition {
  const nodes = (list: readonly FormNode[]): FormNode[] =>
    list.map((node) => {
      const copy = { ...node, ...(node.when !== undefined && { when: change(node.when) }) };
      if ('fields' in copy) return { ...copy, fields: nodes(copy.fields) };
      if ('branches' in copy)
        return { ...copy, branches: copy.branches.map((one) => ({ ...one, ...(one.fields && { fields: nodes(one.fields) }) })) };
      return copy;
    });
  return { ...definition, pages: definition.pages.map((page) => ({ ...page, fields: nodes(page.fields) })) };
}

describe('the normal form of conditions', () => {
  it('holds where the condition holds, and its negation where it does not', () => {
    let told = 0;
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, answers) => {
        const random = new RandomForm(seed);
        const facts = { today: '2026-05-17', signedIn: false, trustLevel: 'none' } as const;
        const given = random.answers(answers);
        const { values } = evaluate(compileForm(random.definition), given, facts);
        const normal = withConditions(random.definition, normalForm);
        const doubled = withConditions(random.definition, (condition) => negation(negation(condition)));
        if (JSON.stringify(normal) !== JSON.stringify(random.definition)) told++;
        assert.deepEqual(evaluate(compileForm(normal), given, facts).values, values);
        assert.deepEqual(evaluate(compileForm(doubled), given, facts).values, values);
        const opposite = withConditions(random.definition, (condition) => ({ op: 'not', args: [negation(condition)] }));
        assert.deepEqual(evaluate(compileForm(opposite), given, facts).values, values);
      }),
      { numRuns: 200 },
    );
    assert.ok(told > 20, `only ${told} forms had anything to change`);
  });
});
