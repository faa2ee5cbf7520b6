import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { aTakenCase, givenCases, stateOf, withPermissions } from '../test/given.ts';
import { approveDecision, decisionOf, proposeDecision, timelineOf, trackAgreement, withdrawCase, type AgreementStep } from './index.ts';

const given = await givenCases();
const { house, as, clerk, colleague, lead, resident } = given;
const applicantText = { de: 'Eine andere Person …', en: 'Another person …' };
const waiting = (count = 1, caseTypeId = 'plain') => aTakenCase(given, { caseTypeId, agreements: { count, applicantText } });
const track = (caseId: string, step: Exclude<AgreementStep, 'needed'>) =>
  inTransaction(house.db, (tx) => trackAgreement({ ...as(clerk), db: tx }, { caseId, step, applicantText }));
const decide = (caseId: string, outcome: string) => proposeDecision(as(clerk), { caseId, outcome, remarks: '' });

describe('a case that others have to agree with', () => {
  it('is not granted before the last has agreed, and says so in its history', async () => {
    const caseId = await waiting(2);
    assert.equal((await stateOf(given, caseId)).openAgreements, 2);
    assert.deepEqual(await decide(caseId, 'granted'), { ok: false, code: 'agreement-open' });
    await track(caseId, 'asked');
    await track(caseId, 'agreed');
    assert.deepEqual(await decide(caseId, 'granted'), { ok: false, code: 'agreement-open' });
    assert.equal(await decisionOf(house.db, caseId), undefined);
    await track(caseId, 'waived');
    assert.ok((await decide(caseId, 'granted')).ok);
    const told = (await timelineOf(house.db, caseId)).flatMap(({ kind, detail, applicantText: text }) =>
      kind === 'agreement' ? [[detail['agreement'], text?.de]] : [],
    );
    assert.deepEqual(
      told,
      ['needed', 'asked', 'agreed', 'waived'].map((step) => [step, applicantText.de]),
    );
  });

  it('may be refused, and stays open when somebody declines or is asked again', async () => {
    const caseId = await waiting();
    for (const step of ['asked', 'declined', 'asked', 'reminded', 'expired'] as const) await track(caseId, step);
    assert.equal((await stateOf(given, caseId)).openAgreements, 1);
    assert.deepEqual(await decide(caseId, 'granted'), { ok: false, code: 'agreement-open' });
    assert.ok((await decide(caseId, 'refused')).ok);
  });

  it('is not granted by a second person either', async () => {
    const caseId = await waiting(0, 'four-eyes');
    assert.ok((await decide(caseId, 'granted')).ok);
    // as a case that was proposed before the house counted agreements
    await house.db.updateTable('cases.case').set({ openAgreements: 1 }).where('id', '=', caseId).execute();
    const second = withPermissions(colleague, lead.permissions);
    assert.deepEqual(await approveDecision(as(second), { caseId }), { ok: false, code: 'agreement-open' });
    await track(caseId, 'agreed');
    assert.ok((await approveDecision(as(second), { caseId })).ok);
  });

  it('takes nothing in once it is over, and never counts below nothing', async () => {
    const caseId = await waiting(0);
    assert.equal((await track(caseId, 'agreed')).ok, true);
    assert.equal((await stateOf(given, caseId)).openAgreements, 0);
    assert.ok((await withdrawCase(as(resident), { caseId })).ok);
    assert.deepEqual(await track(caseId, 'agreed'), { ok: false, code: 'closed' });
  });

  it('is decided only after an agreement that comes at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const caseId = await waiting();
      const [decided, agreed] = await Promise.all([decide(caseId, 'granted'), track(caseId, 'agreed')]);
      assert.ok(agreed.ok);
      const order = (await timelineOf(house.db, caseId)).map(({ action, detail }) => action ?? detail['agreement']);
      if (decided.ok)
        assert.ok(order.indexOf('agreed') >= 0 && order.indexOf('agreed') < order.findIndex((one) => one === 'propose'), String(order));
      else assert.equal(decided.code, 'agreement-open');
      assert.equal((await stateOf(given, caseId)).openAgreements, 0);
    }
  });
});
