import type { Db, Tx } from '@amt/db';
import type { Submission } from '@amt/forms';
import { accountById } from '@amt/identity';

/** How the office addresses who applied: the account's name, else what the form says. */
export async function applicantOf(
  ctx: { readonly db: Db | Tx },
  submission: Submission,
): Promise<{ applicantName: string; applicantMail: string | undefined }> {
  const account = submission.accountId === undefined ? undefined : await accountById(ctx.db, submission.accountId);
  if (account) return { applicantName: account.displayName, applicantMail: undefined };
  const { givenName, surname, mail } = submission.contact;
  const name = [givenName, surname].filter(Boolean).join(' ');
  return { applicantName: name === '' ? (mail ?? '–') : name, applicantMail: mail };
}
