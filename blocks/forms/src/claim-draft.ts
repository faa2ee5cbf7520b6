import { type Db, inTransaction } from '@amt/db';
import { type Result, done, failed } from '@amt/module';
import { answerAt, withAnswer } from './answers.ts';
import { formByHash } from './definition-store.ts';
import type { DraftKey } from './draft-key.ts';
import { forgetReminderAddress } from './draft-reminder.ts';
import { type Draft, draftById, giveToAccount } from './draft-store.ts';
import { factsOf } from './opened-draft.ts';
import { type PrefillAttribute, prefillAnswers } from './prefill.ts';

export interface ClaimDraft {
  readonly draftId: string;
  readonly key: DraftKey;
  readonly accountId: string;
  readonly trustLevel: string;
  readonly attributes: readonly PrefillAttribute[];
}

/**
 * Makes a draft that was begun without sign-in the account's: it is decrypted once and stored under the house's keys, as all drafts of accounts are. What the person
 * typed stays; what is still empty is prefilled.
 * The caller has checked that the visitor may open the draft.
 *
 * @returns `not-found` when somebody else's account has it or it is gone
 */
export async function claimDraft(
  ctx: { readonly db: Db; readonly now: Temporal.Instant },
  input: ClaimDraft,
): Promise<Result<Draft, 'not-found'>> {
  const { accountId, trustLevel } = input;
  return inTransaction(ctx.db, async (tx) => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const draft = await draftById(tx, input.draftId, ctx.now, input.key);
      if (draft?.accountId === accountId) return done(draft);
      if (draft?.key === undefined) return failed('not-found');
      const form = await formByHash(tx, draft.formHash);
      const prefill = prefillAnswers(form, input.attributes, { ...factsOf(draft, ctx.now), signedIn: true, trustLevel }, ctx.now);
      let { answers } = draft;
      const provenance = { ...draft.provenance };
      for (const [path, origin] of Object.entries(prefill.provenance)) {
        if (answerAt(answers, path) !== undefined || draft.raw[path] !== undefined) continue;
        answers = withAnswer(answers, path, answerAt(prefill.answers, path));
        provenance[path] = origin;
      }
      // the account is told in its mailbox: an address left for a reminder has no purpose any more
      await forgetReminderAddress(tx, draft.id);
      await giveToAccount(tx, { ...draft, answers, provenance }, { accountId, trustLevel });
    }
    return failed('not-found');
  });
}
