import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { done, failed } from '@amt/module';
import type { SenderFault } from '@amt/simulators';
import { callbackSecret, givenFitConnect, ours } from '../../test/given-fit-connect.ts';
import { serverOf } from '../../test/server.ts';
import type { ArrivedSubmission, Intake } from './intake.ts';
import { receivedById } from './received-store.ts';
import { receiveSubmissions } from './receive-submissions.ts';
import { fitConnectReceiver } from './receiver.ts';

const given = await givenFitConnect();
const { house, service } = given;

const taken: ArrivedSubmission[] = [];
await sql`create table public.intake (reference text primary key)`.execute(house.db);
/** Takes everything in by a row of its own, so that what is undone can be seen. */
const intake: Intake = async (ctx, arrived) => {
  await sql`insert into public.intake values (${arrived.submissionId})`.execute(ctx.db);
  if (arrived.answers['count'] === 'many') return failed('invalid');
  taken.push(arrived);
  return done({ reference: arrived.submissionId });
};
const rows = async (id: string): Promise<number> => {
  const { rows: found } = await sql<{ n: number }>`select count(*)::int as n from public.intake where reference = ${id}`.execute(house.db);
  return found[0]?.n ?? 0;
};
const stateAt = (submissionId: string) => service.submissions().find((one) => one.submissionId === submissionId)?.state;
const send = (fault: SenderFault = 'none', data: unknown = { name: 'Erika' }) =>
  service.send({
    destinationId: ours,
    data,
    attachments: [{ filename: '../Foto.jpg', mimeType: 'image/jpeg', content: randomBytes(2000) }],
    replyMail: 'portal@example.org',
    fault,
  });

describe('receiving over FIT-Connect', () => {
  it('opens what waits, hands it to the intake once and says that it accepts', async () => {
    const { submissionId, caseId } = await send();
    await receiveSubmissions(house.context(), intake);
    const arrived = taken.find((one) => one.submissionId === submissionId);
    assert.deepEqual(arrived?.answers, { name: 'Erika' });
    assert.deepEqual([arrived?.formId, arrived?.caseId, arrived?.leikaKey], ['ein-formular', caseId, '99012070001000']);
    assert.deepEqual(arrived?.replyChannel, { eMail: { address: 'portal@example.org', usePgp: false } });
    const [file] = arrived?.attachments ?? [];
    assert.deepEqual([file?.fileName, file?.mediaType, file?.size], ['Foto.jpg', 'image/jpeg', 2000]);
    assert.equal((await house.files.read(file?.sha256 ?? '')).length, 2000);
    assert.equal(stateAt(submissionId), 'accepted');
    const row = await receivedById(house.db, submissionId);
    assert.deepEqual([row?.state, row?.reference, row?.answeredAt !== null], ['accepted', submissionId, true]);

    await Promise.all([receiveSubmissions(house.context(), intake), receiveSubmissions(house.context(), intake)]);
    assert.equal(taken.filter((one) => one.submissionId === submissionId).length, 1);
  });

  it('takes in once what five processes see at the same moment', async () => {
    const { submissionId } = await send();
    await Promise.all(Array.from({ length: 5 }, () => receiveSubmissions(house.context(), intake)));
    assert.equal(taken.filter((one) => one.submissionId === submissionId).length, 1);
    assert.equal(stateAt(submissionId), 'accepted');
  });

  const expected: readonly [SenderFault, string][] = [
    ['bad-data-hash', 'hash-mismatch'],
    ['bad-attachment-hash', 'hash-mismatch'],
    ['wrong-key', 'encryption-issue'],
    ['wrong-schema', 'unsupported-schema'],
    ['no-json', 'syntax-violation'],
    ['no-metadata', 'schema-violation'],
    ['missing-attachment', 'missing-attachment'],
    ['damaged', 'encryption-issue'],
  ];
  for (const [fault, problem] of expected) {
    it(`rejects "${fault}" and says why; nothing is kept`, async () => {
      const { submissionId } = await send(fault);
      await receiveSubmissions(house.context(), intake);
      const row = await receivedById(house.db, submissionId);
      assert.deepEqual(
        [row?.state, row?.problems.map(({ type }) => type.split('/').at(-1)), row?.reference],
        ['rejected', [problem], null],
      );
      assert.deepEqual([stateAt(submissionId), await rows(submissionId)], ['rejected', 0]);
    });
  }

  it('rejects what the form does not take, and undoes what the intake wrote', async () => {
    const { submissionId } = await send('none', { count: 'many' });
    await receiveSubmissions(house.context(), intake);
    assert.equal(stateAt(submissionId), 'rejected');
    assert.equal(await rows(submissionId), 0);
  });

  for (const events of ['wrong-key', 'foreign', 'garbage'] as const) {
    it(`waits while no event that counts says it was submitted ("${events}")`, async () => {
      service.behave({ events });
      const { submissionId } = await send();
      await receiveSubmissions(house.context(), intake);
      assert.deepEqual([stateAt(submissionId), await receivedById(house.db, submissionId)], ['submitted', undefined]);
      service.behave({ events: 'right' });
      await receiveSubmissions(house.context(), intake);
      assert.equal(stateAt(submissionId), 'accepted');
    });
  }

  it('rejects content that is not what was submitted', async () => {
    service.behave({ events: 'wrong-tags' });
    const { submissionId } = await send();
    await receiveSubmissions(house.context(), intake);
    service.behave({ events: 'right' });
    const row = await receivedById(house.db, submissionId);
    assert.equal(row?.problems[0]?.type.split('/').at(-1), 'incorrect-authentication-tag');
  });

  it('leaves a submission where it is when the service is down or the intake fails, and takes it later', async () => {
    const { submissionId } = await send();
    service.behave({ fault: 'errors' });
    await receiveSubmissions(house.context(), intake);
    service.behave({ fault: 'none' });
    const broken: Intake = async (ctx, arrived) => {
      await intake(ctx, arrived);
      throw new Error('the intake broke');
    };
    await assert.rejects(receiveSubmissions(house.context(), broken), /the intake broke/);
    assert.deepEqual([await rows(submissionId), await receivedById(house.db, submissionId)], [0, undefined]);
    await receiveSubmissions(house.context(), intake);
    assert.deepEqual([stateAt(submissionId), await rows(submissionId)], ['accepted', 1]);
  });
});

describe('the callback', () => {
  it('is believed only with the right code over the very body, and while it is fresh', async () => {
    const app = await serverOf(house, [fitConnectReceiver(intake)]);
    const now = Math.floor(house.clock.now().epochMilliseconds / 1000);
    const body = JSON.stringify({
      type: 'https://schema.fitko.de/fit-connect/submission-api/callbacks/new-submissions',
      submissionIds: [],
    });
    const post = async (text: string, signed: string, timestamp: number, secret = callbackSecret) =>
      (
        await app.inject({
          method: 'POST',
          url: '/api/fit-connect/callback',
          headers: {
            'content-type': 'application/json',
            'callback-timestamp': String(timestamp),
            'callback-authentication': createHmac('sha512', secret).update(`${timestamp}.${signed}`).digest('hex'),
          },
          payload: text,
        })
      ).statusCode;
    assert.equal(await post(body, body, now), 202);
    assert.equal(await post(`${body} `, body, now), 401);
    assert.equal(await post(body, body, now - 3600), 401);
    assert.equal(await post(body, body, now, 'guessed'), 401);
  });
});
