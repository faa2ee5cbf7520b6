import { sql, type Tx } from '@amt/db';
import type { EventPayload, EventType } from '@amt/module';
import { checkPayload } from './check-payload.ts';
import { dispatchJobName } from './dispatch-event.ts';

/** Writes the event and the job that delivers it in the caller's transaction, with one statement. */
export async function emit<E extends EventType>(tx: Tx, event: E, payload: EventPayload<E>): Promise<void> {
  checkPayload(event, payload);
  await sql`
    with written as (
      insert into events.event (name, payload) values (${event.name}, ${JSON.stringify(payload)}::jsonb) returning id
    )
    select graphile_worker.add_job(${dispatchJobName}::text, json_build_object('eventId', written.id)) is null from written`.execute(tx);
}
