import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import type { KyselyPlugin } from 'kysely';
import { aClaim, givenPayments, onPayPage, returnUrl } from '../test/given.ts';
import { checkAttempt } from './check-attempt.ts';
import { claimById } from './claim-store.ts';
import { claimPaid } from './events.ts';
import { ledgerOf } from './ledger-store.ts';
import { startPayment } from './start-payment.ts';
import { attemptsOf } from './transaction-store.ts';

const given = await givenPayments();
const { house, provider } = given;

class Crash extends Error {}

/** Throws after the nth statement, as a process that dies there would; what its transaction wrote is gone. */
function crashAfter(statement: number): KyselyPlugin & { readonly seen: () => number } {
  let seen = 0;
  return {
    seen: () => seen,
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (++seen === statement) throw new Crash();
      return result;
    },
  };
}

const isPaidOnce = async (claimId: string) => {
  const payments = (await ledgerOf(house.db, claimId)).filter((row) => row.kind === 'payment' && row.account === 'clearing');
  assert.deepEqual(
    payments.map((row) => row.amountCents),
    [3000],
  );
  assert.equal((await house.outbox(claimPaid)).filter((event) => event.claimId === claimId).length, 1);
};

describe('a crash', () => {
  it('at any statement while the payment is booked leaves all or nothing, and the next check completes it', async () => {
    let crashes = 0;
    for (let statement = 1; ; statement++) {
      const claimId = await aClaim(given);
      const attempt = await onPayPage(given, claimId);
      await provider.decide(attempt.transactionId, 'pay');
      const plugin = crashAfter(statement);
      try {
        await checkAttempt(house.context({ db: house.db.withPlugin(plugin) }), attempt);
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashes++;
      }
      const state = (await claimById(house.db, claimId))?.state;
      const rows = (await ledgerOf(house.db, claimId)).filter((row) => row.kind === 'payment');
      assert.equal(rows.length, state === 'paid' ? 2 : 0, `statement ${statement}`);
      await checkAttempt(house.context(), attempt);
      await isPaidOnce(claimId);
      if (plugin.seen() < statement) break;
    }
    assert.ok(crashes >= 8, `${crashes} places to crash`);
  });

  it('at any statement while the person is handed over never shows two pay pages that can both be paid', async () => {
    for (let statement = 1; statement <= 12; statement++) {
      const claimId = await aClaim(given);
      const plugin = crashAfter(statement);
      try {
        await startPayment(house.context({ db: house.db.withPlugin(plugin) }), { claimId, returnUrl });
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
      }
      // The process that died is not waited for.
      house.clock.advance({ minutes: 1 });
      const attempt = await onPayPage(given, claimId);
      const open = (await attemptsOf(house.db, claimId)).filter((one) => one.state === 'handed_over');
      assert.deepEqual(
        open.map((one) => one.id),
        [attempt.id],
        `statement ${statement}`,
      );
      await provider.decide(attempt.transactionId, 'pay');
      await checkAttempt(house.context(), attempt);
      await isPaidOnce(claimId);
    }
  });

  for (const point of ['answered', 'booked'] as const) {
    it(`by kill -9 after the provider ${point === 'answered' ? 'answered and before anything is written' : 'answered and everything is written but not committed'} loses nothing`, async () => {
      const claimId = await aClaim(given);
      const attempt = await onPayPage(given, claimId);
      await provider.decide(attempt.transactionId, 'pay');

      const child = spawn(
        process.execPath,
        [
          new URL('../test/die-while-booking.ts', import.meta.url).pathname,
          house.database.connectionString,
          attempt.id,
          point,
          provider.apiUrl,
          provider.tokenUrl,
        ],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      assert.equal(signal, 'SIGKILL');

      assert.equal((await claimById(house.db, claimId))?.state, 'handed_over');
      await Promise.all(Array.from({ length: 5 }, () => checkAttempt(house.context(), attempt)));
      assert.equal((await claimById(house.db, claimId))?.state, 'paid');
      await isPaidOnce(claimId);
    });
  }
});
