import { html } from '@amt/html';
import { formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, descriptionList, form, notice, pageHeader, section, statusBadge, table, timeline } from '@amt/ui';
import type { FitConnectEvent } from '../fit-connect/tables.ts';
import { messages } from '../messages.ts';
import type { Attempt, Delivery } from '../tables.ts';
import { answerText, deliveryStateText, deliveryTone, targetText } from './delivery-words.ts';
import type { Href } from './href.ts';

export interface DeliveryPageProps {
  readonly delivery: Delivery;
  /** of the form */
  readonly title: string;
  readonly fileReference: string | undefined;
  /** latest first */
  readonly attempts: readonly Attempt[];
  readonly events: readonly FitConnectEvent[];
  /** what the reader may do with it */
  readonly repetition: 'repeat' | 'replay' | undefined;
  readonly locale: Locale;
  readonly href: Href;
}

/** One delivery with its tries, what the other side said, and the way to try again. */
export function deliveryPage(props: DeliveryPageProps): Page {
  const { delivery, title, fileReference, attempts, locale, href } = props;
  const { detail: m, list, kind } = messages[locale];
  const name = m.title({ kind: kind[delivery.kind](), form: title });
  return {
    title: name,
    layout: 'staff',
    current: 'deliveries.list',
    breadcrumb: [{ label: list.title(), href: href('deliveries.list') }, { label: name }],
    body: html`
      ${pageHeader({ title: name })} ${repetition(props)} ${waiting(props)}
      ${descriptionList({
        items: [
          { term: list.state(), text: statusBadge({ label: deliveryStateText(delivery, locale), tone: deliveryTone(delivery) }) },
          { term: list.target(), text: targetText(delivery, locale) },
          ...(fileReference === undefined ? [] : [{ term: m.fileReference(), text: fileReference }]),
          { term: list.answer(), text: answerText(delivery.lastAnswer, locale) },
          { term: m.plannedAt(), text: formatDateTime(delivery.plannedAt, locale) },
          ...(delivery.deliveredAt === null ? [] : [{ term: m.deliveredAt(), text: formatDateTime(delivery.deliveredAt, locale) }]),
          { term: m.key(), text: html`<code>${delivery.id}</code>` },
        ],
      })}
      ${
        attempts.length === 0
          ? ''
          : section({
              title: m.attempts(),
              body: table({
                caption: m.attempts(),
                hideCaption: true,
                dense: true,
                rows: attempts,
                columns: [
                  { label: m.number(), rowHeader: true, tight: true, cell: (one) => String(one.number) },
                  { label: m.begunAt(), tight: true, cell: (one) => formatDateTime(one.begunAt, locale) },
                  { label: m.by(), cell: (one) => (one.staffId === null ? m.bySystem() : m.byStaff()) },
                  { label: m.outcome(), cell: (one) => (one.outcome === null ? m.running() : messages[locale].outcome[one.outcome]()) },
                  { label: list.answer(), cell: (one) => answerText(one.answer, locale) },
                ],
              }),
            })
      }
      ${eventLog(props)}
    `,
  };
}

/** Why nothing happens, where nobody has to do anything. */
function waiting({ delivery, locale }: DeliveryPageProps) {
  const { waiting: m } = messages[locale];
  if (delivery.state === 'dropped') return notice({ tone: 'neutral', title: m.droppedText() });
  return delivery.state === 'waiting'
    ? notice({ tone: 'info', title: deliveryStateText(delivery, locale), body: html`<p>${m.text()}</p>` })
    : '';
}

function repetition({ repetition: offered, delivery, locale, href }: DeliveryPageProps) {
  if (offered === undefined) return '';
  const m = messages[locale].detail;
  const again = offered === 'repeat';
  return notice({
    tone: again ? 'warning' : 'info',
    headingLevel: 2,
    title: again ? m.repeatTitle() : m.replayTitle(),
    body: again ? m.repeatText() : m.replayText(),
    actions: form({
      action: href('deliveries.repeat', { deliveryId: delivery.id }),
      inline: true,
      body: button({ label: again ? m.repeat() : m.replay(), kind: again ? 'primary' : 'secondary' }),
    }),
  });
}

function eventLog({ events, locale }: DeliveryPageProps) {
  if (events.length === 0) return '';
  const { detail: m, event } = messages[locale];
  return section({
    title: m.events(),
    body: timeline({
      locale,
      label: m.events(),
      entries: events.map((one) => ({
        title: event[one.type](),
        when: formatDateTime(one.issuedAt, locale),
        dateTime: one.issuedAt.toString(),
        ...(one.type === 'reject-submission' ? { tone: 'danger' as const } : {}),
        ...(one.problems.length === 0
          ? {}
          : { body: one.problems.map(({ title, detail, type }) => [title ?? type, detail].filter(Boolean).join(': ')).join('; ') }),
      })),
    }),
  });
}
