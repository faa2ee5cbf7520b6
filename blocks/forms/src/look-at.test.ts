import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compileForm } from './check-definition.ts';
import { evaluate } from './evaluate.ts';
import { householdForm } from './household-form.fixture.ts';
import { lookAt, typeOfExpression } from './look-at.ts';
import { compilePattern } from './pattern.ts';

const form = compileForm(householdForm());
const facts = { today: '2026-11-25', signedIn: false, trustLevel: 'none' };

describe('looking at parts of a form', () => {
  it('sees nodes as the whole evaluation does', () => {
    const paths = form.tree.nodes.filter(({ owner }) => !owner).map(({ path }) => path);
    fc.assert(
      fc.property(
        fc.record({ rents: fc.boolean(), birthDate: fc.constantFrom('1985-03-27', '2012-01-01') }, { requiredKeys: [] }),
        (answers) => {
          const { nodes } = evaluate(form, answers, facts);
          const look = lookAt(form, answers, facts);
          for (const path of paths) assert.equal(look.isShown(path), nodes.has(path), path);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('works out expressions, of the form and inside of an item', () => {
    const repeat = form.tree.nodes.find(({ kind, owner }) => kind === 'repeat' && !owner);
    assert.ok(repeat);
    const look = lookAt(form, { rents: true, [repeat.path]: [{}] }, facts);
    assert.equal(look.valueOf({ op: 'and', args: [{ answer: 'rents' }, true] }), true);
    assert.equal(look.valueOf({ op: 'count', over: repeat.path }, `${repeat.path}.0`), 1);
    assert.equal(look.valueOf(true, `${repeat.path}.1`), undefined);
    assert.equal(typeOfExpression(form, { op: 'age_years', args: [{ answer: 'birthDate' }] }), 'number');
    assert.equal(typeOfExpression(form, { answer: 'nothing' }), undefined);
  });
});

describe('samples of patterns', () => {
  it('match, and are no empty texts where there is a choice', () => {
    for (const source of ['[A-ZÄÖÜ]{1,3}[ -][A-Z]{1,2}[ -]?[1-9][0-9]{0,3}', '80\\d{3}', '(ja|nein)', '\\p{Lu}\\p{Ll}+', '[^a-z]?'])
      assert.ok(compilePattern(source).test(compilePattern(source).sample() ?? ''), source);
    assert.notEqual(compilePattern('[0-9]*').sample(), '');
  });
});
