import { html, type Html } from '@amt/html';
import { formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import type { Href } from './href.ts';
import { emptyState, linkList, pageHeader, pagination, searchBox, statusBadge, tabs } from '@amt/ui';
import type { InboxEntry, InboxPage } from '../message-store.ts';
import { messages } from '../messages.ts';

export interface InboxPageProps extends InboxPage {
  readonly archived: boolean;
  readonly search: string;
  readonly locale: Locale;
  readonly href: Href;
}

/** The list of messages with search, archive and pages. */
export function inboxPage(props: InboxPageProps): Page {
  const { entries, total, archived, search, locale, href } = props;
  const m = messages[locale].inbox;
  const view = archived ? 'archive' : undefined;
  const title = archived ? m.archiveTitle() : m.title();
  return {
    title,
    layout: 'account',
    current: 'mailbox.inbox',
    breadcrumb: [{ label: m.title(), ...(archived && { href: href('mailbox.inbox') }) }, ...(archived ? [{ label: title }] : [])],
    body: html`
      ${pageHeader({ title, lead: m.lead() })}
      ${tabs({
        label: m.tabs(),
        locale,
        items: [
          { label: m.tabInbox(), href: href('mailbox.inbox'), current: !archived },
          { label: m.tabArchive(), href: href('mailbox.inbox', {}, { view: 'archive' }), current: archived },
        ],
      })}
      ${searchBox({ action: href('mailbox.inbox', {}, { view }), label: m.search(), locale, value: search, id: 'mailbox-search' })}
      ${search === '' ? '' : html`<p role="status">${m.found({ count: total, search })} <a href="${href('mailbox.inbox', {}, { view })}">${m.showAll()}</a></p>`}
      ${entries.length === 0 ? nothingHere(props) : linkList({ label: m.count({ count: total }), items: entries.map((entry) => line(entry, props)) })}
      ${pagination({ locale, current: props.page, total: props.pages, href: (page) => href('mailbox.inbox', {}, { view, q: search || undefined, page: String(page) }) })}
    `,
  };
}

function nothingHere({ archived, search, locale }: InboxPageProps): Html {
  const m = messages[locale].inbox;
  if (search !== '') return emptyState({ title: m.nothingFound(), body: m.nothingFoundText(), icon: 'search', headingLevel: 2 });
  return archived
    ? emptyState({ title: m.emptyArchive(), body: m.emptyArchiveText(), headingLevel: 2 })
    : emptyState({ title: m.empty(), body: m.emptyText(), headingLevel: 2 });
}

function line(entry: InboxEntry, { locale, href }: InboxPageProps) {
  const { inbox: m, kind, message } = messages[locale];
  const parts = [
    kind[entry.kind](),
    entry.sender ?? message.office(),
    formatDateTime(entry.deliveredAt, locale),
    entry.caseReference,
    entry.attachmentCount === 0 ? null : m.attachments({ count: entry.attachmentCount }),
  ];
  return {
    label: entry.readAt === null ? html`<strong>${entry.subject}</strong>` : entry.subject,
    href: href('mailbox.message', { messageId: entry.id }),
    meta: parts.filter((part) => part !== null).join(' · '),
    badge: badge(entry, locale),
  };
}

function badge(entry: InboxEntry, locale: Locale): Html {
  const m = messages[locale].inbox;
  if (entry.wantsAnswer && entry.answeredAt === null) return statusBadge({ label: m.answerNeeded(), tone: 'warning' });
  if (entry.readAt === null) return statusBadge({ label: m.unread(), tone: 'info' });
  return entry.answeredAt === null ? html`` : statusBadge({ label: m.answered(), tone: 'success' });
}
