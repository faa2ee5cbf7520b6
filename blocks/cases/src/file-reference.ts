/**
 * Readable, check-digited number of a case (Aktenzeichen): `BPA-2026-000123-7`.
 * The check digit is ISO 7064 MOD 11,10 over year and number, so every single wrong digit and most swaps are noticed on the phone.
 */
export function fileReference(prefix: string, year: number, number: number): string {
  const digits = `${year}${String(number).padStart(6, '0')}`;
  return `${prefix}-${year}-${String(number).padStart(6, '0')}-${checkDigit(digits)}`;
}

/** True when shape and check digit fit. */
export function isFileReference(text: string): boolean {
  const found = /^([A-Z]{2,5})-(\d{4})-(\d{6,})-(\d)$/.exec(text.trim().toUpperCase());
  return found !== null && checkDigit(`${found[2]}${found[3]}`) === Number(found[4]);
}

function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}
