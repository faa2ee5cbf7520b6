import { sql, type Tx } from '@amt/db';
import type { EventPayload, EventType } from '@amt/module';
import { addJob } from './add-job.ts';
import { checkPayload } from './check-payload.ts';
import { dispatchJobName } from './dispatch-event.ts';

/** Writes the event and the job that delivers it in the caller's transaction, with one statement. */
export async function emit<E extends EventType>(tx: Tx, event: E, payload: EventPayload<E>): Promise<void> {
  checkPayload(event, payload);
  // The row of the queue is written as in add-job.ts, which says why.
  const { rows } = await sql<{ id: string; jobs: number }>`
    with written as (
      insert into events.event (name, payload) values (${event.name}, ${JSON.stringify(payload)}::jsonb) returning id
    ), job as (
      insert into graphile_worker._private_jobs (task_id, payload)
      select task.id, json_build_object('eventId', written.id)
      from written, graphile_worker._private_tasks task where task.identifier = ${dispatchJobName}
      returning id
    )
    select written.id, (select count(*) from job) as jobs from written`.execute(tx);
  const [written] = rows;
  if (written !== undefined && written.jobs === 0)
    await addJob(tx, { name: dispatchJobName, payload: JSON.stringify({ eventId: written.id }) });
}
