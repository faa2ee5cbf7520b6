import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileForm, offeredForm, publishForm } from '@amt/forms';
import { inTransaction } from '@amt/db';
import { anonymous } from '@amt/module';
import { aDraft, givenServices } from '../test/given.ts';
import { dataSubject } from './personal-data.ts';
import { answerCosignature, askCosigner, cosignatureAnswered, cosignaturesOf, submitApplication, type Cosignature } from './index.ts';

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
await publishForm(house.context(), compileForm({ ...offered.definition, version: '9.0.0', steps: [step] }));

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

  it('may be declined; a link sent again ends the one before', async () => {
    const one = await aCosignature();
    await ask(one);
    const before = await mailedToken();
    await ask(one);
    const token = await mailedToken();
    assert.notEqual(token, before);
    assert.deepEqual(await answer(before), { ok: false, code: 'not-found' });
    assert.deepEqual(await answer(token, 'declined'), { ok: true, value: 'declined' });
    assert.equal((await stateOf(one))?.state, 'declined');
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
