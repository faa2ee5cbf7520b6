import { formatMoney, pick, type Locale } from '@amt/i18n';
import { messages } from './messages.ts';
import type { Fee, Service } from './service.ts';

/** What a service costs, in one line: "30,00 € im Jahr", "46,00 € (ab 24 Jahren) · 27,60 € (unter 24 Jahren)". Notes stand in the fees themselves. */
export function feeText(service: Pick<Service, 'fees'>, locale: Locale): string {
  return service.fees
    .map((fee) => {
      const amount = amountOf(fee, locale);
      return fee.label ? messages[locale].fee.labelled({ amount, label: pick(fee.label, locale) }) : amount;
    })
    .join(' · ');
}

function amountOf(fee: Fee, locale: Locale): string {
  const m = messages[locale].fee;
  if (fee.kind === 'free') return m.free();
  if (fee.kind === 'fixed') return m.each[fee.per ?? 'once']({ amount: formatMoney(fee.cents, locale) });
  const from = fee.minCents === undefined ? undefined : formatMoney(fee.minCents, locale);
  const to = fee.maxCents === undefined ? undefined : formatMoney(fee.maxCents, locale);
  if (from !== undefined && to !== undefined) return m.range({ from, to });
  if (from !== undefined) return m.from({ from });
  return to === undefined ? m.variable() : m.upTo({ to });
}
