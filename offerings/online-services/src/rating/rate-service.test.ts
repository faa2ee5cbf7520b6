import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { submitApplication } from '@amt/applications';
import { draftKey, savePage, startDraft, visitorsDraft } from '@amt/forms';
import { anonymous, memorySession } from '@amt/module';
import { startMailCatcher, startPaymentProvider } from '@amt/simulators';
import { testHouse } from '@amt/testing';
import onlineServices, { rateService } from '../index.ts';
import { ratingSummaries, remarksOn } from './rating-store.ts';

const [mail, provider] = await Promise.all([startMailCatcher({ port: 0, smtpPort: 0 }), startPaymentProvider({ port: 0 })]);
const dataFolder = await mkdtemp(join(tmpdir(), 'amt-rating-'));
const house = await testHouse({
  modules: [onlineServices],
  now: '2026-06-15T08:00:00Z',
  env: {
    AUTHORITY_NAME: 'Stadt',
    ORIGIN: 'http://localhost:8080',
    AMT_DATA: dataFolder,
    AMT_DEMO: 'true',
    SMTP_URL: mail.smtpUrl,
    PAYMENT_URL: provider.apiUrl,
  },
});
after(async () => {
  await Promise.all([mail.close(), provider.close()]);
  await rm(dataFolder, { recursive: true, force: true });
});
const city = { id: 'muenchen', folder: fileURLToPath(new URL('../../../../cities/muenchen', import.meta.url)) };
for (const module of house.modules) await module.seed.city?.(house.context(), city);

const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  problem: { topic: 'upload', description: 'The photograph is too large.', barrier: 'no' },
  contact: { name: 'Kim Canary', mail: 'kim@example.org' },
};

/** An application somebody without account has sent. */
async function sent(): Promise<{ submissionId: string }> {
  const ctx = house.context({ actor: anonymous });
  const session = memorySession();
  const service = 'technischer-support';
  const begun = await startDraft(ctx, session, { formId: service, serviceId: service, attributes: [] });
  assert.ok(begun.ok);
  for (const [pageId, body] of Object.entries(answers)) {
    const access = await visitorsDraft(ctx, session, begun.value);
    assert.ok(access.kind === 'open');
    await savePage(ctx, { draft: access.draft, pageId, body, seenRevision: access.draft.pageRevisions[pageId] ?? 0 });
  }
  const submitted = await submitApplication(ctx, {
    draftId: begun.value,
    key: draftKey(session, begun.value),
    confirmationPath: (id) => `/de/${id}`,
  });
  assert.ok(submitted.ok);
  return submitted.value;
}

describe('a rating', () => {
  const today = Temporal.PlainDate.from('2026-06-15');
  const count = async (): Promise<number> => (await ratingSummaries(house.db, today, today)).reduce((sum, one) => sum + one.count, 0);

  it('counts once per application, and is stored without person, case or time', async () => {
    const { submissionId } = await sent();
    const before = await count();
    const rate = (): ReturnType<typeof rateService> =>
      rateService(house.context({ actor: anonymous }), { submissionId, stars: '4', recommends: 'yes', remark: ' Quick. ' });
    const results = await Promise.all(Array.from({ length: 20 }, rate));
    assert.equal(results.filter((one) => one.ok).length, 1);
    assert.ok(results.every((one) => one.ok || one.code === 'already-rated'));
    assert.equal(await count(), before + 1);
    assert.deepEqual(await remarksOn(house.db, 'technischer-support'), [{ givenOn: today, stars: 4, remark: 'Quick.' }]);
    const [row] = await house.db.selectFrom('onlineServices.rating').selectAll().execute();
    assert.deepEqual(Object.keys(row ?? {}).toSorted(), ['givenOn', 'id', 'recommends', 'remark', 'serviceId', 'stars']);
    // an id that tells the time would tell who it was
    assert.equal(row?.id[14], '4');
  });

  it('needs one to five stars, a short remark, and an application', async () => {
    const { submissionId } = await sent();
    const code = async (stars: string, remark = '', id = submissionId): Promise<string> => {
      const result = await rateService(house.context({ actor: anonymous }), { submissionId: id, stars, recommends: '', remark });
      return result.ok ? 'done' : result.code;
    };
    for (const stars of ['', '0', '6', '2.5', 'x', '-1', '1e3']) assert.equal(await code(stars), 'no-stars', stars);
    assert.equal(await code('3', 'x'.repeat(1001)), 'too-long');
    assert.equal(await code('3', '', randomUUID()), 'not-found');
    assert.equal(await code('3'), 'done');
  });
});
