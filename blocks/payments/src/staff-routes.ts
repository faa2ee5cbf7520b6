import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { notFound, page, redirect, route, unitsWhere, type Answer, type Context, type FormBody, type RouteRequest } from '@amt/module';
import { Type } from 'typebox';
import { claimById } from './claim-store.ts';
import { decideRefund } from './decide-refund.ts';
import { executeRefund } from './execute-refund.ts';
import { ledgerOf } from './ledger-store.ts';
import { messages } from './messages.ts';
import { claimPage, type RefusedForm } from './pages/claim-page.ts';
import { refundListPage } from './pages/refund-list-page.ts';
import { openRefunds, refundById, refundsOf } from './refund-store.ts';
import { requestRefund } from './request-refund.ts';
import { refundChannels } from './tables.ts';
import { attemptsOf, mismatches } from './transaction-store.ts';
import { typedCents } from './typed-amount.ts';

const claimParams = Type.Object({ claimId: Type.String({ format: 'uuid' }) });
const refundParams = Type.Object({ refundId: Type.String({ format: 'uuid' }) });
type Request = Pick<RouteRequest<unknown, unknown, unknown>, 'href' | 'session'>;

const list = route({
  name: 'payments.refunds',
  method: 'GET',
  path: { de: '/mitarbeit/zahlungen', en: '/staff/payments' },
  access: 'payments.read',
  handle: async (ctx, request) => {
    const unitIds = unitsWhere(ctx.actor, 'payments.read');
    const found = { refunds: await openRefunds(ctx.db, unitIds), mismatches: await mismatches(ctx.db, unitIds) };
    return page(refundListPage({ ...found, locale: ctx.locale, href: (...where) => request.href(...where) }));
  },
});

async function showClaim(ctx: Context, request: Request, claimId: string, refused?: RefusedForm): Promise<Answer> {
  const claim = await claimById(ctx.db, claimId);
  if (!claim) return notFound();
  ctx.require('payments.read', { unitId: claim.unitId });
  const parts = {
    attempts: await attemptsOf(ctx.db, claimId),
    ledger: await ledgerOf(ctx.db, claimId),
    refunds: await refundsOf(ctx.db, claimId),
  };
  if (claim.accountId !== null) {
    const subject = { type: 'payments.claim', id: claimId };
    const accountId = claim.accountId;
    await inTransaction(ctx.db, (tx) => record(tx, { actor: ctx.actor, action: 'payments.read-claim', subject, accountId, reading: true }));
  }
  const content = claimPage({ claim, ...parts, actor: ctx.actor, refused, locale: ctx.locale, href: (...where) => request.href(...where) });
  return page(content, { status: refused ? 422 : 200 });
}

const view = route({
  name: 'payments.claim',
  method: 'GET',
  path: { de: '/mitarbeit/zahlungen/:claimId', en: '/staff/payments/:claimId' },
  access: 'payments.read',
  params: claimParams,
  handle: (ctx, request) => showClaim(ctx, request, request.params.claimId),
});

function typed(body: FormBody, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

const ask = route({
  name: 'payments.request-refund',
  method: 'POST',
  path: { de: '/mitarbeit/zahlungen/:claimId/erstattung', en: '/staff/payments/:claimId/refund' },
  access: 'payments.refund',
  params: claimParams,
  handle: async (ctx, request) => {
    const { claimId } = request.params;
    const values = { amount: typed(request.body, 'amount'), reason: typed(request.body, 'reason'), note: typed(request.body, 'note') };
    const reason = values.reason === 'goodwill' ? 'goodwill' : 'decision';
    const asked = await requestRefund(ctx, { claimId, amountCents: typedCents(values.amount) ?? 0, reason, note: values.note });
    if (asked.ok) return back(request, claimId, messages[ctx.locale].staff.requested());
    return showClaim(ctx, request, claimId, { fault: asked.code, field: asked.code === 'bad-amount' ? 'amount' : undefined, values });
  },
});

const decide = route({
  name: 'payments.decide-refund',
  method: 'POST',
  path: { de: '/mitarbeit/erstattungen/:refundId/entscheidung', en: '/staff/refunds/:refundId/decision' },
  access: 'payments.approve-refund',
  params: refundParams,
  handle: async (ctx, request) => {
    const { refundId } = request.params;
    const claimId = (await refundById(ctx.db, refundId))?.claimId;
    if (claimId === undefined) return notFound();
    const decision = typed(request.body, 'decision') === 'approve' ? 'approve' : 'reject';
    const decided = await decideRefund(ctx, { refundId, decision });
    if (!decided.ok) return showClaim(ctx, request, claimId, { fault: decided.code, field: undefined, values: {} });
    const m = messages[ctx.locale].staff;
    return back(request, claimId, decision === 'approve' ? m.approved() : m.rejected());
  },
});

const execute = route({
  name: 'payments.execute-refund',
  method: 'POST',
  path: { de: '/mitarbeit/erstattungen/:refundId/auszahlung', en: '/staff/refunds/:refundId/payout' },
  access: 'payments.refund',
  params: refundParams,
  handle: async (ctx, request) => {
    const { refundId } = request.params;
    const claimId = (await refundById(ctx.db, refundId))?.claimId;
    if (claimId === undefined) return notFound();
    const values = { channel: typed(request.body, 'channel'), bankReference: typed(request.body, 'bankReference') };
    const channel = refundChannels.find((one) => one === values.channel) ?? 'sepa';
    const executed = await executeRefund(ctx, { refundId, channel, bankReference: values.bankReference });
    if (executed.ok) return back(request, claimId, messages[ctx.locale].staff.executed());
    return showClaim(ctx, request, claimId, {
      fault: executed.code,
      field: executed.code === 'no-reference' ? 'bankReference' : undefined,
      values,
    });
  },
});

async function back(request: Request, claimId: string, message: string): Promise<Answer> {
  await request.session.flash(message);
  return redirect(request.href('payments.claim', { claimId }));
}

export const staffRoutes = [list, view, ask, decide, execute];
