import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { socketConnection } from '../open-database.ts';
import type { Binaries } from './binaries.ts';
import type { ClusterFolder } from './cluster-folder.ts';
import { DatabaseProblem } from './problem.ts';
import type { ServerUser } from './server-user.ts';
import { processExists } from './users.ts';

export const superuser = 'amt';
export const databaseName = 'amt';

/** What one server is made of; the verbs below work on it. */
export interface Server {
  readonly folder: ClusterFolder;
  readonly binaries: Binaries;
  readonly user: ServerUser;
  readonly durable: boolean;
}

/** Made under another name and renamed when whole, so that a kill in the middle leaves no half cluster. */
export async function createCluster({ folder, binaries, user, durable }: Server): Promise<void> {
  const unfinished = `${folder.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const options = ['--username', superuser, '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin'];
  options.push('--builtin-locale', 'C.UTF-8', '--data-checksums', '--no-instructions', '--pgdata', unfinished);
  if (!durable) options.push('--no-sync');
  const { code, output } = await run(binaries.initdb, options, binaries, user);
  if (code !== 0) throw new DatabaseProblem(`PostgreSQL could not create its data folder ${folder.data}:\n${lastLines(output)}`);
  renameSync(unfinished, folder.data);
}

/** Starts the server in its own session (a Ctrl-C in the terminal is ours to handle) and waits until it answers; recovery included. */
export async function startServer(server: Server): Promise<void> {
  const { folder, binaries, user } = server;
  const log = join(folder.log, 'start.log');
  rmSync(log, { force: true });
  const options = settings(server)
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');
  const arguments_ = ['start', '--wait', '--timeout', '600', '--silent', '--pgdata', folder.data, '--log', log, '--options', options];
  const { code, output } = await run(binaries.pgCtl, arguments_, binaries, user);
  if (code === 0) return;
  const said = whatItSaid(folder.log);
  throw new DatabaseProblem(`PostgreSQL did not start in ${folder.data}:\n${said}\n${output.trim()}${advice(said)}`);
}

/** Fast shutdown: running transactions are rolled back, everything is written, nothing needs recovery. */
export async function stopServer({ folder, binaries, user }: Server): Promise<void> {
  const { code, output } = await run(
    binaries.pgCtl,
    ['stop', '--wait', '--timeout', '120', '--silent', '--mode', 'fast', '--pgdata', folder.data],
    binaries,
    user,
  );
  if (code !== 0 && serverPid(folder) !== undefined)
    throw new DatabaseProblem(`PostgreSQL in ${folder.data} did not stop:\n${lastLines(output)}`);
}

/** Process id of a server that works on this folder, of whoever started it. */
export function serverPid(folder: ClusterFolder): number | undefined {
  const pid = Number.parseInt(pidFile(folder)[0] ?? '', 10);
  if (!Number.isInteger(pid) || !processExists(pid)) return undefined;
  const workingFolder = workingFolderOf(pid);
  return workingFolder === undefined || workingFolder === realpathSync(folder.data) ? pid : undefined;
}

/** Connection to the running server through the socket that its own pid file names; undefined when it does not answer as ours. */
export async function connectionOf(folder: ClusterFolder): Promise<string | undefined> {
  const socketFolder = pidFile(folder)[4];
  if (!socketFolder) return undefined;
  const client = new pg.Client({ connectionString: socketConnection(socketFolder, superuser, 'postgres'), connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    if (rows[0] === undefined || realpathSync(rows[0].folder) !== realpathSync(folder.data)) return undefined;
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
    return socketConnection(socketFolder, superuser, databaseName);
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * After a restart of the machine or container the number in a stale pid file may belong to anybody; PostgreSQL would refuse to start.
 * Our own number there is known to be no server, and PostgreSQL still checks the shared memory named in the file.
 */
export function disarmStalePidFile(folder: ClusterFolder): void {
  const [first, ...rest] = pidFile(folder);
  if (first === undefined || !processExists(Number.parseInt(first, 10))) return;
  writeFileSync(join(folder.data, 'postmaster.pid'), [String(process.pid), ...rest].join('\n'));
}

/** postmaster.pid: pid, data folder, start time, port, socket folder, listen address, shared memory, status. */
function pidFile(folder: ClusterFolder): string[] {
  try {
    return readFileSync(join(folder.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Undefined where it cannot be known (no /proc); '' for a process of another user, which our server never is. */
function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EACCES' ? '' : undefined;
  }
}

function settings({ folder, durable }: Server): [string, string][] {
  const always: [string, string][] = [
    ['listen_addresses', ''],
    ['unix_socket_directories', folder.socket],
    ['unix_socket_permissions', '0700'],
    ['max_connections', '200'],
    ['timezone', 'UTC'],
    ['log_timezone', 'UTC'],
    // The log must hold no personal data: neither statements nor the row values in DETAIL lines.
    ['log_statement', 'none'],
    ['log_min_error_statement', 'panic'],
    ['log_error_verbosity', 'terse'],
    ['logging_collector', 'on'],
    ['log_directory', folder.log],
    ['log_filename', 'postgresql-%a.log'],
    ['log_truncate_on_rotation', 'on'],
    ['log_rotation_size', '0'],
  ];
  if (durable) return [...always, ['shared_buffers', '128MB'], ['wal_level', 'replica']];
  return [
    ...always,
    ['fsync', 'off'],
    ['synchronous_commit', 'off'],
    ['full_page_writes', 'off'],
    ['shared_buffers', '256MB'],
    ['max_wal_size', '4GB'],
    ['autovacuum', 'off'],
  ];
}

/** start.log holds what came before the log collector took over, the newest of the other files what came then. */
function whatItSaid(logFolder: string): string {
  const first = lastLines(readFileSync(join(logFolder, 'start.log'), { encoding: 'utf8', flag: 'a+' }));
  if (!first.includes('logging collector')) return first;
  const others = readdirSync(logFolder).filter((name) => name !== 'start.log');
  const newest = others.map((name) => join(logFolder, name)).toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  return newest === undefined ? first : lastLines(readFileSync(newest, 'utf8'));
}

function advice(log: string): string {
  if (/no space left/i.test(log)) return '\nThe disk is full: free some space and start again.';
  if (/shared memory/i.test(log)) return '\nThe machine grants too little shared memory; in a container raise --shm-size.';
  if (/could not (?:read|open|access).*permission denied/is.test(log))
    return '\nThe files belong to another user: start as the user who owns the folder.';
  if (/error while loading shared libraries/.test(log))
    return '\nA library of the built-in PostgreSQL is missing: run "npm install" again, or set DATABASE_URL.';
  return '';
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-12).join('\n');
}

function run(
  program: string,
  arguments_: string[],
  binaries: Binaries,
  user: ServerUser,
): Promise<{ code: number | null; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const ids = user.uid === undefined || user.gid === undefined ? {} : { uid: user.uid, gid: user.gid };
  const child = spawn(program, arguments_, {
    ...ids,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', ...binaries.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  child.on('error', reject);
  // 'exit', not 'close': the server may inherit the pipes.
  child.on('exit', (code) => resolve({ code, output }));
  return promise;
}
