import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createTestDatabase, dropTestDatabase } from '@amt/testing';
import { migrate, MigrationProblem, openDatabase, sql, type MigrationSource } from './index.ts';

const database = await createTestDatabase();
const temp = await mkdtemp(join(tmpdir(), 'amt-migrate-'));
after(async () => {
  await dropTestDatabase(database);
  await rm(temp, { recursive: true, force: true });
});

async function source(name: string, files: Record<string, string>): Promise<MigrationSource> {
  const folder = join(temp, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return { name, folder: pathToFileURL(`${folder}/`) };
}

const names = (applied: readonly { source: string; name: string }[]): string[] => applied.map((one) => `${one.source}/${one.name}`);
const first = 'create schema a; create table a.one (n int);';

describe('migrations', () => {
  it('are applied once, sources in the order given, files by name', async () => {
    const b = await source('b', { '0001-use-a.sql': 'insert into a.one values (1)' });
    const a = await source('a', {
      '0002-fill.sql': "insert into a.one values (2); select 'several statements';",
      '0001-make.sql': first,
      'README.md': 'no migration',
    });
    assert.deepEqual(names(await migrate(database.db, [a, b])), ['a/0001-make.sql', 'a/0002-fill.sql', 'b/0001-use-a.sql']);
    assert.deepEqual(await migrate(database.db, [a, b]), []);
    assert.deepEqual((await sql`select n from a.one order by n`.execute(database.db)).rows, [{ n: 1 }, { n: 2 }]);
  });

  it('refuse a file that was changed after it was applied, but not other line ends', async () => {
    const changed = await source('a', { '0001-make.sql': `${first} -- changed`, '0002-fill.sql': '' });
    await assert.rejects(
      migrate(database.db, [changed]),
      (fault: Error) => fault instanceof MigrationProblem && /a\/0001-make\.sql was changed/.test(fault.message),
    );
    const one = await source('lines', { '0001-x.sql': 'select 1\n;\n' });
    await migrate(database.db, [one]);
    await source('lines', { '0001-x.sql': 'select 1\r\n;\r\n' });
    assert.deepEqual(await migrate(database.db, [one]), []);
  });

  it('refuse a database that is newer than the program', async () => {
    const older = await source('a', { '0001-make.sql': first });
    await assert.rejects(migrate(database.db, [older]), /0002-fill\.sql is applied in the database but not part of this program/);
  });

  it('leave nothing of a file that fails, and name it with its line; those before stay', async () => {
    const c = await source('c', {
      '0001-good.sql': 'create table a.good ()',
      '0002-bad.sql': 'create table a.half ();\n\nselect from nowhere;',
    });
    await assert.rejects(migrate(database.db, [c]), /c\/0002-bad\.sql line 3: relation "nowhere" does not exist/);
    const { rows } = await sql`select to_regclass('a.good') is not null as good, to_regclass('a.half') is not null as half`.execute(
      database.db,
    );
    assert.deepEqual(rows, [{ good: true, half: false }]);
  });

  it('are applied once when several programs start at the same time', async () => {
    const d = await source('d', {
      '0001-slow.sql': 'create table a.slow (); select pg_sleep(0.2)',
      '0002-more.sql': 'create table a.more ()',
    });
    const others = Array.from({ length: 4 }, () => openDatabase({ connectionString: database.connectionString, max: 1 }));
    const applied = await Promise.all(others.map(({ db }) => migrate(db, [d])));
    assert.deepEqual(
      applied.map(({ length }) => length).toSorted((a, b) => a - b),
      [0, 0, 0, 2],
    );
    await Promise.all(others.map((one) => one.close()));
  });

  it('need a name that tells order and purpose', async () => {
    await assert.rejects(migrate(database.db, [await source('e', { 'stuff.sql': 'select 1' })]), /name it 0001-what-it-does\.sql/);
  });
});
