import { officeDate } from '@amt/clock';
import { type Db, type Tx, sql } from '@amt/db';

/** What happened on a page: it was shown, answered, refused because of errors, or it is where an unsent draft was given up. */
export type PageEvent = 'shown' | 'answered' | 'refused' | 'abandoned';
export type FieldEvent = 'shown' | 'answered' | 'refused';

/** A break is not time spent on a page. */
const longestAnswerSeconds = 1800;
const writeEveryMs = 2000;

type Counters<Name extends string> = Map<string, { readonly keys: readonly string[]; readonly counts: Record<Name, number> }>;

/**
 * Counters gather in memory and are written at most every two seconds, so that a page costs no statement of its own. Nothing of the person is kept: no id, no
 * address, no order, and of the time only the day.
 */
class UsageCounter {
  readonly #pages: Counters<PageEvent | 'seconds' | 'timed'> = new Map();
  readonly #fields: Counters<FieldEvent> = new Map();
  readonly #faults: Counters<'times'> = new Map();
  #lastWrite = Number.NEGATIVE_INFINITY;

  page(now: Temporal.Instant, formId: string, page: string, event: PageEvent, seconds?: number): void {
    const none = { shown: 0, answered: 0, refused: 0, abandoned: 0, seconds: 0, timed: 0 };
    const counts = counted(this.#pages, [formId, officeDate(now).toString(), page], none);
    counts[event]++;
    if (seconds === undefined || seconds < 0 || seconds > longestAnswerSeconds) return;
    counts.seconds += Math.round(seconds);
    counts.timed++;
  }

  field(now: Temporal.Instant, formId: string, field: string, event: FieldEvent): void {
    counted(this.#fields, [formId, officeDate(now).toString(), field], { shown: 0, answered: 0, refused: 0 })[event]++;
  }

  fault(now: Temporal.Instant, formId: string, field: string, code: string): void {
    this.field(now, formId, field, 'refused');
    counted(this.#faults, [formId, officeDate(now).toString(), field, code], { times: 0 }).times++;
  }

  async writeNowAndThen(db: Db): Promise<void> {
    const elapsed = performance.now() - this.#lastWrite;
    if (elapsed < writeEveryMs) return;
    this.#lastWrite = performance.now();
    await this.write(db);
  }

  /** Writes what waits, in an order that cannot deadlock with another process. */
  async write(db: Db | Tx): Promise<void> {
    const pages = taken(this.#pages);
    if (pages.length > 0) {
      const key = (i: number) => pages.map(({ keys }) => keys[i] ?? '');
      const count = (name: PageEvent | 'seconds' | 'timed') => pages.map(({ counts }) => counts[name]);
      await sql`
        insert into forms.page_usage as u (form_id, day, page, shown, answered, refused, abandoned, seconds, timed)
        select * from unnest(${key(0)}::text[], ${key(1)}::date[], ${key(2)}::text[], ${count('shown')}::int[], ${count('answered')}::int[],
          ${count('refused')}::int[], ${count('abandoned')}::int[], ${count('seconds')}::bigint[], ${count('timed')}::int[])
        on conflict (form_id, day, page) do update set shown = u.shown + excluded.shown, answered = u.answered + excluded.answered,
          refused = u.refused + excluded.refused, abandoned = u.abandoned + excluded.abandoned, seconds = u.seconds + excluded.seconds,
          timed = u.timed + excluded.timed`.execute(db);
    }
    const fields = taken(this.#fields);
    if (fields.length > 0) {
      const key = (i: number) => fields.map(({ keys }) => keys[i] ?? '');
      const count = (name: FieldEvent) => fields.map(({ counts }) => counts[name]);
      await sql`
        insert into forms.field_usage as u (form_id, day, field, shown, answered, refused)
        select * from unnest(${key(0)}::text[], ${key(1)}::date[], ${key(2)}::text[], ${count('shown')}::int[], ${count('answered')}::int[], ${count('refused')}::int[])
        on conflict (form_id, day, field) do update set shown = u.shown + excluded.shown, answered = u.answered + excluded.answered,
          refused = u.refused + excluded.refused`.execute(db);
    }
    const faults = taken(this.#faults);
    if (faults.length > 0) {
      const key = (i: number) => faults.map(({ keys }) => keys[i] ?? '');
      await sql`
        insert into forms.field_fault as u (form_id, day, field, code, times)
        select * from unnest(${key(0)}::text[], ${key(1)}::date[], ${key(2)}::text[], ${key(3)}::text[], ${faults.map(({ counts }) => counts.times)}::int[])
        on conflict (form_id, day, field, code) do update set times = u.times + excluded.times`.execute(db);
    }
  }
}

function counted<Name extends string>(counters: Counters<Name>, keys: readonly string[], none: Record<Name, number>): Record<Name, number> {
  const name = keys.join(' ');
  const known = counters.get(name);
  if (known) return known.counts;
  counters.set(name, { keys, counts: none });
  return none;
}

function taken<Name extends string>(counters: Counters<Name>) {
  const entries = [...counters].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  counters.clear();
  return entries;
}

/** One per process. */
export const usage = new UsageCounter();
