import { createHmac, timingSafeEqual } from 'node:crypto';
import { inTransaction } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { configOf, defineJob, defineModule, json, problem, route, type Context, type Module } from '@amt/module';
import { Type } from 'typebox';
import deliveries from '../module.ts';
import { deliveriesConfig } from '../settings.ts';
import type { Intake } from './intake.ts';
import { readEvents } from './read-events.ts';
import { receiveSubmissions } from './receive-submissions.ts';

/**
 * The receiving end of FIT-Connect as a module of its own, because what takes submissions in stands above this block.
 *
 * @param intake makes an arrived submission one of ours
 */
export function fitConnectReceiver(intake: Intake, dependsOn: Readonly<Record<string, Module>> = {}): Module {
  const receive = defineJob({
    name: 'fit-connect.receive-submissions',
    payload: Type.Object({}),
    cron: '* * * * *',
    maxAttempts: 3,
    run: (ctx) => receiveSubmissions(ctx, intake),
  });

  /** The service's hint that something has come. It only makes us ask, so it is enough that not anyone can send it. */
  const callback = route({
    name: 'fit-connect.callback',
    method: 'POST',
    path: '/api/fit-connect/callback',
    access: 'public',
    crossSite: true,
    rateLimit: 600,
    summary: 'Notice of FIT-Connect that submissions or events wait; makes the office fetch them',
    body: Type.Object({ type: Type.String({ maxLength: 300 }) }),
    response: Type.Object({ received: Type.Boolean() }),
    handle: async (ctx, { rawBody, headers }) => {
      if (!isAuthentic(ctx, rawBody, headers)) return problem(401, 'not-authentic');
      await inTransaction(ctx.db, async (tx) => {
        await enqueue(tx, receive, {}, { key: receive.name });
        await enqueue(tx, readEvents, {}, { key: readEvents.name });
      });
      return json({ received: true }, 202);
    },
  });

  return defineModule({
    name: 'fit-connect',
    dependsOn: { deliveries, ...dependsOn },
    routes: [callback],
    jobs: [receive],
    retention: 'none',
    dataSubject: 'none',
  });
}

/** Seconds that a notice may be old, or ahead of our clock. */
const freshSeconds = 300;

/** `callback-authentication`: HMAC-SHA-512, hex, over `<callback-timestamp>.<body>` with the secret of the callback. */
function isAuthentic(ctx: Context, body: string, headers: Readonly<Record<string, string | undefined>>): boolean {
  const { FIT_CONNECT_CALLBACK_SECRET: secret } = configOf(ctx, deliveriesConfig);
  const timestamp = headers['callback-timestamp'] ?? '';
  const age = ctx.now.epochMilliseconds / 1000 - Number(timestamp);
  if (secret === '' || !/^\d{1,12}$/.test(timestamp) || Math.abs(age) > freshSeconds) return false;
  const given = Buffer.from(headers['callback-authentication'] ?? '');
  const right = Buffer.from(createHmac('sha512', secret).update(`${timestamp}.${body}`).digest('hex'));
  return given.length === right.length && timingSafeEqual(given, right);
}
