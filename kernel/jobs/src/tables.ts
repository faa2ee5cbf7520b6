import type { Generated } from 'kysely';

export interface EventTable {
  id: Generated<string>;
  name: string;
  /** written with JSON.stringify */
  payload: unknown;
  occurredAt: Generated<Temporal.Instant>;
}

export interface HandledTable {
  eventId: string;
  module: string;
  handler: string;
  handledAt: Generated<Temporal.Instant>;
}

export interface WorkerTable {
  id: Generated<string>;
  /** names under which the process locks jobs in graphile_worker */
  lockNames: string[];
  startedAt: Generated<Temporal.Instant>;
  beatAt: Generated<Temporal.Instant>;
}

declare module '@amt/db' {
  interface Tables {
    'events.event': EventTable;
    'events.handled': HandledTable;
    'jobs.worker': WorkerTable;
  }
}
