import { officeDate } from '@amt/clock';
import type { Context } from '@amt/module';
import { countClick, countSearch } from './usage-store.ts';
import { wordsOf } from './search/fold.ts';

/** A longer query is a sentence and may tell about a person; it is not kept. */
const mostWords = 3;

/**
 * Counts a search for the editors' list of what people look for in vain. Kept are the folded words and the day, nothing of the person;
 * queries with digits, with an @ or with more than three words may be about someone and are dropped.
 */
export async function recordSearch(
  ctx: Pick<Context, 'db' | 'now' | 'locale'>,
  query: string,
  { total }: { readonly total: number },
): Promise<void> {
  if (/[\d@]/.test(query)) return;
  const words = wordsOf(query);
  const term = words.join(' ');
  if (words.length === 0 || words.length > mostWords || term.length > 60) return;
  await countSearch(ctx.db, term, ctx.locale, officeDate(ctx.now), total === 0);
}

/** Counts that a service was opened from a list of hits; lifts it a little in the lists to come. */
export async function recordClick(ctx: Pick<Context, 'db' | 'now'>, serviceId: string): Promise<void> {
  await countClick(ctx.db, serviceId, officeDate(ctx.now));
}
