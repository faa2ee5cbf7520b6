/** @returns undefined when there is no such day; years 1000 to 9999 */
export function plainDate(text: string): Temporal.PlainDate | undefined {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

/** Whole years between two days, as ages are counted (§ 187 Abs. 2 BGB); negative before birth. */
export function fullYears(from: string, on: string): number | undefined {
  const born = plainDate(from);
  const day = plainDate(on);
  return born && day && born.until(day, { largestUnit: 'years' }).years;
}

/** @returns undefined when the day lies outside of the years 1000 to 9999 */
export function addToDate(date: string, duration: Temporal.DurationLike): string | undefined {
  try {
    const day = plainDate(date)?.add(duration).toString();
    return day !== undefined && plainDate(day) ? day : undefined;
  } catch {
    return undefined;
  }
}

/** Days from one day to the other: 1 for tomorrow. */
export function daysBetween(from: string, to: string): number | undefined {
  const first = plainDate(from);
  const last = plainDate(to);
  return first && last && first.until(last, { largestUnit: 'days' }).days;
}
