import { json, notFound, page, redirect, route } from '@amt/module';
import { Type } from 'typebox';
import { checkAttempt, checkPatiently } from './check-attempt.ts';
import { acceptsPayment, claimById } from './claim-store.ts';
import { mayPay } from './may-pay.ts';
import { payPage } from './pages/pay-page.ts';
import { returnPage } from './pages/return-page.ts';
import { markPending } from './settle-attempt.ts';
import { isSimulated } from './settings.ts';
import { startPayment } from './start-payment.ts';
import { attemptById, attemptByRequestId } from './transaction-store.ts';

const claimParams = Type.Object({ claimId: Type.String({ format: 'uuid' }) });

const pay = route({
  name: 'payments.pay',
  method: 'GET',
  path: { de: '/zahlung/:claimId', en: '/payment/:claimId' },
  access: 'public',
  params: claimParams,
  handle: async (ctx, request) => {
    const claim = await claimById(ctx.db, request.params.claimId);
    if (!claim || !mayPay(ctx.actor, request.session, claim)) return notFound();
    const startHref = request.href('payments.start', { claimId: claim.id });
    return page(
      payPage({
        claim,
        payable: acceptsPayment(claim, ctx.now),
        simulated: isSimulated(ctx),
        failure: undefined,
        startHref,
        locale: ctx.locale,
      }),
    );
  },
});

/** A link, not a form: browsers hold the redirects that follow a form to `form-action`, which allows our own origin only. Asking twice changes nothing. */
const start = route({
  name: 'payments.start',
  method: 'GET',
  path: { de: '/zahlung/:claimId/starten', en: '/payment/:claimId/start' },
  access: 'public',
  params: claimParams,
  rateLimit: 30,
  handle: async (ctx, request) => {
    const claim = await claimById(ctx.db, request.params.claimId);
    if (!claim || !mayPay(ctx.actor, request.session, claim)) return notFound();
    const returnUrl = request.origin + request.href('payments.return', { attemptId: 'ATTEMPT' });
    const started = await startPayment(ctx, { claimId: claim.id, returnUrl });
    if (started.ok) return redirect(started.value);
    if (started.code !== 'unavailable' && started.code !== 'refused') return redirect(request.href('payments.pay', { claimId: claim.id }));
    const startHref = request.href('payments.start', { claimId: claim.id });
    const props = { claim, payable: true, simulated: isSimulated(ctx), failure: started.code, startHref, locale: ctx.locale };
    return page(payPage(props), { status: 503 });
  },
});

/** Anyone may come here with any parameters: nothing of the request is believed, the provider is asked. */
const back = route({
  name: 'payments.return',
  method: 'GET',
  path: { de: '/zahlung/rueckkehr/:attemptId', en: '/payment/return/:attemptId' },
  access: 'public',
  params: Type.Object({ attemptId: Type.String({ format: 'uuid' }) }),
  rateLimit: 60,
  handle: async (ctx, request) => {
    const attempt = await attemptById(ctx.db, request.params.attemptId);
    if (!attempt) return notFound();
    const state = await checkPatiently(ctx, attempt);
    if (state === 'handed_over') await markPending(ctx.db, attempt.claimId, ctx.now);
    const claim = await claimById(ctx.db, attempt.claimId);
    if (!claim) return notFound();
    return page(
      returnPage({
        claim,
        unavailable: state === 'unavailable',
        own: mayPay(ctx.actor, request.session, claim),
        refreshHref: request.href('payments.return', { attemptId: attempt.id }),
        payHref: request.href('payments.pay', { claimId: claim.id }),
        locale: ctx.locale,
      }),
    );
  },
});

/** The provider's hint that something happened. It may come twice, never, late or from anyone: it only makes us ask. */
const callback = route({
  name: 'payments.callback',
  method: 'POST',
  path: '/api/payments/callback',
  access: 'public',
  crossSite: true,
  rateLimit: 600,
  summary: 'Notice of the payment provider; makes the office ask the provider how the payment stands',
  body: Type.Object({ requestId: Type.String({ pattern: '^[\\w-]{1,36}$' }) }),
  response: Type.Object({ received: Type.Boolean() }),
  handle: async (ctx, request) => {
    const attempt = await attemptByRequestId(ctx.db, request.body.requestId);
    if (attempt) await checkAttempt(ctx, attempt);
    // The same answer for known and unknown payments: a caller learns nothing.
    return json({ received: true }, 202);
  },
});

export const routes = [back, pay, start, callback];
