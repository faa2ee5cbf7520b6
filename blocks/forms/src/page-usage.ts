import { type Db, sql } from '@amt/db';
import type { LocalizedText } from '@amt/i18n';
import { offeredForm } from './definition-store.ts';
import type {} from './tables.ts';
import { type FieldEvent, type PageEvent, usage } from './usage-counter.ts';

/** Use of one page of a form; `left` is how many saw the page and went no further. */
export interface PageUsage {
  readonly page: string;
  readonly title: LocalizedText;
  readonly shown: number;
  readonly answered: number;
  readonly refused: number;
  readonly abandoned: number;
  readonly left: number;
  /** mean time from drawing to a right answer; undefined where none was measured */
  readonly meanSeconds: number | undefined;
}

/** Use of one question; `faults` are the kinds of errors with their number, most frequent first. */
export interface FieldUsage {
  /** path in the definition */
  readonly field: string;
  readonly page: string;
  readonly label: LocalizedText;
  readonly shown: number;
  readonly answered: number;
  readonly refused: number;
  readonly faults: readonly { readonly code: string; readonly times: number }[];
}

/** Use of the pages of the offered version in order, both days included. Pages that were never shown count zero. */
export async function pageUsage(db: Db, formId: string, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<PageUsage[]> {
  const form = await offeredForm(db, formId);
  if (!form) return [];
  await usage.write(db);
  const sum = (name: PageEvent | 'seconds' | 'timed') => sql<number>`sum(${sql.ref(name)})::int`.as(name);
  const rows = await db
    .selectFrom('forms.pageUsage')
    .select(['page', sum('shown'), sum('answered'), sum('refused'), sum('abandoned'), sum('seconds'), sum('timed')])
    .where('formId', '=', formId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy('page')
    .execute();
  return form.definition.pages.map(({ id, title }) => {
    const { shown = 0, answered = 0, refused = 0, abandoned = 0, seconds = 0, timed = 0 } = rows.find((row) => row.page === id) ?? {};
    const left = Math.max(0, shown - answered - refused);
    return { page: id, title, shown, answered, refused, abandoned, left, meanSeconds: timed === 0 ? undefined : seconds / timed };
  });
}

/** Use of the questions of the offered version in order, both days included; questions that were never shown are left out. */
export async function fieldUsage(db: Db, formId: string, from: Temporal.PlainDate, to: Temporal.PlainDate): Promise<FieldUsage[]> {
  const form = await offeredForm(db, formId);
  if (!form) return [];
  await usage.write(db);
  const sum = (name: FieldEvent | 'times') => sql<number>`sum(${sql.ref(name)})::int`.as(name);
  const [rows, faults] = await Promise.all([
    db
      .selectFrom('forms.fieldUsage')
      .select(['field', sum('shown'), sum('answered'), sum('refused')])
      .where('formId', '=', formId)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .groupBy('field')
      .execute(),
    db
      .selectFrom('forms.fieldFault')
      .select(['field', 'code', sum('times')])
      .where('formId', '=', formId)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .groupBy(['field', 'code'])
      .execute(),
  ]);
  const used = new Map(rows.map((row) => [row.field, row]));
  return form.tree.nodes.flatMap((node): FieldUsage[] => {
    const row = used.get(node.path);
    if (!row || !('label' in node.def) || !node.def.label) return [];
    const own = faults.filter(({ field }) => field === node.path).map(({ code, times }) => ({ code, times }));
    return [{ ...row, page: node.page.def.id, label: node.def.label, faults: own.toSorted((a, b) => b.times - a.times) }];
  });
}
