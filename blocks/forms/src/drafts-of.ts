import type { Db } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import { formByHash } from './definition-store.ts';
import { openDrafts } from './draft-store.ts';

export interface ListedDraft {
  readonly id: string;
  readonly serviceId: string;
  readonly formId: string;
  readonly title: LocalizedText;
  readonly changedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** Unsent drafts of an account, last changed first; with `now` only those that have not expired (expired ones are erased within the day). */
export async function draftsOf(db: Db, accountId: string, now?: Temporal.Instant): Promise<ListedDraft[]> {
  const drafts = await openDrafts(db, accountId, now);
  return Promise.all(
    drafts.map(async ({ id, serviceId, formId, formHash, changedAt, expiresAt }) => {
      const { definition } = await formByHash(db, formHash);
      return { id, serviceId, formId, title: definition.title, changedAt, expiresAt };
    }),
  );
}
