/** A house number: the number, and what follows it in lower case: `''`, `a`, `-14`, `/2`, `1/2`. */
export interface HouseNumber {
  readonly number: number;
  readonly suffix: string;
}

const written = /^(\d{1,5})\s*(.*)$/;
/** letters (`a`, `a-c`), ranges (`-14`, `-14b`), fractions (`/2`, ` 1/2`), rear buildings (`rgb`) */
const suffixShape = /^(?:[a-z]{1,3}(?:-[a-z])?|-\d{1,5}[a-z]?|\/\d{1,3}[a-z]?|\d\/\d)$/;

/** Reads what people and lists write: "12", "12 A", "12a-c", "12 – 14", "12/2", "12 1/2". @returns undefined when it is none of that */
export function parseHouseNumber(text: string): HouseNumber | undefined {
  const [, digits, rest = ''] = written.exec(text.trim()) ?? [];
  if (digits === undefined || Number(digits) === 0) return undefined;
  const suffix = rest
    .toLowerCase()
    .replaceAll('½', '1/2')
    .replaceAll(/[\u2010-\u2015]/g, '-')
    .replaceAll(/\s+/g, '');
  return suffix === '' || suffixShape.test(suffix) ? { number: Number(digits), suffix } : undefined;
}

export function formatHouseNumber({ number, suffix }: HouseNumber): string {
  return /^\d/.test(suffix) ? `${number} ${suffix}` : `${number}${suffix}`;
}

/** Whether `number` is one of a range as lists write them: "12-16" are 12, 14 and 16, the numbers of one side of the street. */
export function isWithin(range: HouseNumber, number: number): boolean {
  const last = Number(/^-(\d+)/.exec(range.suffix)?.[1] ?? 0);
  const sameSide = (number - range.number) % 2 === 0 || (last - range.number) % 2 !== 0;
  return number >= range.number && number <= last && sameSide;
}
