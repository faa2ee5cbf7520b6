import { answerCosignature, applicationBySubmission, cosignatureByTokenHash, cosignTokenHash } from '@amt/applications';
import { caseById } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { formByHash, submissionById } from '@amt/forms';
import { pick } from '@amt/i18n';
import { formField, page, route, type Answer, type Context, type RouteRequest } from '@amt/module';
import type { FieldError } from '@amt/ui';
import { Type } from 'typebox';
import { messages } from '../messages.ts';
import { cosignedPage, cosignPage } from './pages/cosign-page.ts';

const path = { de: '/mitunterzeichnen/:token', en: '/co-sign/:token' };
const params = Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{32}$' }) });
type Request = Pick<RouteRequest<{ token: string }, unknown, unknown>, 'params' | 'href'>;

/** Who holds the link sees what was sent and may answer, once. */
async function show(ctx: Context, request: Request, typed = { answer: '', name: '' }, errors: readonly FieldError[] = []): Promise<Answer> {
  const cosignature = await cosignatureByTokenHash(ctx.db, cosignTokenHash(request.params.token));
  const application = cosignature && (await applicationBySubmission(ctx.db, cosignature.submissionId));
  const submission = application && (await submissionById(ctx.db, application.submissionId));
  if (!cosignature || !application || !submission) return page(cosignedPage({ answer: 'gone', locale: ctx.locale }), { status: 404 });
  const [form, service, found] = await Promise.all([
    formByHash(ctx.db, submission.formHash),
    serviceById(ctx.db, application.serviceId),
    caseById(ctx.db, application.caseId),
  ]);
  if (found?.closedAt) return page(cosignedPage({ answer: 'gone', locale: ctx.locale }), { status: 404 });
  const step = form.definition.steps?.find((one) => one.id === cosignature.step);
  const { locale } = ctx;
  return page(
    cosignPage({
      serviceName: service ? pick(service.name, locale) : application.serviceId,
      title: step ? pick(step.title, locale) : messages[locale].cosign.title(),
      declaration: step?.kind === 'cosigner' ? pick(step.declaration, locale) : messages[locale].cosign.title(),
      applicantName: found?.applicantName ?? '–',
      fileReference: found?.fileReference ?? '–',
      summary: submission.summary,
      typed,
      errors,
      action: request.href('online-services.answer-cosignature', { token: request.params.token }),
      locale,
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

const ask = route({
  name: 'online-services.cosign',
  method: 'GET',
  path,
  access: 'public',
  params,
  handle: (ctx, request) => show(ctx, request),
});

const answer = route({
  name: 'online-services.answer-cosignature',
  method: 'POST',
  path,
  access: 'public',
  params,
  async handle(ctx, request) {
    const typed = { answer: formField(request.body, 'answer'), name: formField(request.body, 'name') };
    const result = await answerCosignature(ctx, { token: request.params.token, ...typed });
    if (result.ok) return page(cosignedPage({ answer: result.value, locale: ctx.locale }));
    const m = messages[ctx.locale].cosign;
    if (result.code === 'not-found') return page(cosignedPage({ answer: 'gone', locale: ctx.locale }), { status: 404 });
    const error = result.code === 'no-answer' ? { field: 'answer', message: m.noAnswer() } : { field: 'name', message: m.noName() };
    return show(ctx, request, typed, [error]);
  },
});

export const cosignRoutes = [ask, answer];
