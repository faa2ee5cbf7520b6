import type { Static, TSchema } from 'typebox';
import type { Context } from './context.ts';

export interface JobRun {
  readonly attempt: number;
  readonly maxAttempts: number;
}

/** Work outside the request; retried with growing pauses, so what it does outside the database must carry an idempotency key. */
export interface Job<Payload extends TSchema = TSchema> {
  /** `<module>.<verb>-<thing>` */
  readonly name: string;
  readonly payload: Payload;
  readonly run: (ctx: Context, payload: unknown, run: JobRun) => Promise<void>;
  /** graphile-worker crontab pattern for jobs that come by the clock; their payload is `{}` */
  readonly cron?: string;
  /** attempts before it is given up and shown to operators; default 25 (about three days) */
  readonly maxAttempts?: number;
}

export type JobPayload<J extends Job> = Static<J['payload']>;

export function defineJob<Payload extends TSchema>(job: {
  name: string;
  payload: Payload;
  run: (ctx: Context, payload: Static<Payload>, run: JobRun) => Promise<void>;
  cron?: string;
  maxAttempts?: number;
}): Job<Payload> {
  return job as Job<Payload>;
}
