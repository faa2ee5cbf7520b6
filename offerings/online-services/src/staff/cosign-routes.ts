import { askCosigner, remindCosigner, waiveCosignature } from '@amt/applications';
import { caseById } from '@amt/cases';
import { formField, may, notFound, redirect, route, type Answer, type FormBody, type RouteRequest } from '@amt/module';
import { Type } from 'typebox';
import { cosignerFields } from '../apply/pages/cosigner-part.ts';
import { messages } from '../messages.ts';
import { waiverField } from './pages/agreement-panel.ts';
import { showCase } from './show-case.ts';

const params = Type.Object({ caseId: Type.String({ format: 'uuid' }), cosignatureId: Type.String({ format: 'uuid' }) });
type Request = RouteRequest<{ caseId: string; cosignatureId: string }, unknown, FormBody>;

const path = (de: string, en: string): { de: string; en: string } => ({
  de: `/mitarbeit/vorgaenge/:caseId/zustimmung/:cosignatureId/${de}`,
  en: `/staff/cases/:caseId/agreement/:cosignatureId/${en}`,
});

async function back(request: Request, message: string, tone: 'success' | 'warning' = 'success'): Promise<Answer> {
  await request.session.flash(message, tone);
  return redirect(request.href('online-services.staff-case', { caseId: request.params.caseId }));
}

/** A clerk asks whom the applicant has named by telephone or at the counter. */
const ask = route({
  name: 'online-services.staff-ask-cosigner',
  method: 'POST',
  path: path('fragen', 'ask'),
  access: 'cases.decide',
  params,
  async handle(ctx, request) {
    const { caseId, cosignatureId } = request.params;
    const found = await caseById(ctx.db, caseId);
    if (!found || !may(ctx.actor, 'cases.decide', found.unitId)) return notFound();
    const fields = cosignerFields(cosignatureId);
    const typed = { name: formField(request.body, fields.name), mail: formField(request.body, fields.mail) };
    const linkOf = (token: string): string => `${request.origin}${request.href('online-services.cosign', { token })}`;
    const result = await askCosigner(ctx, { cosignatureId, submissionId: found.submissionId, ...typed, linkOf });
    const m = messages[ctx.locale];
    if (result.ok) return back(request, m.staff.done.cosignerAsked());
    if (result.code === 'not-found') return notFound();
    if (result.code === 'answered' || result.code === 'closed') return back(request, m.staff.refusal['not-now'](), 'warning');
    const error =
      result.code === 'no-name' ? { field: fields.name, message: m.cosign.noName() } : { field: fields.mail, message: m.cosign.noMail() };
    return showCase(ctx, request, caseId, undefined, { errors: [error], cosigner: { id: cosignatureId, ...typed }, status: 422 });
  },
});

const remind = route({
  name: 'online-services.staff-remind-cosigner',
  method: 'POST',
  path: path('erinnern', 'remind'),
  access: 'cases.decide',
  params,
  async handle(ctx, request) {
    const result = await remindCosigner(ctx, request.params);
    const m = messages[ctx.locale].staff;
    if (result.ok) return back(request, m.done.cosignerReminded());
    return result.code === 'not-found' ? notFound() : back(request, m.refusal['not-now'](), 'warning');
  },
});

const waive = route({
  name: 'online-services.waive-cosignature',
  method: 'POST',
  path: path('verzichten', 'waive'),
  access: 'cases.decide',
  params,
  async handle(ctx, request) {
    const { caseId, cosignatureId } = request.params;
    const field = waiverField(cosignatureId);
    const reason = formField(request.body, field);
    const result = await waiveCosignature(ctx, { caseId, cosignatureId, reason });
    const m = messages[ctx.locale].staff;
    if (result.ok) return back(request, m.done.waived());
    if (result.code === 'not-found') return notFound();
    if (result.code === 'no-reason')
      return showCase(ctx, request, caseId, undefined, {
        errors: [{ field, message: m.field['no-reason']() }],
        cosigner: { id: cosignatureId, reason },
        status: 422,
      });
    return back(request, m.refusal['not-now'](), 'warning');
  },
});

export const staffCosignRoutes = [ask, remind, waive];
