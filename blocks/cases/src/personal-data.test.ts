import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { documentsOfCase } from '@amt/documents';
import { inTransaction } from '@amt/db';
import { aCase, aTakenCase, givenCases, stateOf, systemContext } from '../test/given.ts';
import { addNote, answerQuestion, askBack, caseById, casesOf, decisionOf, proposeDecision, timelineOf, withdrawCase } from './index.ts';
import { issueDecision } from './issue-decision.ts';
import { dataSubject, retention } from './personal-data.ts';

const given = await givenCases();
const { house, as, clerk, resident, neighbour } = given;

async function aDecidedCase(): Promise<string> {
  const caseId = await aTakenCase(given);
  await askBack(as(clerk), { caseId, body: 'Which car?' });
  await answerQuestion(as(resident), {
    caseId,
    body: 'The red one.',
    files: [{ fileName: 'car.pdf', mediaType: 'application/pdf', size: 1, sha256: 'b'.repeat(64) }],
  });
  await addNote(as(clerk), { caseId, body: 'Looks fine.' });
  await proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: '' });
  await issueDecision.run(
    systemContext(given),
    { decisionId: (await decisionOf(house.db, caseId))?.id ?? '' },
    { attempt: 1, maxAttempts: 25 },
  );
  return caseId;
}

describe('retention', () => {
  it('erases a case with its documents on its day, not a day before, and no open one', async () => {
    const [decided, open] = [await aDecidedCase(), (await aCase(given)).caseId];
    assert.equal((await documentsOfCase(house.db, decided)).length, 1);
    assert.equal((await stateOf(given, decided)).eraseOn?.toString(), '2028-06-15');
    assert.equal(await retention.run(house.context({ now: Temporal.Instant.from('2028-06-14T12:00:00Z') })), 0);
    assert.equal(await retention.run(house.context({ now: Temporal.Instant.from('2028-06-15T12:00:00Z') })), 1);
    assert.deepEqual([await caseById(house.db, decided), await documentsOfCase(house.db, decided)], [undefined, []]);
    assert.ok(await caseById(house.db, open));
  });
});

describe('a person', () => {
  it('gets all that is kept on them, notes included, and nothing of others', async () => {
    const caseId = await aDecidedCase();
    await aCase(given, { accountId: neighbour.id, applicantName: neighbour.name });
    const exported = JSON.stringify(await dataSubject.export(house.context(), resident.id));
    for (const part of [caseId, 'Which car?', 'The red one.', 'car.pdf', 'Looks fine.', 'granted', 'take was done.'])
      assert.ok(exported.includes(part), part);
    assert.ok(!exported.includes(neighbour.name));
  });

  it('who leaves loses the link to the cases; the records stay as long as the law says', async () => {
    const { caseId } = await aCase(given, { accountId: neighbour.id, applicantName: neighbour.name, applicantMail: 'n@example.org' });
    const kept = await inTransaction(house.db, (tx) => dataSubject.erase({ ...house.context(), db: tx }, neighbour.id));
    assert.equal(kept.length, 1);
    assert.deepEqual(await casesOf(house.db, neighbour.id), []);
    const found = await stateOf(given, caseId);
    assert.deepEqual([found.accountId, found.applicantMail], [null, null]);
    assert.deepEqual(
      (await timelineOf(house.db, caseId)).map(({ actorKind, actorId }) => [actorKind, actorId]),
      [['person', '']],
    );
    assert.deepEqual(await withdrawCase(as(neighbour), { caseId }), { ok: false, code: 'not-found' });
    assert.deepEqual(await inTransaction(house.db, (tx) => dataSubject.erase({ ...house.context(), db: tx }, neighbour.id)), []);
  });
});
