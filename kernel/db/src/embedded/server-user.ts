import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseProblem } from './problem.ts';

/** Who runs the server: PostgreSQL refuses root. `undefined` ids mean: as we are. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
  /** whether that user may enter all folders above `path` */
  canReach(path: string): boolean;
}

const accountName = 'digitales-amt';

/**
 * As ordinary user: ourselves. As root: the owner of an existing data folder, else the system account `postgres`, else an account
 * `digitales-amt` that is made for it.
 */
export function serverUser(dataFolder: string): ServerUser {
  if (process.getuid?.() !== 0) return { canReach: () => true };
  const ids = ownerOf(dataFolder) ?? account('postgres') ?? account(accountName) ?? createdAccount();
  return { ...ids, canReach: (path) => parents(path).every((folder) => mayEnter(statSync(folder), ids)) };
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

function ownerOf(folder: string): Ids | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

function account(name: string): Ids | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function createdAccount(): Ids {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName], {
      stdio: 'pipe',
    });
  } catch (fault) {
    if (account(accountName) === undefined) {
      throw new DatabaseProblem(
        `PostgreSQL does not run as root, and an account for it could not be made (useradd). Start as an ordinary user, or create a user named ${accountName}.`,
        { cause: fault },
      );
    }
  }
  const made = account(accountName);
  if (made === undefined) throw new DatabaseProblem(`The account ${accountName} is not in /etc/passwd. Start as an ordinary user.`);
  return made;
}

function mayEnter(folder: Stats, { uid, gid }: Ids): boolean {
  if (folder.uid === uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** The path itself (where it exists) and all folders above it. */
function parents(path: string): string[] {
  const above = dirname(path) === path ? [] : parents(dirname(path));
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ? [...above, path] : above;
}
