import type { Tx } from '@amt/db';
import type { Static, TSchema } from 'typebox';
import type { Context } from './context.ts';

/** Something that happened, told to the house in the writer's transaction (`emit` of @amt/jobs). */
export interface EventType<Payload extends TSchema = TSchema> {
  /** `<module>.<thing>-<past participle>`, e.g. `cases.case-decided` */
  readonly name: string;
  readonly payload: Payload;
}

export type EventPayload<E extends EventType> = Static<E['payload']>;

/**
 * Delivered at least once, each handler in a transaction of its own that also holds the mark "handled";
 * so a handler that only writes to the database takes effect exactly once.
 */
export interface EventHandler {
  readonly event: EventType;
  /** unique within the module, part of the mark "handled" */
  readonly name: string;
  readonly run: (ctx: Context & { readonly db: Tx }, payload: unknown) => Promise<void>;
}

export function defineEvent<Payload extends TSchema>(name: string, payload: Payload): EventType<Payload> {
  return { name, payload };
}

export function handle<Payload extends TSchema>(
  event: EventType<Payload>,
  name: string,
  run: (ctx: Context & { readonly db: Tx }, payload: Static<Payload>) => Promise<void>,
): EventHandler {
  return { event, name, run: run as EventHandler['run'] };
}
