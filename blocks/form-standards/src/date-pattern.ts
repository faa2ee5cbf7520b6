const longMonths = '(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])';
const shortMonths = '(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)';
const february = '02-(?:0[1-9]|1\\d|2[0-8])';
const leapYears = '(?:[1-9]\\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29';

/** A day that exists, years 1000 to 9999. */
const day = `(?:[1-9]\\d{3}-(?:${longMonths}|${shortMonths}|${february})|${leapYears})`;
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d';

export const datePattern = `^${day}$`;
export const timePattern = `^${clock}$`;
export const datetimePattern = `^${day}T${clock}$`;

/**
 * Texts of digits in fixed places that come after (`gt`), from (`gte`), before (`lt`) or up to (`lte`) a limit: how days and times are compared where
 * only patterns are at hand. `rest` may follow what is compared.
 */
export function orderPattern(op: 'lt' | 'lte' | 'gt' | 'gte', limit: string, rest = ''): string {
  const up = op === 'gt' || op === 'gte';
  const ways: string[] = [];
  for (let i = 0; i < limit.length; i++) {
    const digit = Number(limit[i]);
    if (!/\d/.test(limit[i] ?? '') || (up ? digit === 9 : digit === 0)) continue;
    const other = up ? `[${digit + 1}-9]` : `[0-${digit - 1}]`;
    ways.push(limit.slice(0, i) + other + limit.slice(i + 1).replace(/\d/g, '\\d'));
  }
  if (op === 'gte' || op === 'lte') ways.push(limit);
  return ways.length === 0 ? '^(?!)' : `^(?:${ways.join('|')})${rest}$`;
}
