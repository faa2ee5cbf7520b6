import { randomBytes } from 'node:crypto';
import { sql, type Tx } from '@amt/db';
import type { Actor } from '@amt/module';
import './tables.ts';
import { commitmentOf } from './chain.ts';

export interface AuditEntry {
  readonly actor: Pick<Actor, 'kind' | 'id' | 'name'>;
  /** `<module>.<verb>-<thing>`, e.g. `cases.issue-decision` */
  readonly action: string;
  /** the thing, by an id that says nothing about a person by itself */
  readonly subject: { readonly type: string; readonly id: string };
  /** whose data it is about */
  readonly accountId?: string;
  /** JSON; may be personal, is erased with the account */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** personal data was read, not changed: shown to the person by `readsOf` */
  readonly reading?: boolean;
}

/**
 * Adds an entry in the business transaction: it is there if and only if that commits. Writers do not wait for each other;
 * `sealEntries` puts the committed ones into the chain.
 */
export async function record(tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor, action, subject, accountId = null, reading = false } = entry;
  // What comes back from the database later: without undefined, dates as text.
  const detail: unknown = JSON.parse(JSON.stringify(entry.detail ?? {}));
  const salt = randomBytes(16);
  const commitment = commitmentOf(salt, { actorId: actor.id, actorName: actor.name, accountId, detail });
  await sql`
    with entry as (
      insert into audit.entry (actor_kind, action, subject_type, subject_id, reading, commitment)
      values (${actor.kind}, ${action}, ${subject.type}, ${subject.id}, ${reading}, ${commitment})
      returning id
    ), personal as (
      insert into audit.personal (entry_id, salt, actor_id, actor_name, account_id, detail)
      select id, ${salt}, ${actor.id}, ${actor.name}, ${accountId}, ${JSON.stringify(detail)}::jsonb from entry
    )
    insert into audit.unsealed (entry_id) select id from entry`.execute(tx);
}
