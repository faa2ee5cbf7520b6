import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  checkbox,
  emptyState,
  errorSummary,
  fileField,
  form,
  notice,
  pageHeader,
  panel,
  radios,
  section,
  table,
  textField,
  type FieldError,
} from '@amt/ui';
import { messages } from '../messages.ts';

export interface CounterPageProps {
  readonly services: readonly { readonly name: string; readonly unit: string; readonly href: string; readonly sheetHref: string }[];
  readonly drafts: readonly { readonly name: string; readonly channel: string; readonly changed: string; readonly href: string }[];
  readonly query: string;
  readonly action: string;
  readonly locale: Locale;
}

/** What a clerk can fill in for somebody, and what is begun. */
export function counterPage({ services, drafts, query, action, locale }: CounterPageProps): Page {
  const m = messages[locale];
  return {
    title: m.title(),
    layout: 'staff',
    current: 'counter.home',
    body: html`${pageHeader({ title: m.title(), lead: m.lead() })}
${
  drafts.length === 0
    ? ''
    : section({
        title: m.begun(),
        id: 'begun',
        body: table<CounterPageProps['drafts'][number]>({
          caption: m.begun(),
          hideCaption: true,
          dense: true,
          rows: drafts,
          columns: [
            { label: m.service(), rowHeader: true, cell: (row) => html`<a href="${row.href}">${row.name}</a>` },
            { label: m.channelLabel(), cell: (row) => row.channel },
            { label: m.changed(), cell: (row) => row.changed },
          ],
        }),
      })
}
${section({
  title: m.services(),
  id: 'services',
  body: html`${form({ action, method: 'get', label: m.find(), body: html`${textField({ name: 'q', label: m.find(), locale, value: query, width: 'full' })}${button({ label: m.findButton(), kind: 'secondary' })}` })}
${table<CounterPageProps['services'][number]>({
  caption: m.services(),
  hideCaption: true,
  dense: true,
  rows: services,
  empty: emptyState({ title: m.none() }),
  columns: [
    { label: m.service(), rowHeader: true, cell: (row) => html`<a href="${row.href}">${row.name}</a>` },
    { label: m.unit(), cell: (row) => row.unit },
    { label: m.sheet(), cell: (row) => html`<a href="${row.sheetHref}">${m.print()}<span class="amt-hidden"> ${row.name}</span></a>` },
  ],
})}`,
})}`,
  };
}

export interface BeginPageProps {
  readonly serviceName: string;
  readonly action: string;
  readonly paperAction: string;
  readonly homeHref: string;
  readonly maxBytes: number;
  readonly typed: { readonly channel: string; readonly given: string; readonly identified: string; readonly agreed: boolean };
  readonly errors: readonly FieldError[];
  readonly locale: Locale;
}

/** Consent first, then the questions; or a filled-in sheet, with consent too. */
export function beginPage(props: BeginPageProps): Page {
  const { locale, errors } = props;
  const m = messages[locale];
  return {
    title: m.beginTitle({ service: props.serviceName }),
    layout: 'staff',
    current: 'counter.home',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: m.title(), href: props.homeHref }, { label: props.serviceName }],
    scripts: ['upload'],
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ title: props.serviceName, lead: m.beginLead() })}
${form({ action: props.action, label: m.beginForm(), body: html`${channelQuestion(props)}${consentQuestions(props, '')}${button({ label: m.begin() })}` })}
${panel({
  title: m.paperTitle(),
  body: form({
    action: props.paperAction,
    label: m.paperTitle(),
    multipart: true,
    body: html`<p>${m.paperLead()}</p>${fileField({ name: 'paper', label: m.paperFile(), locale, accept: '.pdf', maxBytes: props.maxBytes, error: errorOf(errors, 'paper') })}${consentQuestions(props, 'paper-')}${button({ label: m.readPaper(), kind: 'secondary' })}`,
  }),
})}`,
  };
}

const errorOf = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((error) => error.field === field)?.message;

function channelQuestion({ typed, errors, locale }: BeginPageProps): Html {
  const m = messages[locale];
  return radios({
    name: 'channel',
    label: m.channelLabel(),
    locale,
    value: typed.channel,
    error: errorOf(errors, 'channel'),
    options: [
      { value: 'counter', label: m.channel.counter() },
      { value: 'telephone', label: m.channel.telephone() },
      { value: 'paper', label: m.channel.paper() },
    ],
  });
}

/** The two forms of the page stand beside each other, so the ids of their fields differ. */
function consentQuestions({ typed, errors, locale }: BeginPageProps, prefix: '' | 'paper-'): Html {
  const m = messages[locale];
  const own = errors.some((error) => error.field === 'paper') === (prefix === 'paper-');
  const error = (field: string): string | undefined => (own ? errorOf(errors, field) : undefined);
  return html`${radios({
    id: `${prefix}given`,
    name: 'given',
    label: m.given(),
    locale,
    value: typed.given,
    error: error('given'),
    options: [
      { value: 'present', label: m.givenPresent() },
      { value: 'telephone', label: m.givenTelephone() },
      { value: 'letter', label: m.givenLetter() },
    ],
  })}
  ${radios({
    id: `${prefix}identified`,
    name: 'identified',
    label: m.identified(),
    hint: m.identifiedHint(),
    locale,
    value: typed.identified,
    error: error('identified'),
    options: [
      { value: 'document', label: m.identifiedDocument() },
      { value: 'known', label: m.identifiedKnown() },
      { value: 'not', label: m.identifiedNot() },
    ],
  })}
  ${checkbox({ id: `${prefix}agreed`, name: 'agreed', label: m.agreed(), locale, checked: typed.agreed, error: error('agreed') })}`;
}

/** Where a person sends a sheet they filled in on their screen. */
export function sendPaperPage(props: {
  readonly action: string;
  readonly maxBytes: number;
  readonly error: string | undefined;
  readonly locale: Locale;
}): Page {
  const { locale, error } = props;
  const m = messages[locale].send;
  return {
    title: m.title(),
    hasErrors: error !== undefined,
    scripts: ['upload'],
    body: html`${errorSummary({ errors: error === undefined ? [] : [{ field: 'paper', message: error }], locale })}
${pageHeader({ title: m.title(), lead: m.lead() })}
${notice({ tone: 'info', body: html`<p>${m.next()}</p>` })}
${form({ action: props.action, multipart: true, body: html`${fileField({ name: 'paper', label: m.file(), locale, accept: '.pdf', maxBytes: props.maxBytes, error })}${button({ label: m.read() })}` })}`,
  };
}
