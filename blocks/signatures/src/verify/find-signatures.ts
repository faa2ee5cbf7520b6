export type FoundSignature =
  | {
      readonly ok: true;
      /** CMS, with the zeros that fill the gap */ readonly contents: Uint8Array;
      readonly signed: readonly [Uint8Array, Uint8Array];
      /** end of what is covered */ readonly end: number;
    }
  | { readonly ok: false; readonly end: number };

/** more signatures than any office needs; a file with more is not examined */
export const maxSignatures = 32;
const maxContents = 128 * 1024;

/**
 * Finds signatures by their ByteRange in the raw bytes, without parsing the PDF: the answer does not depend on which of several revisions
 * or objects a parser believes in, and there is no parser to attack. Sound because a range is accepted only when it covers everything
 * from the first byte on but one gap, and the gap holds nothing but a hex string right after `/Contents` (ISO 32000-1, 12.8.1).
 */
export function findSignatures(pdf: Uint8Array): readonly FoundSignature[] {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const found: FoundSignature[] = [];
  for (const match of text.matchAll(
    /\/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,64}\]/g,
  )) {
    found.push(signatureAt(pdf, text, match.slice(1).map(Number)));
    if (found.length > maxSignatures) break;
  }
  // A range in another spelling than numbers is a signature all the same, a broken one.
  if (found.length === 0 && /\/ByteRange/.test(text)) found.push({ ok: false, end: 0 });
  return found;
}

function signatureAt(pdf: Uint8Array, text: string, [from = -1, before = 0, after = 0, rest = 0]: readonly number[]): FoundSignature {
  const end = after + rest;
  const broken = { ok: false, end: Math.min(end, pdf.length) } as const;
  if (from !== 0 || before < 1 || after <= before + 2 || end > pdf.length || after - before > maxContents) return broken;
  if (!/\/Contents\s{0,8}$/.test(text.slice(Math.max(0, before - 24), before))) return broken;
  const gap = text.slice(before, after);
  if (!/^<(?:[0-9a-fA-F]{2})+>$/.test(gap)) return broken;
  return {
    ok: true,
    contents: new Uint8Array(Buffer.from(gap.slice(1, -1), 'hex')),
    signed: [pdf.subarray(0, before), pdf.subarray(after, end)],
    end,
  };
}
