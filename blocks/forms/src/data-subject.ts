import type { DataSubject } from '@amt/module';
import { deleteDraft, openDrafts } from './draft-store.ts';
import { countSubmissionsOf, submissionsOf } from './submission-store.ts';

/** Art. 15, 17 and 20 GDPR: drafts go with the account, submissions are files of the office and stay until their time is over. */
export const formsDataSubject: DataSubject = {
  async export(ctx, accountId) {
    const drafts = await openDrafts(ctx.db, accountId, undefined);
    const submissions = await submissionsOf(ctx.db, accountId);
    return {
      drafts: drafts.map(({ id, formId, serviceId, answers, provenance, carried, changedAt, expiresAt }) => ({
        id,
        formId,
        serviceId,
        answers,
        provenance,
        ...(carried ? { notKeptFromPaper: carried.lost } : {}),
        changedAt,
        expiresAt,
      })),
      submissions,
    };
  },
  async erase(ctx, accountId) {
    for (const draft of await openDrafts(ctx.db, accountId, undefined)) await deleteDraft(ctx.db, draft.id);
    const count = await countSubmissionsOf(ctx.db, accountId);
    return count === 0
      ? []
      : [
          `${count} × Antragsangaben: Teil der Verwaltungsakte, gelöscht nach der Aufbewahrungsfrist des Formulars (Art. 17 Abs. 3 Buchst. b DSGVO)`,
        ];
  },
};
