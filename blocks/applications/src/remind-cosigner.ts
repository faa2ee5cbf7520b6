import { trackAgreement } from '@amt/cases';
import { inTransaction, type Tx } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicationBySubmission } from './application-store.ts';
import { cosignTokenHash, newCosignToken } from './cosign-token.ts';
import { trailText } from './cosign-trail.ts';
import { lockCosignature, setReminded } from './cosignature-store.ts';
import { requireDeciding } from './require-deciding.ts';
import { planCosignMail } from './mail-cosigner.ts';
import type { Cosignature } from './tables.ts';

/**
 * Staff remind somebody who was asked to agree and has not answered.
 *
 * @returns `not-asked` when nobody waits for an answer of theirs, `closed` when the case is over
 */
export async function remindCosigner(
  ctx: Context,
  { cosignatureId, caseId }: { readonly cosignatureId: string; readonly caseId: string },
): Promise<Result<void, 'not-found' | 'not-asked' | 'closed'>> {
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCosignature(tx, cosignatureId);
    const application = found && (await applicationBySubmission(tx, found.submissionId));
    if (!found || application?.caseId !== caseId) return failed('not-found');
    await requireDeciding(ctx, tx, caseId);
    return sendReminder({ ...ctx, db: tx }, found, caseId);
  });
}

/** Sends the link once more to the locked one. It is a new one, because only the hash of the first was kept. */
export async function sendReminder(
  ctx: Context & { readonly db: Tx },
  found: Cosignature,
  caseId: string,
): Promise<Result<void, 'not-found' | 'not-asked' | 'closed'>> {
  const { id, state, askedName, askedMail, askedLink, askedLocale, expiresAt } = found;
  if (state !== 'asked' || askedMail === null || askedLink === null || expiresAt === null) return failed('not-asked');
  const tracked = await trackAgreement(ctx, { caseId, step: 'reminded', applicantText: trailText('reminded') });
  if (!tracked.ok) return tracked;
  const token = newCosignToken();
  await setReminded(ctx.db, id, { tokenHash: cosignTokenHash(token), remindedAt: ctx.now });
  await planCosignMail(ctx.db, tracked.value, {
    cosignatureId: id,
    name: askedName ?? '',
    mail: askedMail,
    link: askedLink,
    token,
    expiresAt,
    reminder: true,
    locale: askedLocale === 'en' ? 'en' : 'de',
  });
  return done();
}
