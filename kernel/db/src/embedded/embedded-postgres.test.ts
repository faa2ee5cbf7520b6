import assert from 'node:assert/strict';
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase, sql, startEmbeddedPostgres, DatabaseProblem } from '../index.ts';
import { findBinaries } from './binaries.ts';
import { serverUser } from './server-user.ts';
import { processExists } from './users.ts';

const temp = await mkdtemp(join(tmpdir(), 'amt-pg-'));
chmodSync(temp, 0o755);
after(() => rm(temp, { recursive: true, force: true }));

async function startProgram(folder: string): Promise<{ child: ChildProcess; adopted: boolean; connectionString: string }> {
  const child = fork(fileURLToPath(new URL('server.fixture.ts', import.meta.url)), [folder], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [told] = (await once(child, 'message')) as [{ adopted: boolean; connectionString: string }];
  return { child, ...told };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<unknown[]> {
  const ended = once(child, 'exit');
  child.kill(signal);
  return ended;
}

async function query<T>(connectionString: string, text: string): Promise<T[]> {
  const database = openDatabase({ connectionString, max: 1 });
  try {
    return (await sql.raw<T>(text).execute(database.db)).rows;
  } finally {
    await database.close();
  }
}

const serverPid = (folder: string): number => Number.parseInt(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8'), 10);

async function gone(pid: number): Promise<void> {
  while (processExists(pid)) await pause(20);
}

describe('the embedded PostgreSQL', () => {
  const folder = join(temp, 'one');

  it('is made at the first start, keeps its data, and is gone after the last stop', async () => {
    const steps: string[] = [];
    const first = await startEmbeddedPostgres({ folder, onProgress: (step) => steps.push(step) });
    assert.deepEqual(steps, ['preparing', 'creating', 'starting', 'ready']);
    const pid = serverPid(folder);
    await query(first.connectionString, 'create table kept as select generate_series(1, 1000) as n');
    const [facts] = await query<Record<string, string>>(
      first.connectionString,
      "select current_setting('listen_addresses') as tcp, current_setting('data_checksums') as checksums, datlocprovider::text as provider, datlocale as locale from pg_database where datname = 'amt'",
    );
    assert.deepEqual(facts, { tcp: '', checksums: 'on', provider: 'b', locale: 'C.UTF-8' });
    assert.equal(statSync(join(folder, 'socket')).mode & 0o777, 0o700);
    await first.stop();
    await gone(pid);

    const second = await startEmbeddedPostgres({ folder });
    assert.equal(second.adopted, false);
    assert.deepEqual(await query(second.connectionString, 'select count(*) as n from kept'), [{ n: 1000 }]);
    await second.stop();
  });

  it('is shared by programs that name the same folder; the last one stops it', async () => {
    const [a, b] = await Promise.all([startProgram(folder), startProgram(folder)]);
    assert.equal([a, b].filter(({ adopted }) => adopted).length, 1);
    const pid = serverPid(folder);
    assert.deepEqual(await end(a.adopted ? b.child : a.child, 'SIGTERM'), [0, null]);
    assert.deepEqual(await query(a.connectionString, 'select 1 as one'), [{ one: 1 }]);
    assert.deepEqual(await end(a.adopted ? a.child : b.child, 'SIGTERM'), [0, null]);
    await gone(pid);
    assert.equal(existsSync(join(folder, 'cluster', 'postmaster.pid')), false, 'clean shutdown');
  });

  it('outlives a killed program and is adopted by the next, which stops it', async () => {
    const killed = await startProgram(folder);
    await end(killed.child, 'SIGKILL');
    const pid = serverPid(folder);
    const next = await startEmbeddedPostgres({ folder });
    assert.equal(next.adopted, true);
    assert.equal(serverPid(folder), pid);
    await next.stop();
    await gone(pid);
  });

  it('recovers after it was killed itself: what was committed is there', async () => {
    const first = await startEmbeddedPostgres({ folder });
    await query(first.connectionString, 'create table written (n int)');
    for (let n = 0; n < 20; n++) await query(first.connectionString, `insert into written values (${n})`);
    process.kill(serverPid(folder), 'SIGKILL');
    const second = await startEmbeddedPostgres({ folder });
    assert.deepEqual(await query(second.connectionString, 'select count(*) as n from written'), [{ n: 20 }]);
    await first.stop();
    await second.stop();
  });

  it('starts although the stale pid file names a process of somebody else', async () => {
    const first = await startEmbeddedPostgres({ folder });
    const pid = serverPid(folder);
    process.kill(pid, 'SIGKILL');
    await gone(pid);
    const file = join(folder, 'cluster', 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.ppid)));
    const second = await startEmbeddedPostgres({ folder });
    assert.deepEqual(await query(second.connectionString, 'select count(*) as n from written'), [{ n: 20 }]);
    await first.stop();
    await second.stop();
  });

  it('refuses the data of another major version, with advice, and leaves them alone', async () => {
    const file = join(folder, 'cluster', 'PG_VERSION');
    const version = readFileSync(file, 'utf8');
    writeFileSync(file, '15\n');
    await assert.rejects(
      startEmbeddedPostgres({ folder }),
      (fault: Error) => fault instanceof DatabaseProblem && /PostgreSQL 15.*PostgreSQL 18.*pg_dump/s.test(fault.message),
    );
    writeFileSync(file, version);
  });

  it('says what is wrong when it cannot start', async () => {
    const settings = join(folder, 'cluster', 'postgresql.conf');
    const text = readFileSync(settings, 'utf8');
    writeFileSync(settings, `${text}\nno_such_setting = 1\n`);
    await assert.rejects(startEmbeddedPostgres({ folder }), /did not start[^]*no_such_setting/);
    writeFileSync(settings, text);
  });

  it('finishes a creation that was cut off', async () => {
    const other = join(temp, 'cut');
    await mkdir(join(other, 'cluster.new'), { recursive: true });
    writeFileSync(join(other, 'cluster.new', 'half'), '');
    const server = await startEmbeddedPostgres({ folder: other, durable: false });
    assert.deepEqual(await query(server.connectionString, 'select 1 as one'), [{ one: 1 }]);
    await server.stop({ removeData: true });
    assert.deepEqual(readdirSync(other), ['start.lock']);
  });

  it('copes with a path too long for a socket', async () => {
    const other = join(temp, 'long-'.repeat(30));
    const server = await startEmbeddedPostgres({ folder: other, durable: false });
    assert.deepEqual(await query(server.connectionString, 'select 1 as one'), [{ one: 1 }]);
    await server.stop({ removeData: true });
  });

  it('keeps no statement and no value in its log', async () => {
    const server = await startEmbeddedPostgres({ folder });
    await assert.rejects(query(server.connectionString, "insert into kept values ('Wolfgang Amadeus')"));
    await assert.rejects(
      query(
        server.connectionString,
        'create table unique_mail (mail text primary key); insert into unique_mail values ($$canary@example.org$$), ($$canary@example.org$$)',
      ),
    );
    await server.stop();
    const log = readdirSync(join(folder, 'log'))
      .map((name) => readFileSync(join(folder, 'log', name), 'utf8'))
      .join('\n');
    assert.match(log, /duplicate key/);
    assert.doesNotMatch(log, /canary/);
  });
});

describe('the library links', () => {
  it('are made in the package, or beside the data where the package is read-only', async () => {
    const binaries = await findBinaries({ linkFolder: join(temp, 'links'), copyFolder: join(temp, 'copy'), canReach: () => false });
    assert.match(binaries.initdb, /copy\/postgresql-18/);
    assert.ok(
      lstatSync(
        join(dirname(binaries.initdb), '..', 'lib', process.platform === 'darwin' ? 'libpq.5.dylib' : 'libpq.so.5'),
      ).isSymbolicLink(),
    );
    assert.match(execFileSync(binaries.initdb, ['--version'], { encoding: 'utf8', env: binaries.environment }), / 18/);
  });
});

const asRoot = (): void => {
  it('runs as an unprivileged user who owns the data', async () => {
    const folder = join(temp, 'root');
    const server = await startEmbeddedPostgres({ folder, durable: false });
    const { uid } = statSync(join(folder, 'cluster'));
    assert.notEqual(uid, 0);
    assert.match(readFileSync(`/proc/${serverPid(folder)}/status`, 'utf8'), new RegExp(`^Uid:\\t${uid}\\t${uid}`, 'm'));
    await server.stop({ removeData: true });
  });

  it('puts the data where that user can go when the folder is closed to it, and links them', async () => {
    const closed = join(temp, 'home');
    await mkdir(closed, { mode: 0o700 });
    const folder = join(closed, 'data', 'postgres');
    let movedTo: string | undefined;
    const server = await startEmbeddedPostgres({
      folder,
      durable: false,
      onProgress: (step, detail) => (movedTo = step === 'moved' ? detail : movedTo),
    });
    assert.deepEqual(await query(server.connectionString, 'select 1 as one'), [{ one: 1 }]);
    assert.equal(realpathSync(folder), movedTo);
    const again = await startEmbeddedPostgres({ folder, durable: false });
    assert.equal(again.adopted, true);
    await again.stop();
    await server.stop({ removeData: true });
    await rm(movedTo ?? '', { recursive: true });
  });

  it('knows whom a closed folder stops', async () => {
    const user = serverUser(join(temp, 'nowhere'));
    await mkdir(join(temp, 'shut', 'inside'), { recursive: true });
    assert.equal(user.canReach(join(temp, 'shut', 'inside')), true);
    chmodSync(join(temp, 'shut'), 0o700);
    assert.equal(user.canReach(join(temp, 'shut', 'inside')), false);
  });
};

// An ordinary user has no such choice to make; `npm test` is run as both.
if (process.getuid?.() === 0) describe('started as root', asRoot);
