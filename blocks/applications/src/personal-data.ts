import type { DataSubject } from '@amt/module';
import { appointmentsOfAccount } from './appointment-store.ts';
import { applicationsOf, detachAccount } from './application-store.ts';
import { cosignaturesOfAccount, forgetCosigners } from './cosignature-store.ts';
import { messages } from './messages.ts';

export const dataSubject: DataSubject = {
  export: async (ctx, accountId) => ({
    applications: await applicationsOf(ctx.db, accountId),
    cosignatures: await cosignaturesOfAccount(ctx.db, accountId),
    appointments: await appointmentsOfAccount(ctx.db, accountId),
  }),
  async erase(ctx, accountId) {
    const count = (await applicationsOf(ctx.db, accountId)).length;
    await forgetCosigners(ctx.db, accountId);
    await detachAccount(ctx.db, accountId);
    return count > 0 ? [messages[ctx.locale].retentionKept()] : [];
  },
};
