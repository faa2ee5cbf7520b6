import { html, type Html } from '@amt/html';
import { formatDate, formatDateTime, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import type { Href } from './href.ts';
import { button, buttonGroup, descriptionList, fileList, form, notice, pageHeader, prose, section, statusBadge } from '@amt/ui';
import type { DeemedNotification, NotificationRule } from '../deemed-notification.ts';
import type { Attachment, Message } from '../message-store.ts';
import { messages } from '../messages.ts';

export interface MessagePageProps {
  readonly message: Message;
  readonly attachments: readonly Attachment[];
  /** decisions only */
  readonly deemed: (DeemedNotification & { readonly rule: NotificationRule }) | undefined;
  readonly locale: Locale;
  readonly href: Href;
}

/** One message with its attachments, what to do next, and when a decision counts as notified. */
export function messagePage(props: MessagePageProps): Page {
  const { message, locale, href } = props;
  const { message: m, kind, inbox } = messages[locale];
  return {
    title: message.subject,
    layout: 'account',
    current: 'mailbox.inbox',
    breadcrumb: [{ label: inbox.title(), href: href('mailbox.inbox') }, { label: message.subject }],
    body: html`
      ${pageHeader({
        title: message.subject,
        kicker: m.from({ sender: message.sender ?? m.office() }),
        badge: statusBadge({ label: kind[message.kind](), tone: message.kind === 'decision' ? 'success' : 'neutral' }),
      })}
      ${action(props)} ${paragraphs(message)} ${attachments(props)} ${deemedNotice(props)}
      ${descriptionList({ items: facts(props) })}
      ${buttonGroup(
        button({ label: m.back(), href: href('mailbox.inbox'), kind: 'secondary', icon: 'arrow-start' }),
        form({
          action: href('mailbox.archive', { messageId: message.id }),
          inline: true,
          body: html`<input type="hidden" name="archived" value="${message.archivedAt === null ? 'yes' : 'no'}" />${button({
            label: message.archivedAt === null ? m.archive() : m.unarchive(),
            kind: 'link',
          })}`,
        }),
      )}
    `,
  };
}

function paragraphs({ body, language }: Message): Html {
  const parts = body.trim().split(/\n\s*\n/);
  const rows = (part: string): Html[] => part.split('\n').map((row, index) => (index === 0 ? html`${row}` : html`<br />${row}`));
  return html`<div lang="${language}">${prose(parts.map((part) => html`<p>${rows(part)}</p>`))}</div>`;
}

function action({ message, locale, href }: MessagePageProps): Html {
  const m = messages[locale].message;
  if (message.answeredAt !== null)
    return notice({ tone: 'success', title: m.answeredOn({ date: formatDateTime(message.answeredAt, locale) }) });
  if (message.action === null) return html``;
  const { route, params, label } = message.action;
  const next = button({ label, href: href(route, { ...params }), icon: 'arrow-end', iconAtEnd: true });
  return message.wantsAnswer ? notice({ tone: 'warning', title: m.answerTitle(), headingLevel: 2, actions: next }) : buttonGroup(next);
}

function attachments({ attachments, locale, href }: MessagePageProps): Html {
  if (attachments.length === 0) return html``;
  const m = messages[locale].message;
  return section({
    title: m.attachments(),
    id: 'attachments',
    body: fileList({
      locale,
      files: attachments.map((file) => ({
        name: file.fileName,
        size: file.size,
        href: href('mailbox.attachment', { attachmentId: file.id }),
      })),
    }),
  });
}

function deemedNotice({ deemed, locale }: MessagePageProps): Html {
  if (deemed === undefined) return html``;
  const m = messages[locale].message;
  const basis = { BayDiG: m.bayDig, OZG: m.ozg, VwVfG: m.vwVfG }[deemed.rule]();
  const text =
    deemed.state === 'notified'
      ? m.deemedOn({ date: formatDate(deemed.on, locale) })
      : deemed.state === 'lapsed'
        ? m.deemedLapsed()
        : m.deemedOpen();
  return notice({
    title: m.deemedTitle(),
    headingLevel: 2,
    icon: 'calendar',
    body: html`<p>${text}</p>
      <p>${m.deemedBasis({ basis })}</p>`,
  });
}

function facts({ message, locale }: MessagePageProps) {
  const m = messages[locale].message;
  const at = (term: string, instant: Temporal.Instant | null) =>
    instant === null ? [] : [{ term, text: formatDateTime(instant, locale) }];
  return [
    ...(message.caseReference === null ? [] : [{ term: m.caseReference(), text: message.caseReference }]),
    ...at(m.delivered(), message.deliveredAt),
    ...at(m.notified(), message.notifiedAt),
    ...at(m.readOn(), message.readAt),
  ];
}
