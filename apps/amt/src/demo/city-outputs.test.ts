import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { submitApplication } from '@amt/applications';
import { inTransaction, sql } from '@amt/db';
import { deliveriesOfSubmission } from '@amt/deliveries';
import { emit, runPendingJobs } from '@amt/jobs';
import { configOf } from '@amt/module';
import { claimPaid } from '@amt/payments';
import { coreConfig } from '../core-config.ts';
import { modules } from '../modules.ts';
import { readDemoCity } from './demo-city.ts';
import { demoHouse } from './demo-house-test-kit.ts';
import { fillForm } from './fill-form.ts';
import { seedDemo } from './seed-demo.ts';
import { stageOf } from './stage.ts';
import { passingSession } from './visitor-session.ts';

const house = await demoHouse();
const { db } = house.database;
const { AMT_CITY, AMT_DATA } = configOf(house, coreConfig);
const city = await readDemoCity(AMT_CITY);

/** One of the demo city's applications, sent now as its resident would; nothing of it is played in the past. */
async function sent(service: string): Promise<{ submissionId: string; caseId: string; claimId: string | null }> {
  const scenario = city.cases.find((one) => one.service === service) ?? assert.fail(service);
  const { answers, files = {} } = scenario;
  return inTransaction(db, async (tx) => {
    const stage = stageOf(house, tx, house.clock.now());
    const ctx = stage.context(await stage.person(scenario.person), stage.now);
    const draftId = await fillForm(ctx, await passingSession(ctx), { service, answers, files });
    const result = await submitApplication(ctx, { draftId, confirmationPath: (id) => `/de/${id}` });
    return result.ok ? result.value : assert.fail(result.code);
  });
}

const runJobs = () => runPendingJobs(db, modules, () => house.systemContext(), { failures: 'keep' });
const answersOf = async (submissionId: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await deliveriesOfSubmission(db, submissionId)).map(({ kind, state, lastAnswer }) => [kind, `${state} ${lastAnswer ?? ''}`.trim()]),
  );

async function paid({ caseId, claimId }: { caseId: string; claimId: string | null }): Promise<void> {
  assert.ok(claimId);
  await inTransaction(db, (tx) => emit(tx, claimPaid, { claimId, caseId, reference: 'R', amountCents: 100 }));
}

describe('the outputs of the city’s forms', () => {
  it('reach the back office by a signed webhook, where nothing is to be paid', async () => {
    const { submissionId } = await sent('hundesteuer-anmeldung');
    await runJobs();
    assert.deepEqual(await answersOf(submissionId), { case: 'delivered', webhook: 'delivered HTTP 201' });
  });

  it('reach the unit’s mailbox once the fee is paid', async () => {
    const application = await sent('freischankflaeche');
    await runJobs();
    assert.deepEqual(await answersOf(application.submissionId), { case: 'delivered', mail: 'waiting' });
    await paid(application);
    await runJobs();
    assert.deepEqual(await answersOf(application.submissionId), { case: 'delivered', mail: 'delivered SMTP 250' });
  });

  it('lie in the folder as XML and go to the other authority over FIT-Connect, once the fee is paid', async () => {
    const application = await sent('gewerbeanmeldung');
    await runJobs();
    assert.deepEqual(await answersOf(application.submissionId), { case: 'delivered', xml: 'waiting', 'fit-connect': 'waiting' });
    await paid(application);
    await runJobs();
    const { xml, 'fit-connect': handed = '' } = await answersOf(application.submissionId);
    assert.equal(xml, 'delivered written');
    assert.match(handed, /^delivered (submitted|accepted)$/);
    const row = (await deliveriesOfSubmission(db, application.submissionId)).find(({ kind }) => kind === 'xml');
    assert.match(await readFile(join(AMT_DATA, 'deliveries', 'gewerbeanmeldung', `${row?.id ?? ''}.xml`), 'utf8'), /<Betriebsstaette>/);
  });

  it('of the demo city’s past are written down, and nothing of them leaves', async () => {
    await seedDemo(house);
    const { rows } = await sql<{ state: string; tries: number }>`
      select state, max(tries) as tries from ${sql.table('deliveries.delivery')} where kind <> 'case' and planned_at < now() - interval '1 day' group by state`.execute(
      db,
    );
    const states = new Map(rows.map(({ state, tries }) => [state, tries]));
    assert.equal(states.get('delivered'), 0);
    assert.deepEqual(
      [...states.keys()].filter((state) => !['delivered', 'waiting', 'dropped'].includes(state)),
      [],
    );
  });
});
