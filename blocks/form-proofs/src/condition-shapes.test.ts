import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileForm, typeOfExpression } from '@amt/forms';
import { conditionForm } from './condition-form.fixture.ts';
import { conditionFrom, conditionShapes } from './condition-shapes.ts';

const form = compileForm(conditionForm());
const shapes = conditionShapes(form);
const example = { none: '', option: '', number: '3', money: '12.50', date: '2026-02-28', text: 'x', pattern: '[0-9]+' };

describe('conditions built from selects', () => {
  it('are right conditions for every comparison of every field', () => {
    assert.ok(shapes.length > 20);
    for (const { field, within, comparisons, options } of shapes)
      for (const { name, operand } of comparisons) {
        const value = operand === 'option' ? (options?.[0]?.value ?? '') : example[operand];
        const made = conditionFrom(shapes, { join: 'all', rows: [{ field, comparison: name, value }] });
        assert.ok(made.ok, `${field} ${name}`);
        assert.equal(typeOfExpression(form, made.condition, within), 'bool', `${field} ${name}`);
      }
  });

  it('are joined by all or any, groups inside', () => {
    const made = conditionFrom(shapes, {
      join: 'all',
      rows: [
        { field: 'flag', comparison: 'yes' },
        {
          join: 'any',
          rows: [
            { field: 'amount', comparison: 'atLeast', value: '12.5' },
            { field: 'colour', comparison: 'is', value: 'red' },
          ],
        },
      ],
    });
    assert.deepEqual(made, {
      ok: true,
      condition: {
        op: 'and',
        args: [
          { op: 'equal', args: [{ answer: 'flag' }, true] },
          {
            op: 'or',
            args: [
              { op: 'gte', args: [{ answer: 'amount' }, { cents: 1250 }] },
              { op: 'equal', args: [{ answer: 'colour' }, 'red'] },
            ],
          },
        ],
      },
    });
  });

  it('refuse rows that are no comparison, and say which', () => {
    const made = conditionFrom(shapes, {
      join: 'any',
      rows: [
        { field: 'nothing', comparison: 'is' },
        { field: 'flag', comparison: 'less', value: '1' },
        {
          join: 'all',
          rows: [
            { field: 'count', comparison: 'less' },
            { field: 'count', comparison: 'less', value: 'many' },
            { field: 'colour', comparison: 'is', value: 'pink' },
            { field: 'from', comparison: 'before', value: '2026-02-30' },
          ],
        },
      ],
    });
    assert.deepEqual(made, {
      ok: false,
      faults: [
        { at: [0], code: 'unknown-field' },
        { at: [1], code: 'unknown-comparison' },
        { at: [2, 0], code: 'value-missing' },
        { at: [2, 1], code: 'wrong-value' },
        { at: [2, 2], code: 'wrong-value' },
        { at: [2, 3], code: 'wrong-value' },
      ],
    });
  });
});
