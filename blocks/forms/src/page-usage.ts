import { officeDate } from '@amt/clock';
import { type Db, type Tx, sql } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import { offeredForm } from './definition-store.ts';
import type {} from './tables.ts';

/** What happened on a page: it was shown, answered, refused because of errors, or it is where an unsent draft was given up. */
export type PageEvent = 'shown' | 'answered' | 'refused' | 'abandoned';

type Counts = Record<PageEvent, number>;
const waiting = new Map<string, { formId: string; page: string; day: string; counts: Counts }>();
const writeEveryMs = 2000;
let lastWrite = Number.NEGATIVE_INFINITY;

/**
 * Counts in memory and writes what has gathered at most every two seconds, so that a page costs no statement of its own. Nothing of the person is kept.
 */
export async function countPage(
  ctx: { readonly db: Db; readonly now: Temporal.Instant },
  formId: string,
  page: string,
  event: PageEvent,
): Promise<void> {
  note(ctx.now, formId, page, event);
  const elapsed = performance.now() - lastWrite;
  if (elapsed < writeEveryMs) return;
  lastWrite = performance.now();
  await writePageCounts(ctx.db);
}

export function note(now: Temporal.Instant, formId: string, page: string, event: PageEvent): void {
  const day = officeDate(now).toString();
  const key = `${formId} ${day} ${page}`;
  const entry = waiting.get(key) ?? { formId, page, day, counts: { shown: 0, answered: 0, refused: 0, abandoned: 0 } };
  entry.counts[event]++;
  waiting.set(key, entry);
}

/** Writes what waits, in an order that cannot deadlock with another process. */
export async function writePageCounts(db: Db | Tx): Promise<void> {
  const entries = [...waiting.values()].toSorted((a, b) => `${a.formId} ${a.page}`.localeCompare(`${b.formId} ${b.page}`));
  waiting.clear();
  if (entries.length === 0) return;
  const column = (pick: (entry: (typeof entries)[number]) => string | number): (string | number)[] => entries.map(pick);
  await sql`
    insert into forms.page_usage as u (form_id, day, page, shown, answered, refused, abandoned)
    select * from unnest(${column((e) => e.formId)}::text[], ${column((e) => e.day)}::date[], ${column((e) => e.page)}::text[], ${column((e) => e.counts.shown)}::int[],
      ${column((e) => e.counts.answered)}::int[], ${column((e) => e.counts.refused)}::int[], ${column((e) => e.counts.abandoned)}::int[])
    on conflict (form_id, day, page) do update set shown = u.shown + excluded.shown, answered = u.answered + excluded.answered,
      refused = u.refused + excluded.refused, abandoned = u.abandoned + excluded.abandoned`.execute(db);
}

/** Use of one page of a form; `left` is how many saw the page and went no further. */
export interface PageUsage {
  readonly page: string;
  readonly title: LocalizedText;
  readonly shown: number;
  readonly answered: number;
  readonly refused: number;
  readonly abandoned: number;
  readonly left: number;
}

/** Use of the pages of the offered version in order, both days included. Pages that were never shown count zero. */
export async function pageUsage(db: Db, formId: string, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<PageUsage[]> {
  const form = await offeredForm(db, formId);
  if (!form) return [];
  await writePageCounts(db);
  const sum = (name: PageEvent) => sql<number>`sum(${sql.ref(name)})::int`.as(name);
  const rows = await db
    .selectFrom('forms.pageUsage')
    .select(['page', sum('shown'), sum('answered'), sum('refused'), sum('abandoned')])
    .where('formId', '=', formId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('page')
    .execute();
  return form.definition.pages.map(({ id, title }) => {
    const { shown = 0, answered = 0, refused = 0, abandoned = 0 } = rows.find((row) => row.page === id) ?? {};
    return { page: id, title: localized(title), shown, answered, refused, abandoned, left: Math.max(0, shown - answered - refused) };
  });
}

function localized(text: { de: string; en?: string; 'de-simple'?: string }): LocalizedText {
  return text;
}
