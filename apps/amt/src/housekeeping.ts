import { join } from 'node:path';
import { encryptClearBlobs, isPending, keysOfData, rewrapDataKeys, sealedStore } from '@amt/envelope';
import { filesConfig, openFileStore, removeLeftovers } from '@amt/files';
import { inactiveAccounts } from '@amt/identity';
import { clearHandledEvents } from '@amt/jobs';
import { configOf, defineJob, defineModule, type Context, type Job, type Module } from '@amt/module';
import { eraseAccount } from '@amt/portal';
import { Type, type TObject } from 'typebox';
import { coreConfig } from './core-config.ts';

/**
 * Deletes what is due in every module (Art. 5 Abs. 1 e DSGVO). One module that fails does not keep the others from theirs.
 * @returns rows deleted, by module
 * @throws AggregateError at the end, so that the job is tried again
 */
export async function applyRetention(ctx: Context, modules: readonly Module[]): Promise<Readonly<Record<string, number>>> {
  const deleted: Record<string, number> = {};
  const faults: unknown[] = [];
  for (const { name, retention } of modules) {
    if (retention === 'none') continue;
    try {
      deleted[name] = await retention.run(ctx);
    } catch (fault) {
      faults.push(fault);
      ctx.log.error({ module: name, err: fault }, 'retention failed');
    }
  }
  ctx.log.info(deleted, 'retention applied');
  if (faults.length > 0) throw new AggregateError(faults, 'retention failed in some modules');
  return deleted;
}

/**
 * Erases accounts that nobody has used for long, through the same erasure in all modules as when a person asks for it. One that fails does not keep
 * the others from theirs.
 * @returns how many
 * @throws AggregateError at the end, so that the job is tried again
 */
export async function eraseInactiveAccounts(ctx: Context, modules: readonly Module[]): Promise<number> {
  const faults: unknown[] = [];
  let erased = 0;
  // those that failed come again with every question
  for (let found = await inactiveAccounts(ctx, accounts); found.length > faults.length; found = await inactiveAccounts(ctx, accounts)) {
    const before = erased;
    faults.length = 0;
    for (const id of found) {
      try {
        await eraseAccount(ctx, modules, id);
        erased++;
      } catch (fault) {
        faults.push(fault);
        ctx.log.error({ err: fault }, 'an account that nobody uses could not be erased');
      }
    }
    if (erased === before) break;
  }
  if (faults.length > 0) throw new AggregateError(faults, 'some unused accounts could not be erased');
  return erased;
}

/** Erased at a time. */
const accounts = 200;

/** Asks about so many blobs at a time. */
const batch = 1000;

/**
 * Removes blobs that no module refers to (uploads that were taken out again, files somebody only had checked) and whose content nobody has stored for a day.
 * All modules are asked in one snapshot, so a blob that passes from one to another is always seen with one of them.
 * @returns how many
 */
export async function sweepFiles(ctx: Pick<Context, 'db' | 'files' | 'now'>, modules: readonly Module[]): Promise<number> {
  const before = ctx.now.subtract({ hours: 24 });
  let removed = 0;
  const sweep = async (sha256s: readonly string[]): Promise<void> => {
    if (sha256s.length === 0) return;
    const inUse = await ctx.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const found = new Set<string>();
        for (const module of modules) for (const sha256 of await module.files(tx, sha256s)) found.add(sha256);
        return found;
      });
    for (const sha256 of sha256s) if (!inUse.has(sha256) && (await ctx.files.remove(sha256, before))) removed++;
  };
  let old: string[] = [];
  for await (const { sha256, storedAt } of ctx.files.list()) {
    if (Temporal.Instant.compare(storedAt, before) < 0) old.push(sha256);
    if (old.length < batch) continue;
    await sweep(old);
    old = [];
  }
  await sweep(old);
  return removed;
}

/**
 * Encrypts what earlier versions have stored in clear: rows of all modules, then the blobs. Each batch is a transaction, so it goes on where it was ended.
 * @returns how many
 */
export async function encryptOld(ctx: Context, modules: readonly Module[]): Promise<number> {
  let count = 0;
  for (const module of modules) for (let some = -1; some !== 0; count += some) some = await module.encryptOld(ctx);
  if (!(await isPending(ctx.db, 'blobs'))) return count;
  const blobs = openFileStore(configOf(ctx, filesConfig), join(configOf(ctx, coreConfig).AMT_DATA, 'files'));
  return count + (await encryptClearBlobs(blobs, sealedStore(blobs, ctx.db), ctx.db));
}

/** Enqueued when workers start. */
export function encryptOldJob(modules: () => readonly Module[]): Job<TObject> {
  return defineJob({
    name: 'housekeeping.encrypt-old',
    payload: Type.Object({}),
    run: async (ctx) => {
      const encrypted = await encryptOld(ctx, modules());
      if (encrypted > 0) ctx.log.info({ encrypted }, 'what earlier versions had stored in clear is encrypted');
    },
  });
}

/** Goes on with a rotation of the storage keys, if there was one. */
export function rewrapJob(modules: () => readonly Module[]): Job<TObject> {
  return defineJob({
    name: 'housekeeping.rewrap-data-keys',
    payload: Type.Object({}),
    cron: '30 2 * * *',
    run: async (ctx) => {
      if (!(await keysOfData(ctx.db)).some(({ replaced }) => replaced)) return;
      const rewrapped = await rewrapDataKeys(
        ctx.db,
        modules().flatMap(({ dataKeys }) => dataKeys),
      );
      ctx.log.info({ rewrapped }, 'data keys are wrapped by the current storage key');
    },
  });
}

/** What the house does at night for all its modules. */
export function housekeeping(modules: () => readonly Module[]): Module {
  return defineModule({
    name: 'housekeeping',
    jobs: [
      encryptOldJob(modules),
      rewrapJob(modules),
      defineJob({
        name: 'housekeeping.apply-retention',
        payload: Type.Object({}),
        cron: '10 1 * * *',
        run: async (ctx) => void (await applyRetention(ctx, modules())),
      }),
      defineJob({
        name: 'housekeeping.erase-inactive-accounts',
        payload: Type.Object({}),
        cron: '25 1 * * *',
        run: async (ctx) => ctx.log.info({ erased: await eraseInactiveAccounts(ctx, modules()) }, 'accounts that nobody uses are gone'),
      }),
      defineJob({
        name: 'housekeeping.remove-leftovers',
        payload: Type.Object({}),
        cron: '40 1 * * *',
        run: async (ctx) => void (await removeLeftovers(join(configOf(ctx, coreConfig).AMT_DATA, 'files'), ctx.now)),
      }),
      defineJob({
        name: 'housekeeping.clear-events',
        payload: Type.Object({}),
        cron: '50 1 * * *',
        run: async (ctx) => {
          const cleared = await clearHandledEvents(ctx.db, ctx.now.subtract({ hours: 24 * configOf(ctx, coreConfig).EVENTS_KEEP_DAYS }));
          ctx.log.info({ cleared }, 'old events that were delivered are gone');
        },
      }),
      defineJob({
        name: 'housekeeping.sweep-files',
        payload: Type.Object({}),
        cron: '20 2 * * *',
        run: async (ctx) => ctx.log.info({ removed: await sweepFiles(ctx, modules()) }, 'files that nothing refers to are gone'),
      }),
    ],
    retention: 'none',
    dataSubject: 'none',
  });
}
