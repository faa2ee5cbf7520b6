import type { Retention } from '@amt/module';

/** How long an archived message stays; people can keep what they downloaded. */
const keptYears = 3;

export const retention: Retention = {
  rule: 'Nachrichten im Postfach: drei Jahre nach der Zustellung, wenn sie archiviert sind; sonst bis zur Löschung des Kontos. Die Akte der Behörde bleibt davon unberührt.',
  run: async (ctx) => {
    const before = ctx.now.toZonedDateTimeISO('Europe/Berlin').subtract({ years: keptYears }).toInstant();
    const { numDeletedRows } = await ctx.db
      .deleteFrom('mailbox.message')
      .where('deliveredAt', '<', before)
      .where('archivedAt', 'is not', null)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};
