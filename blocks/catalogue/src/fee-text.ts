import { formatMoney, pick, type Locale } from '@amt/i18n';
import { messages } from './messages.ts';
import type { Fee, Service } from './service.ts';

/** What a service costs, in a few words; several fees are joined. */
export function feeText(service: Service, locale: Locale): string {
  return service.fees.map((fee) => oneFee(fee, locale)).join(' · ');
}

function oneFee(fee: Fee, locale: Locale): string {
  const m = messages[locale].fee;
  if (fee.label) return pick(fee.label, locale);
  if (fee.kind === 'free') return m.free();
  if (fee.kind === 'fixed') return fee.per === undefined ? formatMoney(fee.cents, locale) : m.per[fee.per]({ amount: formatMoney(fee.cents, locale) });
  if (fee.minCents !== undefined && fee.maxCents !== undefined) return m.between({ from: formatMoney(fee.minCents, locale), to: formatMoney(fee.maxCents, locale) });
  return fee.minCents === undefined ? m.variable() : m.from({ from: formatMoney(fee.minCents, locale) });
}
