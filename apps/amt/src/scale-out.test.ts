import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { after, it } from 'node:test';
import { casesOf } from '@amt/cases';
import { inTransaction, sql } from '@amt/db';
import { documentsOfCase } from '@amt/documents';
import { createLogger } from '@amt/http';
import { listDemoPeople, resolveActor } from '@amt/identity';
import { inboxOf } from '@amt/mailbox';
import { requirePermission } from '@amt/module';
import { startMailCatcher } from '@amt/simulators';
import { createTestDatabase, dropTestDatabase } from '@amt/testing';
import { startProgram } from '../test/child-program.ts';
import { loadCityData } from './city-data.ts';
import { readDemoCity } from './demo/demo-city.ts';
import { fillForm } from './demo/fill-form.ts';
import { passingSession } from './demo/visitor-session.ts';
import { environment } from './environment.ts';
import { openHouse } from './house.ts';

const applications = 12;
const service = 'hundesteuer-abmeldung';

it('two web and two worker processes on one PostgreSQL lose nothing when one of each is killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'amt-scale-'));
  const [database, mail] = await Promise.all([createTestDatabase(), startMailCatcher({ port: 0, smtpPort: 0 })]);
  const settings = {
    DATABASE_URL: database.connectionString,
    AMT_DATA: folder,
    AMT_DEMO: 'true',
    ORIGIN: 'http://localhost:8080',
    SMTP_URL: mail.smtpUrl,
    RATE_LIMITS: 'off',
    DATABASE_CONNECTIONS: '6',
    PORT: '0',
  };
  const house = await openHouse(environment(settings), { log: createLogger({ level: 'silent' }) });
  after(async () => {
    await house.close();
    await mail.close();
    await dropTestDatabase(database);
    await rm(folder, { recursive: true, force: true });
  });
  await loadCityData(house);
  const { db } = house.database;

  const workers = [0, 1].map(() => startProgram(['worker'], settings));
  const webs = [0, 1].map(() => startProgram(['web'], settings));
  // meanwhile a resident fills in the form again and again
  const resident = (await listDemoPeople(db)).find(({ displayName }) => displayName.includes('Huber'));
  const actor = await resolveActor(db, { kind: 'person', id: resident?.accountId ?? '' });
  const ctx = { ...house.systemContext(), actor, require: (permission: string) => requirePermission(actor, permission) };
  const example = (await readDemoCity(environment({})['AMT_CITY'] ?? '')).cases.find((one) => one.service === service);
  assert.ok(example);
  const draftIds: string[] = [];
  for (let n = 0; n < applications; n++)
    draftIds.push(
      await inTransaction(db, async (tx) =>
        fillForm({ ...ctx, db: tx }, await passingSession({ db: tx, actor }), { service, answers: example.answers }),
      ),
    );
  const token = randomBytes(32).toString('base64url');
  await sql`insert into ${sql.table('http.session')} (id_hash, data, holder_kind, holder_id, created_at, last_seen_at, expires_at)
    values (${createHash('sha256').update(token).digest()}, '{"identity.trust-level": "basic"}', 'person', ${actor.id}, now(), now(), now() + interval '8 hours')`.execute(
    db,
  );
  const urls = await Promise.all(webs.map(async (web) => /"url":"([^"]+)"/.exec(await web.says(/"url":"[^"]+"/))?.[1] ?? ''));
  await Promise.all(workers.map((worker) => worker.says('worker process is ready')));

  /** As a person with a patient finger: where one process does not answer, the load balancer's next is asked. */
  const submit = async (draftId: string, first: number): Promise<string> => {
    for (let attempt = 0; attempt < 40; attempt++) {
      try {
        const answer = await fetch(`${urls[(first + attempt) % 2] ?? ''}/de/antrag/${draftId}/absenden`, {
          method: 'POST',
          redirect: 'manual',
          headers: { cookie: `amt-session=${token}`, 'sec-fetch-site': 'same-origin' },
          body: new URLSearchParams(),
        });
        if (answer.status === 303) return answer.headers.get('location') ?? '';
        // a process that has too much to do says so; anything else is a fault
        assert.equal(answer.status, 503);
        await pause(500);
      } catch (fault) {
        if (!(fault instanceof TypeError)) throw fault;
        await pause(100);
      }
    }
    throw new Error('nobody answers');
  };
  const acknowledged: string[] = [];
  for (let n = 0; n < applications; n += 4) {
    const [web, worker] = [webs[0], workers[0]];
    const batch = draftIds.slice(n, n + 4).map(async (draftId, index) => acknowledged.push(await submit(draftId, index)));
    if (n === applications / 2) {
      assert.equal(await web?.end('SIGKILL'), 'SIGKILL');
      assert.equal(await worker?.end('SIGKILL'), 'SIGKILL');
    }
    await Promise.all(batch);
  }
  assert.equal(new Set(acknowledged).size, applications);
  assert.ok(acknowledged.every((path) => path.startsWith('/de/antrag/eingegangen/')));

  const cases = await casesOf(db, actor.id);
  assert.equal(cases.length, applications);
  assert.deepEqual(acknowledged.toSorted(), cases.map(({ submissionId }) => `/de/antrag/eingegangen/${submissionId}`).toSorted());
  // jobs of the dead worker are taken over after some seconds
  const receipts = async (): Promise<number> => (await inboxOf(db, actor.id)).total;
  for (let second = 0; second < 80 && (await receipts()) < applications; second++) await pause(500);
  for (const { id, fileReference } of cases) {
    const documents = await documentsOfCase(db, id);
    const { entries } = await inboxOf(db, actor.id, { search: fileReference });
    assert.deepEqual([documents.map(({ kind }) => kind), entries.map(({ kind }) => kind)], [['receipt'], ['receipt']], fileReference);
  }
  for (const program of [webs[1], workers[1]]) assert.equal(await program?.end('SIGTERM'), 0, program?.output() ?? '');
});
