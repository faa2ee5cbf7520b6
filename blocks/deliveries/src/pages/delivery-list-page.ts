import { html } from '@amt/html';
import { formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { emptyState, filterBar, pageHeader, pagination, select, statusBadge, table, visuallyHidden } from '@amt/ui';
import { messages } from '../messages.ts';
import { deliveryStates, type Delivery, type DeliveryState } from '../tables.ts';
import { answerText, deliveryStateText, deliveryTone, targetText } from './delivery-words.ts';
import type { Href } from './href.ts';

export interface DeliveryListProps {
  readonly deliveries: readonly Delivery[];
  /** titles of forms by id */
  readonly titles: ReadonlyMap<string, string>;
  readonly state: DeliveryState | undefined;
  readonly formId: string | undefined;
  /** id that the next page begins after */
  readonly nextAfter: string | undefined;
  readonly locale: Locale;
  readonly href: Href;
}

/** What left the office from forms of the person's units. Shows no answers. */
export function deliveryListPage({ deliveries, titles, state, formId, nextAfter, locale, href }: DeliveryListProps): Page {
  const { list: m, state: states, kind } = messages[locale];
  const action = href('deliveries.list');
  const without = (query: Record<string, string | undefined>): string => href('deliveries.list', {}, query);
  const titleOf = (id: string): string => titles.get(id) ?? id;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'deliveries.list',
    breadcrumb: [{ label: m.title() }],
    body: html`
      ${pageHeader({ title: m.title(), lead: m.lead() })}
      ${filterBar({
        action,
        locale,
        fields: html`${select({
          name: 'state',
          label: m.state(),
          locale,
          empty: m.all(),
          value: state,
          options: deliveryStates.map((value) => ({ value, label: states[value]() })),
        })}
        ${select({
          name: 'form',
          label: m.form(),
          locale,
          empty: m.all(),
          value: formId,
          options: [...titles].map(([value, label]) => ({ value, label })),
        })}`,
        applied: [
          ...(state === undefined ? [] : [{ label: states[state](), removeHref: without({ form: formId }) }]),
          ...(formId === undefined ? [] : [{ label: titleOf(formId), removeHref: without({ state }) }]),
        ],
        resetHref: action,
      })}
      ${
        deliveries.length === 0
          ? emptyState({ title: m.none(), body: m.noneText(), headingLevel: 2 })
          : table({
              caption: m.title(),
              hideCaption: true,
              rows: deliveries,
              dense: true,
              columns: [
                {
                  label: m.form(),
                  rowHeader: true,
                  cell: (one) => html`<a href="${href('deliveries.delivery', { deliveryId: one.id })}"
                      >${titleOf(one.formId)}${visuallyHidden(`, ${kind[one.kind]()}, ${targetText(one, locale)}`)}</a>`,
                },
                { label: m.kind(), cell: (one) => kind[one.kind]() },
                { label: m.target(), cell: (one) => targetText(one, locale) },
                { label: m.state(), cell: (one) => statusBadge({ label: deliveryStateText(one, locale), tone: deliveryTone(one) }) },
                { label: m.answer(), cell: (one) => answerText(one.lastAnswer, locale) },
                { label: m.at(), tight: true, cell: (one) => formatDateTime(one.plannedAt, locale) },
              ],
            })
      }
      ${
        nextAfter === undefined
          ? ''
          : pagination({ locale, nextHref: href('deliveries.list', {}, { state, form: formId, after: nextAfter }) })
      }
    `,
  };
}
