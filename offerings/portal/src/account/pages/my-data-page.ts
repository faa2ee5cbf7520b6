import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  checkbox,
  emptyState,
  errorSummary,
  form,
  notice,
  pageHeader,
  section,
  statusBadge,
  table,
  type FieldError,
} from '@amt/ui';
import { messages } from '../../messages.ts';

export interface AttributeLine {
  readonly label: string;
  readonly value: string;
  readonly level: string;
  readonly date: string;
}

export interface ReadingLine {
  readonly when: string;
  readonly who: string;
  readonly what: string;
}

export interface MyDataProps {
  readonly attributes: readonly AttributeLine[];
  readonly readings: readonly ReadingLine[];
  readonly exportHref: string;
  readonly eraseHref: string;
  readonly notify: boolean;
  readonly preferencesHref: string;
  readonly errors: readonly FieldError[];
  readonly locale: Locale;
}

/** What the office knows of me, who looked at it, and my rights to have it and to have it deleted. */
export function myDataPage({ attributes, readings, errors, locale, ...props }: MyDataProps): Page {
  const m = messages[locale].myData;
  return {
    title: m.title(),
    layout: 'account',
    current: 'portal.my-data',
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ title: m.title(), lead: m.lead() })}
${section({
  title: m.known(),
  id: 'known',
  lead: m.knownLead(),
  body: table<AttributeLine>({
    caption: m.known(),
    hideCaption: true,
    rows: attributes,
    empty: emptyState({ title: m.nothing() }),
    columns: [
      { label: m.attribute(), rowHeader: true, cell: (one) => one.label },
      { label: m.value(), cell: (one) => one.value },
      { label: m.level(), cell: (one) => statusBadge({ label: one.level, tone: 'info' }) },
      { label: m.since(), tight: true, cell: (one) => one.date },
    ],
  }),
})}
${section({ title: m.notifications(), id: 'notifications', body: form({ action: props.preferencesHref, body: html`${checkbox({ name: 'notify', label: m.notify(), hint: m.notifyHint(), locale, checked: props.notify, optional: true })}${button({ label: m.save(), kind: 'secondary' })}` }) })}
${section({
  title: m.readings(),
  id: 'readings',
  lead: m.readingsLead(),
  body: table<ReadingLine>({
    caption: m.readings(),
    hideCaption: true,
    rows: readings,
    dense: true,
    empty: emptyState({ title: m.noReadings(), icon: 'lock' }),
    columns: [
      { label: m.when(), rowHeader: true, tight: true, cell: (one) => one.when },
      { label: m.who(), cell: (one) => one.who },
      { label: m.what(), cell: (one) => one.what },
    ],
  }),
})}
${section({ title: m.export(), id: 'export', lead: m.exportLead(), body: button({ label: m.exportButton(), href: props.exportHref, kind: 'secondary', icon: 'download', download: true }) })}
${section({
  title: m.erase(),
  id: 'erase',
  body: html`<p>${m.eraseLead()}</p>${form({ action: props.eraseHref, body: html`${checkbox({ name: 'sure', label: m.eraseSure(), locale, error: errors.find((error) => error.field === 'sure')?.message })}${button({ label: m.eraseButton(), kind: 'danger' })}` })}`,
})}`,
  };
}

/** After deletion: what is gone, and what the law keeps and why. */
export function erasedPage({
  kept,
  homeHref,
  locale,
}: {
  readonly kept: readonly string[];
  readonly homeHref: string;
  readonly locale: Locale;
}): Page {
  const m = messages[locale].myData;
  return {
    title: m.erased(),
    layout: 'question',
    body: html`${pageHeader({ title: m.erased(), lead: m.erasedLead() })}
${kept.length === 0 ? '' : notice({ tone: 'info', title: m.kept(), headingLevel: 2, body: html`<ul>${kept.map((reason) => html`<li>${reason}</li>`)}</ul>` })}
<p><a href="${homeHref}">${m.home()}</a></p>`,
  };
}
