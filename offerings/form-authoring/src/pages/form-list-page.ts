import { html, type Html } from '@amt/html';
import { formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, emptyState, form, pageHeader, section, statusBadge, table } from '@amt/ui';
import { messages } from '../messages.ts';

/** One form of the person's units: published, in work, or both. */
export interface ListedForm {
  readonly formId: string;
  readonly title: string;
  readonly unit: string;
  readonly version: string | undefined;
  readonly copy:
    | { readonly changedAt: Temporal.Instant; readonly by: string; readonly faults: number; readonly lockedBy: string | undefined }
    | undefined;
}

export interface WaitingVersion {
  readonly id: string;
  readonly title: string;
  readonly number: string;
  readonly author: string;
  readonly submittedAt: Temporal.Instant;
  readonly scheduledFor: Temporal.Instant | null;
  readonly href: string;
}

export interface FormListProps {
  readonly forms: readonly ListedForm[];
  readonly waiting: readonly WaitingVersion[];
  readonly locale: Locale;
  readonly newHref: string;
  readonly importHref: string;
  readonly formHref: (formId: string) => string;
  readonly editHref: (formId: string) => string;
}

/** All forms of the person's units, and what waits for a second pair of eyes. */
export function formListPage(props: FormListProps): Page {
  const { forms, waiting, locale } = props;
  const m = messages[locale].list;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'form-authoring.forms',
    body: html`${pageHeader({
      title: m.title(),
      lead: m.lead(),
      actions: buttonGroup(
        button({ label: m.new(), href: props.newHref, icon: 'add' }),
        button({ label: m.import(), href: props.importHref, kind: 'secondary', icon: 'upload' }),
      ),
    })}
    ${waiting.length === 0 ? '' : section({ title: m.waiting(), body: waitingTable(props) })}
    ${table<ListedForm>({
      caption: m.title(),
      hideCaption: true,
      rows: forms,
      empty: emptyState({ title: m.none(), body: m.noneHint(), action: button({ label: m.new(), href: props.newHref, icon: 'add' }) }),
      columns: [
        { label: m.name(), rowHeader: true, cell: (one) => nameCell(one, props) },
        { label: m.unit(), cell: (one) => one.unit },
        {
          label: m.published(),
          tight: true,
          cell: (one) => (one.version === undefined ? html`<span class="amt-muted">${m.never()}</span>` : one.version),
        },
        { label: m.work(), cell: (one) => workCell(one, props) },
      ],
    })}`,
  };
}

function nameCell(one: ListedForm, props: FormListProps): Html {
  return one.copy ? html`<a href="${props.formHref(one.formId)}">${one.title}</a>` : html`${one.title}`;
}

function workCell({ copy, formId, title }: ListedForm, { locale, editHref }: FormListProps): Html {
  const m = messages[locale].list;
  if (!copy)
    return html`<p class="amt-muted">${m.notInWork()}</p>
      ${form({ action: editHref(formId), inline: true, body: button({ label: m.edit(), about: title, kind: 'link', small: true, icon: 'edit' }) })}`;
  return html`${m.changed({ date: formatDateTime(copy.changedAt, locale), name: copy.by })}
  ${copy.faults > 0 ? statusBadge({ label: m.faults({ count: copy.faults }), tone: 'warning' }) : statusBadge({ label: m.noFaults(), tone: 'success' })}
  ${copy.lockedBy === undefined ? '' : statusBadge({ label: m.lockedBy({ name: copy.lockedBy }), tone: 'info' })}`;
}

function waitingTable({ waiting, locale }: FormListProps): Html {
  const m = messages[locale].list;
  return table<WaitingVersion>({
    caption: m.waiting(),
    hideCaption: true,
    dense: true,
    rows: waiting,
    columns: [
      { label: m.name(), rowHeader: true, cell: (one) => html`<a href="${one.href}">${one.title} ${one.number}</a>` },
      { label: m.author(), cell: (one) => one.author },
      { label: m.submitted(), tight: true, cell: (one) => formatDateTime(one.submittedAt, locale) },
      {
        label: m.state(),
        cell: (one) =>
          one.scheduledFor === null
            ? statusBadge({ label: m.waits(), tone: 'info' })
            : statusBadge({ label: m.scheduled({ date: formatDateTime(one.scheduledFor, locale) }), tone: 'success' }),
      },
    ],
  });
}
