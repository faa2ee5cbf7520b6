import { applicationByDraft, appointmentsOf, cosignaturesOf, submitApplication } from '@amt/applications';
import { caseById, caseTypeOf } from '@amt/cases';
import { services } from '@amt/catalogue';
import { attachFile, clientDraft, openedDraft, saveAnswers, startDraftFor, submissionById, type Draft, type Json } from '@amt/forms';
import { json, notFound, problem, route, type Answer, type Context, type RouteRequest } from '@amt/module';
import { claimById } from '@amt/payments';
import { Type } from 'typebox';
import { clientOf, type Scope } from './client-keys.ts';
import { once } from './once.ts';
import { SubmissionView, fieldProblems, submissionView } from './submission-view.ts';
import type { ApiClient } from './tables.ts';

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const base = '/api/submissions';
type Request = Pick<RouteRequest<{ id: string }, unknown, unknown>, 'params' | 'headers'>;

/** The client's own draft, or the answer that refuses it. */
async function own(
  ctx: Context,
  request: Request,
  scope: Scope,
): Promise<{ readonly client: ApiClient; readonly draft: Draft } | { readonly refusal: Answer }> {
  const access = await clientOf(ctx, request.headers, scope);
  if ('refusal' in access) return access;
  const draft = await clientDraft(ctx, request.params.id, access.client.id);
  return draft ? { client: access.client, draft } : { refusal: notFound() };
}

const gone = (): Answer => problem(409, 'submitted', 'This submission was sent and cannot be changed.');

const create = route({
  name: 'form-api.create',
  method: 'POST',
  path: base,
  access: 'public',
  summary: 'Begin a submission. Header Idempotency-Key; scope submissions.write',
  body: Type.Object(
    { formId: Type.String({ maxLength: 80 }), answers: Type.Optional(Type.Unsafe<Json>({ type: 'object' })) },
    { additionalProperties: false },
  ),
  response: SubmissionView,
  async handle(ctx, request) {
    const access = await clientOf(ctx, request.headers, 'submissions.write');
    if ('refusal' in access) return access.refusal;
    const { client } = access;
    const { formId, answers = {} } = request.body;
    if (client.forms.length > 0 && !client.forms.includes(formId)) return problem(403, 'no-form', `The key is not for the form ${formId}.`);
    const service = (await services(ctx.db)).find((one) => one.formId === formId && one.caseTypeId !== undefined);
    if (!service) return notFound();
    return once(
      ctx,
      { clientId: client.id, key: request.headers['idempotency-key'] ?? '', content: ['POST', base, request.body] },
      async (inTx) => {
        const owner = { kind: 'client' as const, clientId: client.id };
        const begun = await startDraftFor(inTx, { formId, serviceId: service.id, channel: 'api', owner });
        const draft = begun.ok ? await clientDraft(inTx, begun.value, client.id) : undefined;
        const saved = draft && (await saveAnswers(inTx, draft, answers));
        if (!saved?.ok) return { refusal: notFound() };
        return { status: 201, answer: submissionView(saved.value.opened, saved.value.faults, ctx.locale) };
      },
    );
  },
});

const read = route({
  name: 'form-api.submission',
  method: 'GET',
  path: `${base}/:id`,
  access: 'public',
  params,
  summary: 'How a submission stands that is being made. Scope submissions.write',
  response: SubmissionView,
  async handle(ctx, request) {
    const found = await own(ctx, request, 'submissions.write');
    if ('refusal' in found) return found.refusal;
    if (found.draft.submissionId !== null) return gone();
    return json(submissionView(await openedDraft(ctx.db, found.draft, ctx.now), [], ctx.locale));
  },
});

const change = route({
  name: 'form-api.answers',
  method: 'PATCH',
  path: `${base}/:id/answers`,
  access: 'public',
  params,
  summary: 'Change answers by a JSON Merge Patch (RFC 7396). Scope submissions.write',
  body: Type.Unsafe<Json>({ type: 'object' }),
  response: SubmissionView,
  async handle(ctx, request) {
    const found = await own(ctx, request, 'submissions.write');
    if ('refusal' in found) return found.refusal;
    if (found.draft.submissionId !== null) return gone();
    const saved = await saveAnswers(ctx, found.draft, request.body);
    return saved.ok ? json(submissionView(saved.value.opened, saved.value.faults, ctx.locale)) : gone();
  },
});

const files = route({
  name: 'form-api.files',
  method: 'POST',
  path: `${base}/:id/files`,
  access: 'public',
  params,
  summary: 'Add files: multipart, the name of each part is the path of its field. Scope submissions.write',
  uploads: { maxBytes: 50_000_000, maxFiles: 20 },
  response: SubmissionView,
  async handle(ctx, request) {
    const found = await own(ctx, request, 'submissions.write');
    if ('refusal' in found) return found.refusal;
    if (found.draft.submissionId !== null) return gone();
    const refused: { path: string; code: 'unknownField' | 'fileTooLarge' | 'fileEmpty' | 'mediaType' | 'tooManyFiles' }[] = [];
    for (const { field, reason } of request.refusedUploads)
      refused.push({ path: field, code: reason === 'empty' ? 'fileEmpty' : reason === 'too-many' ? 'tooManyFiles' : 'fileTooLarge' });
    for (const { field, ...upload } of request.uploads) {
      const added = await attachFile(ctx, found.draft, field, upload);
      if (added.ok) continue;
      if (added.code === 'not-found') return gone();
      const code =
        added.code === 'mediaType' || added.code === 'tooManyFiles' || added.code === 'fileTooLarge' || added.code === 'fileEmpty'
          ? added.code
          : 'unknownField';
      refused.push({ path: field, code });
    }
    const draft = (await clientDraft(ctx, found.draft.id, found.client.id)) ?? found.draft;
    return json(submissionView(await openedDraft(ctx.db, draft, ctx.now), refused, ctx.locale));
  },
});

const validate = route({
  name: 'form-api.validate',
  method: 'POST',
  path: `${base}/:id/validate`,
  access: 'public',
  params,
  query: Type.Object({ page: Type.Optional(Type.String({ maxLength: 60 })) }),
  summary: 'Check all pages or one: 200 when right, 422 with the faults. Scope submissions.write',
  response: SubmissionView,
  async handle(ctx, request) {
    const found = await own(ctx, request, 'submissions.write');
    if ('refusal' in found) return found.refusal;
    if (found.draft.submissionId !== null) return gone();
    const opened = await openedDraft(ctx.db, found.draft, ctx.now);
    const { page } = request.query;
    if (page !== undefined && !opened.pages.some((one) => one.page.id === page)) return notFound();
    const errors = page === undefined ? opened.errors : (opened.pages.find((one) => one.page.id === page)?.errors ?? []);
    if (errors.length > 0) return problem(422, 'invalid', undefined, fieldProblems({ ...opened, errors }, ctx.locale));
    return json(submissionView(opened, [], ctx.locale));
  },
});

const Sent = Type.Object({
  submissionId: Type.String(),
  fileReference: Type.String(),
  feeCents: Type.Integer(),
});

const submit = route({
  name: 'form-api.submit',
  method: 'POST',
  path: `${base}/:id/submit`,
  access: 'public',
  params,
  summary: 'Send it: it becomes a case like any other. Header Idempotency-Key; scope submissions.write',
  response: Sent,
  async handle(ctx, request) {
    const found = await own(ctx, request, 'submissions.write');
    if ('refusal' in found) return found.refusal;
    const { draft, client } = found;
    const content = ['POST', `${base}/${draft.id}/submit`];
    return once(ctx, { clientId: client.id, key: request.headers['idempotency-key'] ?? '', content }, async (inTx) => {
      const sent = await submitApplication(inTx, { draftId: draft.id, confirmationPath: () => '/' });
      if (!sent.ok) {
        if (sent.code !== 'incomplete') return { refusal: notFound() };
        return { refusal: problem(422, 'invalid', undefined, fieldProblems(await openedDraft(inTx.db, draft, ctx.now), ctx.locale)) };
      }
      const [aCase, submission] = await Promise.all([
        caseById(inTx.db, sent.value.caseId),
        submissionById(inTx.db, sent.value.submissionId),
      ]);
      return {
        status: 201,
        answer: { submissionId: sent.value.submissionId, fileReference: aCase?.fileReference ?? '', feeCents: submission?.feeCents ?? 0 },
      };
    });
  },
});

const status = route({
  name: 'form-api.status',
  method: 'GET',
  path: `${base}/:id/status`,
  access: 'public',
  params,
  summary: 'How the case of a sent submission stands. Scope submissions.read',
  response: Type.Object({
    fileReference: Type.String(),
    phase: Type.String({ description: 'awaiting-payment, open, waiting, deciding, closed' }),
    state: Type.Record(Type.String(), Type.String(), { description: 'what the applicant reads, by language' }),
    feeState: Type.Optional(Type.String()),
    agreements: Type.Optional(
      Type.Array(Type.Object({ step: Type.String({ description: 'id of the co-signer step' }), state: Type.String() }), {
        description:
          'agreements of other people it needs: open, asked, agreed, declined, expired, waived; while one is missing nothing is granted',
      }),
    ),
    appointments: Type.Optional(
      Type.Array(
        Type.Object({ step: Type.String(), startsAt: Type.String({ format: 'date-time' }), office: Type.String(), state: Type.String() }),
        {
          description: 'times the person chose: held, confirmed, lost, cancelled',
        },
      ),
    ),
    dueOn: Type.Optional(Type.String({ format: 'date' })),
  }),
  async handle(ctx, request) {
    const found = await own(ctx, request, 'submissions.read');
    if ('refusal' in found) return found.refusal;
    const application = await applicationByDraft(ctx.db, found.draft.id);
    const aCase = application && (await caseById(ctx.db, application.caseId));
    if (!application || !aCase) return problem(409, 'not-submitted', 'This submission was not sent yet.');
    const [type, claim, cosignatures, appointments] = await Promise.all([
      caseTypeOf(ctx.db, aCase),
      application.claimId === null ? undefined : claimById(ctx.db, application.claimId),
      cosignaturesOf(ctx.db, application.submissionId),
      appointmentsOf(ctx.db, application.submissionId),
    ]);
    return json({
      fileReference: aCase.fileReference,
      phase: aCase.phase,
      state: type.states.find((one) => one.id === aCase.state)?.applicantText ?? {},
      ...(claim ? { feeState: claim.state } : {}),
      ...(cosignatures.length > 0 ? { agreements: cosignatures.map(({ step, state }) => ({ step, state })) } : {}),
      ...(appointments.length > 0
        ? {
            appointments: appointments.map(({ step, startsAt, officeName, state }) => ({
              step,
              startsAt: startsAt.toString(),
              office: officeName,
              state,
            })),
          }
        : {}),
      ...(aCase.dueOn ? { dueOn: aCase.dueOn.toString() } : {}),
    });
  },
});

export const submissionRoutes = [create, read, change, files, validate, submit, status];
