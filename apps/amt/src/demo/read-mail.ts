import { inboxOf, readMessage } from '@amt/mailbox';
import type { Actor } from '@amt/module';
import type { Stage } from './stage.ts';

/** People read what the office writes within a day; what is new, and every fifth person's last message, waits unread. */
export async function readMail(stage: Stage, person: Actor, fileReference: string, number: number): Promise<void> {
  const { entries } = await inboxOf(stage.tx, person.id, { search: fileReference, pageSize: 100 });
  const waiting = number % 5 === 4 ? entries.slice(1) : entries;
  for (const { id, deliveredAt, readAt } of waiting) {
    const at = deliveredAt.add({ hours: 5, minutes: (number * 17) % 60 });
    if (readAt === null && Temporal.Instant.compare(at, stage.now.subtract({ hours: 24 })) < 0)
      await readMessage(stage.context(person, at), id);
  }
}
