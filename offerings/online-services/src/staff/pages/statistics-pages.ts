import type { CaseFigures } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { formatDate, formatNumber, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { barChart, descriptionList, donut, emptyState, factGrid, pageHeader, section, statusBadge, table, tabs } from '@amt/ui';
import { messages } from '../../messages.ts';
import type { Maturity } from '../maturity.ts';
import type { RatingSummary } from '../../rating/rating-store.ts';

/** How often a page of a form was shown, left from, and sent back with errors. */
export interface PageUsage {
  readonly page: string;
  readonly title: string;
  readonly shown: number;
  readonly left: number;
  readonly errors: number;
  readonly meanSeconds: number | undefined;
}

/** How often a question was answered and refused. */
export interface FieldRow {
  readonly field: string;
  readonly label: string;
  readonly answered: number;
  readonly refused: number;
  /** most frequent kind of fault, in words */
  readonly reason: string | undefined;
}

type Row = CaseFigures & { readonly name: string; readonly rating: RatingSummary | undefined; readonly maturity: Maturity | undefined };

const percent = (share: number | undefined, locale: Locale): string =>
  share === undefined
    ? '–'
    : new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'de-DE', { style: 'percent', maximumFractionDigits: 0 }).format(share);
const rounded = (value: number | undefined, locale: Locale): string =>
  value === undefined ? '–' : formatNumber(Math.round(value * 10) / 10, locale);

/** All services of the person's units side by side. */
export function statisticsPage(props: {
  readonly rows: readonly Row[];
  readonly days: number;
  readonly spans: readonly number[];
  readonly spanHref: (days: number) => string;
  readonly serviceHref: (serviceId: string) => string;
  readonly locale: Locale;
}): Page {
  const { rows, locale } = props;
  const m = messages[locale].staff.statistics;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'online-services.statistics',
    body: html`${pageHeader({ title: m.title(), lead: m.lead() })}
${tabs({ label: m.span(), locale, items: props.spans.map((days) => ({ label: m.days({ count: days }), href: props.spanHref(days), current: days === props.days })) })}
${
  rows.length === 0
    ? emptyState({ title: m.none(), headingLevel: 2 })
    : html`${barChart({ title: m.usesPerService(), columns: [m.service(), m.uses()], locale, rows: rows.toSorted((a, b) => b.opened - a.opened).map((row) => ({ label: row.name, value: row.opened })) })}
${table<Row>({
  caption: m.table(),
  rows,
  dense: true,
  columns: [
    { label: m.service(), rowHeader: true, cell: (row) => html`<a href="${props.serviceHref(row.serviceId)}">${row.name}</a>` },
    { label: m.uses(), numeric: true, cell: (row) => formatNumber(row.opened, locale) },
    { label: m.closed(), numeric: true, cell: (row) => formatNumber(row.closed, locale) },
    { label: m.signedIn(), numeric: true, cell: (row) => percent(row.opened === 0 ? undefined : row.signedIn / row.opened, locale) },
    { label: m.medianDays(), numeric: true, cell: (row) => rounded(row.medianDays, locale) },
    { label: m.satisfaction(), numeric: true, cell: (row) => rounded(row.rating?.averageStars, locale) },
    { label: m.recommendation(), numeric: true, cell: (row) => percent(row.rating?.recommendShare, locale) },
    { label: m.maturity.title(), cell: (row) => (row.maturity ? maturityBadge(row.maturity, locale) : '–') },
  ],
})}`
}`,
  };
}

/** One service: who uses it, where people leave, what they think of it. */
export function serviceStatisticsPage(props: {
  readonly name: string;
  readonly figures: CaseFigures | undefined;
  readonly rating: RatingSummary | undefined;
  readonly remarks: readonly { readonly givenOn: Temporal.PlainDate; readonly stars: number; readonly remark: string }[];
  readonly usage: readonly PageUsage[];
  readonly fields: readonly FieldRow[];
  readonly maturity: Maturity;
  readonly days: number;
  readonly listHref: string;
  readonly locale: Locale;
}): Page {
  const { name, figures, rating, locale } = props;
  const m = messages[locale].staff.statistics;
  const opened = figures?.opened ?? 0;
  return {
    title: `${m.title()}: ${name}`,
    layout: 'staff',
    current: 'online-services.statistics',
    breadcrumb: [{ label: m.title(), href: props.listHref }, { label: name }],
    body: html`${pageHeader({ title: name, kicker: m.days({ count: props.days }) })}
${factGrid({
  facts: [
    { label: m.uses(), value: formatNumber(opened, locale), icon: 'document' },
    { label: m.medianDays(), value: rounded(figures?.medianDays, locale), icon: 'clock' },
    {
      label: m.satisfaction(),
      value: rating ? m.starsOf({ stars: rounded(rating.averageStars, locale), count: rating.count }) : '–',
      icon: 'heart',
    },
    { label: m.recommendation(), value: percent(rating?.recommendShare, locale), icon: 'people' },
  ],
})}
${
  figures
    ? donut({
        title: m.signedIn(),
        columns: [m.way(), m.uses()],
        locale,
        rows: [
          { label: m.withAccount(), value: figures.signedIn },
          { label: m.withoutAccount(), value: opened - figures.signedIn },
        ],
        centre: percent(opened === 0 ? undefined : figures.signedIn / opened, locale),
      })
    : ''
}
${section({ title: m.maturity.title(), id: 'maturity', lead: maturityLead(props.maturity, locale), body: maturityTable(props) })}
${section({ title: m.dropOut(), id: 'drop-out', lead: m.dropOutLead(), body: usageTable(props) })}
${section({ title: m.fields.title(), id: 'questions', lead: m.fields.lead(), body: fieldTable(props) })}
${rating ? section({ title: m.stars(), id: 'stars', body: barChart({ title: m.stars(), hideTitle: true, columns: [m.stars(), m.count()], locale, rows: rating.stars.map((count, i) => ({ label: m.star({ count: i + 1 }), value: count })).toReversed() }) }) : ''}
${props.remarks.length === 0 ? '' : section({ title: m.remarks(), id: 'remarks', body: descriptionList({ items: props.remarks.map((one) => ({ term: `${formatDate(one.givenOn, locale)} · ${m.star({ count: one.stars })}`, text: one.remark })) }) })}`,
  };
}

function usageTable({ usage, locale }: { readonly usage: readonly PageUsage[]; readonly locale: Locale }): Html {
  const m = messages[locale].staff.statistics;
  return table<PageUsage>({
    caption: m.dropOut(),
    hideCaption: true,
    rows: usage,
    dense: true,
    empty: emptyState({ title: m.noUsage() }),
    columns: [
      { label: m.page(), rowHeader: true, cell: (row) => row.title },
      { label: m.shown(), numeric: true, cell: (row) => formatNumber(row.shown, locale) },
      { label: m.left(), numeric: true, cell: (row) => formatNumber(row.left, locale) },
      { label: m.dropOutShare(), numeric: true, cell: (row) => percent(row.shown === 0 ? undefined : row.left / row.shown, locale) },
      { label: m.errors(), numeric: true, cell: (row) => formatNumber(row.errors, locale) },
      { label: m.meanTime(), numeric: true, cell: (row) => duration(row.meanSeconds, locale) },
    ],
  });
}

function duration(seconds: number | undefined, locale: Locale): string {
  const m = messages[locale].staff.statistics;
  if (seconds === undefined) return '–';
  return seconds < 90 ? m.seconds({ seconds: Math.round(seconds) }) : m.minutes({ minutes: rounded(seconds / 60, locale) });
}

function fieldTable({ fields, locale }: { readonly fields: readonly FieldRow[]; readonly locale: Locale }): Html {
  const m = messages[locale].staff.statistics.fields;
  return table<FieldRow>({
    caption: m.title(),
    hideCaption: true,
    rows: fields,
    dense: true,
    empty: emptyState({ title: m.none() }),
    columns: [
      { label: m.question(), rowHeader: true, cell: (row) => row.label },
      { label: m.answered(), numeric: true, cell: (row) => formatNumber(row.answered, locale) },
      { label: m.refused(), numeric: true, cell: (row) => formatNumber(row.refused, locale) },
      {
        label: m.share(),
        numeric: true,
        cell: (row) => percent(row.answered + row.refused === 0 ? undefined : row.refused / (row.answered + row.refused), locale),
      },
      { label: m.reason(), cell: (row) => row.reason ?? '–' },
    ],
  });
}

function maturityBadge({ level }: Maturity, locale: Locale): Html {
  const m = messages[locale].staff.statistics.maturity;
  const names = [m.name0(), m.name1(), m.name2(), m.name3(), m.name4()];
  return statusBadge({ label: `${level} · ${names[level] ?? ''}`, tone: level === 4 ? 'success' : level >= 3 ? 'info' : 'warning' });
}

function maturityLead({ level, checks }: Maturity, locale: Locale): string {
  const m = messages[locale].staff.statistics.maturity;
  return `${m.level({ level })}. ${m.lead({ met: checks.filter((check) => check.met).length, total: checks.length })}`;
}

function maturityTable({ maturity, locale }: { readonly maturity: Maturity; readonly locale: Locale }): Html {
  const m = messages[locale].staff.statistics.maturity;
  return table<Maturity['checks'][number]>({
    caption: m.title(),
    hideCaption: true,
    rows: maturity.checks,
    dense: true,
    columns: [
      { label: m.feature(), rowHeader: true, cell: (row) => m.check[row.id]() },
      { label: m.forLevel(), numeric: true, cell: (row) => String(row.level) },
      { label: m.state(), cell: (row) => statusBadge(row.met ? { label: m.yes(), tone: 'success' } : { label: m.no(), tone: 'warning' }) },
    ],
  });
}
