import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTransaction, sql, type Db } from '@amt/db';
import { emit } from '@amt/jobs';
import { claimById, claimPaid, refundsOf } from '@amt/payments';
import { verifyPdf } from '@amt/signatures';
import { aCase, aTakenCase, Crash, crashAfter, decisionsOf, givenCases, mailOf, origin, stateOf, systemContext } from '../test/given.ts';
import { caseClosed, caseDecided } from './events.ts';
import { assignCase, decisionOf, proposeDecision } from './index.ts';
import { issueDecision } from './issue-decision.ts';

const given = await givenCases();
const { house, as, clerk } = given;

const run = (decisionId: string, db: Db = house.db): Promise<void> =>
  issueDecision.run(systemContext(given, db), { decisionId }, { attempt: 1, maxAttempts: 25 });

async function decided(outcome = 'granted', caseId?: string): Promise<{ caseId: string; decisionId: string }> {
  const id = caseId ?? (await aTakenCase(given));
  assert.ok((await proposeDecision(as(clerk), { caseId: id, outcome, remarks: 'With pleasure.' })).ok);
  const decision = await decisionOf(house.db, id);
  assert.ok(decision);
  return { caseId: id, decisionId: decision.id };
}

async function traces(caseId: string): Promise<Record<string, unknown>> {
  const { fileReference, closedAt, outcome } = await stateOf(given, caseId);
  return {
    documents: (await decisionsOf(given, caseId)).length,
    messages: (await mailOf(given, fileReference)).filter(({ kind }) => kind === 'decision').length,
    closed: closedAt !== null,
    outcome,
    decidedEvents: (await house.outbox(caseDecided)).filter((event) => event.caseId === caseId).length,
    closedEvents: (await house.outbox(caseClosed)).filter((event) => event.caseId === caseId).length,
  };
}
const exactlyOnce = (outcome: string): Record<string, unknown> => ({
  documents: 1,
  messages: 1,
  closed: true,
  outcome,
  decidedEvents: 1,
  closedEvents: 1,
});
const nothing = { documents: 0, messages: 0, closed: false, outcome: null, decidedEvents: 0, closedEvents: 0 };

describe('issuing a decision', () => {
  it('writes, seals and delivers it, and closes the case; again, it changes nothing', async () => {
    const { caseId, decisionId } = await decided();
    await run(decisionId);
    assert.deepEqual(await traces(caseId), exactlyOnce('granted'));
    await run(decisionId);
    await Promise.all([run(decisionId), run(decisionId)]);
    assert.deepEqual(await traces(caseId), exactlyOnce('granted'));

    const [document] = await decisionsOf(given, caseId);
    assert.ok(document?.sealed);
    const pdf = await given.files.read(document.sha256);
    const report = await verifyPdf(pdf, { trust: [], now: house.clock.now() });
    assert.deepEqual(
      [
        report.signatures.length,
        report.signatures[0]?.intact,
        report.signatures[0]?.coversWholeDocument,
        report.signatures[0]?.timeStamp === undefined,
      ],
      [1, true, true, false],
    );
    const found = await stateOf(given, caseId);
    assert.deepEqual([found.eraseOn?.toString(), (await decisionOf(house.db, caseId))?.documentId], ['2028-06-15', document.id]);
    const mail = (await mailOf(given, found.fileReference)).find(({ kind }) => kind === 'decision');
    assert.equal(mail?.attachmentCount, 1);
  });

  it('by two workers at once is issued once', async () => {
    const { caseId, decisionId } = await decided();
    await Promise.all([run(decisionId), run(decisionId), run(decisionId)]);
    assert.deepEqual(await traces(caseId), exactlyOnce('granted'));
  });

  it('without an account keeps the document for the office', async () => {
    const { caseId } = await aCase(given, { accountId: undefined, applicantMail: 'somebody@example.org' });
    await assignCase(as(clerk), { caseId, staffId: clerk.id });
    const { decisionId } = await decided('granted', caseId);
    await run(decisionId);
    assert.deepEqual(await traces(caseId), { ...exactlyOnce('granted'), messages: 0 });
  });

  it('that refuses asks for the fee to be given back, once', async () => {
    const { caseId, claimId = '' } = await aCase(given, { feeDue: true });
    const claim = sql.table('payments.claim');
    await sql`update ${claim} set state = 'paid', paid_at = ${house.clock.now()} where id = ${claimId}`.execute(house.db);
    await inTransaction(house.db, (tx) => emit(tx, claimPaid, { claimId, caseId, reference: 'R', amountCents: 3000 }));
    await house.runJobs();
    await assignCase(as(clerk), { caseId, staffId: clerk.id });
    const { decisionId } = await decided('refused', caseId);
    await Promise.all([run(decisionId), run(decisionId)]);
    await run(decisionId);
    assert.deepEqual(await traces(caseId), exactlyOnce('refused'));
    assert.equal((await claimById(house.db, claimId))?.state, 'refund_requested');
    assert.deepEqual(
      (await refundsOf(house.db, claimId)).map(({ amountCents, reason, state }) => [amountCents, reason, state]),
      [[3000, 'decision', 'requested']],
    );
  });
});

describe('a crash while issuing', () => {
  it('at any statement leaves nothing, and the next attempt issues it once', async () => {
    const { caseId, decisionId } = await decided();
    let crashes = 0;
    for (;;) {
      const plugin = crashAfter(crashes + 1);
      try {
        await run(decisionId, house.db.withPlugin(plugin));
        break;
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashes++;
        assert.deepEqual(await traces(caseId), nothing, `statement ${crashes}`);
      }
    }
    assert.ok(crashes >= 20, `${crashes} places to crash`);
    assert.deepEqual(await traces(caseId), exactlyOnce('granted'));
  });
});

describe('a process that is killed while issuing', { concurrency: true }, () => {
  for (const point of ['sealed', 'written'] as const) {
    it(`when ${point === 'sealed' ? 'the seal is given and nothing else written' : 'everything is written and not committed'} ends in exactly one decision`, async () => {
      const { caseId, decisionId } = await decided();
      const program = fileURLToPath(new URL('../test/die-while-issuing.ts', import.meta.url));
      const child = spawn(
        process.execPath,
        [program, house.database.connectionString, decisionId, point, given.filesFolder, house.clock.now().toString()],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
          env: {
            ...process.env,
            AUTHORITY_NAME: 'Stadt',
            ORIGIN: origin,
            AMT_DATA: given.dataFolder,
            TSA_URL: given.authority.url,
            SEAL_TRUST: given.authority.rootCertificate,
          },
        },
      );
      const died = once(child, 'exit').then(() => Promise.reject(new Error('the process ended before it came there')));
      died.catch(() => undefined);
      await Promise.race([once(child.stdout, 'data'), died]);
      child.kill('SIGKILL');
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      assert.equal(signal, 'SIGKILL');
      assert.deepEqual(await traces(caseId), nothing);
      await run(decisionId);
      await run(decisionId);
      assert.deepEqual(await traces(caseId), exactlyOnce('granted'));
    });
  }
});
