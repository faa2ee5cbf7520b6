import { createHmac } from 'node:crypto';
import { configOf, type Context } from '@amt/module';
import type { Parcel } from './drivers.ts';
import { NoReply, requestOnce, type Reply } from './http-request.ts';
import type { Outcome } from './outcome.ts';
import { deliveriesConfig, isPlainHost, webhookGateway, webhookSecret } from './settings.ts';
import { submissionMessage } from './submission-message.ts';

/** Posts a submission as JSON. */
export async function sendWebhook(ctx: Context, parcel: Parcel<{ kind: 'webhook'; id: string; url: string }>): Promise<Outcome> {
  const message = await submissionMessage(ctx, parcel, new URL(parcel.output.url).host);
  return postSigned(ctx, {
    url: parcel.output.url,
    mediaType: 'application/json',
    body: JSON.stringify(message),
    deliveryId: parcel.delivery.id,
  });
}

export interface SignedPost {
  readonly url: string;
  readonly mediaType: string;
  readonly body: string;
  readonly deliveryId: string;
}

/**
 * Posts a body that its receiver can trust and tell from a repetition: `amt-signature: sha256=<hex>` is HMAC-SHA-256 over
 * `<amt-timestamp>.<body>` (timestamp: seconds since 1970) with the secret of the host; `idempotency-key` is the delivery's id in every try.
 */
export async function postSigned(ctx: Context, { url, mediaType, body, deliveryId }: SignedPost): Promise<Outcome> {
  const { host, pathname, search } = new URL(url);
  const secret = webhookSecret(ctx, host);
  if (secret === undefined) return { kind: 'later', answer: 'no-secret' };
  const timestamp = String(Math.floor(ctx.now.epochMilliseconds / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  try {
    const gateway = webhookGateway(ctx, host);
    const reply = await requestOnce({
      method: 'POST',
      url: gateway === undefined ? url : new URL(`${pathname}${search}`, gateway).href,
      headers: {
        'content-type': `${mediaType}; charset=utf-8`,
        'idempotency-key': deliveryId,
        'amt-timestamp': timestamp,
        'amt-signature': `sha256=${signature}`,
      },
      body,
      timeoutMs: configOf(ctx, deliveriesConfig).WEBHOOK_TIMEOUT_MS,
      reach: gateway !== undefined || isPlainHost(ctx, host) ? 'any' : 'public',
    });
    return outcomeOf(reply);
  } catch (fault) {
    if (!(fault instanceof NoReply)) throw fault;
    return { kind: fault.sent ? 'unknown' : 'later', answer: fault.code };
  }
}

/** 4xx is the receiver's no, apart from those that ask for patience or tell of a fault on the way (RFC 9110, 6585, 8470). */
const patience = new Set([401, 403, 404, 407, 408, 421, 425, 429]);

function outcomeOf({ status }: Reply): Outcome {
  const answer = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', answer };
  if (status >= 400 && status < 500 && !patience.has(status)) return { kind: 'refused', answer };
  return { kind: 'later', answer };
}
