import { html, type Html, type HtmlValue } from '@amt/html';
import { formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  buttonGroup,
  details,
  errorSummary,
  form,
  notice,
  panel,
  section,
  statusBadge,
  table,
  textarea,
  textField,
  type FieldError,
  type Tone,
} from '@amt/ui';
import type { PlacedFinding } from '../findings/place-findings.ts';
import { messages } from '../messages.ts';
import type { Version } from '../versions/version-store.ts';
import { findingList } from './finding-list.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

export interface PublishedRow {
  readonly version: string;
  readonly hash: string;
  readonly publishedAt: Temporal.Instant;
  readonly offered: boolean;
  readonly author: string | undefined;
  readonly approver: string | undefined;
  readonly diffHref: string;
  readonly restoreAction: string;
}

export interface VersionsProps {
  readonly open: (Version & { readonly href: string }) | undefined;
  /** what stands against handing the form in; undefined where nothing does */
  readonly obstacles: readonly PlacedFinding[];
  /** what its authors should look at */
  readonly warnings: readonly PlacedFinding[];
  readonly unchanged: boolean;
  readonly nextNumber: string;
  readonly changes: Html;
  readonly published: readonly PublishedRow[];
  readonly history: readonly Version[];
  readonly submitAction: string;
  readonly exportHref: string;
  readonly discardAction: string;
}

/** Publishing with four eyes, what was published, and what became of what was handed in. */
export function versionsPage(frame: FrameProps, props: VersionsProps): Page {
  const m = messages[frame.locale].versions;
  return formPage(frame, {
    tab: 'versions',
    title: m.title(),
    body: html`${section({ title: m.publish(), body: publishPart(frame, props) })}
    ${section({ title: m.changes(), body: props.changes })}
    ${section({
      title: m.published(),
      action: button({ label: m.export(), href: props.exportHref, kind: 'link', small: true, icon: 'download', download: true }),
      body: publishedTable(frame, props),
    })}
    ${props.history.length === 0 ? '' : section({ title: m.history(), body: historyTable(frame.locale, props.history) })}
    ${section({ title: m.discard(), body: html`<p>${m.discardHint()}</p>${form({ action: props.discardAction, inline: true, body: button({ label: m.discard(), kind: 'danger', small: true }) })}` })}`,
  });
}

function publishPart(frame: FrameProps, { open, obstacles, unchanged, warnings, nextNumber, submitAction }: VersionsProps): HtmlValue {
  const { locale } = frame;
  const m = messages[locale].versions;
  if (open)
    return notice({
      title:
        open.state === 'scheduled'
          ? m.isScheduled({ number: open.number, date: open.scheduledFor ? formatDateTime(open.scheduledFor, locale) : '' })
          : m.waits({ number: open.number }),
      body: html`<p>${m.submittedBy({ name: open.authorName, date: formatDateTime(open.submittedAt, locale) })}</p>`,
      actions: button({ label: m.look(), href: open.href, kind: 'secondary', small: true }),
    });
  if (unchanged) return html`<p>${m.unchanged()}</p>`;
  if (obstacles.length > 0) return html`<p>${m.obstacles({ count: obstacles.length })}</p>${findingList(obstacles, locale)}`;
  return html`<p>${m.ready({ number: nextNumber })}</p>
    ${warnings.length === 0 ? '' : details({ summary: m.warnings({ count: warnings.length }), body: findingList(warnings, locale) })}
    ${form({
      action: submitAction,
      body: html`${revisionField(frame.copy)}${textarea({ name: 'note', label: m.note(), hint: m.noteHint(), locale, optional: true, rows: 3 })}
      ${button({ label: m.submit() })}`,
    })}`;
}

function publishedTable({ locale, copy }: FrameProps, { published }: VersionsProps): Html {
  const m = messages[locale].versions;
  return table<PublishedRow>({
    caption: m.published(),
    hideCaption: true,
    dense: true,
    rows: published,
    empty: html`<p class="amt-muted">${m.neverPublished()}</p>`,
    columns: [
      {
        label: m.number(),
        rowHeader: true,
        tight: true,
        cell: (row) => html`${row.version} ${row.offered ? statusBadge({ label: m.offered(), tone: 'success' }) : ''}`,
      },
      { label: m.publishedAt(), tight: true, cell: (row) => formatDateTime(row.publishedAt, locale) },
      { label: m.author(), cell: (row) => row.author ?? '–' },
      { label: m.approver(), cell: (row) => row.approver ?? '–' },
      {
        label: m.actions(),
        hideLabel: true,
        cell: (row) =>
          html`<a href="${row.diffHref}">${m.compare()}<span class="amt-hidden"> ${row.version}</span></a>
            ${form({ action: row.restoreAction, inline: true, body: html`${revisionField(copy)}<input type="hidden" name="hash" value="${row.hash}" />${button({ label: m.restore(), about: row.version, kind: 'link', small: true })}` })}`,
      },
    ],
  });
}

const tones: Readonly<Record<Version['state'], Tone>> = {
  submitted: 'info',
  returned: 'warning',
  withdrawn: 'neutral',
  scheduled: 'info',
  published: 'success',
};

export function stateBadge(state: Version['state'], locale: Locale): Html {
  return statusBadge({ label: messages[locale].versions.states[state](), tone: tones[state] });
}

function historyTable(locale: Locale, history: readonly Version[]): Html {
  const m = messages[locale].versions;
  return table<Version>({
    caption: m.history(),
    hideCaption: true,
    dense: true,
    rows: history,
    columns: [
      { label: m.number(), rowHeader: true, tight: true, cell: (row) => row.number },
      { label: m.state(), tight: true, cell: (row) => stateBadge(row.state, locale) },
      {
        label: m.author(),
        cell: (row) => html`${row.authorName}, ${formatDateTime(row.submittedAt, locale)}${row.note === '' ? '' : html`<br />${row.note}`}`,
      },
      {
        label: m.approver(),
        cell: (row) =>
          row.approverName === null
            ? '–'
            : html`${row.approverName}${row.decidedAt ? html`, ${formatDateTime(row.decidedAt, locale)}` : ''}${row.approverNote ? html`<br />${row.approverNote}` : ''}`,
      },
    ],
  });
}

export interface VersionProps {
  readonly version: Version;
  readonly changes: Html;
  /** how was settled what an imported file left open; undefined where nothing was */
  readonly points: Html | undefined;
  readonly mayApprove: boolean;
  readonly own: boolean;
  readonly typed: { readonly note: string; readonly day: string; readonly time: string };
  readonly errors: readonly FieldError[];
  readonly approveAction: string;
  readonly returnAction: string;
  readonly withdrawAction: string;
  readonly listHref: string;
}

/** One version for the second pair of eyes: what changes with it, and the decision. */
export function versionPage(frame: FrameProps, props: VersionProps): Page {
  const { locale } = frame;
  const { version, errors } = props;
  const m = messages[locale].versions;
  return formPage(frame, {
    tab: 'versions',
    title: m.one({ number: version.number }),
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
      <p>${button({ label: m.back(), href: props.listHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
      <h2>${m.one({ number: version.number })} ${stateBadge(version.state, locale)}</h2>
      <p>${m.submittedBy({ name: version.authorName, date: formatDateTime(version.submittedAt, locale) })}</p>
      ${version.note === '' ? '' : panel({ title: m.note(), level: 3, body: html`<p>${version.note}</p>` })}
      ${props.points === undefined ? '' : section({ title: messages[locale].points.howSettled(), body: props.points })}
      ${section({ title: m.changes(), body: props.changes })} ${decision(frame, props)}`,
  });
}

function decision({ locale }: FrameProps, props: VersionProps): HtmlValue {
  const { version, typed, errors } = props;
  const m = messages[locale].versions;
  const withdraw = form({
    action: props.withdrawAction,
    inline: true,
    body: button({ label: version.state === 'scheduled' ? m.cancel() : m.withdraw(), kind: 'secondary', small: true }),
  });
  if (version.state === 'scheduled')
    return section({
      title: m.decide(),
      body: html`<p>${m.isScheduled({ number: version.number, date: version.scheduledFor ? formatDateTime(version.scheduledFor, locale) : '' })}</p>${props.mayApprove ? withdraw : ''}`,
    });
  if (version.state !== 'submitted') return '';
  if (!props.mayApprove || props.own)
    return section({ title: m.decide(), body: html`<p>${props.own ? m.own() : m.mayNot()}</p>${withdraw}` });
  const errorOf = (field: string): { error?: string } => {
    const error = errors.find((one) => one.field === field)?.message;
    return error === undefined ? {} : { error };
  };
  return section({
    title: m.decide(),
    body: form({
      action: props.approveAction,
      body: html`${textarea({ name: 'note', label: m.approverNote(), locale, optional: true, rows: 3, value: typed.note, ...errorOf('note') })}
        ${textField({ name: 'day', label: m.day(), hint: m.dayHint(), locale, optional: true, width: 20, value: typed.day, ...errorOf('day') })}
        ${textField({ name: 'time', label: m.time(), locale, optional: true, width: 5, value: typed.time, ...errorOf('time') })}
        ${buttonGroup(button({ label: m.approve() }), button({ label: m.return(), kind: 'secondary', formAction: props.returnAction }))}`,
    }),
  });
}
