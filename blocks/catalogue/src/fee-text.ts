import { formatMoney, type Locale } from '@amt/i18n';
import { messages } from './messages.ts';
import type { Fee } from './service.ts';

/** The amount of a fee in words: "kostenfrei", "30,00 € im Jahr", "50,00 € bis 60,00 €". Label and note stand in the fee itself. */
export function feeText(fee: Fee, locale: Locale): string {
  const m = messages[locale].fee;
  if (fee.kind === 'free') return m.free();
  if (fee.kind === 'fixed') return m.each[fee.per ?? 'once']({ amount: formatMoney(fee.cents, locale) });
  const from = fee.minCents === undefined ? undefined : formatMoney(fee.minCents, locale);
  const to = fee.maxCents === undefined ? undefined : formatMoney(fee.maxCents, locale);
  if (from !== undefined && to !== undefined) return m.range({ from, to });
  if (from !== undefined) return m.from({ from });
  return to === undefined ? m.variable() : m.upTo({ to });
}
