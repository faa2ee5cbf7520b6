import { mailResumeCode, submitApplication } from '@amt/applications';
import { caseById } from '@amt/cases';
import { feeText, serviceById, slugOf, type Service } from '@amt/catalogue';
import { draftKey, draftsOf, onDraft, ownsDraft, savedAnswer, startDraft, firstPageHref } from '@amt/forms';
import { attributesOf, reaches, sessionTrustLevel } from '@amt/identity';
import { formatDateTime } from '@amt/i18n';
import { may, notFound, page, redirect, route, type Answer, type Context, type RouteRequest } from '@amt/module';
import { allowPaying } from '@amt/payments';
import { Type } from 'typebox';
import { messages } from '../messages.ts';
import { startPage, type StartPageProps } from './pages/start-page.ts';
import { allowConfirmation } from './may-see-confirmation.ts';

const params = Type.Object({ serviceId: Type.String({ maxLength: 100 }) });
type Visit = Pick<RouteRequest<unknown, unknown, unknown>, 'href' | 'session'>;

const start = route({
  name: 'online-services.start',
  method: 'GET',
  path: { de: '/antrag-beginnen/:serviceId', en: '/apply/:serviceId' },
  access: 'public',
  params,
  async handle(ctx, request) {
    const service = await serviceById(ctx.db, request.params.serviceId);
    if (!service?.formId || !service.caseTypeId) return notFound();
    const drafts = ctx.actor.kind === 'person' ? await draftsOf(ctx.db, ctx.actor.id) : [];
    return page(
      startPage({
        service,
        fee: feeText(service, ctx.locale),
        locale: ctx.locale,
        serviceHref: request.href('portal.service', { slug: slugOf(service, ctx.locale) }),
        sheetHref: request.href('counter.sheet', { formId: service.formId }),
        beginHref: request.href('online-services.begin', { serviceId: service.id }),
        resumeHref: request.href('forms.resume'),
        signIn: signInNeed(ctx, request, service),
        drafts: drafts
          .filter((draft) => draft.serviceId === service.id)
          .map((draft) => ({
            href: request.href('forms.check', { draftId: draft.id }),
            changed: formatDateTime(draft.changedAt, ctx.locale),
          })),
      }),
    );
  },
});

/** What the service asks of the visitor before the first question. */
function signInNeed(ctx: Context, { href, session }: Visit, service: Service): StartPageProps['signIn'] {
  const returnTo = href('online-services.start', { serviceId: service.id });
  const signIn = href('identity.sign-in', {}, { return: returnTo, level: service.signIn === 'required' ? service.trustLevel : undefined });
  if (ctx.actor.kind !== 'person')
    return service.signIn === 'required' ? { kind: 'needed', level: 'sign-in', href: signIn } : { kind: 'optional', href: signIn };
  const level = sessionTrustLevel(session);
  if (service.signIn === 'required' && (level === undefined || !reaches(level, service.trustLevel)))
    return { kind: 'needed', level: 'step-up', href: signIn };
  return { kind: 'ready', name: ctx.actor.name };
}

const begin = route({
  name: 'online-services.begin',
  method: 'POST',
  path: { de: '/antrag-beginnen/:serviceId', en: '/apply/:serviceId' },
  access: 'public',
  params,
  async handle(ctx, request) {
    const service = await serviceById(ctx.db, request.params.serviceId);
    if (!service?.formId || !service.caseTypeId) return notFound();
    const need = signInNeed(ctx, request, service);
    if (need.kind === 'needed') return redirect(need.href);
    const attributes = ctx.actor.kind === 'person' ? await attributesOf(ctx.db, ctx.actor.id) : [];
    const draft = await startDraft(ctx, request.session, { formId: service.formId, serviceId: service.id, attributes });
    if (!draft.ok) return notFound();
    return redirect(firstPageHref(request, draft.value));
  },
});

const submit = route({
  name: 'online-services.submit',
  method: 'POST',
  path: { de: '/antrag/:draftId/absenden', en: '/application/:draftId/submit' },
  access: 'public',
  params: Type.Object({ draftId: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const { draftId } = request.params;
    if (!(await ownsDraft(ctx, request.session, draftId))) return notFound();
    const result = await submitApplication(ctx, {
      draftId,
      key: draftKey(request.session, draftId),
      confirmationPath: (submissionId) => request.href('online-services.confirmation', { submissionId }),
    });
    if (!result.ok) return result.code === 'incomplete' ? redirect(request.href('forms.check', { draftId })) : notFound();
    const { submissionId, caseId, claimId, accountId } = result.value;
    if (claimId !== null && accountId === null) await allowPaying(request.session, claimId);
    if (ctx.actor.kind === 'staff') return afterSendingForSomebody(ctx, request, caseId);
    await allowConfirmation(request.session, submissionId);
    const found = claimId === null ? undefined : await caseById(ctx.db, caseId);
    if (claimId === null || found?.phase !== 'awaiting-payment')
      return redirect(request.href('online-services.confirmation', { submissionId }));
    return redirect(request.href('payments.pay', { claimId }));
  },
});

/** A clerk who has filled in for somebody goes on with the case, or with the next person where others work on the cases. */
async function afterSendingForSomebody(ctx: Context, { href, session }: Visit, caseId: string): Promise<Answer> {
  const found = await caseById(ctx.db, caseId);
  await session.flash(messages[ctx.locale].staff.sentForSomebody({ reference: found?.fileReference ?? '' }));
  const sees = found !== undefined && may(ctx.actor, 'cases.read', found.unitId);
  return redirect(sees ? href('online-services.staff-case', { caseId }) : href('counter.home'));
}

/** Sends the code of a draft without account to an address, and keeps the address for one reminder where the person wants that. */
const mailCode = route({
  name: 'online-services.mail-code',
  method: 'POST',
  path: { de: '/antrag/:draftId/code-schicken', en: '/application/:draftId/mail-code' },
  access: 'public',
  rateLimit: 5,
  params: Type.Object({ draftId: Type.String({ format: 'uuid' }) }),
  body: Type.Object({ mail: Type.Optional(Type.String({ maxLength: 300 })), remind: Type.Optional(Type.Literal('yes')) }),
  handle: (ctx, request) =>
    onDraft(ctx, request, async (opened) => {
      const { draftId } = request.params;
      const typed = { mail: request.body.mail ?? '', remind: request.body.remind === 'yes' };
      const sent = await mailResumeCode(ctx, {
        ...typed,
        draft: opened.draft,
        resumeAddress: `${request.origin}${request.href('forms.resume')}`,
      });
      if (!sent.ok && sent.code !== 'not-found')
        return page(savedAnswer(ctx, request, opened, { ...typed, problem: sent.code }), { status: 422 });
      if (sent.ok) await request.session.flash(messages[ctx.locale].start.codeSent());
      return redirect(request.href('forms.saved', { draftId }));
    }),
});

export const applyRoutes = [start, begin, submit, mailCode];
