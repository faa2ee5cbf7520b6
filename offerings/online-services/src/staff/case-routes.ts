import { addNote, approveDecision, askBack, assignCase, performAction, proposeDecision, replyByMail, returnDecision } from '@amt/cases';
import {
  formField,
  notFound,
  redirect,
  route,
  type Access,
  type Answer,
  type Context,
  type FormBody,
  type Route,
  type RouteRequest,
} from '@amt/module';
import { Type } from 'typebox';
import { messages } from '../messages.ts';
import { showCase } from './show-case.ts';

const params = Type.Object({ caseId: Type.String({ format: 'uuid' }) });
type CaseRequest<B = FormBody> = RouteRequest<{ caseId: string }, Record<string, string | undefined>, B>;

const path = (de: string, en: string): { de: string; en: string } => ({
  de: `/mitarbeit/vorgaenge/:caseId${de}`,
  en: `/staff/cases/:caseId${en}`,
});

type Code = keyof (typeof messages)['de']['staff']['refusal'];

/** Back to the case with a sentence on what happened. */
async function back(request: CaseRequest, message: string, tone: 'success' | 'warning' = 'success'): Promise<Answer> {
  await request.session.flash(message, tone);
  return redirect(request.href('online-services.staff-case', { caseId: request.params.caseId }));
}

/** A refusal that no field can mend is told above the page; `not-found` stays what it is. */
function refusedWith(ctx: Context, request: CaseRequest, code: Code | 'not-found'): Promise<Answer> | Answer {
  if (code === 'not-found') return notFound();
  return back(request, messages[ctx.locale].staff.refusal[code](), 'warning');
}

/** What staff do with one case is a POST below its address. */
function post(
  name: string,
  part: { de: string; en: string },
  access: Access,
  handle: (ctx: Context, request: CaseRequest) => Promise<Answer>,
): Route {
  return route({ name: `online-services.${name}`, method: 'POST', path: path(part.de, part.en), access, params, handle });
}

const showCaseRoute = route({
  name: 'online-services.staff-case',
  method: 'GET',
  path: path('', ''),
  access: 'cases.read',
  params,
  query: Type.Object({ block: Type.Optional(Type.String({ format: 'uuid' })) }),
  handle: (ctx, request) => showCase(ctx, request, request.params.caseId, request.query.block),
});

const takeCase = post('take-case', { de: '/uebernehmen', en: '/take' }, 'cases.assign', async (ctx, request) => {
  const result = await assignCase(ctx, { caseId: request.params.caseId, staffId: ctx.actor.id });
  return result.ok ? back(request, messages[ctx.locale].staff.done.taken()) : refusedWith(ctx, request, result.code);
});

const assign = post('assign-case', { de: '/zuweisen', en: '/assign' }, 'cases.assign', async (ctx, request) => {
  const result = await assignCase(ctx, { caseId: request.params.caseId, staffId: formField(request.body, 'staff') });
  return result.ok ? back(request, messages[ctx.locale].staff.done.assigned()) : refusedWith(ctx, request, result.code);
});

const step = post('case-step', { de: '/schritt', en: '/step' }, 'cases.read', async (ctx, request) => {
  const result = await performAction(ctx, { caseId: request.params.caseId, actionId: formField(request.body, 'action') });
  return result.ok ? back(request, messages[ctx.locale].staff.done.step()) : refusedWith(ctx, request, result.code);
});

const ask = post('ask-back', { de: '/rueckfrage', en: '/question' }, 'cases.decide', async (ctx, request) => {
  const body = formField(request.body, 'ask');
  const result = await askBack(ctx, { caseId: request.params.caseId, body });
  if (result.ok) return back(request, messages[ctx.locale].staff.done.asked());
  if (result.code === 'empty' || result.code === 'too-long')
    return withError(ctx, request, 'ask', messages[ctx.locale].staff.field[result.code](), { ask: body });
  return refusedWith(ctx, request, result.code);
});

const reply = post('reply-by-mail', { de: '/antwort-per-mail', en: '/reply-by-mail' }, 'cases.decide', async (ctx, request) => {
  const body = formField(request.body, 'reply');
  const result = await replyByMail(ctx, { caseId: request.params.caseId, body });
  if (result.ok) return back(request, messages[ctx.locale].staff.done.mailed());
  if (result.code === 'empty' || result.code === 'too-long')
    return withError(ctx, request, 'reply', messages[ctx.locale].staff.field[result.code](), { reply: body });
  return refusedWith(ctx, request, result.code);
});

const note = post('add-note', { de: '/notiz', en: '/note' }, 'cases.note', async (ctx, request) => {
  const body = formField(request.body, 'note');
  const result = await addNote(ctx, { caseId: request.params.caseId, body });
  if (result.ok) return back(request, messages[ctx.locale].staff.done.noted());
  if (result.code === 'empty' || result.code === 'too-long')
    return withError(ctx, request, 'note', messages[ctx.locale].staff.field[result.code](), { note: body });
  return notFound();
});

const propose = post('propose-decision', { de: '/entscheidung', en: '/decision' }, 'cases.decide', async (ctx, request) => {
  const [outcome, remarks] = [formField(request.body, 'outcome'), formField(request.body, 'remarks')];
  const result = await proposeDecision(ctx, { caseId: request.params.caseId, outcome, remarks });
  const { field, done } = messages[ctx.locale].staff;
  if (result.ok) return back(request, done.decided());
  if (result.code === 'unknown-outcome') return withError(ctx, request, 'outcome', field.outcome(), { remarks });
  if (result.code === 'agreement-open') return withError(ctx, request, 'outcome', field['agreement-open'](), { outcome, remarks });
  if (result.code === 'too-long') return withError(ctx, request, 'remarks', field['too-long'](), { outcome, remarks });
  return refusedWith(ctx, request, result.code);
});

const approve = post('approve-decision', { de: '/freigabe', en: '/approval' }, 'cases.read', async (ctx, request) => {
  const result = await approveDecision(ctx, { caseId: request.params.caseId });
  if (result.ok) return back(request, messages[ctx.locale].staff.done.approved());
  return refusedWith(ctx, request, result.code === 'unknown-outcome' || result.code === 'too-long' ? 'not-now' : result.code);
});

const giveBack = post('return-decision', { de: '/zurueckgeben', en: '/give-back' }, 'cases.read', async (ctx, request) => {
  const result = await returnDecision(ctx, { caseId: request.params.caseId, reason: formField(request.body, 'reason') });
  if (result.ok) return back(request, messages[ctx.locale].staff.done.returned());
  return refusedWith(ctx, request, result.code === 'unknown-outcome' || result.code === 'too-long' ? 'not-now' : result.code);
});

function withError(ctx: Context, request: CaseRequest, field: string, message: string, draft: Record<string, string>): Promise<Answer> {
  return showCase(ctx, request, request.params.caseId, undefined, { errors: [{ field, message }], draft, status: 422 });
}

/** Everything staff do with one case. */
export const caseRoutes = [showCaseRoute, takeCase, assign, step, ask, reply, note, propose, approve, giveBack];
