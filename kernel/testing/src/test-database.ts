import { createHash } from 'node:crypto';
import { openDatabase, sql, withDatabase, type Database } from '@amt/db';
import { administer, testCluster } from './test-cluster.ts';

let count = 0;

/** A database of its own for one test file: empty, or a copy of a template. */
export async function createTestDatabase(template?: string): Promise<Database> {
  const name = `test_${process.pid}_${(count += 1)}_${Date.now().toString(36)}`;
  // Copying the files is twice as fast as writing them through the log.
  const source = template === undefined ? sql`` : sql` template ${sql.id(template)} strategy file_copy`;
  await administer(({ db }) => sql`create database ${sql.id(name)}${source}`.execute(db));
  return openDatabase({ connectionString: withDatabase(await testCluster(), name), max: 10, applicationName: name });
}

export async function dropTestDatabase(database: Database): Promise<void> {
  await database.close();
  const name = new URL(database.connectionString).pathname.slice(1);
  await administer(({ db }) => sql`drop database if exists ${sql.id(name)} with (force)`.execute(db));
}

/**
 * Name of a database that `fill` has brought to a state; made once per key and server, other test processes wait for it.
 *
 * @param key holds everything that the content depends on
 */
export function templateDatabase(key: string, fill: (database: Database) => Promise<void>): Promise<string> {
  const name = `template_${createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
  return administer(async ({ db }) => {
    const lock = sql`hashtextextended(${name}, 0)`;
    await sql`select pg_advisory_lock(${lock})`.execute(db);
    const { rows } = await sql`select datname from pg_database where datname = ${name} and datistemplate`.execute(db);
    if (rows.length > 0) return name;
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db);
    await sql`create database ${sql.id(name)}`.execute(db);
    const database = openDatabase({ connectionString: withDatabase(await testCluster(), name), max: 2, statementTimeoutMs: 0 });
    try {
      await fill(database);
    } finally {
      await database.close();
    }
    await sql`alter database ${sql.id(name)} is_template true`.execute(db);
    return name;
  });
}
