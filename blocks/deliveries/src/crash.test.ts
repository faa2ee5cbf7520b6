import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { FormOutput } from '@amt/forms';
import type { KyselyPlugin } from 'kysely';
import { aSubmission, dueNow } from '../test/given.ts';
import { accepting, givenFitConnect, ours, to } from '../test/given-fit-connect.ts';
import { deliverOutput } from './deliver-output.ts';
import { deliveryById } from './delivery-store.ts';
import { receivedById } from './fit-connect/received-store.ts';
import { receiveSubmissions } from './fit-connect/receive-submissions.ts';
import { xmlFile } from './xml-folder.ts';

const given = await givenFitConnect();
const { house, receiver, mail, service } = given;

class Crash extends Error {}

/** Throws after the nth statement, as a process that dies there would; what its transaction wrote is gone. */
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

/** How to count what reached the other side, by the key that it compares. */
interface Way {
  readonly output: FormOutput;
  readonly effects: (deliveryId: string) => Promise<number> | number;
}
const ways: Readonly<Record<string, Way>> = {
  webhook: {
    output: { kind: 'webhook', id: 'out', url: `${receiver.url}/eingang` },
    effects: (id) => receiver.messages().filter(({ key }) => key === id).length,
  },
  mail: {
    output: { kind: 'mail', id: 'out', to: 'amt@stadt.example', pdf: true },
    effects: (id) => new Set(mail.mails().flatMap(({ messageId }) => (messageId.includes(id) ? messageId : []))).size,
  },
  xml: {
    output: { kind: 'xml', id: 'out', root: 'Antrag', elements: [{ path: 'name', name: 'Name' }], to: { kind: 'folder' } },
    effects: async (id) => {
      const delivery = await deliveryById(house.db, id);
      const names = delivery ? await readdir(dirname(xmlFile(house.context(), delivery))).catch(() => []) : [];
      return names.filter((name) => name.endsWith('.xml')).length;
    },
  },
  'FIT-Connect': {
    output: to(accepting),
    effects: async (id) => {
      const { progress } = (await deliveryById(house.db, id)) ?? {};
      // every submission that carries this delivery, whichever announcement it came under
      return service
        .opened()
        .filter(
          ({ submissionId, metadata }) =>
            submissionId === progress?.submissionId ||
            (metadata['additionalReferenceInfo'] as { senderReference?: string }).senderReference === id,
        ).length;
    },
  },
};

const planned = async ({ output }: Way): Promise<string> =>
  (await aSubmission(given, [output], { files: [randomBytes(100)] })).planned[0]?.id ?? '';

async function isDeliveredOnce({ effects }: Way, id: string, where: string): Promise<void> {
  await house.runJobs(dueNow);
  assert.equal((await deliveryById(house.db, id))?.state, 'delivered', where);
  assert.equal(await effects(id), 1, where);
}

describe('a crash while delivering', () => {
  for (const [name, way] of Object.entries(ways)) {
    it(`by ${name}, at any statement, ends in one effect`, async () => {
      let crashes = 0;
      for (let statement = 1; ; statement++) {
        const id = await planned(way);
        const db = house.db.withPlugin(crashAfter(statement));
        let crashed = false;
        try {
          await deliverOutput.run(house.context({ db }), { deliveryId: id }, { attempt: 1, maxAttempts: 15 });
        } catch (fault) {
          if (!(fault instanceof Crash)) throw fault;
          crashed = true;
          crashes++;
        }
        await isDeliveredOnce(way, id, `statement ${statement}`);
        if (!crashed) break;
      }
      assert.ok(crashes >= 8, `${crashes} places to crash`);
    });
  }
});

/** Runs the delivery in a process of its own and kills it as soon as `when` has come. */
async function killed(deliveryId: string, statement: number, when?: Promise<unknown>): Promise<void> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../test/die-while-delivering.ts', import.meta.url)),
      house.database.connectionString,
      deliveryId,
      String(statement),
      house.clock.now().toString(),
      JSON.stringify(given.env),
      given.folder,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the process ended before it came there')));
  died.catch(() => undefined);
  await Promise.race([when ?? once(child.stdout, 'data'), died]);
  child.kill('SIGKILL');
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  assert.equal(signal, 'SIGKILL');
}

describe('kill -9', () => {
  it('while the receiver of a webhook has the message and has not answered ends in one message', async () => {
    const way = ways['webhook'];
    assert.ok(way);
    const id = (await aSubmission(given, [way.output])).planned[0]?.id ?? '';
    const taken = new Promise<void>((resolve) => receiver.behave({ fault: 'silent', taken: () => resolve() }));
    await killed(id, 0, taken);
    receiver.behave({ fault: 'none', taken: undefined });
    assert.equal((await deliveryById(house.db, id))?.state, 'sending');
    await isDeliveredOnce(way, id, 'webhook');
  });

  it('while the mail server has the mail and has not answered sends it once more under the same id', async () => {
    const way = ways['mail'];
    assert.ok(way);
    const id = (await aSubmission(given, [way.output])).planned[0]?.id ?? '';
    const taken = new Promise<void>((resolve) => mail.behave({ taken: () => (resolve(), new Promise<void>(() => undefined)) }));
    await killed(id, 0, taken);
    mail.behave({ taken: undefined });
    await isDeliveredOnce(way, id, 'mail');
  });

  it('while the delivery service has the submission and has not answered ends in one submission', async () => {
    const way = ways['FIT-Connect'];
    assert.ok(way);
    const id = (await aSubmission(given, [way.output])).planned[0]?.id ?? '';
    const before = service.opened().length;
    const taken = new Promise<void>((resolve) => service.behave({ taken: () => (resolve(), new Promise<void>(() => undefined)) }));
    await killed(id, 0, taken);
    service.behave({ taken: undefined });
    assert.equal((await deliveryById(house.db, id))?.state, 'sending');
    await isDeliveredOnce(way, id, 'FIT-Connect');
    assert.equal(service.opened().length, before + 1);
  });
});

describe('a crash while receiving', () => {
  it('at any statement takes the submission in once or not at all, and the next time once', async () => {
    let crashes = 0;
    for (let statement = 1; ; statement++) {
      const { submissionId } = await service.send({ destinationId: ours, data: { name: 'Erika' } });
      const taken: string[] = [];
      const intake: Parameters<typeof receiveSubmissions>[1] = async (_ctx, arrived) => {
        taken.push(arrived.submissionId);
        return { ok: true, value: { reference: arrived.submissionId } };
      };
      let crashed = false;
      try {
        await receiveSubmissions(house.context({ db: house.db.withPlugin(crashAfter(statement)) }), intake);
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashed = true;
        crashes++;
      }
      const kept = await receivedById(house.db, submissionId);
      const before = taken.length;
      await receiveSubmissions(house.context(), intake);
      // what was committed is not taken in again, what was rolled back is
      assert.equal(taken.length - before, kept ? 0 : 1, `statement ${statement}`);
      assert.equal((await receivedById(house.db, submissionId))?.state, 'accepted');
      assert.equal(service.submissions().find((one) => one.submissionId === submissionId)?.state, 'accepted');
      if (!crashed) break;
    }
    assert.ok(crashes >= 5, `${crashes} places to crash`);
  });
});
