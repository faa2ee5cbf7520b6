import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Condition, type Expression, type Json, compileForm, lookAt } from '@amt/forms';
import fc from 'fast-check';
import { conditionForm, randomAnswers, randomCondition } from './condition-form.fixture.ts';
import { Solver } from './satisfiable.ts';

const form = compileForm(conditionForm());
const decide = (condition: Condition, holds = true, complete = false): string =>
  new Solver(form).decide([{ condition, holds }], { complete }).result;
const op = (name: string, ...args: Expression[]): Condition => ({ op: name, args }) as Condition;
const answer = (path: string): Expression => ({ answer: path });

describe('deciding whether a condition can hold', () => {
  it('finds contradictions in bounds, values, orders, dates and ages', () => {
    const unsat: Condition[] = [
      op('and', op('gt', answer('count'), 3), op('lt', answer('count'), 4)),
      op('gt', answer('count'), 10),
      op('equal', answer('amount'), { cents: -1 }),
      op('and', op('equal', answer('colour'), 'red'), op('equal', answer('colour'), 'blue')),
      op('and', op('lt', answer('from'), answer('to')), op('lt', answer('to'), answer('from'))),
      op('gt', answer('born'), { fact: 'today' }),
      op('and', op('gte', op('age_years', answer('born')), 18), op('lt', op('age_years', answer('born')), 16)),
      op('and', op('gte', op('age_years', answer('born')), 18), op('gt', answer('born'), op('add_days', { fact: 'today' }, -6000))),
      op('and', op('is_empty', answer('count')), op('gt', answer('count'), 0)),
      op('gt', op('add', answer('count'), answer('count')), 20),
      op('gt', op('multiply', answer('size'), 2), 200.02),
      op('equal', answer('digits'), 'abc'),
      op('and', answer('flag'), op('not', answer('flag'))),
      op(
        'and',
        { op: 'any', over: 'people', where: op('gt', answer('people.age'), 5) },
        { op: 'all', over: 'people', where: op('lt', answer('people.age'), 5) },
      ),
      op(
        'and',
        { op: 'in', args: ['a', answer('ticks')] },
        { op: 'in', args: ['b', answer('ticks')] },
        { op: 'in', args: ['c', answer('ticks')] },
      ),
      op('and', answer('flag'), op('not', op('is_empty', answer('onlyWithoutFlag')))),
      op('and', { op: 'matches', args: [answer('colour')], pattern: 'r.*' }, op('equal', answer('colour'), 'blue')),
      op('gt', { op: 'count', over: 'people' }, 4),
      op('xor', answer('flag'), answer('flag')),
      op('equal', { computed: 'double' }, 21),
    ];
    for (const condition of unsat) assert.equal(decide(condition), 'unsat', JSON.stringify(condition));
  });

  it('gives answers for what can hold', () => {
    const sat: Condition[] = [
      op('and', op('gt', answer('count'), 3), op('lt', answer('count'), 5)),
      op('and', op('lt', answer('from'), answer('to')), op('lt', answer('to'), { fact: 'today' })),
      op('and', op('gte', op('age_years', answer('born')), 18), op('lt', op('age_years', answer('born')), 19)),
      { op: 'any', over: 'people', where: op('gt', answer('people.age'), 5) },
      op('gte', { op: 'count', over: 'people' }, 1),
      op('and', { op: 'in', args: ['a', answer('ticks')] }, op('not', { op: 'in', args: ['b', answer('ticks')] })),
      { op: 'matches', args: [answer('word')], pattern: '[A-Z]{2}-[0-9]{1,4}' },
      op('not', op('is_empty', answer('onlyWithoutFlag'))),
      op('equal', answer('home.postalCode'), '80331'),
      op('equal', answer('way'), 'mail'),
      op('gt', { computed: 'double' }, 10),
      op('equal', answer('grid.monday'), 'yes'),
      op('not', op('is_empty', answer('proof'))),
      op('equal', { fact: 'trustLevel' }, 'high'),
      op('lt', answer('opens'), answer('closes')),
    ];
    for (const condition of sat) assert.equal(decide(condition), 'sat', JSON.stringify(condition));
  });

  it('is right at the ends of what a field accepts, where a bound that is off by one leaves nothing', () => {
    for (const [name, bound] of [
      ['lte', 9],
      ['lt', 10],
      ['gte', 1],
      ['gt', 0],
    ] as const) {
      const negated = op('and', op('not', op(name, answer('count'), bound)), op('not', op('is_empty', answer('count'))));
      assert.equal(decide(negated), 'sat', `not ${name} ${bound}`);
      const stricter = name.startsWith('lt') ? bound + 1 : bound - 1;
      assert.equal(decide(op('and', op('not', op(name, answer('count'), stricter)), op('not', op('is_empty', answer('count'))))), 'unsat');
    }
  });

  it('knows that required questions are answered in the end', () => {
    assert.equal(decide(op('gte', answer('count'), 0), false), 'sat');
    assert.equal(decide(op('gte', answer('count'), 0), false, true), 'unsat');
  });

  it('never says unsat of what random answers meet, and its answers meet what it says sat of', () => {
    const seen = { unsat: 0, sat: 0, unknown: 0 };
    fc.assert(
      fc.property(randomCondition, fc.boolean(), fc.array(randomAnswers, { minLength: 12, maxLength: 12 }), (condition, holds, samples) => {
        const verdict = new Solver(form).decide([{ condition, holds }]);
        seen[verdict.result]++;
        if (verdict.result === 'sat') {
          assert.equal(lookAt(form, verdict.answers, verdict.facts).valueOf(condition) === true, holds);
          return;
        }
        if (verdict.result === 'unknown') return;
        for (const { answers, facts } of samples)
          assert.notEqual(
            lookAt(form, answers as Record<string, Json>, facts).valueOf(condition) === true,
            holds,
            JSON.stringify({ condition, answers, facts }),
          );
      }),
      { numRuns: 1500 },
    );
    // a procedure that shrugs would be sound as well
    assert.ok(seen.unsat > 100 && seen.sat > 700 && seen.unknown < 300, JSON.stringify(seen));
  });
});
