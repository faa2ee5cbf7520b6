import { defineJob, type Context } from '@amt/module';
import { Type } from 'typebox';
import { unansweredDeliveries } from '../delivery-store.ts';
import { answerOf, fitConnectOf } from './api.ts';
import { storeEvents } from './store-events.ts';

/** Days that we ask for the receiving authority's word. */
const daysToAsk = 90;

/** Learns what became of submissions at other authorities: accepted or rejected, with problems. */
export const readEvents = defineJob({
  name: 'deliveries.read-fit-connect-events',
  payload: Type.Object({}),
  cron: '*/5 * * * *',
  maxAttempts: 1,
  run: readOpenLogs,
});

export async function readOpenLogs(ctx: Context): Promise<void> {
  const api = fitConnectOf(ctx);
  if (api === undefined) return;
  for (const delivery of await unansweredDeliveries(ctx.db, ctx.now.subtract({ hours: 24 * daysToAsk }))) {
    const { progress } = delivery;
    if (progress === null) continue;
    try {
      await storeEvents(ctx, api, { ...delivery, progress });
    } catch (fault) {
      const answer = answerOf(fault);
      if (answer === undefined) throw fault;
      ctx.log.warn({ delivery: delivery.id, answer }, 'the event log of FIT-Connect could not be read');
    }
  }
}
