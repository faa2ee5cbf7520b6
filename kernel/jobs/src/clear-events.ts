import { sql, type Db } from '@amt/db';
import { dispatchJobName } from './dispatch-event.ts';

const batch = 5000;

/**
 * Removes events that happened before this instant and were handed to every handler, with their marks. One whose delivery waits, is tried again
 * or was given up stays until somebody has seen to it (`amt jobs`).
 * @returns how many
 */
export async function clearHandledEvents(db: Db, before: Temporal.Instant): Promise<number> {
  let cleared = 0;
  for (let more = true; more;) {
    const { numAffectedRows = 0n } = await sql`
      delete from events.event where id in (
        select event.id from events.event where occurred_at < ${before} and not exists (
          select from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
          where task.identifier = ${dispatchJobName} and job.payload ->> 'eventId' = event.id::text)
        order by event.id limit ${batch})`.execute(db);
    cleared += Number(numAffectedRows);
    more = Number(numAffectedRows) === batch;
  }
  return cleared;
}
