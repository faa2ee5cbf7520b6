import { createHash } from 'node:crypto';
import { configOf, type Context } from '@amt/module';
import { houseSigner, houseTimeStamper, trustOf } from './house-seal.ts';
import { recordSeal, sealByKey } from './seal-store.ts';
import { signaturesConfig } from './settings.ts';
import { verifyPdf } from './verify.ts';

export interface SealRequest {
  /** shown by PDF readers beside the seal */
  readonly reason: string;
  /** what is sealed, e.g. `decision:<id>`: asking again with it gives the seal of the first time */
  readonly idempotencyKey: string;
}

/**
 * Seals a PDF with the seal of the house: PAdES B-T, or B-B where no time-stamping authority is configured. The sealed file lies in the
 * file store before the log names it, so a crash in between costs a blob, and asking again seals anew; after it the same bytes come back.
 *
 * @throws TimeStampFailed when the authority does not answer (a job tries again)
 */
export async function sealPdf(ctx: Context, pdf: Uint8Array, { reason, idempotencyKey }: SealRequest): Promise<Uint8Array> {
  const before = await sealByKey(ctx.db, idempotencyKey);
  const sourceSha256 = createHash('sha256').update(pdf).digest('hex');
  if (before) {
    // The seal that was given stands, whatever the letter would say today.
    if (before.sourceSha256 !== sourceSha256) ctx.log.warn({ idempotencyKey }, 'sealed before with other content; the first seal stands');
    return ctx.files.read(before.sealedSha256);
  }
  const signer = await houseSigner(ctx);
  // with the libraries for PDF and CMS, which no process loads that seals nothing
  const { sealBytes } = await import('./seal/seal-bytes.ts');
  const sealed = await sealBytes(pdf, signer, await houseTimeStamper(ctx), {
    reason,
    signedAt: ctx.now,
    name: configOf(ctx, signaturesConfig).SEAL_NAME,
  });
  const own = signer.certificateChain[0] ?? new Uint8Array();
  // What we give out must hold for us; a fault of the seal is found here and not by a court.
  const { signatures } = await verifyPdf(sealed, { trust: await trustOf(ctx), now: ctx.now });
  const [seal] = signatures.slice(-1);
  if (!seal?.intact || !seal.coversWholeDocument) throw new Error('the seal just made does not hold');
  const { sha256 } = await ctx.files.put(sealed);
  const stands = await recordSeal(ctx.db, {
    idempotencyKey,
    sourceSha256,
    sealedSha256: sha256,
    certificateSha256: createHash('sha256').update(own).digest('hex'),
    level: seal.timeStamp ? 'B-T' : 'B-B',
    timeStampedAt: seal.timeStamp?.at ?? null,
    sealedAt: ctx.now,
  });
  return stands.sealedSha256 === sha256 ? sealed : ctx.files.read(stands.sealedSha256);
}
