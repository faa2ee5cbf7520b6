import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTransaction } from '@amt/db';
import type { FormOutput } from '@amt/forms';
import { enqueue } from '@amt/jobs';
import type { KyselyPlugin } from 'kysely';
import { aSubmission, dueNow, givenDeliveries } from '../test/given.ts';
import { deliverOutput } from './deliver-output.ts';
import { deliveriesOfSubmission } from './delivery-store.ts';
import { deliveryStateText } from './pages/delivery-words.ts';
import { dropUnneeded, releaseDeliveries } from './release-deliveries.ts';
import { repeatDelivery } from './repeat-delivery.ts';
import type { WaitsFor } from './tables.ts';

const given = await givenDeliveries();
const { house, receiver, mail } = given;
const hook = (id: string, after?: 'complete' | 'submitted' | 'paid' | 'cosigned'): FormOutput => ({
  kind: 'webhook',
  id,
  url: `${receiver.url}/${id}`,
  ...(after && { after }),
});
const both: readonly WaitsFor[] = ['payment', 'agreement'];
const release = (caseId: string, from: WaitsFor, db = house.db): Promise<void> =>
  inTransaction(db, (tx) => releaseDeliveries({ ...house.context(), db: tx }, caseId, from));
const end = (caseId: string, outcome: string): Promise<void> =>
  inTransaction(house.db, (tx) => dropUnneeded({ ...house.context(), db: tx }, { caseId, outcome }));

async function waiting(outputs: FormOutput[], open: readonly WaitsFor[] = both) {
  const caseId = randomUUID();
  const { submissionId } = await aSubmission(given, outputs, { caseId, open });
  const rows = () => deliveriesOfSubmission(house.db, submissionId);
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await rows()).map((one) => [one.outputId, deliveryStateText(one, 'de')]));
  const effects = async (): Promise<number> => {
    const ids = new Set((await rows()).map(({ id }) => id));
    return receiver.messages().filter(({ key }) => ids.has(key)).length;
  };
  return { caseId, rows, states, effects };
}

class Crash extends Error {}

function crashAfter(statement: number): KyselyPlugin {
  let seen = 0;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (++seen === statement) throw new Crash();
      return result;
    },
  };
}

describe('what leaves the office', () => {
  it('waits for the fee and for those who must agree, as its output says', async () => {
    const { caseId, states, effects } = await waiting([
      { kind: 'case', id: 'case' },
      hook('default'),
      hook('complete', 'complete'),
      hook('atOnce', 'submitted'),
      hook('paid', 'paid'),
      hook('cosigned', 'cosigned'),
    ]);
    await house.runJobs();
    assert.deepEqual(await states(), {
      case: 'Übergeben',
      default: 'Wartet auf Zahlung und Zustimmung',
      complete: 'Wartet auf Zahlung und Zustimmung',
      atOnce: 'Übergeben',
      paid: 'Wartet auf Zahlung',
      cosigned: 'Wartet auf Zustimmung',
    });
    await release(caseId, 'payment');
    await house.runJobs();
    assert.deepEqual([(await states())['paid'], (await states())['default']], ['Übergeben', 'Wartet auf Zustimmung']);
    await release(caseId, 'agreement');
    await house.runJobs();
    assert.deepEqual(new Set(Object.values(await states())), new Set(['Übergeben']));
    assert.equal(await effects(), 5);
  });

  it('waits only for what the application lacks', async () => {
    const { states } = await waiting([hook('default'), hook('paid', 'paid'), hook('cosigned', 'cosigned')], ['agreement']);
    await house.runJobs();
    assert.deepEqual(await states(), { default: 'Wartet auf Zustimmung', paid: 'Übergeben', cosigned: 'Wartet auf Zustimmung' });
  });

  it('leaves once when fee and agreement come at once, each told ten times', async () => {
    const { caseId, states, effects } = await waiting([hook('default')]);
    await Promise.all(Array.from({ length: 20 }, (_, i) => release(caseId, i % 2 === 0 ? 'payment' : 'agreement')));
    await house.runJobs();
    assert.deepEqual([await states(), await effects()], [{ default: 'Übergeben' }, 1]);
  });

  it('stays when a job comes before its time, and staff cannot send it either', async () => {
    const { rows, states, effects } = await waiting([hook('default')], ['payment']);
    const [one] = await rows();
    await inTransaction(house.db, (tx) => enqueue(tx, deliverOutput, { deliveryId: one?.id ?? '' }));
    await house.runJobs();
    house.clock.advance({ hours: 48 });
    const ctx = { ...house.context(), require: () => undefined };
    assert.deepEqual(await repeatDelivery(ctx, { deliveryId: one?.id ?? '' }), { ok: false, code: 'not-repeatable' });
    assert.deepEqual([await states(), await effects()], [{ default: 'Wartet auf Zahlung' }, 0]);
  });

  it('is dropped when the case ends before, and does not come back with a late payment', async () => {
    const { caseId, states, effects } = await waiting([hook('default'), hook('atOnce', 'submitted')]);
    await house.runJobs();
    await end(caseId, 'withdrawn');
    await release(caseId, 'payment');
    await release(caseId, 'agreement');
    await house.runJobs();
    assert.deepEqual([await states(), await effects()], [{ default: 'Entfällt', atOnce: 'Übergeben' }, 1]);
  });
});

describe('a crash when what was waited for is there', () => {
  it('at any statement ends in one effect', async () => {
    let crashes = 0;
    for (let statement = 1; ; statement++) {
      const { caseId, states, effects } = await waiting([hook('default')], ['payment']);
      let crashed = false;
      try {
        await release(caseId, 'payment', house.db.withPlugin(crashAfter(statement)));
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashed = true;
        crashes++;
        await house.runJobs();
        assert.deepEqual([await states(), await effects()], [{ default: 'Wartet auf Zahlung' }, 0], `statement ${statement}`);
        // the event is told again
        await release(caseId, 'payment');
      }
      await house.runJobs(dueNow);
      assert.deepEqual([await states(), await effects()], [{ default: 'Übergeben' }, 1], `statement ${statement}`);
      if (!crashed) break;
    }
    assert.ok(crashes >= 2, `${crashes} places to crash`);
  });

  it('by kill -9 with all written and not committed leaves it waiting, and the next telling sends one mail and one message', async () => {
    const { caseId, rows, states, effects } = await waiting(
      [hook('default'), { kind: 'mail', id: 'mail', to: 'amt@stadt.example' }],
      ['payment'],
    );
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../test/die-while-releasing.ts', import.meta.url)),
        house.database.connectionString,
        caseId,
        house.clock.now().toString(),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await house.runJobs();
    assert.deepEqual([await states(), await effects()], [{ default: 'Wartet auf Zahlung', mail: 'Wartet auf Zahlung' }, 0]);
    await Promise.all([release(caseId, 'payment'), release(caseId, 'payment')]);
    await house.runJobs(dueNow);
    assert.deepEqual([await states(), await effects()], [{ default: 'Übergeben', mail: 'Übergeben' }, 1]);
    const mailId = (await rows()).find(({ kind }) => kind === 'mail')?.id ?? '';
    assert.equal(mail.mails().filter(({ messageId }) => messageId.includes(mailId)).length, 1);
  });
});
