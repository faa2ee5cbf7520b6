import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { aCaseType } from '../test/case-types.ts';
import { aCase, givenCases, stateOf } from '../test/given.ts';
import { caseOpened } from './events.ts';
import { storeHolidays } from './holiday-store.ts';
import { caseTypeOf, isFileReference, openCase, publishCaseType, timelineOf } from './index.ts';

const given = await givenCases();
const { house, resident } = given;

describe('opening a case', () => {
  it('gives it a number, the unit of its type and a sentence for the applicant', async () => {
    const { caseId } = await aCase(given);
    const found = await stateOf(given, caseId);
    assert.ok(isFileReference(found.fileReference) && found.fileReference.startsWith('PRK-2026-'));
    assert.deepEqual(
      [found.unitId, found.accountId, found.state, found.phase, found.ownerId],
      ['kvr-parken', resident.id, 'received', 'open', null],
    );
    const [opened, ...more] = await timelineOf(house.db, caseId);
    assert.deepEqual([opened?.kind, opened?.toState, opened?.applicantText?.en, more.length], ['opened', 'received', 'It is received.', 0]);
  });

  it('happens once per submission, also when twenty come at once', async () => {
    const submissionId = randomUUID();
    const opened = await Promise.allSettled(Array.from({ length: 20 }, () => aCase(given, { submissionId })));
    const ids = new Set(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.caseId] : [])));
    assert.equal(ids.size, 1);
    const again = await aCase(given, { submissionId });
    assert.ok(ids.has(again.caseId));
    assert.equal((await house.outbox(caseOpened)).filter((event) => event.submissionId === submissionId).length, 1);
  });

  it('counts the days to the decision as working days, holidays left out', async () => {
    await storeHolidays(house.db, [{ date: '2026-06-18', name: { de: 'Feiertag', en: 'Holiday' } }]);
    const { caseId } = await aCase(given);
    const { receivedOn, dueOn } = await stateOf(given, caseId);
    // ten working days after Monday 15 June are Monday 29 June, one more for the holiday
    assert.deepEqual([receivedOn?.toString(), dueOn?.toString()], ['2026-06-15', '2026-06-30']);
  });

  it('does not count before the fee is paid', async () => {
    const { caseId } = await aCase(given, { feeDue: true });
    const found = await stateOf(given, caseId);
    assert.deepEqual([found.phase, found.receivedOn, found.dueOn], ['awaiting-payment', null, null]);
  });

  it('begins at once when the type takes fees later', async () => {
    const { initialUnpaid: _, ...type } = aCaseType({ id: 'fee-later' });
    await publishCaseType(house.db, type, house.clock.now());
    const { caseId } = await aCase(given, { caseTypeId: 'fee-later', feeDue: true });
    assert.equal((await stateOf(given, caseId)).phase, 'open');
  });

  it('keeps running cases on the version they were opened with', async () => {
    await publishCaseType(house.db, aCaseType({ id: 'changing' }), house.clock.now());
    const before = await aCase(given, { caseTypeId: 'changing' });
    await publishCaseType(house.db, aCaseType({ id: 'changing', version: 2, decisionWithinDays: 1 }), house.clock.now());
    const after = await aCase(given, { caseTypeId: 'changing' });
    const versions = await Promise.all(
      [before, after].map(async ({ caseId }) => (await caseTypeOf(house.db, await stateOf(given, caseId))).version),
    );
    assert.deepEqual(versions, [1, 2]);
  });

  it('refuses a type that nobody published, and leaves nothing', async () => {
    const input = { caseTypeId: 'unknown', serviceId: 's', submissionId: randomUUID(), applicantName: 'A', feeDue: false };
    await assert.rejects(
      inTransaction(house.db, (tx) => openCase({ ...house.context(), db: tx }, input)),
      /unknown is not published/,
    );
  });
});
