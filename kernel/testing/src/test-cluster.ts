import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, startEmbeddedPostgres, type Database } from '@amt/db';

/** How long the server waits for the next test process. */
const quietSeconds = 30;

/** One for all test processes of this user and checkout. */
const folder = join(
  tmpdir(),
  `amt-test-${createHash('sha256')
    .update(`${userInfo().uid} ${import.meta.url}`)
    .digest('hex')
    .slice(0, 10)}`,
);

let server: Promise<string> | undefined;

/**
 * Connection string of the tests' PostgreSQL server: started at the first call, without fsync, in the temp folder of the system.
 * A process of its own (`cluster-keeper.ts`) removes it when no test process has used it for a while.
 */
export function testCluster(): Promise<string> {
  return (server ??= start());
}

/** Runs `work` with one connection to the server, outside the databases of the tests. */
export async function administer<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({ connectionString: await testCluster(), max: 1, applicationName: 'amt-test', statementTimeoutMs: 0 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function start(): Promise<string> {
  const { adopted, connectionString } = await startEmbeddedPostgres({ folder, durable: false });
  if (!adopted) {
    const program = fileURLToPath(new URL('cluster-keeper.ts', import.meta.url));
    spawn(process.execPath, [program, folder, String(quietSeconds)], { cwd: '/', detached: true, stdio: 'ignore' }).unref();
  }
  return connectionString;
}
