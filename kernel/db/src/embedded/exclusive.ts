import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';

/**
 * Runs `work` while no other process that names the same lock file does. The lock is SQLite's file lock: the operating system
 * releases it when the holder dies, however it dies.
 *
 * @throws Error when the other one does not finish in time.
 */
export async function exclusive<T>(lockFile: string, work: () => Promise<T>, waitMs = 120_000): Promise<T> {
  const lock = new DatabaseSync(lockFile, { timeout: 0 });
  try {
    await acquire(lock, lockFile, waitMs);
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(lock: DatabaseSync, lockFile: string, waitMs: number): Promise<void> {
  const until = Date.now() + waitMs;
  for (;;) {
    try {
      lock.exec('begin exclusive');
      return;
    } catch (fault) {
      if (!isBusy(fault)) throw fault;
      if (Date.now() > until) throw new Error(`another program holds ${lockFile} for more than ${waitMs / 1000} s`, { cause: fault });
    }
    await pause(50);
  }
}

const sqliteBusy = 5;
function isBusy(fault: unknown): boolean {
  return fault instanceof Error && 'errcode' in fault && fault.errcode === sqliteBusy;
}
