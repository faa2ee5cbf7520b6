import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Which programs use the server: one file per user, named by process and holding the process's start time, so that a reused process id is
 * not taken for it. The last one to leave stops the server; those that were killed are not counted.
 */
export interface Users {
  enter(): string;
  leave(entry: string): void;
  /** how many are alive */
  count(): number;
}

export function usersIn(folder: string): Users {
  return {
    enter() {
      mkdirSync(folder, { recursive: true });
      const entry = `${process.pid}-${randomUUID()}`;
      writeFileSync(join(folder, entry), startOf(process.pid));
      return entry;
    },
    leave: (entry) => rmSync(join(folder, entry), { force: true }),
    count() {
      const all = entries(folder);
      const alive = all.filter(({ pid, startedAt }) => isAlive(pid, startedAt));
      for (const { name } of all.filter((entry) => !alive.includes(entry))) rmSync(join(folder, name), { force: true });
      return alive.length;
    },
  };
}

function entries(folder: string): { name: string; pid: number; startedAt: string }[] {
  try {
    return readdirSync(folder).map((name) => ({
      name,
      pid: Number.parseInt(name, 10),
      startedAt: readFileSync(join(folder, name), 'utf8'),
    }));
  } catch {
    return [];
  }
}

function isAlive(pid: number, startedAt: string): boolean {
  return processExists(pid) && startOf(pid) === startedAt;
}

export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}

/** Start time in clock ticks since boot (proc(5), field 22); '' where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
