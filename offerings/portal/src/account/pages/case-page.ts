import type { Case, CaseEvent, CaseTypeDefinition, MessageWithFiles } from '@amt/cases';
import { html, type Html } from '@amt/html';
import { formatDate, formatDateTime, pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  details,
  fileList,
  form,
  messageThread,
  notice,
  pageHeader,
  section,
  summaryList,
  timeline,
  type ListedFile,
  type TimelineEntry,
} from '@amt/ui';
import { messages } from '../../messages.ts';

export interface ApplicantCaseProps {
  readonly found: Case;
  readonly type: CaseTypeDefinition;
  readonly serviceName: string;
  readonly unitName: string;
  readonly status: Html;
  readonly events: readonly CaseEvent[];
  readonly messages: readonly MessageWithFiles[];
  readonly fileHref: (fileId: string) => string;
  readonly documents: readonly ListedFile[];
  readonly uploads: readonly ListedFile[];
  readonly summary: readonly { readonly title: string; readonly rows: readonly { readonly label: string; readonly value: string }[] }[];
  readonly answerHref: string | undefined;
  readonly payHref: string | undefined;
  /** somebody else still has to agree: where the person asks for it */
  readonly agreementHref: string | undefined;
  readonly withdrawHref: string | undefined;
  readonly casesHref: string;
  readonly locale: Locale;
}

/** One application as the person who made it sees it: where it stands, what was said, what was sent. */
export function applicantCasePage(props: ApplicantCaseProps): Page {
  const { found, type, serviceName, locale } = props;
  const m = messages[locale].cases;
  const state = type.states.find((one) => one.id === found.state);
  return {
    title: `${serviceName} – ${found.fileReference}`,
    layout: 'account',
    current: 'portal.cases',
    breadcrumb: [{ label: messages[locale].account.casesTitle(), href: props.casesHref }, { label: found.fileReference }],
    body: html`${pageHeader({ kicker: m.reference({ fileReference: found.fileReference }), title: serviceName, badge: props.status })}
${notice({ tone: tone(found), title: state ? pick(state.applicantText, locale) : '', body: found.dueOn && !found.closedAt ? m.dueOn({ date: formatDate(found.dueOn, locale), unit: props.unitName }) : m.unit({ unit: props.unitName }), ...callToAction(props) })}
${props.agreementHref === undefined ? '' : notice({ tone: 'warning', title: m.agreementNeeded(), body: html`<p>${m.agreementText()}</p>`, actions: button({ label: m.agreementLink(), href: props.agreementHref, kind: 'secondary' }) })}
${props.documents.length === 0 ? '' : section({ title: m.documents(), id: 'documents', body: fileList({ files: props.documents, locale, label: m.documents() }) })}
${section({ title: m.course(), id: 'course', body: timeline({ locale, label: m.course(), entries: course(props) }) })}
${props.messages.length === 0 ? '' : section({ title: m.messages(), id: 'messages', body: thread(props) })}
${section({ title: m.answers(), id: 'answers', body: details({ summary: m.showAnswers(), body: html`${props.summary.map((part) => summaryList({ title: part.title, level: 3, locale, rows: part.rows.map(({ label, value }) => ({ key: label, value })) }))}${fileList({ files: props.uploads, locale, label: m.uploads() })}` }) })}
${props.withdrawHref === undefined ? '' : details({ summary: m.withdraw(), body: html`<p>${m.withdrawHint()}</p>${form({ action: props.withdrawHref, inline: true, body: button({ label: m.withdraw(), kind: 'danger' }) })}` })}`,
  };
}

function tone(found: Case): 'info' | 'warning' | 'success' | 'neutral' {
  if (found.phase === 'waiting' || found.phase === 'awaiting-payment') return 'warning';
  return found.phase === 'closed' ? 'neutral' : 'info';
}

function callToAction({ answerHref, payHref, locale }: ApplicantCaseProps): { actions?: Html } {
  const m = messages[locale].cases;
  if (answerHref !== undefined) return { actions: button({ label: m.answer(), href: answerHref }) };
  return payHref === undefined ? {} : { actions: button({ label: m.pay(), href: payHref }) };
}

function course({ events, found, locale }: ApplicantCaseProps): TimelineEntry[] {
  const m = messages[locale].cases;
  // what is waited for is the present step: the agreement of another person before the office's own
  const isPresent = (event: CaseEvent): boolean => (found.openAgreements > 0 ? event.kind === 'agreement' : event.toState === found.state);
  const past = events.map((event): TimelineEntry => ({
    title: event.applicantText ? pick(event.applicantText, locale) : '',
    when: formatDateTime(event.at, locale),
    dateTime: event.at.toString(),
    ...(isPresent(event) && !found.closedAt ? { state: 'current' as const } : {}),
  }));
  // only the last step is the present one
  const last = past.findLastIndex((entry) => entry.state === 'current');
  const entries = past.map((entry, i): TimelineEntry => (entry.state === 'current' && i !== last ? { ...entry, state: 'done' } : entry));
  return found.closedAt ? entries : [...entries, { title: m.decisionToCome(), state: 'todo' }];
}

function thread({ messages: sent, fileHref, locale }: ApplicantCaseProps): Html {
  return messageThread({
    locale,
    label: messages[locale].cases.messages(),
    messages: sent.map((message) => ({
      from: message.authorName,
      side: message.direction === 'from-applicant' ? 'own' : 'other',
      body: message.body.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`),
      when: formatDateTime(message.sentAt, locale),
      dateTime: message.sentAt.toString(),
      files: message.files.map((file) => ({ name: file.fileName, size: file.size, href: fileHref(file.id) })),
    })),
  });
}
