import { answerQuestion, caseById, messageFileById, openQuestion } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { submissionFileById } from '@amt/forms';
import { formatDate, formatDateTime, pick } from '@amt/i18n';
import { fileAnswer, formField, may, notFound, page, redirect, route, type Answer, type Context, type RouteRequest } from '@amt/module';
import { Type } from 'typebox';
import type { FieldError } from '@amt/ui';
import { messages } from '../messages.ts';
import { answerPage } from './pages/answer-page.ts';

/** Largest file of an answer, in bytes; and how many. */
const maxBytes = 10_000_000;
const maxFiles = 10;
const accepted = new Set(['application/pdf', 'image/jpeg', 'image/png']);

const params = Type.Object({ caseId: Type.String({ format: 'uuid' }) });
type Request = Pick<RouteRequest<{ caseId: string }, unknown, unknown>, 'params' | 'href' | 'session'>;

async function show(ctx: Context, request: Request, typed = '', errors: readonly FieldError[] = []): Promise<Answer> {
  const found = await caseById(ctx.db, request.params.caseId);
  if (!found || found.accountId !== ctx.actor.id) return notFound();
  const question = await openQuestion(ctx.db, found.id);
  const caseHref = request.href('portal.case', { caseId: found.id });
  if (!question) {
    await request.session.flash(messages[ctx.locale].answer.notNow(), 'info');
    return redirect(caseHref);
  }
  const service = await serviceById(ctx.db, found.serviceId);
  return page(
    answerPage({
      fileReference: found.fileReference,
      serviceName: service ? pick(service.name, ctx.locale) : found.serviceId,
      question: {
        from: question.authorName,
        body: question.body,
        when: formatDateTime(question.sentAt, ctx.locale),
        dateTime: question.sentAt.toString(),
        dueOn: question.answerDueOn ? formatDate(question.answerDueOn, ctx.locale) : undefined,
      },
      answer: typed,
      maxBytes,
      errors,
      action: request.href('online-services.send-answer', { caseId: found.id }),
      caseHref,
      locale: ctx.locale,
    }),
    { status: errors.length > 0 ? 422 : 200 },
  );
}

const answer = route({
  name: 'online-services.answer',
  method: 'GET',
  path: { de: '/konto/antraege/:caseId/antwort', en: '/account/applications/:caseId/answer' },
  access: 'person',
  params,
  handle: (ctx, request) => show(ctx, request),
});

const send = route({
  name: 'online-services.send-answer',
  method: 'POST',
  path: { de: '/konto/antraege/:caseId/antwort', en: '/account/applications/:caseId/answer' },
  access: 'person',
  params,
  uploads: { maxBytes, maxFiles },
  async handle(ctx, request) {
    const { caseId } = request.params;
    const typed = formField(request.body, 'answer');
    const m = messages[ctx.locale].answer;
    const refused = request.uploads.find((upload) => !accepted.has(upload.mediaType));
    if (refused) return show(ctx, request, typed, [{ field: 'files', message: m.wrongType({ name: refused.fileName }) }]);
    const files = request.uploads.map(({ fileName, mediaType, size, sha256 }) => ({ fileName, mediaType, size, sha256 }));
    const result = await answerQuestion(ctx, { caseId, body: typed, files });
    if (!result.ok) {
      if (result.code === 'not-found') return notFound();
      if (result.code === 'not-now') return show(ctx, request);
      return show(ctx, request, typed, [{ field: 'answer', message: result.code === 'empty' ? m.empty() : m.tooLong() }]);
    }
    await request.session.flash(m.sent());
    return redirect(request.href('portal.case', { caseId }));
  },
});

const messageFile = route({
  name: 'online-services.message-file',
  method: 'GET',
  path: { de: '/vorgang/anlage/:fileId', en: '/case/attachment/:fileId' },
  access: 'account',
  params: Type.Object({ fileId: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const file = await messageFileById(ctx.db, request.params.fileId);
    if (!file || !mayRead(ctx, file)) return notFound();
    return fileAnswer({ body: await ctx.files.stream(file.sha256), mediaType: file.mediaType, fileName: file.fileName });
  },
});

const upload = route({
  name: 'online-services.upload',
  method: 'GET',
  path: { de: '/vorgang/:caseId/nachweis/:fileId', en: '/case/:caseId/proof/:fileId' },
  access: 'account',
  params: Type.Object({ caseId: Type.String({ format: 'uuid' }), fileId: Type.String({ format: 'uuid' }) }),
  async handle(ctx, request) {
    const found = await caseById(ctx.db, request.params.caseId);
    const file = found && mayRead(ctx, found) ? await submissionFileById(ctx.db, found.submissionId, request.params.fileId) : undefined;
    if (!file) return notFound();
    return fileAnswer({ body: await ctx.files.stream(file.sha256), mediaType: file.mediaType, fileName: file.fileName });
  },
});

/** The applicant, or staff of the responsible unit who may read cases. */
function mayRead(ctx: Context, thing: { readonly accountId: string | null; readonly unitId: string }): boolean {
  if (ctx.actor.kind === 'person') return thing.accountId === ctx.actor.id;
  return may(ctx.actor, 'cases.read', thing.unitId);
}

export const answerRoutes = [answer, send, messageFile, upload];
