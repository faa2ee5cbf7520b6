import { officeDate } from '@amt/clock';
import { inTransaction } from '@amt/db';
import { eraseDocumentsOfCase } from '@amt/documents';
import type { DataSubject, Retention } from '@amt/module';
import { casesOf, casesToErase, deleteCases, detachAccount, timelineOf } from './case-store.ts';
import { decisionOf } from './decision-store.ts';
import { messagesOf, notesOf } from './message-store.ts';
import { messages } from './messages.ts';

/** Files may not be deleted before their time (records rules of the case type), nor kept after it (Art. 5 Abs. 1 e DSGVO). */
export const retention: Retention = {
  rule: 'as the case type says, counted from the day the case was closed',
  async run(ctx) {
    const due = (await casesToErase(ctx.db, officeDate(ctx.now))).map((found) => found.id);
    return inTransaction(ctx.db, async (tx) => {
      for (const caseId of due) await eraseDocumentsOfCase(tx, caseId);
      return deleteCases(tx, due);
    });
  },
};

export const dataSubject: DataSubject = {
  async export(ctx, accountId) {
    const cases = await casesOf(ctx.db, accountId);
    return {
      cases: await Promise.all(
        cases.map(async (found) => ({
          ...found,
          timeline: await timelineOf(ctx.db, found.id),
          messages: await messagesOf(ctx.db, found.id),
          notes: await notesOf(ctx.db, found.id),
          decision: (await decisionOf(ctx.db, found.id)) ?? null,
        })),
      ),
    };
  },
  async erase(ctx, accountId) {
    return (await detachAccount(ctx.db, accountId)) > 0 ? [messages[ctx.locale].retentionKept()] : [];
  },
};
