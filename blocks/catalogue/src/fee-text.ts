import { formatMoney, pick, type Locale } from '@amt/i18n';
import { messages } from './messages.ts';
import type { Fee, Service } from './service.ts';

/** What a service costs, in one line: "46,00 € (ab 24 Jahren) · 27,60 € (unter 24 Jahren)". */
export function feeText(service: Service, locale: Locale): string {
  const m = messages[locale].fee;
  return service.fees
    .map((fee) => {
      const amount = feeAmount(fee, locale);
      return fee.label ? m.labelled({ amount, label: pick(fee.label, locale) }) : amount;
    })
    .join(' · ');
}

/** The amount of one fee in words: "kostenfrei", "30,00 € im Jahr", "50,00 € bis 60,00 €". Label and note stand in the fee itself. */
export function feeAmount(fee: Fee, locale: Locale): string {
  const m = messages[locale].fee;
  if (fee.kind === 'free') return m.free();
  if (fee.kind === 'fixed') return m.each[fee.per ?? 'once']({ amount: formatMoney(fee.cents, locale) });
  const from = fee.minCents === undefined ? undefined : formatMoney(fee.minCents, locale);
  const to = fee.maxCents === undefined ? undefined : formatMoney(fee.maxCents, locale);
  if (from !== undefined && to !== undefined) return m.range({ from, to });
  if (from !== undefined) return m.from({ from });
  return to === undefined ? m.variable() : m.upTo({ to });
}
