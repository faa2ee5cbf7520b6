import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from '@amt/db';
import { NotAuthentic } from '@amt/envelope';
import { reminderAddress } from './draft-reminder.ts';
import { scansOfDraft } from './draft-file-store.ts';
import { draftById } from './draft-store.ts';
import { encryptClearRows } from './encrypt-clear-rows.ts';
import { householdForm } from './household-form.fixture.ts';
import { encryptClearSubmissions, submissionById, submissionFiles } from './submission-store.ts';
import { startWizard } from './wizard.fixture.ts';

const { house, account } = await startWizard([householdForm()]);
const { db } = house;
const now = house.clock.now();
const sha256 = 'a'.repeat(64);

/** Rows as the version before wrote them: its tables knew no constraint of ours. */
async function oldRows(count: number): Promise<{ submissions: string[]; draftId: string; scanned: string; reminded: string }> {
  const accountId = await account();
  const [form] = (await sql<{ hash: string; formId: string }>`select hash, form_id from forms.definition limit 1`.execute(db)).rows;
  const constraints = {
    submission: 'submission_encrypted',
    draft: 'draft_encrypted',
    draft_file: 'draft_file_encrypted',
    draft_reminder: 'draft_reminder_encrypted',
  };
  const checks = new Map<string, string>();
  for (const [table, name] of Object.entries(constraints)) {
    const { rows } = await sql<{ def: string }>`select pg_get_constraintdef(oid) as def from pg_constraint where conname = ${name}`.execute(
      db,
    );
    checks.set(`${table} ${name}`, rows[0]?.def ?? '');
    await sql`alter table ${sql.table(`forms.${table}`)} drop constraint ${sql.id(name)}`.execute(db);
  }
  const files = JSON.stringify([{ id: 'f', fileName: 'Mietvertrag.pdf', mediaType: 'application/pdf', size: 3, sha256 }]);
  const { rows } = await sql<{ id: string }>`
    insert into forms.submission (form_id, form_hash, service_id, account_id, locale, answers, computed, provenance, facts, summary, fee, files, blobs, submitted_at, erase_after)
    select ${form?.formId}, ${form?.hash}, 'probe', ${accountId}, 'de', jsonb_build_object('givenName', 'Sentinella ' || n), '{"sum": 3}', '{}',
      '{"today": "2026-06-15", "signedIn": true, "trustLevel": "basic"}', '[{"pageId": "a", "title": "A", "rows": []}]', '{"lines": [], "totalCents": 700}',
      ${files}::jsonb, array[${sha256}], ${now}, '2030-01-01' from generate_series(1, ${count}::int) n returning id`.execute(db);
  const drafts = await sql<{ id: string }>`
    insert into forms.draft (form_id, form_hash, service_id, account_id, staff_id, unit_id, resume_hash, sealed, locale, answers, provenance, raw, page_revisions, current_page, created_at, changed_at, expires_at)
    select ${form?.formId}, ${form?.hash}, 'probe', case n when 1 then ${accountId}::uuid end, case n when 2 then uuidv7() end, case n when 2 then 'unit' end,
      case n when 3 then 'x' end, case n when 3 then '\\x01'::bytea end, 'de', case n when 3 then '{}' else '{"givenName": "Sentinella"}'::jsonb end, '{}',
      case n when 3 then '{}' else '{"size": "so big"}'::jsonb end, case n when 3 then '{}' else '{"person": 2}'::jsonb end,
      'person', ${now}, ${now}, ${now.add({ hours: 24 })} from generate_series(1, 3) n returning id`.execute(db);
  const [draftId = '', scanned = '', reminded = ''] = drafts.rows.map(({ id }) => id);
  await sql`insert into forms.draft_file (draft_id, file_name, media_type, size, sha256, uploaded_at, scan) values
    (${scanned}, 'Sentinella.pdf', 'application/pdf', 3, ${sha256}, ${now}, true), (${draftId}, 'Sentinella.pdf', 'application/pdf', 3, ${sha256}, ${now}, false)`.execute(
    db,
  );
  await sql`insert into forms.draft_reminder (draft_id, mail, locale, agreed_at) values (${reminded}, 'sentinella@example.org', 'de', ${now})`.execute(
    db,
  );
  for (const [place, check] of checks) {
    const [table = '', name = ''] = place.split(' ');
    await sql`alter table ${sql.table(`forms.${table}`)} add constraint ${sql.id(name)} ${sql.raw(check)}`.execute(db);
  }
  return { submissions: rows.map(({ id }) => id), draftId, scanned, reminded };
}

async function tablesInClear(): Promise<string[]> {
  const found: string[] = [];
  for (const table of ['submission', 'draft', 'draft_file', 'draft_reminder']) {
    const { rows } = await sql`select from ${sql.table(`forms.${table}`)} t where t::text ilike '%sentinella%'`.execute(db);
    if (rows.length > 0) found.push(table);
  }
  return found;
}

it('encrypts rows of earlier versions, which are read before, in the middle and after alike', async () => {
  const { submissions, draftId, scanned, reminded } = await oldRows(150);
  assert.deepEqual(await tablesInClear(), ['submission', 'draft', 'draft_file', 'draft_reminder']);
  const picture = async (): Promise<unknown> => ({
    submissions: await Promise.all(submissions.map((id) => submissionById(db, id))),
    files: await submissionFiles(db, submissions[0] ?? ''),
    drafts: [await draftById(db, draftId, now), await draftById(db, scanned, now)],
    scans: await scansOfDraft(db, scanned),
    address: await reminderAddress(db, reminded),
  });
  const before = await picture();
  assert.equal((await submissionById(db, submissions[2] ?? ''))?.answers['givenName'], 'Sentinella 3');
  assert.equal(await encryptClearSubmissions(db, 7), 7);
  assert.deepEqual(await picture(), before);
  // two workers at once share the rest
  while ((await Promise.all([encryptClearRows({ db }), encryptClearRows({ db })])).some((count) => count > 0));
  assert.deepEqual(await picture(), before);
  assert.deepEqual(await tablesInClear(), []);
  for (const table of ['submission', 'draft', 'draft_file', 'draft_reminder'])
    await sql`alter table ${sql.table(`forms.${table}`)} validate constraint ${sql.id(`${table}_encrypted`)}`.execute(db);
});

it('lets nobody write in clear, change what was sent, or move it to another row', async () => {
  const { rows } = await sql<{ id: string }>`select id from forms.submission order by id limit 2`.execute(db);
  const [one = '', two = ''] = rows.map(({ id }) => id);
  await assert.rejects(
    sql`update forms.submission set content = null, data_key = null, answers = '{}' where id = ${one}`.execute(db),
    /never changes/,
  );
  await assert.rejects(sql`update forms.submission set content = '\\x00' where id = ${one}`.execute(db), /never changes/);
  await assert.rejects(sql`update forms.draft set answers = '{"a": 1}' where sealed is not null`.execute(db), /draft_encrypted/);
  // whoever gets past the triggers
  await sql`alter table forms.submission disable trigger user`.execute(db);
  await sql`update forms.submission s set content = o.content, data_key = o.data_key from forms.submission o where s.id = ${one} and o.id = ${two}`.execute(
    db,
  );
  await assert.rejects(submissionById(db, one), NotAuthentic);
  await sql`update forms.submission set content = set_byte(content, 40, get_byte(content, 40) # 1) where id = ${two}`.execute(db);
  await assert.rejects(submissionById(db, two), NotAuthentic);
});
