import { officeDate } from '@amt/clock';

/** The law under which decisions reach people through the mailbox; each state has its own (setting `DECISION_NOTIFICATION_RULE`). */
export type NotificationRule = 'BayDiG' | 'OZG' | 'VwVfG';

export interface Provision {
  /** put into the mailbox, ready to be opened */
  readonly deliveredAt: Temporal.Instant;
  /** the mail "you have a message" was taken by the mail server */
  readonly notifiedAt: Temporal.Instant | null;
  /** first opened */
  readonly readAt: Temporal.Instant | null;
}

/**
 * - `notified`: on this day the decision counts as notified (Bekanntgabe), so its time limits begin; the day may still be to come
 * - `open`: nothing has happened yet that makes a day
 * - `lapsed`: it was not opened in time and must be notified again in another way
 */
export type DeemedNotification =
  | { readonly state: 'notified'; readonly on: Temporal.PlainDate }
  | { readonly state: 'open' }
  | { readonly state: 'lapsed' };

const notified = (on: Temporal.PlainDate): DeemedNotification => ({ state: 'notified', on });

/**
 * When a decision in the mailbox counts as notified.
 *
 * - `BayDiG`: Art. 24 (2) BayDiG, before § 9 OZG by its (4): the third day after the mail that tells of it was sent, opened or not;
 *   where no such mail is proven, the day on which it was opened.
 * - `OZG`: § 9 (1) OZG: the fourth day (until the end of 2024 the third) after it was provided.
 * - `VwVfG`: § 41 (2a) VwVfG: the day after it was opened; not opened within ten days of the mail, the provision ends.
 *
 * The day stays where it is on Saturdays, Sundays and holidays: it is a fiction, not a time limit of § 31 (3) VwVfG.
 */
export function deemedNotification(rule: NotificationRule, provision: Provision, now: Temporal.Instant): DeemedNotification {
  switch (rule) {
    case 'BayDiG':
      return afterNotification(provision);
    case 'OZG':
      return afterProvision(provision);
    case 'VwVfG':
      return afterOpening(provision, now);
  }
}

function afterNotification({ notifiedAt, readAt }: Provision): DeemedNotification {
  if (notifiedAt !== null) return notified(officeDate(notifiedAt).add({ days: 3 }));
  return readAt === null ? { state: 'open' } : notified(officeDate(readAt));
}

/** Postrechtsmodernisierungsgesetz: in force since this day. */
const fourDaysSince = Temporal.PlainDate.from('2025-01-01');

function afterProvision({ deliveredAt }: Provision): DeemedNotification {
  const provided = officeDate(deliveredAt);
  const days = Temporal.PlainDate.compare(provided, fourDaysSince) < 0 ? 3 : 4;
  return notified(provided.add({ days }));
}

function afterOpening({ notifiedAt, readAt }: Provision, now: Temporal.Instant): DeemedNotification {
  const lastDay = notifiedAt === null ? undefined : officeDate(notifiedAt).add({ days: 10 });
  const opened = readAt === null ? undefined : officeDate(readAt);
  if (lastDay !== undefined && Temporal.PlainDate.compare(opened ?? officeDate(now), lastDay) > 0) return { state: 'lapsed' };
  return opened === undefined ? { state: 'open' } : notified(opened.add({ days: 1 }));
}
