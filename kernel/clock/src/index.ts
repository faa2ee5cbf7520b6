/** Civil dates and deadlines of a German authority are counted in this zone (§ 31 VwVfG). */
export const officeTimeZone = 'Europe/Berlin';

/** Where domain code gets the time from, so that tests and replays decide what "now" is. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands still until it is moved; for tests and the demo city. */
export class SettableClock implements Clock {
  #at: Temporal.Instant;
  constructor(at: Temporal.Instant | string) {
    this.#at = Temporal.Instant.from(at);
  }
  now(): Temporal.Instant {
    return this.#at;
  }
  advance(by: Temporal.Duration | Temporal.DurationLike): void {
    this.#at = this.#at.add(by);
  }
}

/** The civil date at the office for an instant. */
export function officeDate(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(officeTimeZone).toPlainDate();
}
