import {
  agreementStepOf,
  type Case,
  type CaseAction,
  type CaseEvent,
  type CaseTypeDefinition,
  type Decision,
  type MessageWithFiles,
  type Note,
  type TextBlock,
} from '@amt/cases';
import { html, type Html, type HtmlValue } from '@amt/html';
import { formatDate, formatDateTime, formatMoney, pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  descriptionList,
  details,
  errorSummary,
  fileList,
  form,
  messageThread,
  notice,
  pageHeader,
  panel,
  radios,
  section,
  select,
  statusBadge,
  summaryList,
  textarea,
  timeline,
  withAside,
  type FieldError,
  type ListedFile,
  type Tone,
} from '@amt/ui';
import { messages } from '../../messages.ts';
import { caseBadge, dueLabel } from '../case-labels.ts';
import { agreementPanel, type AgreementProps } from './agreement-panel.ts';

/** Where the buttons of the page lead. */
export interface CaseAddresses {
  readonly self: string;
  readonly list: string;
  readonly take: string;
  readonly assign: string;
  readonly step: string;
  readonly ask: string;
  readonly reply: string;
  readonly note: string;
  readonly propose: string;
  readonly approve: string;
  readonly giveBack: string;
}

export interface CasePageProps {
  readonly found: Case;
  readonly type: CaseTypeDefinition;
  readonly serviceName: string;
  readonly unitName: string;
  readonly ownerName: string | undefined;
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
  readonly summary: readonly {
    readonly title: string;
    readonly rows: readonly { readonly label: string; readonly value: HtmlValue; readonly origin?: string | undefined }[];
  }[];
  readonly uploads: readonly ListedFile[];
  readonly documents: readonly ListedFile[];
  readonly claim:
    | {
        readonly amountCents: number;
        readonly state: string;
        readonly label: string;
        readonly tone: 'success' | 'warning' | 'neutral';
        /** where the person at the counter pays; undefined when nothing is due or somebody else has to pay */
        readonly payHref: string | undefined;
      }
    | undefined;
  /** way it came in, with the person's consent where a clerk filled it in */
  readonly channelText: string;
  /** agreements of other people, in words */
  readonly cosignatures: readonly string[];
  readonly agreements: readonly AgreementProps[];
  /** times the person has chosen */
  readonly appointments: readonly { readonly text: string; readonly state: string; readonly tone: Tone }[];
  /** where the application goes besides this case */
  readonly deliveries: readonly { readonly way: string; readonly state: string; readonly tone: Tone; readonly href: string | undefined }[];
  readonly events: readonly CaseEvent[];
  readonly messages: readonly MessageWithFiles[];
  readonly messageFileHref: (fileId: string) => string;
  readonly notes: readonly Note[];
  readonly decision: Decision | undefined;
  readonly actions: readonly CaseAction[];
  readonly mayAssign: boolean;
  /** may write to an applicant without an account */
  readonly mayReply: boolean;
  readonly ownId: string;
  readonly textBlocks: readonly TextBlock[];
  /** chosen text block, filled into the message */
  readonly draft: {
    readonly ask: string;
    readonly reply: string;
    readonly remarks: string;
    readonly note: string;
    readonly outcome: string;
  };
  readonly errors: readonly FieldError[];
  readonly now: Temporal.Instant;
  readonly locale: Locale;
  readonly to: CaseAddresses;
}

/** One case as staff see it: what was applied for on the left, what to do next on the right. */
export function casePage(props: CasePageProps): Page {
  const { found, type, locale, errors } = props;
  const m = messages[locale].staff.case;
  return {
    title: `${found.fileReference} – ${props.serviceName}`,
    layout: 'staff',
    current: 'online-services.work-list',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: messages[locale].staff.workList.title(), href: props.to.list }, { label: found.fileReference }],
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ kicker: props.serviceName, title: found.fileReference, lead: found.applicantName, badge: caseBadge(found, type, locale) })}
${withAside({
  label: m.nextSteps(),
  main: html`${application(props)}${thread(props)}${notes(props)}${history(props)}`,
  aside: html`${facts(props)}${props.agreements.map((one) => agreementPanel(one, errors, locale))}${steps(props)}`,
})}`,
  };
}

function facts({
  found,
  unitName,
  ownerName,
  claim,
  cosignatures,
  appointments,
  deliveries,
  channelText,
  locale,
  now,
}: CasePageProps): Html {
  const m = messages[locale].staff.case;
  const due = dueLabel(found, now, locale);
  return panel({
    title: m.facts(),
    icon: 'info',
    body: descriptionList({
      items: [
        { term: m.unit(), text: unitName },
        { term: m.owner(), text: ownerName ?? html`<span class="amt-muted">${messages[locale].staff.workList.nobody()}</span>` },
        { term: m.received(), text: formatDate(found.receivedOn ?? found.openedAt, locale) },
        { term: m.due(), text: due.tone ? statusBadge({ label: due.text, tone: due.tone }) : due.text },
        ...(claim
          ? [
              {
                term: m.fee(),
                text: html`${formatMoney(claim.amountCents, locale)} ${statusBadge({ label: claim.label, tone: claim.tone })}${claim.payHref === undefined ? '' : html`<br /><a href="${claim.payHref}">${m.payHere()}</a>`}`,
              },
            ]
          : []),
        { term: m.channel(), text: channelText },
        ...cosignatures.map((text) => ({ term: messages[locale].cosign.staffTitle(), text })),
        ...appointments.map(({ text, state, tone }) => ({
          term: m.appointment.title(),
          text: html`${text} ${statusBadge({ label: state, tone })}`,
        })),
        ...deliveries.map(({ way, state, tone, href }) => ({
          term: m.delivery(),
          text: html`${href === undefined ? way : html`<a href="${href}">${way}</a>`} ${statusBadge({ label: state, tone })}`,
        })),
        { term: m.language(), text: found.locale === 'en' ? 'English' : 'Deutsch' },
      ],
    }),
  });
}

function application({ summary, uploads, documents, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return section({
    title: m.application(),
    id: 'application',
    body: html`${summary.map((part) => summaryList({ title: part.title, level: 3, locale, rows: part.rows.map(({ label, value, origin }) => ({ key: label, value, ...(origin === undefined ? {} : { origin }) })) }))}
${uploads.length === 0 ? '' : html`<h3>${m.uploads()}</h3>${fileList({ files: uploads, locale, label: m.uploads() })}`}
${documents.length === 0 ? '' : html`<h3>${m.documents()}</h3>${fileList({ files: documents, locale, label: m.documents() })}`}`,
  });
}

function steps(props: CasePageProps): Html {
  const { actions, found, locale } = props;
  const m = messages[locale].staff.case;
  const has = (effect: CaseAction['effect']): CaseAction | undefined => actions.find((action) => action.effect === effect);
  const blocks = [
    found.phase !== 'closed' && props.mayAssign && found.ownerId !== props.ownId ? takeForm(props) : undefined,
    ...actions.filter((action) => ['none', 'close', 'withdraw'].includes(action.effect)).map((action) => stepForm(props, action)),
    has('approve') ? approveForm(props) : undefined,
    has('propose') ? decideForm(props) : undefined,
    found.accountId !== null && has('ask') ? askForm(props) : undefined,
    found.accountId === null && found.applicantMail !== null && found.closedAt === null && props.mayReply ? replyForm(props) : undefined,
    found.phase !== 'closed' && props.mayAssign ? assignForm(props) : undefined,
  ].filter((block) => block !== undefined);
  if (blocks.length === 0)
    return notice({
      tone: 'neutral',
      title: found.phase === 'closed' ? m.closed() : found.phase === 'deciding' ? m.beingIssued() : m.nothingToDo(),
    });
  return html`<h2 class="amt-hidden">${m.nextSteps()}</h2>${blocks}`;
}

function takeForm({ to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return panel({
    accent: true,
    title: m.take(),
    body: html`<p>${m.takeHint()}</p>${form({ action: to.take, inline: true, body: button({ label: m.take() }) })}`,
  });
}

function stepForm({ to, locale }: CasePageProps, action: CaseAction): Html {
  const label = pick(action.label, locale);
  return panel({
    body: form({
      action: to.step,
      inline: true,
      body: html`<input type="hidden" name="action" value="${action.id}">${button({ label, kind: 'secondary' })}`,
    }),
  });
}

function decideForm(props: CasePageProps): Html {
  const { type, draft, errors, locale, to } = props;
  const m = messages[locale].staff.case;
  return panel({
    title: m.decide(),
    icon: 'check',
    body: form({
      action: to.propose,
      label: m.decide(),
      busyText: m.busy(),
      body: html`${props.found.openAgreements > 0 ? html`<p>${m.agreement.onlyRefuse()}</p>` : ''}${radios({ name: 'outcome', label: m.outcome(), locale, value: draft.outcome, error: errorOf(errors, 'outcome'), options: type.outcomes.map((one) => ({ value: one.id, label: pick(one.label, locale) })) })}
${textarea({ name: 'remarks', label: m.remarks(), hint: m.remarksHint(), locale, optional: true, value: draft.remarks, rows: 4, error: errorOf(errors, 'remarks') })}
${type.fourEyes ? html`<p class="amt-muted">${m.fourEyes()}</p>` : ''}
${button({ label: type.fourEyes ? m.propose() : m.issue() })}`,
    }),
  });
}

function approveForm({ decision, type, to, ownId, locale, colleagues, actions }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  const outcome = type.outcomes.find((one) => one.id === decision?.outcome);
  const proposer = colleagues.find(({ id }) => id === decision?.proposedBy)?.name ?? '–';
  const proposal = html`<p>${m.proposal({ name: proposer })} <strong>${outcome ? pick(outcome.label, locale) : ''}</strong></p>${decision?.remarks ? html`<blockquote>${decision.remarks}</blockquote>` : ''}`;
  if (decision?.proposedBy === ownId) return notice({ tone: 'info', title: m.waitsForColleague(), body: proposal });
  return panel({
    accent: true,
    title: m.approve(),
    body: html`${proposal}
${form({ action: to.approve, inline: true, busyText: m.busy(), body: button({ label: m.approveAndIssue() }) })}
${
  actions.some((action) => action.effect === 'return')
    ? details({
        summary: m.giveBack(),
        body: form({
          action: to.giveBack,
          body: html`${textarea({ name: 'reason', label: m.reason(), locale, rows: 3 })}${button({ label: m.giveBack(), kind: 'secondary' })}`,
        }),
      })
    : ''
}`,
  });
}

/** Chooses a text block; the page comes again with it in the message. */
function blockChooser({ textBlocks, to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  if (textBlocks.length === 0) return html``;
  return form({
    action: to.self,
    method: 'get',
    label: m.textBlock(),
    body: html`${select({ name: 'block', label: m.textBlock(), locale, options: textBlocks.map(({ id, name }) => ({ value: id, label: name })) })}${button({ label: m.insert(), kind: 'secondary', small: true })}`,
  });
}

function askForm(props: CasePageProps): Html {
  const { draft, errors, to, locale } = props;
  const m = messages[locale].staff.case;
  return panel({
    title: m.ask(),
    icon: 'chat',
    body: html`${blockChooser(props)}${form({
      action: to.ask,
      label: m.ask(),
      body: html`${textarea({ name: 'ask', label: m.question(), hint: m.askHint(), locale, value: draft.ask, rows: 6, error: errorOf(errors, 'ask') })}${button({ label: m.sendQuestion(), kind: 'secondary' })}`,
    })}`,
  });
}

function replyForm(props: CasePageProps): Html {
  const { draft, errors, to, locale } = props;
  const m = messages[locale].staff.case;
  return panel({
    title: m.reply(),
    icon: 'mail',
    body: html`${blockChooser(props)}${form({
      action: to.reply,
      label: m.reply(),
      body: html`${textarea({ name: 'reply', label: m.replyText(), hint: m.replyHint(), locale, value: draft.reply, rows: 6, error: errorOf(errors, 'reply') })}${button({ label: m.sendReply(), kind: 'secondary' })}`,
    })}`,
  });
}

function assignForm({ colleagues, found, to, locale }: CasePageProps): Html {
  const m = messages[locale].staff.case;
  return details({
    summary: m.assign(),
    body: form({
      action: to.assign,
      label: m.assign(),
      body: html`${select({ name: 'staff', label: m.assignTo(), locale, value: found.ownerId ?? undefined, options: colleagues.map(({ id, name }) => ({ value: id, label: name })) })}${button({ label: m.assign(), kind: 'secondary' })}`,
    }),
  });
}

function thread({ messages: sent, messageFileHref, locale }: CasePageProps): Html {
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

function notes({ notes: written, draft, errors, found, to, locale }: CasePageProps): Html {
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

function history({ events, type, locale }: CasePageProps): Html {
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

function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
