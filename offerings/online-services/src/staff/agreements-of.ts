import type { Cosignature } from '@amt/applications';
import type { Case } from '@amt/cases';
import { formByHash, type Submission } from '@amt/forms';
import { formatDate, pick } from '@amt/i18n';
import { may, type Context, type RouteRequest } from '@amt/module';
import { messages } from '../messages.ts';
import type { AgreementProps } from './pages/agreement-panel.ts';

/** What was typed at one of the agreements and is shown again with the errors. */
export interface TypedAgreement {
  readonly id: string;
  readonly name?: string;
  readonly mail?: string;
  readonly reason?: string;
}

export interface ForAgreements {
  readonly found: Case;
  readonly submission: Submission | undefined;
  readonly cosigned: readonly Cosignature[];
  readonly typed: TypedAgreement | undefined;
}

/** The agreements the application needs, each with what the reader can do about it. */
export async function agreementsOf(
  ctx: Context,
  { href }: Pick<RouteRequest<unknown, unknown, unknown>, 'href'>,
  { found, submission, cosigned, typed }: ForAgreements,
): Promise<AgreementProps[]> {
  if (cosigned.length === 0 || !submission) return [];
  const { definition } = await formByHash(ctx.db, submission.formHash);
  const mayAct = found.closedAt === null && may(ctx.actor, 'cases.decide', found.unitId);
  return cosigned.map((one) => {
    const title = definition.steps?.find(({ id }) => id === one.step)?.title;
    const mine = typed?.id === one.id ? typed : undefined;
    const address = (name: string): string => href(`online-services.${name}`, { caseId: found.id, cosignatureId: one.id });
    return {
      id: one.id,
      title: title ? pick(title, ctx.locale) : messages[ctx.locale].cosign.staffTitle(),
      state: one.state,
      text: cosignatureText(one, ctx.locale),
      typed: { name: mine?.name ?? one.askedName ?? '', mail: mine?.mail ?? one.askedMail ?? '', reason: mine?.reason ?? '' },
      to: mayAct
        ? { ask: address('staff-ask-cosigner'), remind: address('staff-remind-cosigner'), waive: address('waive-cosignature') }
        : undefined,
    };
  });
}

/** How it stands with the agreement of another person, in words. */
export function cosignatureText(
  { state, askedName, signedName, answeredAt, waivedBy, waiverReason }: Cosignature,
  locale: Context['locale'],
): string {
  const m = messages[locale].cosign;
  const answer = { name: signedName ?? '', date: answeredAt ? formatDate(answeredAt, locale) : '' };
  switch (state) {
    case 'open':
      return m.staffOpen();
    case 'asked':
      return m.staffAsked({ name: askedName ?? '' });
    case 'agreed':
      return m.staffAgreed(answer);
    case 'declined':
      return m.staffDeclined(answer);
    case 'expired':
      return m.staffExpired({ name: askedName ?? '' });
    case 'waived':
      return m.staffWaived({ name: waivedBy ?? '', date: answer.date, reason: waiverReason ?? '' });
  }
}
