import type { Db } from '@amt/db';
import type { FileStore } from '@amt/files';
import type { Locale } from '@amt/i18n';
import type { Actor } from './actor.ts';
import type { Settings } from './config.ts';

/** Structured log; never hand it names, addresses, answers or tokens. */
export interface Log {
  info(fields: Record<string, string | number | boolean | undefined>, message: string): void;
  warn(fields: Record<string, string | number | boolean | undefined>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** What a use case gets: everything it needs from outside, nothing global. */
export interface Context {
  readonly db: Db;
  readonly actor: Actor;
  /** one instant for the whole use case */
  readonly now: Temporal.Instant;
  readonly locale: Locale;
  readonly log: Log;
  readonly files: FileStore;
  readonly settings: Settings;
  /**
   * The actor must be staff with this permission (where a unit is given, with it in that unit), or the system.
   * @throws Forbidden
   */
  require(permission: string, scope?: { unitId?: string }): void;
}

/** Answered with 403 (404 where the existence of the thing is not the actor's business). */
export class Forbidden extends Error {
  readonly permission: string;
  constructor(permission: string) {
    super(`forbidden: ${permission}`);
    this.permission = permission;
  }
}
