import type { Locale } from '@amt/i18n';
import type { Tone } from '@amt/ui';
import { messages } from '../messages.ts';
import type { Delivery, DeliveryState } from '../tables.ts';

const toneOf: Readonly<Record<DeliveryState, Tone>> = {
  waiting: 'warning',
  planned: 'info',
  sending: 'info',
  delivered: 'success',
  refused: 'danger',
  failed: 'danger',
  dropped: 'neutral',
};

export function deliveryTone({ state }: Pick<Delivery, 'state'>): Tone {
  return toneOf[state];
}

/** "Übergeben", "Wartet auf Zahlung" */
export function deliveryStateText({ state, waitsFor }: Pick<Delivery, 'state' | 'waitsFor'>, locale: Locale): string {
  const { state: states, waiting: m } = messages[locale];
  if (state !== 'waiting') return states[state]();
  if (waitsFor.length > 1) return m.both();
  return waitsFor[0] === 'agreement' ? m.agreement() : m.payment();
}

/** "E-Mail an Postfach bei stadt.example" */
export function deliveryWayText(delivery: Pick<Delivery, 'kind' | 'target'>, locale: Locale): string {
  return messages[locale].way({ kind: messages[locale].kind[delivery.kind](), target: targetText(delivery, locale) });
}

/** Where it goes, as people read it. */
export function targetText({ kind, target }: Pick<Delivery, 'kind' | 'target'>, locale: Locale): string {
  const m = messages[locale].target;
  if (kind === 'case') return m.case();
  if (kind === 'xml' && target === '') return m.folder();
  if (kind === 'mail') return target.startsWith('@') ? m.mailTo({ domain: target.slice(1) }) : m.mailField();
  return target;
}

/** The other side's word in words where it is one of ours; statuses of HTTP and SMTP stand for themselves. */
export function answerText(answer: string | null, locale: Locale): string {
  const m = messages[locale].answer;
  if (answer === null) return m.none();
  const known = Object.entries(m).find(([code]) => code === answer)?.[1];
  return known === undefined ? answer : known();
}
