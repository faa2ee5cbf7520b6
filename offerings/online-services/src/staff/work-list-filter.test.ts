import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { staffActor } from '@amt/module';
import fc from 'fast-check';
import { filterOf, pageSize, phaseFilters, queryOf, viewOf, type WorkListView } from './work-list-filter.ts';

const clerk = staffActor({
  id: 'me',
  name: 'Clerk',
  grants: [
    { permissions: new Set(['cases.read']), unitIds: ['parking'] },
    { permissions: new Set(['payments.read']), unitIds: ['treasury'] },
  ],
});

const view: fc.Arbitrary<WorkListView> = fc.record(
  {
    phase: fc.constantFrom(...phaseFilters),
    service: fc.string({ maxLength: 20 }),
    owner: fc.constantFrom('' as const, 'me' as const, 'none' as const),
    overdue: fc.boolean(),
    text: fc.string({ maxLength: 20 }).map((text) => text.trim()),
    sort: fc.constantFrom('due' as const, 'newest' as const),
    page: fc.integer({ min: 1, max: 10_000 }),
  },
  { noNullPrototype: true },
);

describe('the filters of the work list', () => {
  it('come back from their address as they were', () => fc.assert(fc.property(view, (one) => assert.deepEqual(viewOf(queryOf(one)), one))));

  it('ignore what has no meaning', () =>
    assert.deepEqual(viewOf({ phase: 'x', owner: 'someone-else', overdue: '1', sort: 'x', page: '-3' }), viewOf({})));

  it('never reach beyond the units of the person, whatever the address says', () =>
    fc.assert(
      fc.property(
        fc.record({ phase: fc.string(), service: fc.string(), owner: fc.string(), q: fc.string(), sort: fc.string(), page: fc.string() }),
        (query) => {
          const filter = filterOf(viewOf(query), clerk);
          assert.deepEqual([filter.unitIds, filter.limit], [['parking'], pageSize]);
          assert.ok(filter.offset >= 0 && Number.isInteger(filter.offset));
          assert.ok(filter.ownerId === undefined || filter.ownerId === 'me');
        },
      ),
    ));
});
