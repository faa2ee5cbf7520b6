import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chown, copyFile, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Db } from '../database.ts';
import { sql } from '../database.ts';
import { prepareClusterFolder } from './cluster-folder.ts';
import { DatabaseProblem } from './problem.ts';
import { serverUser } from './server-user.ts';

/** What a backup holds, written last: a folder without it is no whole backup. */
export interface BackupManifest {
  /** PostgreSQL major version */
  readonly major: string;
  /** ISO instant of its end: the state that a restore brings back */
  readonly at: string;
  /** SHA-256 (hex) by path inside `cluster/` */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Physical backup of a running embedded server through SQL alone (PostgreSQL manual 25.3.3, "low level API"): the data folder is copied between
 * pg_backup_start and pg_backup_stop while others go on writing; the log written meanwhile is added, so that a start from it is consistent.
 *
 * @param dataFolder PGDATA (`EmbeddedPostgres.dataFolder`)
 * @param target a new folder
 */
export async function backUpEmbedded(db: Db, dataFolder: string, target: string): Promise<BackupManifest> {
  await mkdir(target, { mode: 0o700 });
  const cluster = join(target, 'cluster');
  const label = await db.connection().execute(async (session) => {
    await sql`set statement_timeout = 0`.execute(session);
    // Keeps the server from recycling log that the backup still needs; ends with the session.
    const slot = `amt_backup_${process.pid}_${Date.now()}`;
    await sql`select pg_create_physical_replication_slot(${slot}, true, true)`.execute(session);
    try {
      const started = await single<{ wal: string }>(sql`select pg_walfile_name(pg_backup_start('amt', true)) as wal`.execute(session));
      await copyFolder(dataFolder, cluster);
      const stopped = await single<{ labelfile: string; wal: string }>(
        sql`select labelfile, pg_walfile_name(lsn) as wal from pg_backup_stop(false)`.execute(session),
      );
      // Completes the last segment.
      await sql`select pg_switch_wal()`.execute(session);
      await copyWal(join(dataFolder, 'pg_wal'), join(cluster, 'pg_wal'), started.wal, stopped.wal);
      return stopped.labelfile;
    } finally {
      await sql`select pg_drop_replication_slot(${slot})`.execute(session);
      await sql`reset statement_timeout`.execute(session);
    }
  });
  await writeFile(join(cluster, 'backup_label'), label, { mode: 0o600 });
  const manifest = await manifestOf(cluster);
  await writeFile(join(target, 'manifest.json'), JSON.stringify(manifest, undefined, 1), { mode: 0o600, flush: true });
  return manifest;
}

/**
 * Puts a backup into the folder of a new embedded server; `startEmbeddedPostgres({ folder })` then starts from it.
 *
 * @throws DatabaseProblem when the backup is not whole or damaged, or when the folder holds a database already.
 */
export async function restoreEmbedded(backup: string, folder: string): Promise<BackupManifest> {
  const manifest = await checkBackup(backup);
  const user = serverUser(folder);
  const paths = prepareClusterFolder(folder, user, () => undefined);
  if (existsSync(paths.data)) throw new DatabaseProblem(`${folder} holds a database already: move it away, or name another folder.`);
  const unfinished = `${paths.data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await copyFolder(join(backup, 'cluster'), unfinished, () => false);
  if (user.uid !== undefined && user.gid !== undefined) await own(unfinished, user.uid, user.gid);
  await rename(unfinished, paths.data);
  return manifest;
}

/** Reads the whole backup and compares it with its manifest. */
export async function checkBackup(backup: string): Promise<BackupManifest> {
  const text = await readFile(join(backup, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined) throw new DatabaseProblem(`${backup} is no whole backup: it has no manifest.json.`);
  const manifest = JSON.parse(text) as BackupManifest;
  for (const [path, expected] of Object.entries(manifest.files)) {
    const found = await hashOf(join(backup, 'cluster', path)).catch(() => 'missing');
    if (found !== expected)
      throw new DatabaseProblem(`The backup ${backup} is damaged: ${path} is ${found === 'missing' ? 'missing' : 'changed'}.`);
  }
  return manifest;
}

/** Of these only the folder is kept (PostgreSQL manual 25.3.3.2); they belong to the running server. */
const emptied = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);
const leftOut = (path: string): boolean =>
  /(?:^|\/)(?:postmaster\.(?:pid|opts)|pg_internal\.init.*|pgsql_tmp.*|backup_label|tablespace_map)$/.test(path) ||
  emptied.has(path.split('/')[0] ?? '');

async function copyFolder(from: string, to: string, skip = leftOut, inner = ''): Promise<void> {
  await mkdir(join(to, inner), { recursive: true, mode: 0o700 });
  for (const entry of await readdir(join(from, inner), { withFileTypes: true })) {
    const path = inner === '' ? entry.name : `${inner}/${entry.name}`;
    if (entry.isDirectory()) {
      // An emptied folder is empty all through: half a replication slot would keep the server from starting.
      if (inner === '' || !skip(path)) await copyFolder(from, to, skip, path);
    } else if (entry.isFile() && !skip(path)) {
      // A table may be dropped while we copy; the log that is replayed knows.
      await copyFile(join(from, path), join(to, path)).catch(ignoreMissing);
    }
  }
}

/** Names of log segments sort as they follow each other. */
async function copyWal(from: string, to: string, first: string, last: string): Promise<void> {
  const names = (await readdir(from)).filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last);
  if (!names.includes(first) || !names.includes(last))
    throw new DatabaseProblem(`The log from ${first} to ${last} is not complete; the backup cannot be used.`);
  for (const name of names) await copyFile(join(from, name), join(to, name));
}

async function manifestOf(cluster: string): Promise<BackupManifest> {
  const files: Record<string, string> = {};
  for (const path of await filesIn(cluster)) {
    files[path] = await hashOf(join(cluster, path));
    await flush(join(cluster, path));
  }
  return { major: (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim(), at: Temporal.Now.instant().toString(), files };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function own(folder: string, uid: number, gid: number): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const path of [folder, ...entries.map((entry) => join(entry.parentPath, entry.name))]) await chown(path, uid, gid);
}

function ignoreMissing(fault: unknown): void {
  if (!(fault instanceof Error && 'code' in fault && fault.code === 'ENOENT')) throw fault;
}

async function single<T>(answer: Promise<{ rows: unknown[] }>): Promise<T> {
  const { rows } = await answer;
  return rows[0] as T;
}
