import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applicantTimelineOf, caseById, performAction, proposeDecision, withdrawCase } from '@amt/cases';
import { inTransaction } from '@amt/db';
import { compileForm, offeredForm, publishForm } from '@amt/forms';
import { inboxOf } from '@amt/mailbox';
import { anonymous, requirePermission, staffActor, type Context } from '@amt/module';
import { aDraft, Crash, crashAfter, givenServices } from '../test/given.ts';
import { dataSubject } from './personal-data.ts';
import {
  answerCosignature,
  applicationBySubmission,
  askCosigner,
  cosignatureAnswered,
  cosignaturesOf,
  daysToAnswer,
  followUpCosignatures,
  remindCosigner,
  submitApplication,
  waiveCosignature,
  type Cosignature,
} from './index.ts';

const given = await givenServices();
const { house, mail, resident } = given;
const linkOf = (token: string): string => `https://amt.example/de/mitunterzeichnen/${token}`;

// the form of the certificate, in a version that another person has to agree with when it is for a bank
const offered = await offeredForm(house.db, 'meldebescheinigung');
assert.ok(offered);
const step = {
  kind: 'cosigner' as const,
  id: 'partner',
  title: { de: 'Zustimmung', en: 'Agreement', 'de-simple': 'Zustimmung' },
  declaration: { de: 'Ich stimme zu.', en: 'I agree.', 'de-simple': 'Ja.' },
  when: { op: 'equal' as const, args: [{ answer: 'purpose' }, 'bank'] as [{ answer: string }, string] },
};
await publishForm(house.context(), compileForm({ ...offered.definition, version: '9.0.0', payment: { timing: 'later' }, steps: [step] }));

async function aCosignature(): Promise<Cosignature> {
  const ctx = house.context({ actor: resident });
  const sent = await submitApplication(ctx, { draftId: await aDraft(given), confirmationPath: (id) => `/de/${id}` });
  assert.ok(sent.ok);
  const [one, ...more] = await cosignaturesOf(house.db, sent.value.submissionId);
  assert.ok(one);
  assert.equal(more.length, 0);
  return one;
}
const ask = (one: Cosignature, name = 'Kim Berger', address = 'kim@example.org') =>
  askCosigner(house.context({ actor: resident }), { cosignatureId: one.id, submissionId: one.submissionId, name, mail: address, linkOf });
const answer = (token: string, value = 'agreed', name = 'Kim Berger') =>
  answerCosignature(house.context({ actor: anonymous }), { token, answer: value, name });

async function mailedToken(): Promise<string> {
  await house.runJobs();
  const text = mail.mails().findLast((one) => one.to.includes('kim@example.org'))?.text ?? '';
  return /mitunterzeichnen\/([\w-]{32})/.exec(text)?.[1] ?? '';
}
const stateOf = async (one: Cosignature) => (await cosignaturesOf(house.db, one.submissionId))[0];

describe('the agreement of another person', () => {
  it('is asked for by mail and given once, whoever clicks twice', async () => {
    const one = await aCosignature();
    assert.deepEqual(await ask(one), { ok: true, value: undefined });
    const token = await mailedToken();
    const answers = await Promise.all(Array.from({ length: 10 }, () => answer(token)));
    assert.equal(answers.filter((result) => result.ok).length, 1);
    const after = await stateOf(one);
    assert.deepEqual([after?.state, after?.signedName, after?.askedMail, after?.tokenHash], ['agreed', 'Kim Berger', null, null]);
    assert.equal((await house.outbox(cosignatureAnswered)).filter(({ submissionId }) => submissionId === one.submissionId).length, 1);
    assert.deepEqual(await ask(one), { ok: false, code: 'answered' });
  });

  it('may be declined, which the applicant is told; a link sent again ends the one before', async () => {
    const one = await aCosignature();
    await ask(one);
    const before = await mailedToken();
    await ask(one);
    const token = await mailedToken();
    assert.notEqual(token, before);
    assert.deepEqual(await answer(before), { ok: false, code: 'not-found' });
    assert.deepEqual(await answer(token, 'declined'), { ok: true, value: 'declined' });
    assert.equal((await stateOf(one))?.state, 'declined');
    const { entries } = await inboxOf(house.db, resident.id, { search: 'Zustimmung nicht erteilt' });
    assert.equal(entries.length, 1);
    // somebody else may be asked, and agree
    assert.ok((await ask(one, 'Robin Roth')).ok);
    assert.deepEqual(await answer(await mailedToken(), 'agreed', 'Robin Roth'), { ok: true, value: 'agreed' });
    assert.deepEqual([(await stateOf(one))?.state, (await stateOf(one))?.signedName], ['agreed', 'Robin Roth']);
  });

  it('wants an answer and a name, and a name and an address to ask', async () => {
    const one = await aCosignature();
    assert.deepEqual(await ask(one, ' '), { ok: false, code: 'no-name' });
    assert.deepEqual(await ask(one, 'Kim', 'kim'), { ok: false, code: 'no-mail' });
    assert.deepEqual(await ask({ ...one, submissionId: '00000000-0000-7000-8000-000000000000' }), { ok: false, code: 'not-found' });
    await ask(one);
    const token = await mailedToken();
    assert.deepEqual(await answer(token, 'maybe'), { ok: false, code: 'no-answer' });
    assert.deepEqual(await answer(token, 'agreed', ''), { ok: false, code: 'no-name' });
    assert.deepEqual(await answer('x'.repeat(32)), { ok: false, code: 'not-found' });
    assert.equal((await stateOf(one))?.state, 'asked');
  });

  it('keeps no secret of the link, and no name once the person is gone', async () => {
    const one = await aCosignature();
    await ask(one);
    const token = await mailedToken();
    assert.ok(!JSON.stringify(await house.db.selectFrom('applications.cosignature').selectAll().execute()).includes(token));
    await inTransaction(house.db, (tx) => dataSubject.erase({ ...house.context(), db: tx }, resident.id));
    const after = await stateOf(one);
    assert.deepEqual([after?.askedName, after?.askedMail, after?.tokenHash], [null, null, null]);
    assert.deepEqual(await answer(token), { ok: false, code: 'not-found' });
  });
});

const unitId = 'kvr-buergerbuero';
const clerk = staffActor({
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Kim Clerk',
  grants: [{ unitIds: [unitId], permissions: new Set(['cases.read', 'cases.assign', 'cases.decide']) }],
});
const stranger = staffActor({
  id: '00000000-0000-7000-8000-000000000002',
  name: 'Sam Stranger',
  grants: [{ unitIds: ['kvr-parken'], permissions: new Set(['cases.read', 'cases.decide']) }],
});
const as = (actor: typeof clerk): Context => ({
  ...house.context({ actor }),
  require: (permission, scope) => requirePermission(actor, permission, scope),
});
const caseOf = async (one: Cosignature): Promise<string> => (await applicationBySubmission(house.db, one.submissionId))?.caseId ?? '';
const openOf = async (one: Cosignature) => (await caseById(house.db, await caseOf(one)))?.openAgreements;
const trail = async (one: Cosignature) =>
  (await applicantTimelineOf(house.db, await caseOf(one)))
    .filter(({ kind }) => kind === 'agreement')
    .map(({ detail }) => detail['agreement']);

async function inReview(one: Cosignature): Promise<string> {
  const caseId = await caseOf(one);
  await performAction(as(clerk), { caseId, actionId: 'take' });
  return caseId;
}
const grant = (caseId: string) => proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: '' });

describe('a decision', () => {
  it('waits for the agreement, and is there with it', async () => {
    const one = await aCosignature();
    const caseId = await inReview(one);
    assert.deepEqual(await grant(caseId), { ok: false, code: 'agreement-open' });
    await ask(one);
    assert.ok((await answer(await mailedToken())).ok);
    assert.ok((await grant(caseId)).ok);
    assert.deepEqual(await trail(one), ['needed', 'asked', 'agreed']);
  });

  it('and an agreement at once come one after the other', async () => {
    for (let round = 0; round < 5; round++) {
      const one = await aCosignature();
      const caseId = await inReview(one);
      await ask(one);
      const token = await mailedToken();
      const [decided, agreed] = await Promise.all([grant(caseId), answer(token)]);
      assert.ok(agreed.ok);
      assert.equal(await openOf(one), 0);
      if (!decided.ok) assert.ok((await grant(caseId)).ok, decided.code);
    }
  });

  it('goes on without it when staff of the unit say why', async () => {
    const one = await aCosignature();
    const caseId = await inReview(one);
    await ask(one);
    const token = await mailedToken();
    const waive = (ctx: Context, reason: string) => waiveCosignature(ctx, { cosignatureId: one.id, caseId, reason });
    assert.deepEqual(await waive(as(clerk), ' '), { ok: false, code: 'no-reason' });
    await assert.rejects(waive(as(stranger), 'On paper.'));
    assert.equal(await openOf(one), 1);
    const results = await Promise.all(Array.from({ length: 5 }, () => waive(as(clerk), 'On paper.')));
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    const after = await stateOf(one);
    assert.deepEqual([after?.state, after?.waivedBy, after?.waiverReason, after?.askedMail], ['waived', clerk.name, 'On paper.', null]);
    assert.deepEqual(await answer(token), { ok: false, code: 'not-found' });
    assert.deepEqual(await ask(one), { ok: false, code: 'answered' });
    assert.ok((await grant(caseId)).ok);
  });
});

describe('who was asked', () => {
  it('is reminded by staff with a new link, at an address that staff may mend', async () => {
    const one = await aCosignature();
    const caseId = await caseOf(one);
    const remind = (ctx: Context) => remindCosigner(ctx, { cosignatureId: one.id, caseId });
    assert.deepEqual(await remind(as(clerk)), { ok: false, code: 'not-asked' });
    const input = { cosignatureId: one.id, submissionId: one.submissionId, name: 'Kim', linkOf };
    await assert.rejects(askCosigner(as(stranger), { ...input, mail: 'kim@example.org' }));
    assert.equal((await stateOf(one))?.state, 'open');
    await askCosigner(as(clerk), { ...input, mail: 'wrong@example.org' });
    assert.ok((await askCosigner(as(clerk), { ...input, mail: 'kim@example.org' })).ok);
    const first = await mailedToken();
    await assert.rejects(remind(as(stranger)));
    assert.ok((await remind(as(clerk))).ok);
    const second = await mailedToken();
    assert.notEqual(second, first);
    assert.deepEqual(await answer(first), { ok: false, code: 'not-found' });
    assert.ok((await answer(second)).ok);
    assert.deepEqual(await trail(one), ['needed', 'asked', 'asked', 'reminded', 'agreed']);
  });

  it('is reminded once by the clock, then the link ends and the applicant is told, whatever crashes', async () => {
    const one = await aCosignature();
    await ask(one);
    const first = await mailedToken();
    const until = async (): Promise<void> => {
      for (let statement = 1; ; statement++) {
        try {
          await followUpCosignatures(house.context({ db: house.db.withPlugin(crashAfter(statement)) }));
          return;
        } catch (fault) {
          if (!(fault instanceof Crash)) throw fault;
        }
      }
    };
    house.clock.advance({ hours: 24 * 8 });
    await until();
    await followUpCosignatures(house.context());
    const second = await mailedToken();
    assert.notEqual(second, first);
    assert.deepEqual(await trail(one), ['needed', 'asked', 'reminded']);
    house.clock.advance({ hours: 24 * daysToAnswer });
    assert.deepEqual(await answer(second), { ok: false, code: 'not-found' });
    await until();
    await followUpCosignatures(house.context());
    assert.deepEqual(await trail(one), ['needed', 'asked', 'reminded', 'expired']);
    const after = await stateOf(one);
    assert.deepEqual([after?.state, after?.askedMail, after?.tokenHash], ['expired', null, null]);
    const { fileReference = '' } = (await caseById(house.db, await caseOf(one))) ?? {};
    const { entries } = await inboxOf(house.db, resident.id, { search: `Zustimmung fehlt noch: Antrag ${fileReference}` });
    assert.equal(entries.length, 1);
    assert.ok((await ask(one)).ok);
    assert.ok((await answer(await mailedToken())).ok);
  });

  it('need not answer any more once the case is over', async () => {
    const one = await aCosignature();
    await ask(one);
    const token = await mailedToken();
    assert.ok((await withdrawCase(house.context({ actor: resident }), { caseId: await caseOf(one) })).ok);
    assert.deepEqual(await answer(token), { ok: false, code: 'not-found' });
    await house.runJobs();
    const after = await stateOf(one);
    assert.deepEqual([after?.state, after?.askedMail], ['expired', null]);
    assert.deepEqual(await ask(one), { ok: false, code: 'closed' });
  });
});
