import { officeDate } from '@amt/clock';
import { serviceById } from '@amt/catalogue';
import { inTransaction } from '@amt/db';
import { renderDecision, storeDocument } from '@amt/documents';
import { submissionById } from '@amt/forms';
import { pick } from '@amt/i18n';
import { emit } from '@amt/jobs';
import { deliver } from '@amt/mailbox';
import { configOf, defineJob, systemActor, type Context } from '@amt/module';
import { claimById, requestRefund } from '@amt/payments';
import { sealPdf } from '@amt/signatures';
import { Type } from 'typebox';
import { caseById, lockCase } from './case-store.ts';
import type { CaseOutcome } from './case-type.ts';
import { caseTypeOf } from './case-type-store.ts';
import { decisionById, updateDecision } from './decision-store.ts';
import { decisionText, type DecisionText } from './decision-text.ts';
import { caseDecided } from './events.ts';
import { letterheadOf } from './letterhead.ts';
import { notificationText } from './notification-text.ts';
import { casesConfig } from './settings.ts';
import type { Case, Decision } from './tables.ts';
import { availableAction, carryOut } from './transition.ts';

/**
 * Writes the decision, seals it, puts it into the mailbox and closes the case. Every step before the last transaction can be
 * repeated: the letter is the same for the same decision, the seal is kept under the decision's id, the blob under its content.
 */
export const issueDecision = defineJob({
  name: 'cases.issue-decision',
  payload: Type.Object({ decisionId: Type.String() }),
  async run(ctx, { decisionId }) {
    const decision = await decisionById(ctx.db, decisionId);
    if (!decision || decision.issuedAt || decision.returnedAt) return;
    const found = await caseById(ctx.db, decision.caseId);
    if (!found) return;
    const type = await caseTypeOf(ctx.db, found);
    const outcome = type.outcomes.find((one) => one.id === decision.outcome);
    if (!outcome) throw new Error(`case type ${type.id} has no outcome ${decision.outcome}`);

    const { letter, text, service } = await writeLetter(
      ctx,
      found,
      decision,
      outcome,
      type.legalBasis.map((basis) => pick(basis, 'de')),
    );
    const sealed = await sealPdf(ctx, letter, { reason: text.title, idempotencyKey: `decision:${decisionId}` });
    const { sha256, size } = await ctx.files.put(sealed);

    await inTransaction(ctx.db, async (tx) => {
      const locked = await lockCase(tx, found.id);
      const current = await decisionById(tx, decisionId);
      const action = locked && availableAction(type, locked, 'system', { effect: 'issued' });
      if (!locked || !action || !current || current.issuedAt) return;
      const m = notificationText(found.locale);
      const fileName = m.decisionFileName({ fileReference: found.fileReference });
      const documentId = await storeDocument(tx, {
        kind: 'decision',
        title: text.title,
        fileName,
        sha256,
        size,
        accountId: found.accountId,
        unitId: found.unitId,
        caseId: found.id,
        sealed: true,
        locale: found.locale === 'en' ? 'en' : 'de',
        idempotencyKey: `decision:${decisionId}`,
        at: ctx.now,
      });
      if (found.accountId) {
        await deliver(tx, {
          accountId: found.accountId,
          kind: 'decision',
          subject: m.decisionSubject({ fileReference: found.fileReference }),
          body: m.decisionBody({ service }),
          language: found.locale === 'en' ? 'en' : 'de',
          caseId: found.id,
          caseReference: found.fileReference,
          attachments: [{ documentId, sha256, size, fileName, mediaType: 'application/pdf' }],
          idempotencyKey: `decision:${decisionId}`,
          at: ctx.now,
        });
      }
      await updateDecision(tx, decisionId, { issuedAt: ctx.now, documentId });
      await carryOut({ ...ctx, actor: systemActor }, tx, type, locked, action, { change: { outcome: outcome.id }, detail: { documentId } });
      await emit(tx, caseDecided, { caseId: found.id, serviceId: found.serviceId, outcome: outcome.id, documentId });
      if (outcome.refundFee && found.claimId) await giveBackFee({ ...ctx, db: tx }, found.claimId, found.fileReference);
    });
  },
});

/** Asks for the fee to be given back; a claim that was not paid, or is being given back already, needs nothing. */
async function giveBackFee(ctx: Context, claimId: string, note: string): Promise<void> {
  const claim = await claimById(ctx.db, claimId);
  if (claim?.state === 'paid')
    await requestRefund(ctx, { claimId, amountCents: claim.amountCents - claim.refundedCents, reason: 'decision', note });
}

/** The letter depends on nothing but the decision and the application, so that writing it again gives the same bytes. */
async function writeLetter(
  ctx: Context,
  found: Case,
  decision: Decision,
  outcome: CaseOutcome,
  legalBasis: readonly string[],
): Promise<{ letter: Uint8Array; text: DecisionText; service: string }> {
  const issuedAt = decision.approvedAt ?? decision.proposedAt;
  const head = await letterheadOf(ctx, found);
  const [submission, service] = await Promise.all([submissionById(ctx.db, found.submissionId), serviceById(ctx.db, found.serviceId)]);
  const name = service ? pick(service.name, head.locale) : found.serviceId;
  const start = outcome.validity?.fromAnswer;
  const text = decisionText(
    outcome,
    {
      fileReference: found.fileReference,
      service: name,
      applicant: found.applicantName,
      date: officeDate(issuedAt),
      answers: new Map(submission?.summary.flatMap((section) => section.rows.map((row) => [row.path, row.value] as const))),
      wishedStart: start === undefined ? undefined : dateAnswer(submission?.answers, start),
    },
    head.locale,
  );
  const letter = await renderDecision({
    ...head,
    issuedAt,
    verifyUrl: `${configOf(ctx, casesConfig).ORIGIN}/${head.locale}/${head.locale === 'en' ? 'verify' : 'pruefen'}`,
    outcome: outcome.favourable ? 'granted' : 'refused',
    service: name,
    name: found.applicantName,
    ...(found.receivedOn ? { appliedOn: found.receivedOn } : {}),
    operativePart: text.operative.join('\n\n'),
    ...(text.validFrom && text.validUntil ? { validity: { from: text.validFrom, until: text.validUntil } } : {}),
    reasons: [...text.reasons, decision.remarks].filter((paragraph) => paragraph !== '').join('\n\n'),
    legalBasis,
    remedy: text.remedy.join('\n\n'),
  });
  return { letter, text, service: name };
}

/** A date answer by its path, e.g. `permit.start`; answers are nested like the form. */
function dateAnswer(answers: unknown, path: string): Temporal.PlainDate | undefined {
  const value = path
    .split('.')
    .reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), answers);
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Temporal.PlainDate.from(value) : undefined;
}
