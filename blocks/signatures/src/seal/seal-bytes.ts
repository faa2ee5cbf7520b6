import { createHash } from 'node:crypto';
import { fillGap, preparePdf, type SealDetails } from './prepare-pdf.ts';
import { signedDataOf } from './signed-data.ts';
import type { Signer, TimeStamper } from './signer.ts';

/** Seals a PDF after PAdES baseline (ETSI EN 319 142-1): level B-T with a time stamper, else B-B. */
export async function sealBytes(
  pdf: Uint8Array,
  signer: Signer,
  timeStamp: TimeStamper | undefined,
  details: SealDetails,
): Promise<Uint8Array> {
  const prepared = await preparePdf(pdf, details);
  const [, before, after, rest] = prepared.byteRange;
  const digest = createHash('sha256')
    .update(prepared.bytes.subarray(0, before))
    .update(prepared.bytes.subarray(after, after + rest))
    .digest();
  return fillGap(prepared, await signedDataOf(digest, signer, timeStamp));
}
