import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aCase, aTakenCase, givenCases, stateOf } from '../test/given.ts';
import { askBack, caseFigures, countByPhase, withdrawCase, workList, type WorkListFilter } from './index.ts';

const given = await givenCases();
const { house, as, clerk, colleague, resident } = given;

const today = Temporal.PlainDate.from('2026-06-15');
const list = (filter: Partial<WorkListFilter>, on = today): ReturnType<typeof workList> =>
  workList(house.db, { unitIds: ['kvr-parken'], sort: 'due', offset: 0, limit: 50, ...filter }, on);
const names = async (filter: Partial<WorkListFilter>, on?: Temporal.PlainDate): Promise<string[]> =>
  (await list(filter, on)).cases.map((found) => found.applicantName);

const named = (applicantName: string): Promise<{ caseId: string }> => aCase(given, { applicantName });
const percent = await named('100 % Anna');
const underscore = await named('Anna_Lehner');
await named('AnnaXLehner');
await named('back\\slash');
const other = await aCase(given, { applicantName: 'Dog', serviceId: 'dog-tax' });
const taken = await aTakenCase(given, { applicantName: 'Taken' });
const waiting = await aTakenCase(given, { applicantName: 'Waiting' });
await askBack(as(clerk), { caseId: waiting, body: 'Why?' });
const unpaid = await aCase(given, { applicantName: 'Unpaid', feeDue: true });
const closed = await named('Closed');
await withdrawCase(as(resident), closed);

describe('the work list', () => {
  it('finds what was typed, signs of patterns included', async () => {
    assert.deepEqual(await names({ text: '%' }), ['100 % Anna']);
    assert.deepEqual(await names({ text: 'a_l' }), ['Anna_Lehner']);
    assert.deepEqual(await names({ text: '\\s' }), ['back\\slash']);
    assert.deepEqual((await names({ text: 'ANNA' })).toSorted(), ['100 % Anna', 'AnnaXLehner', 'Anna_Lehner']);
    const { fileReference } = await stateOf(given, percent.caseId);
    assert.deepEqual(await names({ text: fileReference.toLowerCase() }), ['100 % Anna']);
    assert.deepEqual(await names({ text: "'; drop table cases.case; --" }), []);
  });

  it('narrows by unit, service, owner, phase and what is overdue', async () => {
    assert.deepEqual(await names({ unitIds: [] }), []);
    assert.deepEqual(await names({ unitIds: ['kvr-buergerbuero'] }), []);
    assert.deepEqual(await names({ serviceId: 'dog-tax' }), ['Dog']);
    assert.deepEqual((await names({ ownerId: clerk.id })).toSorted(), ['Taken', 'Waiting']);
    assert.deepEqual(await names({ ownerId: colleague.id }), []);
    assert.ok(!(await names({ unassigned: true })).includes('Taken'));
    assert.deepEqual(await names({ phase: 'waiting' }), ['Waiting']);
    assert.deepEqual(await names({ phase: 'closed' }), ['Closed']);
    assert.ok(!(await names({ phase: 'active' })).includes('Closed'));
    assert.deepEqual(await names({ overdue: true }), []);
    const late = await names({ overdue: true }, today.add({ days: 60 }));
    assert.deepEqual([late.includes('Taken'), late.includes('Closed'), late.includes('Unpaid')], [true, false, false]);
    assert.equal((await list({})).total, 9);
  });

  it('puts the most urgent first, what waits for its fee after that, and pages without gap or double', async () => {
    const all = (await list({})).cases.map(({ id }) => id);
    assert.deepEqual(all.slice(-2).toSorted(), [unpaid.caseId, closed.caseId].toSorted());
    const pages = await Promise.all([0, 1, 2].map(async (page) => (await list({ offset: page * 4, limit: 4 })).cases.map(({ id }) => id)));
    assert.deepEqual(pages.flat(), all);
    house.clock.advance({ hours: 1 });
    const { caseId } = await named('Newest');
    assert.equal((await list({ sort: 'newest' })).cases[0]?.id, caseId);
  });

  it('is counted by phase and service', async () => {
    const phases = await countByPhase(house.db, { unitIds: ['kvr-parken'] });
    assert.deepEqual([phases.get('waiting'), phases.get('awaiting-payment'), phases.get('closed')], [1, 1, 1]);
    assert.equal((await countByPhase(house.db, { unitIds: [] })).size, 0);
    assert.equal((await countByPhase(house.db, { accountId: resident.id })).get('waiting'), 1);
    const [from, to] = [house.clock.now().subtract({ hours: 24 }), house.clock.now().add({ hours: 1 })];
    const dogs = (await caseFigures(house.db, ['kvr-parken'], from, to)).find(({ serviceId }) => serviceId === 'dog-tax');
    assert.deepEqual([dogs?.opened, dogs?.closed, dogs?.signedIn, dogs?.medianDays], [1, 0, 1, undefined]);
    assert.deepEqual(await caseFigures(house.db, [], from, to), []);
    assert.ok(other.caseId && underscore.caseId && taken);
  });
});
