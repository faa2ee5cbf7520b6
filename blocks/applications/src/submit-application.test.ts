import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { caseById, caseOpened, casesOf } from '@amt/cases';
import { inTransaction, type Db } from '@amt/db';
import { documentsOfCase } from '@amt/documents';
import { compileForm, draftKey, offeredForm, ownsDraft, publishForm, type DraftKey } from '@amt/forms';
import { emit } from '@amt/jobs';
import { inboxOf } from '@amt/mailbox';
import { anonymous, memorySession, type Actor } from '@amt/module';
import { claimPaid, claimsOf } from '@amt/payments';
import { aDraft, aSession, Crash, crashAfter, givenServices } from '../test/given.ts';
import { applicationByDraft } from './application-store.ts';
import { applicationSubmitted } from './events.ts';
import { submitApplication, type Submitted } from './index.ts';
import { issueReceipt } from './issue-receipt.ts';

const given = await givenServices();
const { house, resident, neighbour } = given;

const confirmationPath = (id: string): string => `/de/antrag/eingegangen/${id}`;
const submit = (draftId: string, actor: Actor = resident, db: Db = house.db, key?: DraftKey): ReturnType<typeof submitApplication> =>
  submitApplication(house.context({ actor, db }), { draftId, key, confirmationPath });

async function submitted(draftId: string, actor: Actor = resident): Promise<Submitted> {
  const result = await submit(draftId, actor);
  assert.ok(result.ok, result.ok ? '' : result.code);
  return result.value;
}

/** Everything that a submission leaves behind, counted. */
async function traces(draftId: string): Promise<Record<string, number>> {
  const [cases, claims, opened, told] = await Promise.all([
    casesOf(house.db, resident.id),
    claimsOf(house.db, resident.id),
    house.outbox(caseOpened),
    house.outbox(applicationSubmitted),
  ]);
  const application = await applicationByDraft(house.db, draftId);
  return {
    applications: application ? 1 : 0,
    cases: cases.length,
    claims: claims.length,
    opened: opened.length,
    told: told.length,
  };
}
const oneMore = (before: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(before).map(([what, count]) => [what, count + 1]));

describe('submitting an application', () => {
  it('makes a submission, a case and a claim that know each other', async () => {
    const draftId = await aDraft(given);
    const before = await traces(draftId);
    const { caseId, claimId, submissionId, accountId } = await submitted(draftId);
    assert.deepEqual(await traces(draftId), oneMore(before));
    const found = await caseById(house.db, caseId);
    assert.deepEqual(
      [found?.submissionId, found?.claimId, found?.phase, accountId, found?.applicantName],
      [submissionId, claimId, 'awaiting-payment', resident.id, resident.name],
    );
    const claim = (await claimsOf(house.db, resident.id)).find(({ id }) => id === claimId);
    assert.deepEqual([claim?.amountCents, claim?.caseReference], [500, found?.fileReference]);
  });

  it('twenty times at once is one application, and all learn of it', async () => {
    const draftId = await aDraft(given);
    const before = await traces(draftId);
    const results = await Promise.all(Array.from({ length: 20 }, () => submitted(draftId)));
    assert.deepEqual(await traces(draftId), oneMore(before));
    assert.equal(new Set(results.map(({ submissionId, caseId, claimId }) => `${submissionId} ${caseId} ${claimId}`)).size, 1);
  });

  it('is refused while an answer is missing, and the draft stays as it is', async () => {
    const draftId = await aDraft(given, { without: ['declaration'] });
    const before = await traces(draftId);
    assert.deepEqual(await submit(draftId), { ok: false, code: 'incomplete' });
    assert.deepEqual(await traces(draftId), before);
    assert.equal(await ownsDraft(house.asPerson(resident.id), await aSession(resident), draftId), true);
  });

  it('is refused for a draft that does not exist, and a draft opens for its owner alone', async () => {
    assert.deepEqual(await submit(randomUUID()), { ok: false, code: 'not-found' });
    const draftId = await aDraft(given);
    assert.equal(await ownsDraft(house.asPerson(neighbour.id), await aSession(neighbour), draftId), false);
    assert.equal(await ownsDraft(house.context({ actor: anonymous }), memorySession(), draftId), false);
    const session = memorySession();
    const anybodys = await aDraft(given, { service: 'technischer-support', session });
    assert.equal(await ownsDraft(house.context({ actor: anonymous }), session, anybodys), true);
    assert.equal(await ownsDraft(house.context({ actor: anonymous }), memorySession(), anybodys), false);
  });

  it('without an account keeps how to reach the person', async () => {
    const session = memorySession();
    const draftId = await aDraft(given, { service: 'technischer-support', session });
    assert.deepEqual(await submit(draftId, anonymous), { ok: false, code: 'not-found' }, 'without its key there is no such draft');
    const sent = await submit(draftId, anonymous, house.db, draftKey(session, draftId));
    assert.ok(sent.ok);
    const { caseId, accountId, claimId } = sent.value;
    const found = await caseById(house.db, caseId);
    assert.deepEqual([accountId, claimId, found?.applicantMail], [null, null, 'kim@example.org']);
  });
});

describe('a crash while submitting', () => {
  it('at any statement leaves nothing, and the next click does it all', async () => {
    const draftId = await aDraft(given);
    const before = await traces(draftId);
    let crashes = 0;
    for (;;) {
      try {
        await submit(draftId, resident, house.db.withPlugin(crashAfter(crashes + 1)));
        break;
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashes++;
        assert.deepEqual(await traces(draftId), before, `statement ${crashes}`);
      }
    }
    assert.ok(crashes >= 15, `${crashes} places to crash`);
    assert.deepEqual(await traces(draftId), oneMore(before));
  });

  it('by kill -9 with everything written and not committed leaves nothing, and the next click does it all', async () => {
    const draftId = await aDraft(given);
    const before = await traces(draftId);
    const program = fileURLToPath(new URL('../test/die-while-submitting.ts', import.meta.url));
    const child = spawn(
      process.execPath,
      [program, house.database.connectionString, draftId, resident.id, house.clock.now().toString(), tmpdir()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const died = once(child, 'exit').then(() => Promise.reject(new Error('the process ended before it came there')));
    died.catch(() => undefined);
    await Promise.race([once(child.stdout, 'data'), died]);
    child.kill('SIGKILL');
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL');
    assert.deepEqual(await traces(draftId), before);
    await Promise.all([submitted(draftId), submitted(draftId)]);
    assert.deepEqual(await traces(draftId), oneMore(before));
  });
});

describe('the receipt', () => {
  const receipts = async (caseId: string): Promise<[number, number]> => {
    const found = await caseById(house.db, caseId);
    const { entries } = await inboxOf(house.db, resident.id, { search: found?.fileReference ?? '' });
    return [
      (await documentsOfCase(house.db, caseId)).filter(({ kind }) => kind === 'receipt').length,
      entries.filter(({ kind }) => kind === 'receipt').length,
    ];
  };
  const run = (caseId: string, db: Db = house.db): Promise<void> =>
    issueReceipt.run(house.context({ db }), { caseId }, { attempt: 1, maxAttempts: 25 });

  it('comes once the fee is paid, however often that is told', async () => {
    const { caseId, claimId } = await submitted(await aDraft(given));
    await house.runJobs();
    assert.deepEqual(await receipts(caseId), [0, 0]);
    for (let told = 0; told < 3; told++)
      await inTransaction(house.db, (tx) => emit(tx, claimPaid, { claimId: claimId ?? '', caseId, reference: 'R', amountCents: 500 }));
    await house.runJobs();
    await Promise.all([run(caseId), run(caseId)]);
    assert.deepEqual(await receipts(caseId), [1, 1]);
  });

  it('comes at once where there is no fee', async () => {
    const { caseId } = await submitted(await aDraft(given, { service: 'technischer-support', actor: resident }));
    await house.runJobs();
    assert.deepEqual(await receipts(caseId), [1, 1]);
  });

  it('is one after a crash at any statement', async () => {
    const { caseId } = await submitted(await aDraft(given));
    let crashes = 0;
    for (;;) {
      try {
        await run(caseId, house.db.withPlugin(crashAfter(crashes + 1)));
        break;
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashes++;
        assert.deepEqual(await receipts(caseId), [0, 0], `statement ${crashes}`);
      }
    }
    assert.ok(crashes >= 12, `${crashes} places to crash`);
    await run(caseId);
    assert.deepEqual(await receipts(caseId), [1, 1]);
  });
});

describe('a fee that is paid later', () => {
  it('stops neither the case nor the receipt, and can be paid all the time', async () => {
    const offered = await offeredForm(house.db, 'meldebescheinigung');
    assert.ok(offered);
    await publishForm(house.context(), compileForm({ ...offered.definition, version: '9.0.0', payment: { timing: 'later' } }));
    const { caseId, claimId } = await submitted(await aDraft(given));
    assert.equal((await caseById(house.db, caseId))?.phase, 'open');
    const claim = (await claimsOf(house.db, resident.id)).find(({ id }) => id === claimId);
    assert.deepEqual([claim?.amountCents, claim?.state, claim?.payUntil], [500, 'created', null]);
    await house.runJobs();
    assert.equal((await documentsOfCase(house.db, caseId)).filter(({ kind }) => kind === 'receipt').length, 1);
  });
});
