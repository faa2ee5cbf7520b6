import { applicationBySubmission, appointmentsOf, askCosigner, cosignaturesOf, type Application } from '@amt/applications';
import { caseById, caseTypeOf } from '@amt/cases';
import { serviceById, type Service } from '@amt/catalogue';
import { documentById } from '@amt/documents';
import { aroundOf, formByHash, slotText, submissionById } from '@amt/forms';
import { formatDate, pick } from '@amt/i18n';
import { unitById } from '@amt/identity';
import { fileAnswer, formField, notFound, page, redirect, route, type Answer, type Context, type RouteRequest } from '@amt/module';
import { claimById, isPayable } from '@amt/payments';
import { Type } from 'typebox';
import { messages } from '../messages.ts';
import { rateService } from '../rating/rate-service.ts';
import { maySeeConfirmation } from './may-see-confirmation.ts';
import { cosignerFields } from './pages/cosigner-part.ts';
import { confirmationPage, type ConfirmationProps } from './pages/confirmation-page.ts';

const params = Type.Object({ submissionId: Type.String({ format: 'uuid' }) });
type Request = Pick<RouteRequest<{ submissionId: string }, unknown, unknown>, 'params' | 'session' | 'href'>;

async function ownApplication(ctx: Context, { params: { submissionId }, session }: Request): Promise<Application | undefined> {
  const application = await applicationBySubmission(ctx.db, submissionId);
  return application && maySeeConfirmation(ctx.actor, session, application) ? application : undefined;
}

/** What was typed and is shown again with its errors. */
interface Shown {
  readonly rating?: ConfirmationProps['rating'];
  readonly cosigner?: { readonly id: string; readonly name: string; readonly mail: string };
  readonly cosignErrors?: ConfirmationProps['cosignErrors'];
  readonly status?: number;
}

/** Agreements of other people that the application needs. */
async function cosigners(
  ctx: Context,
  { href }: Request,
  { submissionId }: Application,
  closed: boolean,
  typed: Shown['cosigner'],
): Promise<ConfirmationProps['cosigners']> {
  const cosignatures = await cosignaturesOf(ctx.db, submissionId);
  const submission = cosignatures.length > 0 ? await submissionById(ctx.db, submissionId) : undefined;
  if (!submission) return [];
  const { definition } = await formByHash(ctx.db, submission.formHash);
  return cosignatures.map(({ id, step, state, askedName, askedMail, expiresAt }) => {
    const title = definition.steps?.find((one) => one.id === step)?.title;
    return {
      id,
      state,
      askedName,
      title: title ? pick(title, ctx.locale) : messages[ctx.locale].cosign.title(),
      action: href('online-services.ask-cosigner', { submissionId, cosignatureId: id }),
      typed: typed?.id === id ? typed : { name: state === 'declined' ? '' : (askedName ?? ''), mail: askedMail ?? '' },
      until: expiresAt ? formatDate(expiresAt, ctx.locale) : undefined,
      closed,
    };
  });
}

/** Appointments the application needs, with the service's own way to one. */
async function appointments(
  ctx: Context,
  { submissionId }: Application,
  ownService: Service | undefined,
): Promise<ConfirmationProps['appointments']> {
  const submission = await submissionById(ctx.db, submissionId);
  if (!submission) return [];
  const form = await formByHash(ctx.db, submission.formHash);
  const steps = form.steps.length === 0 ? [] : aroundOf({ ...submission, form }).steps;
  const booked = steps.length === 0 ? [] : await appointmentsOf(ctx.db, submissionId);
  return Promise.all(
    steps
      .filter((step) => step.kind === 'appointment')
      .map(async ({ id, title, service: serviceId }) => {
        const own = booked.find((one) => one.step === id);
        const m = messages[ctx.locale].confirmation;
        if (own && own.state !== 'lost') {
          const slot = slotText({ ...own, officeId: '', startsAt: own.startsAt.toString() }, ctx.locale);
          return { title: pick(title, ctx.locale), text: m.appointmentState[own.state]({ slot }), href: undefined, phone: undefined };
        }
        const service = (await serviceById(ctx.db, serviceId)) ?? ownService;
        const way = service?.channels.find((channel) => channel.kind === 'appointment');
        return {
          title: pick(title, ctx.locale),
          text: own ? m.appointmentState.lost() : way ? pick(way.text, ctx.locale) : undefined,
          href: way?.url,
          phone: way?.phone,
        };
      }),
  );
}

async function show(ctx: Context, request: Request, shown: Shown = {}): Promise<Answer> {
  const application = await ownApplication(ctx, request);
  const found = application && (await caseById(ctx.db, application.caseId));
  if (!application || !found) return notFound();
  const [type, service, unit, claim] = await Promise.all([
    caseTypeOf(ctx.db, found),
    serviceById(ctx.db, found.serviceId),
    unitById(ctx.db, found.unitId),
    application.claimId === null ? undefined : claimById(ctx.db, application.claimId),
  ]);
  const { href } = request;
  const { submissionId } = application;
  const state = type.states.find((one) => one.id === found.state);
  return page(
    confirmationPage({
      serviceName: service ? pick(service.name, ctx.locale) : found.serviceId,
      fileReference: found.fileReference,
      unitName: unit ? pick(unit.name, ctx.locale) : found.unitId,
      stateText: state ? pick(state.applicantText, ctx.locale) : '',
      dueOn: found.dueOn ? formatDate(found.dueOn, ctx.locale) : undefined,
      payHref: claim && isPayable(claim.state) ? href('payments.pay', { claimId: claim.id }) : undefined,
      mustPay: found.phase === 'awaiting-payment',
      appointments: await appointments(ctx, application, service),
      receiptHref: application.receiptDocumentId === null ? undefined : href('online-services.receipt', { submissionId }),
      caseHref: application.accountId === null ? undefined : href('portal.case', { caseId: found.id }),
      rateHref: href('online-services.rate', { submissionId }),
      rated: application.rated,
      rating: shown.rating ?? { errors: [] },
      cosigners: await cosigners(ctx, request, application, found.closedAt !== null, shown.cosigner),
      cosignErrors: shown.cosignErrors ?? [],
      locale: ctx.locale,
    }),
    { status: shown.status ?? 200 },
  );
}

const confirmation = route({
  name: 'online-services.confirmation',
  method: 'GET',
  path: { de: '/antrag/eingegangen/:submissionId', en: '/application/received/:submissionId' },
  access: 'public',
  params,
  handle: (ctx, request) => show(ctx, request),
});

const receipt = route({
  name: 'online-services.receipt',
  method: 'GET',
  path: { de: '/antrag/eingegangen/:submissionId/bestaetigung', en: '/application/received/:submissionId/confirmation' },
  access: 'public',
  params,
  async handle(ctx, request) {
    const application = await ownApplication(ctx, request);
    const document = application?.receiptDocumentId ? await documentById(ctx.db, application.receiptDocumentId) : undefined;
    if (!document) return notFound();
    return fileAnswer({ body: await ctx.files.stream(document.sha256), mediaType: 'application/pdf', fileName: document.fileName });
  },
});

const rate = route({
  name: 'online-services.rate',
  method: 'POST',
  path: { de: '/antrag/eingegangen/:submissionId/bewertung', en: '/application/received/:submissionId/rating' },
  access: 'public',
  params,
  async handle(ctx, request) {
    if (!(await ownApplication(ctx, request))) return notFound();
    const { submissionId } = request.params;
    const typed = {
      stars: formField(request.body, 'stars'),
      recommends: formField(request.body, 'recommends'),
      remark: formField(request.body, 'remark'),
    };
    const result = await rateService(ctx, { submissionId, ...typed });
    const m = messages[ctx.locale].rating;
    if (!result.ok && (result.code === 'no-stars' || result.code === 'too-long')) {
      const error = result.code === 'no-stars' ? { field: 'stars', message: m.noStars() } : { field: 'remark', message: m.tooLong() };
      const { stars, recommends, remark } = typed;
      return show(ctx, request, { rating: { errors: [error], remark, stars, recommends }, status: 422 });
    }
    return redirect(request.href('online-services.confirmation', { submissionId }));
  },
});

const ask = route({
  name: 'online-services.ask-cosigner',
  method: 'POST',
  path: {
    de: '/antrag/eingegangen/:submissionId/mitunterzeichnen/:cosignatureId',
    en: '/application/received/:submissionId/co-signer/:cosignatureId',
  },
  access: 'public',
  params: Type.Object({ submissionId: Type.String({ format: 'uuid' }), cosignatureId: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    if (!(await ownApplication(ctx, request))) return notFound();
    const { submissionId, cosignatureId } = request.params;
    const fields = cosignerFields(cosignatureId);
    const typed = { name: formField(request.body, fields.name), mail: formField(request.body, fields.mail) };
    const linkOf = (token: string): string => `${request.origin}${request.href('online-services.cosign', { token })}`;
    const result = await askCosigner(ctx, { cosignatureId, submissionId, ...typed, linkOf });
    if (!result.ok && result.code === 'not-found') return notFound();
    if (!result.ok && result.code !== 'answered' && result.code !== 'closed') {
      const m = messages[ctx.locale].cosign;
      const error = result.code === 'no-name' ? { field: fields.name, message: m.noName() } : { field: fields.mail, message: m.noMail() };
      return show(ctx, request, { cosigner: { id: cosignatureId, ...typed }, cosignErrors: [error], status: 422 });
    }
    return redirect(request.href('online-services.confirmation', { submissionId }));
  },
});

export const confirmationRoutes = [confirmation, receipt, rate, ask];
