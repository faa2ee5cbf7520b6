import { trackAgreement } from '@amt/cases';
import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { applicationBySubmission } from './application-store.ts';
import { cosignTokenHash, newCosignToken } from './cosign-token.ts';
import { trailText } from './cosign-trail.ts';
import { lockCosignature, setAsked } from './cosignature-store.ts';
import { planCosignMail } from './mail-cosigner.ts';
import { requireDeciding } from './require-deciding.ts';

/** Days a person has to answer. */
export const daysToAnswer = 21;

export interface AskCosigner {
  readonly cosignatureId: string;
  readonly submissionId: string;
  readonly name: string;
  readonly mail: string;
  /** absolute address of the page of a token */
  readonly linkOf: (token: string) => string;
}

/**
 * Asks another person by mail to agree. Asking again makes a new link, the old one leads nowhere; so a wrong address is mended, and somebody who has declined
 * or let the time go by is asked once more. The caller has checked that the application is the visitor's own; staff need `cases.decide` in its unit.
 *
 * @returns `answered` when nothing is left to ask, `closed` when the case is over, `no-name` or `no-mail` for what was typed wrongly
 */
export async function askCosigner(
  ctx: Context,
  input: AskCosigner,
): Promise<Result<void, 'not-found' | 'answered' | 'closed' | 'no-name' | 'no-mail'>> {
  const name = input.name.trim();
  const mail = input.mail.trim();
  if (name === '' || name.length > 200) return failed('no-name');
  if (!/^[^@\s]{1,64}@[^@\s]+\.[^@\s]+$/.test(mail) || mail.length > 254) return failed('no-mail');
  return inTransaction(ctx.db, async (tx) => {
    const found = await lockCosignature(tx, input.cosignatureId);
    const application = await applicationBySubmission(tx, input.submissionId);
    if (!found || !application || found.submissionId !== input.submissionId) return failed('not-found');
    if (ctx.actor.kind === 'staff') await requireDeciding(ctx, tx, application.caseId);
    if (found.state === 'agreed' || found.state === 'waived') return failed('answered');
    const tracked = await trackAgreement(
      { ...ctx, db: tx },
      { caseId: application.caseId, step: 'asked', applicantText: trailText('asked') },
    );
    if (!tracked.ok) return tracked;
    const token = newCosignToken();
    const link = input.linkOf(token).slice(0, -token.length);
    const locale = ctx.locale === 'en' ? 'en' : 'de';
    const expiresAt = ctx.now.add({ hours: 24 * daysToAnswer });
    await setAsked(tx, found.id, {
      tokenHash: cosignTokenHash(token),
      askedName: name,
      askedMail: mail,
      askedAt: ctx.now,
      askedLink: link,
      askedLocale: locale,
      expiresAt,
    });
    await planCosignMail(tx, tracked.value, { cosignatureId: found.id, name, mail, link, token, expiresAt, reminder: false, locale });
    return done();
  });
}
