import type { Db, Tx } from '@amt/db';

/** Holidays between two days, as a test for the day count; both ends included. */
export async function holidaysBetween(
  db: Db | Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<(day: Temporal.PlainDate) => boolean> {
  const rows = await db.selectFrom('cases.holiday').select('day').where('day', '>=', from).where('day', '<=', to).execute();
  const days = new Set(rows.map((row) => row.day.toString()));
  return (day) => days.has(day.toString());
}

export async function storeHolidays(db: Db | Tx, holidays: readonly { date: string; name: { de: string; en: string } }[]): Promise<void> {
  if (holidays.length === 0) return;
  await db
    .insertInto('cases.holiday')
    .values(holidays.map((h) => ({ day: Temporal.PlainDate.from(h.date), nameDe: h.name.de, nameEn: h.name.en })))
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((eb) => ({ nameDe: eb.ref('excluded.nameDe'), nameEn: eb.ref('excluded.nameEn') })),
    )
    .execute();
}
