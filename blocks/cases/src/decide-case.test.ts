import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { aTakenCase, givenCases, stateOf, withPermissions } from '../test/given.ts';
import { approveDecision, decisionOf, longestMessage, proposeDecision, returnDecision, timelineOf } from './index.ts';

const given = await givenCases();
const { house, as, clerk, colleague, lead } = given;
const second = withPermissions(colleague, lead.permissions);

async function waitingJobs(decisionId: string | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'cases.issue-decision' and j.payload ->> 'decisionId' = ${decisionId ?? ''}`.execute(house.db);
  return rows[0]?.count ?? 0;
}

const aProposal = async (): Promise<string> => {
  const caseId = await aTakenCase(given, { caseTypeId: 'four-eyes' });
  assert.ok((await proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: ' Fits. ' })).ok);
  return caseId;
};

describe('deciding alone', () => {
  it('is one job however often it is clicked', async () => {
    const caseId = await aTakenCase(given);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: '' })),
    );
    assert.equal(results.filter((one) => one.ok).length, 1);
    assert.equal(await waitingJobs((await decisionOf(house.db, caseId))?.id), 1);
    assert.equal((await stateOf(given, caseId)).phase, 'deciding');
  });

  it('refuses an unknown outcome and remarks that are too long', async () => {
    const caseId = await aTakenCase(given);
    assert.deepEqual(await proposeDecision(as(clerk), { caseId, outcome: 'perhaps', remarks: '' }), { ok: false, code: 'unknown-outcome' });
    assert.deepEqual(await proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: 'x'.repeat(longestMessage + 1) }), {
      ok: false,
      code: 'too-long',
    });
    assert.equal(await decisionOf(house.db, caseId), undefined);
  });
});

describe('four eyes', () => {
  it('write nothing before a second person approved', async () => {
    const caseId = await aProposal();
    const decision = await decisionOf(house.db, caseId);
    assert.deepEqual([decision?.remarks, decision?.proposedBy, decision?.approvedBy], ['Fits.', clerk.id, null]);
    assert.equal(await waitingJobs(decision?.id), 0);
  });

  it('refuse the approval of the own proposal, whatever rights one has', async () => {
    const caseId = await aProposal();
    const mighty = withPermissions(clerk, lead.permissions);
    assert.deepEqual(await approveDecision(as(mighty), { caseId }), { ok: false, code: 'not-own-proposal' });
    assert.deepEqual(await returnDecision(as(mighty), { caseId, reason: 'x' }), { ok: false, code: 'not-own-proposal' });
    assert.equal((await decisionOf(house.db, caseId))?.approvedBy, null);
  });

  it('make one job when two approve at once, or one approves and one gives back', async () => {
    const caseId = await aProposal();
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => approveDecision(as(n % 2 === 0 ? lead : second), { caseId })));
    assert.equal(results.filter((one) => one.ok).length, 1);
    assert.equal(await waitingJobs((await decisionOf(house.db, caseId))?.id), 1);

    const other = await aProposal();
    const decisionId = (await decisionOf(house.db, other))?.id;
    const [approved, returned] = await Promise.all([
      approveDecision(as(lead), { caseId: other }),
      returnDecision(as(second), { caseId: other, reason: 'Wait' }),
    ]);
    assert.notEqual(approved.ok, returned.ok);
    assert.equal(await waitingJobs(decisionId), approved.ok ? 1 : 0);
  });

  it('let a proposal go back with a reason and come again', async () => {
    const caseId = await aProposal();
    assert.ok((await returnDecision(as(lead), { caseId, reason: ' Ask for the car first. ' })).ok);
    assert.equal(await decisionOf(house.db, caseId), undefined);
    assert.equal((await stateOf(given, caseId)).state, 'in-review');
    assert.equal((await timelineOf(house.db, caseId)).at(-1)?.detail['reason'], 'Ask for the car first.');
    assert.deepEqual(await approveDecision(as(lead), { caseId }), { ok: false, code: 'not-now' });
    assert.ok((await proposeDecision(as(clerk), { caseId, outcome: 'refused', remarks: '' })).ok);
    assert.ok((await approveDecision(as(lead), { caseId })).ok);
  });
});
