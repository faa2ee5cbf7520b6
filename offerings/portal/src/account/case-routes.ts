import { applicantTimelineOf, availableAction, caseById, caseTypeOf, messagesOf, openQuestion, withdrawCase, type Case } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { documentsOfCase } from '@amt/documents';
import { submissionById, submissionFiles } from '@amt/forms';
import { pick } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { notFound, page, redirect, route, type Context } from '@amt/module';
import { claimById, isPayable } from '@amt/payments';
import { Type } from 'typebox';
import { messages } from '../messages.ts';
import { caseStatus } from './case-status.ts';
import { applicantCasePage } from './pages/case-page.ts';

const params = Type.Object({ caseId: Type.String({ format: 'uuid' }) });

/** The person's own case; anybody else's does not exist. */
async function ownCase(ctx: Context, caseId: string): Promise<Case | undefined> {
  const found = await caseById(ctx.db, caseId);
  return found?.accountId === ctx.actor.id ? found : undefined;
}

const show = route({
  name: 'portal.case',
  method: 'GET',
  path: { de: '/konto/antraege/:caseId', en: '/account/applications/:caseId' },
  access: 'person',
  params,
  async handle(ctx, request) {
    const found = await ownCase(ctx, request.params.caseId);
    if (!found) return notFound();
    const { locale } = ctx;
    const { href } = request;
    const [type, service, unit, events, sent, documents, submission, uploads, question, claim] = await Promise.all([
      caseTypeOf(ctx.db, found),
      serviceById(ctx.db, found.serviceId),
      unitById(ctx.db, found.unitId),
      applicantTimelineOf(ctx.db, found.id),
      messagesOf(ctx.db, found.id),
      documentsOfCase(ctx.db, found.id),
      submissionById(ctx.db, found.submissionId),
      submissionFiles(ctx.db, found.submissionId),
      openQuestion(ctx.db, found.id),
      found.claimId === null ? undefined : claimById(ctx.db, found.claimId),
    ]);
    return page(
      applicantCasePage({
        found,
        type,
        serviceName: service ? pick(service.name, locale) : found.serviceId,
        unitName: unit ? pick(unit.name, locale) : found.unitId,
        status: caseStatus(found, type, locale),
        events,
        messages: sent,
        fileHref: (fileId) => href('online-services.message-file', { fileId }),
        documents: documents.map((one) => ({
          name: one.fileName,
          size: one.size,
          sealed: one.sealed,
          href: href('documents.download', { id: one.id }),
        })),
        uploads: uploads.map((file) => ({
          name: file.fileName,
          size: file.size,
          href: href('online-services.upload', { caseId: found.id, fileId: file.id }),
        })),
        summary: submission?.summary ?? [],
        answerHref: question ? href('online-services.answer', { caseId: found.id }) : undefined,
        payHref: claim && isPayable(claim.state) ? href('payments.pay', { claimId: claim.id }) : undefined,
        withdrawHref: availableAction(type, found, 'applicant', { effect: 'withdraw' })
          ? href('portal.withdraw', { caseId: found.id })
          : undefined,
        agreementHref:
          found.openAgreements > 0 && !found.closedAt
            ? href('online-services.confirmation', { submissionId: found.submissionId })
            : undefined,
        casesHref: href('portal.cases'),
        locale,
      }),
    );
  },
});

const withdraw = route({
  name: 'portal.withdraw',
  method: 'POST',
  path: { de: '/konto/antraege/:caseId/zuruecknehmen', en: '/account/applications/:caseId/withdraw' },
  access: 'person',
  params,
  async handle(ctx, request) {
    const result = await withdrawCase(ctx, request.params);
    if (!result.ok && result.code === 'not-found') return notFound();
    const m = messages[ctx.locale].cases;
    await request.session.flash(result.ok ? m.withdrawn() : m.notNow(), result.ok ? 'success' : 'warning');
    return redirect(request.href('portal.case', request.params));
  },
});

export const caseRoutes = [show, withdraw];
