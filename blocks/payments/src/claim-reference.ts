/**
 * The claim's reference (Kassenzeichen): two digits of the year, eight of a serial number, two check digits after
 * ISO 7064 MOD 97-10, which finds every wrong digit and every swapped pair. Digits only, so it survives bank forms and telephones.
 */
export function claimReference(year: number, serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 99_999_999) throw new RangeError(`serial number out of range: ${serial}`);
  const body = String(year % 100).padStart(2, '0') + String(serial).padStart(8, '0');
  const check = 98 - Number((BigInt(body) * 100n) % 97n);
  return body + String(check).padStart(2, '0');
}

/** Whether the digits (spaces allowed) are a claim reference with right check digits. */
export function isClaimReference(text: string): boolean {
  const digits = text.replaceAll(' ', '');
  return /^\d{12}$/.test(digits) && BigInt(digits) % 97n === 1n;
}

/** As people read it: `2600 0000 1257`. */
export function formatClaimReference(reference: string): string {
  return reference.replace(/(\d{4})(?=\d)/g, '$1 ');
}
