import { createHmac, timingSafeEqual } from 'node:crypto';
import { configOf, type Context } from '@amt/module';
import { deliveriesConfig, webhookSecret } from './settings.ts';

/** Days a receiver has to fetch a file. */
const daysToFetch = 7;

interface LinkedFile {
  readonly deliveryId: string;
  readonly fileId: string;
  /** of the receiver, whose secret signs the link */
  readonly host: string;
}

/** Address of a file for the receiver of a webhook: whoever has the link may fetch it until it runs out. */
export function fileLink(ctx: Context, file: LinkedFile): string {
  const until = String(Math.floor(ctx.now.add({ hours: 24 * daysToFetch }).epochMilliseconds / 1000));
  const link = new URL(
    `/api/deliveries/${file.deliveryId}/files/${encodeURIComponent(file.fileId)}`,
    configOf(ctx, deliveriesConfig).ORIGIN,
  );
  link.search = new URLSearchParams({ until, signature: signatureOf(ctx, file, until) ?? '' }).toString();
  return link.href;
}

/** Whether the link is one of ours and still holds. */
export function linkHolds(ctx: Context, file: LinkedFile, { until, signature }: { until: string; signature: string }): boolean {
  const expected = signatureOf(ctx, file, until);
  if (expected === undefined || !/^\d{1,12}$/.test(until) || Number(until) * 1000 < ctx.now.epochMilliseconds) return false;
  const [given, right] = [Buffer.from(signature), Buffer.from(expected)];
  return given.length === right.length && timingSafeEqual(given, right);
}

function signatureOf(ctx: Context, { deliveryId, fileId, host }: LinkedFile, until: string): string | undefined {
  const secret = webhookSecret(ctx, host);
  return secret === undefined ? undefined : createHmac('sha256', secret).update(`file.${deliveryId}.${fileId}.${until}`).digest('hex');
}
