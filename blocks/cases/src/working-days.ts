/** The day that many working days after `from`: Saturdays, Sundays and the given holidays do not count (cf. § 31 Abs. 3 VwVfG). */
export function addWorkingDays(
  from: Temporal.PlainDate,
  days: number,
  isHoliday: (day: Temporal.PlainDate) => boolean,
): Temporal.PlainDate {
  let day = from;
  for (let left = days; left > 0;) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day, isHoliday)) left--;
  }
  return day;
}

/** A deadline that ends on a weekend or holiday ends on the next working day (§ 31 Abs. 3 VwVfG, § 193 BGB). */
export function nextWorkingDay(day: Temporal.PlainDate, isHoliday: (day: Temporal.PlainDate) => boolean): Temporal.PlainDate {
  let at = day;
  while (!isWorkingDay(at, isHoliday)) at = at.add({ days: 1 });
  return at;
}

function isWorkingDay(day: Temporal.PlainDate, isHoliday: (day: Temporal.PlainDate) => boolean): boolean {
  return day.dayOfWeek <= 5 && !isHoliday(day);
}
