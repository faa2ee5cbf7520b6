import { defineJob, defineModule } from '@amt/module';
import { Type } from 'typebox';
import { entriesOf, eraseOldPersonalParts, erasePersonalParts, yearsKept } from './personal-data.ts';
import { sealEntries } from './seal-entries.ts';

const sealJob = defineJob({
  name: 'audit.seal-entries',
  payload: Type.Object({}),
  cron: '* * * * *',
  run: async (ctx) => void (await sealEntries(ctx.db)),
});

/** The audit as a module of the house: its tables, the job that seals, and what it owes to the persons it names. */
export const audit = defineModule({
  name: 'audit',
  migrations: new URL('../migrations/', import.meta.url),
  jobs: [sealJob],
  retention: {
    rule: `The personal part of an entry is erased ${yearsKept} years after it was written; the entry without it stays.`,
    run: (ctx) => eraseOldPersonalParts(ctx.db, ctx.now),
  },
  dataSubject: {
    export: async (ctx, accountId) => ({ audit: await entriesOf(ctx.db, accountId) }),
    erase: async (ctx, accountId) => {
      await erasePersonalParts(ctx.db, accountId);
      return ['That something was done at a certain time stays in the audit log, without any link to you.'];
    },
  },
});

export { record } from './record.ts';
export type { AuditEntry } from './record.ts';
export { sealEntries } from './seal-entries.ts';
export { verifyChain } from './verify-chain.ts';
export type { BreakReason, ChainHead, ChainReport } from './verify-chain.ts';
export { readsOf } from './personal-data.ts';
export type { Reading } from './personal-data.ts';
