import { join } from 'node:path';
import { removeLeftovers } from '@amt/files';
import { configOf, defineJob, defineModule, type Context, type Module } from '@amt/module';
import { Type } from 'typebox';
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

/** What the house does at night for all its modules. */
export function housekeeping(modules: () => readonly Module[]): Module {
  return defineModule({
    name: 'housekeeping',
    jobs: [
      defineJob({
        name: 'housekeeping.apply-retention',
        payload: Type.Object({}),
        cron: '10 1 * * *',
        run: async (ctx) => void (await applyRetention(ctx, modules())),
      }),
      defineJob({
        name: 'housekeeping.remove-leftovers',
        payload: Type.Object({}),
        cron: '40 1 * * *',
        run: async (ctx) => void (await removeLeftovers(join(configOf(ctx, coreConfig).AMT_DATA, 'files'), ctx.now)),
      }),
    ],
    retention: 'none',
    dataSubject: 'none',
  });
}
