import { agreementStepOf, type CaseEvent, type CaseTypeDefinition } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { formatDateTime, pick, type Locale } from '@amt/i18n';
import { button, form, messageThread, section, textarea, timeline } from '@amt/ui';
import { messages } from '../../messages.ts';
import { type CasePageProps, errorOf } from './case-props.ts';

/** What was written between the office and the applicant. */
export function caseThread({ messages: sent, messageFileHref, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  if (sent.length === 0) return html``;
  return section({
    title: m.messages(),
    id: 'messages',
    body: messageThread({
      locale,
      label: m.messages(),
      messages: sent.map((message) => ({
        from: message.authorName,
        side: message.direction === 'to-applicant' ? 'own' : 'other',
        body: paragraphs(message.body),
        when: formatDateTime(message.sentAt, locale),
        dateTime: message.sentAt.toString(),
        files: message.files.map((file) => ({ name: file.fileName, size: file.size, href: messageFileHref(file.id) })),
        ...(message.answeredAt ? { receipt: m.answered({ date: formatDateTime(message.answeredAt, locale) }) } : {}),
      })),
    }),
  });
}

/** Notes that stay inside the office. */
export function caseNotes({ notes: written, draft, errors, found, to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  const list =
    written.length === 0
      ? ''
      : messageThread({
          locale,
          label: m.notes(),
          messages: written.map((note) => ({
            from: note.staffName,
            side: 'internal',
            body: paragraphs(note.body),
            when: formatDateTime(note.writtenAt, locale),
            dateTime: note.writtenAt.toString(),
          })),
        });
  const write =
    found.phase === 'closed'
      ? ''
      : form({
          action: to.note,
          label: m.notes(),
          body: html`${textarea({ name: 'note', label: m.newNote(), hint: m.noteHint(), locale, value: draft.note, rows: 3, error: errorOf(errors, 'note') })}${button({ label: m.saveNote(), kind: 'secondary' })}`,
        });
  return section({ title: m.notes(), id: 'notes', body: html`${list}${write}` });
}

/** What has happened, first to last. */
export function caseHistory({ events, type, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return section({
    title: m.history(),
    id: 'history',
    body: timeline({
      locale,
      label: m.history(),
      entries: events.map((event) => ({
        title: eventTitle(event, type, locale),
        when: formatDateTime(event.at, locale),
        dateTime: event.at.toString(),
        ...(event.actorName === '' ? {} : { who: event.actorName }),
        ...(typeof event.detail['reason'] === 'string' && event.detail['reason'] !== '' ? { body: event.detail['reason'] } : {}),
      })),
    }),
  });
}

function eventTitle(event: CaseEvent, type: CaseTypeDefinition, locale: Locale): string {
  const { event: m, agreement: steps } = messages[locale].staff.case;
  if (event.kind === 'action') {
    const action = type.actions.find((one) => one.id === event.action);
    return action ? pick(action.event ?? action.label, locale) : (event.action ?? '');
  }
  if (event.kind === 'assigned') return m.assigned({ name: typeof event.detail['to'] === 'string' ? event.detail['to'] : '' });
  const agreement = agreementStepOf(event);
  if (agreement) return steps[agreement]();
  return event.kind === 'note' ? m.note() : event.kind === 'opened' ? m.opened() : m.other();
}

function paragraphs(text: string): Html[] {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => html`<p>${paragraph.split('\n').map((line, i) => (i === 0 ? line : html`<br>${line}`))}</p>`);
}
