import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { caseById } from '@amt/cases';
import { fitConnectReceiver, keptKeys, publicKeys } from '@amt/deliveries';
import { submissionById } from '@amt/forms';
import { startFitConnect } from '@amt/simulators';
import { sql } from '@amt/db';
import { givenServices } from '../test/given.ts';
import { applicationBySubmission, takeInFitConnect } from './index.ts';

const { house } = await givenServices();
const folder = await mkdtemp(join(tmpdir(), 'amt-take-in-'));
const keys = await keptKeys(folder, 2048);
const destinationId = 'a0000000-0000-4000-8000-000000000003';
const schemaUri = 'urn:probe:support';
const service = await startFitConnect({
  port: 0,
  keyBits: 2048,
  client: { id: 'amt', secret: 'geheim' },
  destinations: [{ destinationId, name: 'Wir', schemaUri, leikaKey: '99012070001000', publicKeys: publicKeys(keys) }],
});
after(async () => {
  await service.close();
  await rm(folder, { recursive: true });
});
const settings = new Map(house.settings).set('deliveries', {
  ...(house.settings.get('deliveries') as Record<string, unknown>),
  FIT_CONNECT_URL: service.url,
  FIT_CONNECT_TOKEN_URL: service.tokenUrl,
  FIT_CONNECT_CLIENT_ID: 'amt',
  FIT_CONNECT_CLIENT_SECRET: 'geheim',
  FIT_CONNECT_DESTINATION_ID: destinationId,
  FIT_CONNECT_KEYS: JSON.stringify({ keys: [...keys.decryption, keys.signature] }),
  FIT_CONNECT_FORMS: `${schemaUri}=technischer-support`,
});
const [receive] = fitConnectReceiver(takeInFitConnect).jobs;
const answers = { topic: 'upload', description: 'Das Foto ist zu groß.', barrier: false, name: 'Kim Canary', mail: 'kim@example.org' };

async function arrives(data: Record<string, unknown>): Promise<{ state: string | undefined; reference: string | undefined }> {
  const { submissionId } = await service.send({ destinationId, data });
  await receive?.run(house.context({ settings }), {}, { attempt: 1, maxAttempts: 3 });
  const { rows } = await sql<{
    reference: string | null;
  }>`select reference from deliveries.received_submission where id = ${submissionId}`.execute(house.db);
  return {
    state: service.submissions().find((one) => one.submissionId === submissionId)?.state,
    reference: rows[0]?.reference ?? undefined,
  };
}
const traces = async (): Promise<unknown> =>
  (
    await sql`select (select count(*) from forms.draft) as drafts, (select count(*) from forms.submission) as submissions, (select count(*) from cases.case) as cases`.execute(
      house.db,
    )
  ).rows[0];

describe('a submission over FIT-Connect', () => {
  it('becomes a case like any other', async () => {
    const { state, reference } = await arrives(answers);
    assert.equal(state, 'accepted');
    const submission = await submissionById(house.db, reference ?? '');
    assert.deepEqual(
      [submission?.channel, submission?.answers['name'], submission?.provenance['name']?.source],
      ['fit-connect', 'Kim Canary', 'api'],
    );
    const application = await applicationBySubmission(house.db, reference ?? '');
    const found = await caseById(house.db, application?.caseId ?? '');
    assert.equal(found?.applicantMail, 'kim@example.org');
  });

  for (const [what, data] of Object.entries({
    'a missing answer': { ...answers, description: undefined },
    'an answer that is not among the options': { ...answers, topic: 'weather' },
    'an answer that nobody asked for': { ...answers, more: 'x' },
  })) {
    it(`with ${what} is rejected, and nothing stays`, async () => {
      const before = await traces();
      assert.deepEqual(await arrives(data), { state: 'rejected', reference: undefined });
      assert.deepEqual(await traces(), before);
    });
  }
});
