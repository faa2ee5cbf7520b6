import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Journey, type Stop, journeyOf, reachedName } from './journey.ts';
import { type SourceExpression, call, field, value } from './source-expression.ts';

type Answers = Readonly<Record<string, string>>;

function holds(expression: SourceExpression, answers: Answers, journey: Journey): boolean {
  if (expression.is === 'value') return expression.value === true;
  if (expression.is === 'field') {
    const helper = [...journey.helpers].find(([id]) => reachedName(id) === expression.name)?.[1];
    assert.ok(helper, 'a name that is used is there');
    return holds(helper, answers, journey);
  }
  assert.ok(expression.is === 'call');
  const { op, args } = expression;
  if (op === 'and') return args.every((arg) => holds(arg, answers, journey));
  if (op === 'or') return args.some((arg) => holds(arg, answers, journey));
  if (op === 'not') return args.every((arg) => !holds(arg, answers, journey));
  const [left, right] = args;
  return left?.is === 'field' && right?.is === 'value' && answers[left.name] === right.value;
}

/** Goes from the start as the product does: the first way that is open. */
function walk(stops: readonly Stop[], answers: Answers, journey: Journey): string[] {
  const visited: string[] = [];
  for (let at = stops.find(({ id }) => id === 's0'); at;) {
    visited.push(at.id);
    const way = at.ways.find(({ when }) => when === undefined || holds(when, answers, journey));
    at = stops.find(({ id }) => id === way?.to);
  }
  return visited;
}

/** Ways lead onwards only, to the next stops or out; several conditions, then perhaps one that is always open. */
const anyStops = fc.integer({ min: 2, max: 12 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, i) => {
      const to = fc.integer({ min: i + 1, max: count }).map((n) => `s${n}`);
      const when = fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'))
        .map(([name, wanted]) => call('eq', field(name), value(wanted)));
      const conditional = fc.array(fc.record({ to, when }), { maxLength: 3 });
      return fc
        .tuple(conditional, fc.option(to, { nil: undefined }))
        .map(([ways, always]): Stop => ({ id: `s${i}`, ways: [...ways, ...(always === undefined ? [] : [{ to: always }])] }));
    }),
  ),
);
const anyAnswers = fc.record({ a: fc.constantFrom('x', 'y', 'z'), b: fc.constantFrom('x', 'y', 'z'), c: fc.constantFrom('x', 'y', 'z') });

describe('pages that say where to go next', () => {
  it('are shown exactly when somebody would come to them', () => {
    fc.assert(
      fc.property(anyStops, fc.array(anyAnswers, { minLength: 3, maxLength: 6 }), (stops, several) => {
        const journey = journeyOf(stops, 's0');
        for (const answers of several) {
          const visited = walk(stops, answers, journey);
          for (const { id } of stops) {
            const reached = journey.reached.get(id) ?? 'unknown';
            if (reached === 'unknown') continue;
            const shown = reached === 'always' || (reached !== 'never' && holds(reached, answers, journey));
            assert.equal(shown, visited.includes(id), id);
          }
          const inOrder = visited.map((id) => journey.order.indexOf(id));
          assert.deepEqual(
            inOrder,
            inOrder.toSorted((a, b) => a - b),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a page that all ways lead to again is always shown, one in a circle is not known', () => {
    const yes = call('eq', field('a'), value('x'));
    const { reached } = journeyOf(
      [
        { id: 's0', ways: [{ to: 's1', when: yes }, { to: 's2' }] },
        { id: 's1', ways: [{ to: 's2' }] },
        { id: 's2', ways: [] },
      ],
      's0',
    );
    assert.equal(reached.get('s2'), 'always');
    const circle = journeyOf(
      [
        { id: 's0', ways: [{ to: 's1' }] },
        { id: 's1', ways: [{ to: 's0', when: yes }] },
      ],
      's0',
    );
    assert.equal(circle.reached.get('s1'), 'unknown');
  });
});
