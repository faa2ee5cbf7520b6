import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { Forbidden, systemActor, type Context } from '@amt/module';
import { claimFailed, claimPaid } from '@amt/payments';
import { emit } from '@amt/jobs';
import { aCase, aTakenCase, givenCases, mailOf, stateOf, withPermissions } from '../test/given.ts';
import { caseAssigned, caseClosed } from './events.ts';
import {
  addNote,
  answerQuestion,
  applicantTimelineOf,
  approveDecision,
  askBack,
  assignCase,
  longestMessage,
  messagesOf,
  notesOf,
  openQuestion,
  performAction,
  proposeDecision,
  returnDecision,
  timelineOf,
  withdrawCase,
} from './index.ts';

const given = await givenCases();
const { house, as, clerk, colleague, lead, foreignClerk, resident, neighbour } = given;

const twentyTimes = <T>(work: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 20 }, (_, n) => work(n)));
const codes = (results: readonly { ok: boolean; code?: string }[]): string[] =>
  results.map((one) => (one.ok ? 'done' : (one.code ?? ''))).toSorted();
const assignedEvents = async (caseId: string): Promise<number> =>
  (await house.outbox(caseAssigned)).filter((event) => event.caseId === caseId).length;

describe('assigning', () => {
  it('gives the case to a colleague of the unit, begins it and tells the house', async () => {
    const { caseId } = await aCase(given);
    assert.ok((await assignCase(as(clerk), { caseId, staffId: colleague.id })).ok);
    const found = await stateOf(given, caseId);
    assert.deepEqual([found.ownerId, found.state], [colleague.id, 'in-review']);
    assert.equal(await assignedEvents(caseId), 1);
  });

  it('to the present owner changes nothing', async () => {
    const caseId = await aTakenCase(given);
    const before = (await timelineOf(house.db, caseId)).length;
    assert.ok((await assignCase(as(colleague), { caseId, staffId: clerk.id })).ok);
    assert.deepEqual([await assignedEvents(caseId), (await timelineOf(house.db, caseId)).length], [1, before]);
  });

  it('tells it once when twenty take it for the same person, and begins it once when two people are meant', async () => {
    const { caseId } = await aCase(given);
    await twentyTimes(() => assignCase(as(clerk), { caseId, staffId: clerk.id }));
    assert.equal(await assignedEvents(caseId), 1);
    const other = await aCase(given);
    await twentyTimes((n) => assignCase(as(clerk), { caseId: other.caseId, staffId: n % 2 === 0 ? clerk.id : colleague.id }));
    const events = await timelineOf(house.db, other.caseId);
    assert.equal(events.filter((event) => event.action === 'take').length, 1);
    assert.equal(events.filter((event) => event.kind === 'assigned').length, await assignedEvents(other.caseId));
  });

  it('refuses someone of another unit, a closed case, and a case that does not exist', async () => {
    const { caseId } = await aCase(given);
    assert.deepEqual(codes([await assignCase(as(clerk), { caseId, staffId: foreignClerk.id })]), ['wrong-unit']);
    assert.deepEqual(codes([await assignCase(as(clerk), { caseId, staffId: randomUUID() })]), ['wrong-unit']);
    assert.equal((await stateOf(given, caseId)).ownerId, null);
    await withdrawCase(as(resident), { caseId });
    assert.deepEqual(codes([await assignCase(as(clerk), { caseId, staffId: clerk.id })]), ['closed']);
    assert.deepEqual(codes([await assignCase(as(clerk), { caseId: randomUUID(), staffId: clerk.id })]), ['not-found']);
  });
});

describe('asking back', () => {
  it('puts the question into the mailbox and stops the case until it is answered', async () => {
    const caseId = await aTakenCase(given);
    const { fileReference } = await stateOf(given, caseId);
    assert.ok((await askBack(as(clerk), { caseId, body: ' Which car? ' })).ok);
    assert.equal((await stateOf(given, caseId)).phase, 'waiting');
    const [mail, ...more] = await mailOf(given, fileReference);
    assert.deepEqual([mail?.kind, mail?.wantsAnswer, mail?.answeredAt, more.length], ['question', true, null, 0]);
    const question = await openQuestion(house.db, caseId);
    // 14 days from Monday 15 June
    assert.deepEqual([question?.body, question?.answerDueOn?.toString()], ['Which car?', '2026-06-29']);

    const file = { fileName: 'car.pdf', mediaType: 'application/pdf', size: 3, sha256: 'a'.repeat(64) };
    assert.ok((await answerQuestion(as(resident), { caseId, body: 'The red one.', files: [file] })).ok);
    assert.equal((await stateOf(given, caseId)).state, 'in-review');
    const answer = (await messagesOf(house.db, caseId)).at(-1);
    assert.deepEqual(
      [answer?.direction, answer?.body, answer?.files.map((one) => one.fileName)],
      ['from-applicant', 'The red one.', ['car.pdf']],
    );
    assert.notEqual((await mailOf(given, fileReference))[0]?.answeredAt, null);
  });

  it('asks once when twenty clicks come, and takes one answer of twenty', async () => {
    const caseId = await aTakenCase(given);
    const asked = codes(await twentyTimes(() => askBack(as(clerk), { caseId, body: 'Why?' })));
    assert.deepEqual([asked.filter((code) => code === 'done').length, asked.filter((code) => code === 'not-now').length], [1, 19]);
    const answered = codes(await twentyTimes((n) => answerQuestion(as(resident), { caseId, body: `Because ${n}`, files: [] })));
    assert.deepEqual([answered.filter((code) => code === 'done').length, answered.filter((code) => code === 'not-now').length], [1, 19]);
    assert.equal((await messagesOf(house.db, caseId)).length, 2);
  });

  it('refuses what is empty or too long, and keeps waiting', async () => {
    const caseId = await aTakenCase(given);
    const tooLong = 'x'.repeat(longestMessage + 1);
    assert.deepEqual(codes([await askBack(as(clerk), { caseId, body: ' \n ' }), await askBack(as(clerk), { caseId, body: tooLong })]), [
      'empty',
      'too-long',
    ]);
    await askBack(as(clerk), { caseId, body: 'x'.repeat(longestMessage) });
    const answers = [
      await answerQuestion(as(resident), { caseId, body: ' ', files: [] }),
      await answerQuestion(as(resident), { caseId, body: tooLong, files: [] }),
    ];
    assert.deepEqual(codes(answers), ['empty', 'too-long']);
    assert.equal((await stateOf(given, caseId)).phase, 'waiting');
  });

  it('hides the case from everybody but the applicant', async () => {
    const caseId = await aTakenCase(given);
    await askBack(as(clerk), { caseId, body: 'Why?' });
    for (const actor of [neighbour, clerk, foreignClerk, systemActor]) {
      assert.deepEqual(codes([await answerQuestion(as(actor), { caseId, body: 'Me!', files: [] })]), ['not-found']);
    }
    assert.equal((await messagesOf(house.db, caseId)).length, 1);
  });

  it('is not possible where the applicant has no mailbox', async () => {
    const { caseId } = await aCase(given, { accountId: undefined, applicantMail: 'somebody@example.org' });
    await assignCase(as(clerk), { caseId, staffId: clerk.id });
    assert.deepEqual(codes([await askBack(as(clerk), { caseId, body: 'Who?' })]), ['no-mailbox']);
  });

  it('ends when the office goes on without an answer: the question closes, and another can be asked', async () => {
    const caseId = await aTakenCase(given);
    await askBack(as(clerk), { caseId, body: 'First?' });
    assert.ok((await performAction(as(clerk), { caseId, actionId: 'continue' })).ok);
    assert.equal(await openQuestion(house.db, caseId), undefined);
    const { fileReference } = await stateOf(given, caseId);
    assert.notEqual((await mailOf(given, fileReference))[0]?.answeredAt, null);
    assert.deepEqual(codes([await answerQuestion(as(resident), { caseId, body: 'Too late', files: [] })]), ['not-now']);
    assert.ok((await askBack(as(clerk), { caseId, body: 'Second?' })).ok);
    await withdrawCase(as(resident), { caseId });
    assert.equal(await openQuestion(house.db, caseId), undefined);
  });
});

describe('notes', () => {
  it('are for colleagues: the applicant does not see that they were written', async () => {
    const caseId = await aTakenCase(given);
    assert.ok((await addNote(as(clerk), { caseId, body: 'Called the garage.' })).ok);
    assert.deepEqual(
      (await notesOf(house.db, caseId)).map((note) => [note.body, note.staffName]),
      [['Called the garage.', clerk.name]],
    );
    assert.ok((await timelineOf(house.db, caseId)).some((event) => event.kind === 'note'));
    assert.ok(!(await applicantTimelineOf(house.db, caseId)).some((event) => event.kind === 'note'));
    assert.deepEqual(
      codes([await addNote(as(clerk), { caseId, body: ' ' }), await addNote(as(clerk), { caseId, body: 'x'.repeat(longestMessage + 1) })]),
      ['empty', 'too-long'],
    );
  });
});

describe('withdrawing', () => {
  it('closes the case once and keeps it as long as the type says', async () => {
    const { caseId } = await aCase(given);
    const results = codes(await twentyTimes(() => withdrawCase(as(resident), { caseId })));
    assert.equal(results.filter((code) => code === 'done').length, 1);
    const found = await stateOf(given, caseId);
    assert.deepEqual([found.state, found.outcome, found.eraseOn?.toString()], ['withdrawn', 'withdrawn', '2028-06-15']);
    assert.equal((await house.outbox(caseClosed)).filter((event) => event.caseId === caseId).length, 1);
  });

  it('is for the applicant alone, and only while the type allows it', async () => {
    const caseId = await aTakenCase(given);
    for (const actor of [neighbour, clerk, systemActor])
      assert.deepEqual(codes([await withdrawCase(as(actor), { caseId })]), ['not-found']);
    await proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: '' });
    assert.deepEqual(codes([await withdrawCase(as(resident), { caseId })]), ['not-now']);
  });
});

describe('the fee', () => {
  const paid = (claimId: string, caseId: string): Promise<void> =>
    inTransaction(house.db, (tx) => emit(tx, claimPaid, { claimId, caseId, reference: 'R', amountCents: 3000 }));
  const failed = (claimId: string, caseId: string, reason: 'expired' | 'failed'): Promise<void> =>
    inTransaction(house.db, (tx) => emit(tx, claimFailed, { claimId, caseId, reason }));

  it('told twice to be paid begins the case once', async () => {
    const { caseId, claimId = '' } = await aCase(given, { feeDue: true });
    await paid(claimId, caseId);
    await paid(claimId, caseId);
    await house.runJobs();
    const found = await stateOf(given, caseId);
    assert.deepEqual([found.state, found.receivedOn?.toString(), found.dueOn === null], ['received', '2026-06-15', false]);
    assert.equal((await timelineOf(house.db, caseId)).filter((event) => event.action === 'receive-payment').length, 1);
  });

  it('not paid in time ends the case; an attempt that failed does not', async () => {
    const { caseId, claimId = '' } = await aCase(given, { feeDue: true });
    await failed(claimId, caseId, 'failed');
    await house.runJobs();
    assert.equal((await stateOf(given, caseId)).phase, 'awaiting-payment');
    await failed(claimId, caseId, 'expired');
    await failed(claimId, caseId, 'expired');
    await house.runJobs();
    assert.equal((await stateOf(given, caseId)).state, 'lapsed');
    await paid(claimId, caseId);
    await house.runJobs();
    assert.equal((await stateOf(given, caseId)).state, 'lapsed');
  });
});

describe('staff without the right', () => {
  const steps: Readonly<Record<string, (ctx: Context, caseId: string) => Promise<unknown>>> = {
    assign: (ctx, caseId) => assignCase(ctx, { caseId, staffId: ctx.actor.id }),
    'ask back': (ctx, caseId) => askBack(ctx, { caseId, body: 'Why?' }),
    'write a note': (ctx, caseId) => addNote(ctx, { caseId, body: 'Hm' }),
    'take a step': (ctx, caseId) => performAction(ctx, { caseId, actionId: 'close' }),
    decide: (ctx, caseId) => proposeDecision(ctx, { caseId, outcome: 'granted', remarks: '' }),
    approve: (ctx, caseId) => approveDecision(ctx, { caseId }),
    'give back': (ctx, caseId) => returnDecision(ctx, { caseId, reason: 'No' }),
  };
  const powerless = withPermissions(clerk, new Set(['cases.read']));
  const elsewhere = withPermissions(foreignClerk, lead.permissions);

  for (const [what, step] of Object.entries(steps)) {
    it(`of another unit, without the permission, or residents cannot ${what}`, async () => {
      const caseId = await aTakenCase(given, { caseTypeId: 'four-eyes' });
      if (what === 'approve' || what === 'give back') await proposeDecision(as(clerk), { caseId, outcome: 'granted', remarks: '' });
      const before = await stateOf(given, caseId);
      for (const actor of [elsewhere, powerless, resident, neighbour]) await assert.rejects(step(as(actor), caseId), Forbidden, actor.name);
      assert.deepEqual(await stateOf(given, caseId), before);
    });
  }

  it('cannot take steps that the state or the kind of action does not allow', async () => {
    const caseId = await aTakenCase(given);
    for (const actionId of ['take', 'propose', 'issue', 'answer', 'unknown'])
      assert.deepEqual(codes([await performAction(as(clerk), { caseId, actionId })]), ['not-now'], actionId);
  });
});
