import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { submissionById, type FormOutput } from '@amt/forms';
import { aSubmission, dueNow, givenDeliveries } from '../test/given.ts';
import { serverOf } from '../test/server.ts';
import { attemptsOf, deliveriesOfSubmission, deliveryById } from './delivery-store.ts';
import { planDeliveries } from './index.ts';

const given = await givenDeliveries();
const { house, receiver } = given;
const hook = (url = `${receiver.url}/eingang`): FormOutput => ({ kind: 'webhook', id: 'hook', url });
const planned = async (output: FormOutput = hook(), files: readonly Uint8Array[] = []): Promise<string> =>
  (await aSubmission(given, [output], { files })).planned[0]?.id ?? '';
const stateOf = async (id: string) => {
  const found = await deliveryById(house.db, id);
  return [found?.state, found?.lastAnswer];
};
const arrivals = (id: string) => receiver.messages().filter(({ key }) => key === id);

describe('planning', () => {
  it('plans the outputs whose condition holds, the case as done, each once', async () => {
    const { submissionId, planned: rows } = await aSubmission(given, [
      { kind: 'case', id: 'case' },
      hook(),
      { kind: 'webhook', id: 'many', url: `${receiver.url}/viele`, when: { op: 'gt', args: [{ computed: 'double' }, 7] } },
      { kind: 'webhook', id: 'never', url: `${receiver.url}/nie`, when: { op: 'gt', args: [{ answer: 'count' }, 100] } },
      {
        kind: 'webhook',
        id: 'known',
        url: `${receiver.url}/bekannt`,
        when: { op: 'equal', args: [{ fact: 'trustLevel' }, 'substantial'] },
      },
    ]);
    const states = rows.map(({ outputId, state }) => `${outputId} ${state}`);
    assert.deepEqual(states, ['case delivered', 'hook planned', 'many planned', 'known planned']);
    const submission = await submissionById(house.db, submissionId);
    assert.ok(submission);
    await inTransaction(house.db, (tx) => planDeliveries(tx, submission, null));
    assert.equal((await deliveriesOfSubmission(house.db, submissionId)).length, 4);
    await house.runJobs();
  });
});

describe('a webhook', () => {
  it('brings answers, computed values, fee and files; small ones inside', async () => {
    const [small, large] = [randomBytes(500), randomBytes(3000)];
    const id = await planned(hook(), [small, large]);
    await house.runJobs();
    assert.deepEqual(await stateOf(id), ['delivered', 'HTTP 201']);
    const [message] = arrivals(id);
    assert.equal(message?.path, '/eingang');
    const body = JSON.parse(message?.body ?? '{}') as { [key: string]: unknown; files: { content?: string; href?: string }[] };
    assert.deepEqual(body['computed'], { double: 8 });
    assert.deepEqual(body['fee'], { totalCents: 500, lines: [{ id: 'base', cents: 500 }] });
    assert.equal((body['answers'] as { name: string }).name, 'Erika Möller & <Söhne>');
    assert.equal((body['form'] as { version: string }).version, '1.0.0');
    const [inside, linked] = body.files;
    assert.equal(inside?.content, small.toString('base64'));
    assert.equal(receiver.turnedAway(), 0);

    const app = await serverOf(house, []);
    const get = async (href: string) => app.inject({ method: 'GET', url: href.replace('http://localhost:8080', '') });
    const fetched = await get(linked?.href ?? '');
    assert.deepEqual(
      [fetched.statusCode, createHash('sha1').update(fetched.rawPayload).digest('hex')],
      [200, createHash('sha1').update(large).digest('hex')],
    );
    assert.equal((await get((linked?.href ?? '').replace('file-1', 'file-0'))).statusCode, 404);
    assert.equal((await get((linked?.href ?? '').replace(/until=\d/, 'until=9'))).statusCode, 404);
    house.clock.advance({ hours: 24 * 8 });
    assert.equal((await get(linked?.href ?? '')).statusCode, 404);
  });

  for (const fault of ['busy', 'lost-answer', 'elsewhere', 'silent'] as const) {
    it(`is tried again under the same key when the receiver is "${fault}", and taken once`, async () => {
      const id = await planned();
      receiver.behave({ fault });
      await house.runJobs({ failures: 'keep' });
      assert.equal((await stateOf(id))[0], 'sending');
      receiver.behave({ fault: 'none' });
      await house.runJobs(dueNow);
      assert.equal((await stateOf(id))[0], 'delivered');
      assert.equal(arrivals(id).length, 1);
      assert.equal((await attemptsOf(house.db, id)).length, 2);
    });
  }

  it('is over when the receiver says no, or when all tries are used up', async () => {
    receiver.behave({ fault: 'refuse' });
    const refused = await planned();
    await house.runJobs();
    assert.deepEqual(await stateOf(refused), ['refused', 'HTTP 422']);
    receiver.behave({ fault: 'busy' });
    const failed = await planned();
    for (let n = 0; n < 20; n++) await house.runJobs({ ...dueNow, failures: 'keep' });
    receiver.behave({ fault: 'none' });
    assert.deepEqual([...(await stateOf(failed)), (await deliveryById(house.db, failed))?.tries], ['failed', 'HTTP 503', 15]);
  });

  it('goes nowhere without a secret, and never inside', async () => {
    const expected: readonly [string, string][] = [
      ['https://nobody.example/', 'no-secret'],
      ['http://localhost/', 'not-https'],
      ['https://localhost/', 'address-not-public'],
      ['https://127.0.0.1:9/', 'address-not-public'],
      ['https://2130706433:9/', 'address-not-public'],
    ];
    for (const [url, answer] of expected) {
      const id = await planned(hook(url));
      await house.runJobs({ failures: 'keep' });
      assert.deepEqual(await stateOf(id), ['sending', answer], url);
    }
  });
});
