import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { startDraft } from '@amt/forms';
import { accountById, attributesOf, listDemoPeople } from '@amt/identity';
import { systemActor } from '@amt/module';
import { eraseAccount } from '@amt/portal';
import { aDraft, must, paid, sampleHouse, sampleOf, submitted, type Answered } from '../test/sample-house.ts';
import { passingSession } from './demo/visitor-session.ts';
import { erasureList, readErasures, reapplyErasures } from './erasures.ts';
import { eraseInactiveAccounts } from './housekeeping.ts';
import { modules } from './modules.ts';

const lines: string[] = [];
const given = await sampleHouse(lines);
const sample = await sampleOf(given);
const { app, people, cookieOf, test } = given;
const { owner, clerk } = people;
const attributes = await attributesOf(test.db, owner.id);
const known = (name: string): string => attributes.find((one) => one.name === name)?.value ?? '';

/** What tells who the owner is, long enough not to be found by chance. */
const canaries = [known('surname'), known('street'), known('mail'), known('phone'), known('birthDate')];

interface Find {
  readonly place: string;
  readonly count: number;
}

/** Columns of the whole database, `table.column`, whose text holds one of the words. */
async function placesOf(words: readonly string[]): Promise<Find[]> {
  const { rows: columns } = await sql<{ schema: string; table: string; column: string }>`
    select c.table_schema as schema, c.table_name as table, c.column_name as column
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema') and c.data_type <> 'bytea'`.execute(
    test.db,
  );
  const found: Find[] = [];
  for (const { schema, table, column } of columns) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(`${schema}.${table}`)}
      where ${sql.id(column)}::text ilike any (${words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)}::text[])`.execute(test.db);
    const count = rows[0]?.count ?? 0;
    if (count > 0) found.push({ place: `${schema}.${table}.${column}`, count });
  }
  return found.toSorted((a, b) => a.place.localeCompare(b.place));
}

const get = async (url: string, cookie: string): Promise<Answered> => app.inject({ url, headers: { cookie } });
const post = async (url: string, payload: string, cookie: string): Promise<Answered> =>
  app.inject({
    method: 'POST',
    url,
    payload,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
  });

describe('the log', () => {
  it('tells of journeys, faults and jobs, and of nobody by name, address, mail or token', async () => {
    const [owners, clerks] = await Promise.all([cookieOf('owner'), cookieOf('clerk')]);
    const before = lines.length;
    await get(`/de/suche?q=${encodeURIComponent(`${known('surname')} ${known('mail')}`)}`, owners);
    for (const url of [
      '/de/konto',
      '/de/konto/meine-daten',
      '/de/konto/meine-daten/export',
      '/de/postfach',
      `/de/konto/antraege/${sample['caseId']}`,
    ])
      await get(url, owners);
    for (const url of ['/de/mitarbeit', `/de/mitarbeit/vorgaenge?q=${known('surname')}`, `/de/mitarbeit/vorgaenge/${sample['caseId']}`])
      await get(url, clerks);
    await get(`/de/gibt-es-nicht/${known('surname')}?mail=${known('mail')}`, owners);
    await get(`/de/konto/antraege/${known('surname')}`, owners);
    await post(`/de/konto/antraege/${sample['caseId']}/antwort`, `answer=${encodeURIComponent(`I am ${known('surname')}`)}`, owners);
    await post('/de/antrag-fortsetzen', `code=${known('surname')}`, owners);
    await post('/api/payments/callback', `{"name": "${known('surname')}`, owners);
    const draftId = await aDraft(given, 'meldebescheinigung');
    await submitted(given, draftId);
    given.mail.behave({ fault: 'busy' });
    await test.runJobs({ failures: 'keep' });
    given.mail.behave({ fault: 'none' });
    const log = lines.slice(before).join('');
    assert.ok(lines.length - before > 12, `${lines.length - before} lines`);
    const tokens = [owners, clerks].map((cookie) => cookie.split('=')[1] ?? '');
    for (const word of [...canaries, ...tokens, clerk.name, owner.name])
      assert.ok(word.length > 5 && !log.includes(word) && !log.includes(encodeURIComponent(word)), word);
  });
});

describe('a person who leaves', () => {
  /** What stays, and why; anything else that holds the person's data is a leak. */
  const record = 'the file of the authority (records rules of the case type), without a link to the account';
  /** A number that stands for nobody any more: the account's row holds nothing but when it was erased. */
  const keptIds: Readonly<Record<string, string>> = {
    'identity.account.id': 'that there was an account and when it was erased',
    'events.event.payload': 'what happened, until the events are cleared',
    'forms.draft.account_id': 'whose sent application it was',
    'forms.submission.account_id': 'whose sent application it was',
  };
  const kept: Readonly<Record<string, string>> = {
    'addresses.street.name': 'the public list of streets, which names nobody',
    'cases.case.applicant_name': record,
    'cases.event.actor_name': record,
    'cases.message.author_name': record,
    'cases.message.body': record,
  };

  it('takes all their data along, from every module', async () => {
    const { caseId, claimId } = await submitted(given, await aDraft(given, 'bewohnerparkausweis'));
    await paid(given, claimId ?? '');
    const exported = (await get('/de/konto/meine-daten/export', await cookieOf('owner'))).body;
    const data = JSON.parse(exported) as Record<string, unknown>;
    assert.deepEqual(Object.keys(data).toSorted(), [
      'applications',
      'audit',
      'cases',
      'deliveries',
      'documents',
      'forms',
      'http',
      'identity',
      'mailbox',
      'payments',
    ]);
    for (const word of [...canaries, caseId, 'Which red one?', 'The red one.']) assert.ok(exported.includes(word), word);
    assert.ok(!exported.includes(people.neighbour.name));
  });

  it('leaves nothing personal but what the law wants kept', async () => {
    const before = await placesOf(canaries);
    assert.ok(before.length > 5, 'the search finds what is there');
    const cookie = await cookieOf('owner');
    assert.equal((await post('/de/konto/meine-daten/loeschen', '', cookie)).statusCode, 422);
    assert.deepEqual(await placesOf(canaries), before);
    const answer = await post('/de/konto/meine-daten/loeschen', 'sure=yes', cookie);
    assert.equal(answer.statusCode, 200);
    const left = await placesOf(canaries);
    assert.deepEqual(
      left.map(({ place }) => place).filter((place) => !(place in kept)),
      [],
    );
    const ids = (await placesOf([owner.id])).map(({ place }) => place);
    assert.deepEqual(
      ids.filter((place) => !(place in keptIds)),
      [],
    );
  });

  it('is forgotten the same way when the account was not used for years', async () => {
    const { neighbour } = people;
    const ctx = given.context(neighbour);
    must(await startDraft(ctx, await passingSession(ctx), { formId: 'wohngeld', serviceId: 'wohngeld', attributes: [] }), 'a draft');
    const places = async (): Promise<string[]> => (await placesOf([neighbour.id])).map(({ place }) => place);
    assert.ok((await places()).includes('forms.draft.account_id'));
    const night = { ...given.context(systemActor), now: test.clock.now() };
    assert.equal(await eraseInactiveAccounts(night, modules), 0);
    await sql`update identity.account set last_sign_in_at = ${night.now.subtract({ hours: 24 * 366 * 3 })} where id = ${neighbour.id}`.execute(
      test.db,
    );
    assert.equal(await eraseInactiveAccounts(night, modules), 1);
    assert.deepEqual(
      (await places()).filter((place) => !(place in keptIds)),
      [],
    );
    assert.ok(!(await places()).includes('forms.draft.account_id'), 'the draft is gone as well');
    assert.equal(await eraseInactiveAccounts(night, modules), 0);
  });

  it('stays forgotten when an older backup is restored, by the list of erasures', async () => {
    const id = (await listDemoPeople(test.db)).find(({ displayName }) => displayName.includes('Huber'))?.accountId ?? assert.fail();
    const list = await test.rolledBack(async (later) => {
      await eraseAccount({ ...given.context(systemActor), db: later.db }, modules, id);
      return erasureList(later);
    });
    // the transaction is rolled back: so the database stands after a restore
    assert.ok(await accountById(test.db, id));
    assert.ok(list.includes(id) && !list.includes('Huber'));
    const night = { ...given.context(systemActor), now: test.clock.now() };
    const strange = JSON.stringify({ accountId: '00000000-0000-7000-8000-000000000000', erasedAt: '2026-01-01T00:00:00Z' });
    assert.equal(await reapplyErasures(night, modules, readErasures(`${list}${strange}\n`)), 1);
    assert.equal(await accountById(test.db, id), undefined);
    assert.deepEqual(await attributesOf(test.db, id), []);
    assert.equal(await reapplyErasures(night, modules, readErasures(list)), 0);
    assert.throws(() => readErasures(`${list}{"accountId":"x"}`), /line \d+ is not an entry/);
  });
});
