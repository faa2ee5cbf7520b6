import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { folderStore } from '@amt/files';
import { defineModule, type Module } from '@amt/module';
import { testHouse } from '@amt/testing';
import { sql } from '@amt/db';
import { environment } from './environment.ts';
import { applyRetention, sweepFiles } from './housekeeping.ts';
import { modules as allModules } from './modules.ts';

const keeps = (name: string, run: () => Promise<number>): Module =>
  defineModule({ name, retention: { rule: 'a rule', run }, dataSubject: 'none' });

it('deletes what is due in every module, also after one has failed, and says so at the end', async () => {
  const house = await testHouse();
  const asked: string[] = [];
  const modules = [
    keeps('first', async () => asked.push('first')),
    keeps('broken', () => Promise.reject(new Error('no'))),
    defineModule({ name: 'without', retention: 'none', dataSubject: 'none' }),
    keeps('last', async () => asked.push('last')),
  ];
  await assert.rejects(applyRetention(house.context(), modules), AggregateError);
  assert.deepEqual(asked, ['first', 'last']);
});

it('tells how many rows went, by module', async () => {
  const house = await testHouse();
  assert.deepEqual(await applyRetention(house.context(), [keeps('a', async () => 3), keeps('b', async () => 0)]), { a: 3, b: 0 });
});

it('removes files that nothing refers to, a day after they were stored last, and no others', async () => {
  const house = await testHouse();
  const folder = await mkdtemp(join(tmpdir(), 'amt-sweep-'));
  after(() => rm(folder, { recursive: true }));
  const files = folderStore(folder);
  const store = async (text: string): Promise<string> => (await files.put(Buffer.from(text))).sha256;
  const [used, unused, again] = [await store('used'), await store('unused'), await store('again')];
  const modules = [
    defineModule({ name: 'a', retention: 'none', dataSubject: 'none', files: async (_db, all) => all.filter((sha256) => sha256 === used) }),
    defineModule({ name: 'b', retention: 'none', dataSubject: 'none' }),
  ];
  const now = Temporal.Now.instant();
  const sweep = (hours: number, asked = modules): Promise<number> =>
    sweepFiles({ db: house.db, files, now: now.add({ hours, seconds: 2 }) }, asked);
  assert.equal(await sweep(23), 0);
  // while the modules are asked, somebody uploads the same content: as if it were a day later
  const later = new Date(now.epochMilliseconds + 25 * 3_600_000);
  const racing = defineModule({
    name: 'racing',
    retention: 'none',
    dataSubject: 'none',
    files: async () => {
      await store('again');
      const path = join(folder, again.slice(0, 2), again.slice(2, 4), again);
      await utimes(path, later, later);
      return [];
    },
  });
  assert.equal(await sweep(24, [...modules, racing]), 1);
  assert.deepEqual([await files.has(used), await files.has(unused), await files.has(again)], [true, false, true]);
  assert.equal(Buffer.from(await files.read(again)).toString(), 'again');
});

it('asks every module whose tables hold hashes of files', async () => {
  const house = await testHouse({ modules: allModules, env: environment({ ORIGIN: 'http://localhost:8080', AMT_DEMO: 'true' }) });
  const { rows } = await sql<{ schema: string; name: string; column: string }>`
    select table_schema as schema, table_name as name, column_name as column from information_schema.columns
    where column_name ~ 'sha256' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2, 3`.execute(house.db);
  // what a letter was before it was sealed, and the certificate, are not kept
  const found = rows.filter(({ column }) => !['source_sha256', 'certificate_sha256'].includes(column));
  assert.deepEqual(
    found.map(({ schema, name }) => `${schema}.${name}`),
    ['cases.message_file', 'documents.document', 'envelope.blob', 'forms.draft_file', 'mailbox.attachment', 'signatures.seal'],
    "a new table with files: answer for it in the module's `files`, then name it here",
  );
  const unknown = createHash('sha256').update('x').digest('hex');
  for (const module of allModules) assert.deepEqual(await module.files(house.db, [unknown]), [], module.name);
});
