import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  rmdirSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseProblem } from './problem.ts';
import type { ServerUser } from './server-user.ts';

/** Where things lie in the folder of one server. */
export interface ClusterFolder {
  readonly root: string;
  /** PGDATA */
  readonly data: string;
  readonly log: string;
  readonly users: string;
  readonly lock: string;
  /** library links where node_modules is read-only */
  readonly links: string;
  /** 0700, holds the socket */
  readonly socket: string;
}

/** sun_path holds 108 bytes, of which "/.s.PGSQL.5432.lock" takes 19. */
const longestSocketFolder = 85;

/** Where root keeps what the server's user cannot reach, such as a clone under a home folder of mode 0700. */
export const systemFolder = '/var/lib/digitales-amt';

/** Makes the folder and gives it to the server's user. Where that user cannot get to it, it becomes a link to a folder under {@link systemFolder}. */
export function prepareClusterFolder(folder: string, user: ServerUser, told: (movedTo: string) => void): ClusterFolder {
  const root = reachable(resolve(folder), user, told);
  own(root, user);
  return clusterFolder(root);
}

/** To be called with the lock held: the last program may be removing them. */
export function prepareInnerFolders(paths: ClusterFolder, user: ServerUser): void {
  for (const path of [paths.log, paths.users, paths.socket]) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    own(path, user);
  }
}

/** All but the lock file, for which another program may be waiting. */
export function removeContents(paths: ClusterFolder): void {
  for (const path of [paths.data, paths.log, paths.users, paths.socket, paths.links]) rmSync(path, { recursive: true, force: true });
}

export function clusterFolder(folder: string): ClusterFolder {
  const root = existsSync(folder) ? realpathSync(folder) : resolve(folder);
  const inside = join(root, 'socket');
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 16);
  return {
    root,
    data: join(root, 'cluster'),
    log: join(root, 'log'),
    users: join(root, 'users'),
    lock: join(root, 'start.lock'),
    links: join(root, 'lib'),
    socket: Buffer.byteLength(inside) <= longestSocketFolder ? inside : join(tmpdir(), `amt-socket-${hash}`),
  };
}

/** Refuses the data of another major version before a program of the wrong version touches it. */
export function checkMajorVersion(data: string, ours: string): void {
  const file = join(data, 'PG_VERSION');
  if (!existsSync(file)) return;
  const theirs = readFileSync(file, 'utf8').trim();
  if (theirs === ours) return;
  throw new DatabaseProblem(
    `The database in ${data} belongs to PostgreSQL ${theirs}, this program brings PostgreSQL ${ours}. Nothing was changed. ` +
      `Start the version of this program that fits, or run a PostgreSQL ${theirs} server on the folder, export it with pg_dump, move the folder away, start again and load the export.`,
  );
}

function reachable(folder: string, user: ServerUser, told: (movedTo: string) => void): string {
  const there = lstatSync(folder, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) {
    const target = realpathSync(folder);
    if (user.canReach(target)) return target;
  }
  if (user.canReach(folder)) {
    mkdirSync(folder, { recursive: true });
    return realpathSync(folder);
  }
  if (there && readdirSync(folder).length > 0) {
    throw new DatabaseProblem(
      `The account that runs PostgreSQL cannot enter a folder above ${folder}, and there is data in it. Start as the owner of the data, or move it to a folder that every user may pass, such as ${systemFolder}, and name that with AMT_DATA.`,
    );
  }
  const elsewhere = join(systemFolder, `${basename(folder)}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  try {
    mkdirSync(elsewhere, { recursive: true, mode: 0o755 });
    mkdirSync(dirname(folder), { recursive: true });
    if (there) rmdirSync(folder);
    symlinkSync(elsewhere, folder);
  } catch (fault) {
    throw new DatabaseProblem(
      `The account that runs PostgreSQL cannot enter a folder above ${folder}, and ${systemFolder} cannot be used instead. Name a folder that every user may pass with AMT_DATA, or start as an ordinary user.`,
      { cause: fault },
    );
  }
  told(elsewhere);
  return elsewhere;
}

function own(path: string, user: ServerUser): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
  const { uid } = lstatSync(path);
  if (uid !== (user.uid ?? process.getuid?.() ?? uid)) {
    throw new DatabaseProblem(`${path} belongs to another user (id ${uid}). Start as that user, or choose another folder with AMT_DATA.`);
  }
  chmodSync(path, 0o700);
}
