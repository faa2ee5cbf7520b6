import { officeDate, officeTimeZone } from '@amt/clock';

/** Instants of one story, each after the one before and none in the future. */
export class Past {
  readonly #now: Temporal.Instant;
  readonly #number: number;
  #last: Temporal.Instant;

  /**
   * @param ageDays how many days ago the story begins
   * @param number of the story; spreads stories over the day, the same way each time
   */
  constructor(now: Temporal.Instant, ageDays: number, number: number) {
    this.#now = now;
    this.#number = number;
    this.#last =
      ageDays === 0
        ? now.subtract({ minutes: 170 - ((number * 13) % 120) })
        : atTime(officeDate(now).subtract({ days: ageDays }), 7, (number * 97) % 840);
  }

  /** the latest instant so far */
  get at(): Temporal.Instant {
    return this.#last;
  }

  /** So much later; where that is still to come, half way to the present. */
  later(by: Temporal.DurationLike): Temporal.Instant {
    return this.#go(this.#last.add(by));
  }

  /** So many days later in the office hours of a working day (Monday to Friday). */
  inOffice(days: number): Temporal.Instant {
    let day = officeDate(this.#last).add({ days });
    while (day.dayOfWeek > 5) day = day.add({ days: 1 });
    return this.#go(atTime(day, 8, (this.#number * 53 + days * 31) % 450));
  }

  #go(wished: Temporal.Instant): Temporal.Instant {
    const { epochMilliseconds: last } = this.#last;
    const future = Temporal.Instant.compare(wished, this.#now) >= 0;
    const halfWay = Temporal.Instant.fromEpochMilliseconds(Math.floor((last + this.#now.epochMilliseconds) / 2));
    const past = wished.epochMilliseconds <= last ? this.#last.add({ minutes: 15 }) : wished;
    this.#last = future || Temporal.Instant.compare(past, this.#now) >= 0 ? halfWay : past;
    return this.#last;
  }
}

function atTime(day: Temporal.PlainDate, hour: number, minutes: number): Temporal.Instant {
  return day
    .toZonedDateTime({ timeZone: officeTimeZone, plainTime: new Temporal.PlainTime(hour) })
    .toInstant()
    .add({ minutes });
}
