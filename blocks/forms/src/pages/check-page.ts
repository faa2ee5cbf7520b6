import { type HtmlValue, html } from '@amt/html';
import { type Locale, formatMoney, formatTime, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, form, notice, pageHeader, section, summaryList, table } from '@amt/ui';
import { type AppointmentState, appointmentStates, slotText } from '../appointments/held-appointments.ts';
import { aroundOf } from '../around-state.ts';
import { messages } from '../messages.ts';
import type { OpenedDraft } from '../opened-draft.ts';
import { type SummarySection, summaryOfEvaluation } from '../summary.ts';
import { isLocked } from '../prefill.ts';
import { carriedNotice } from './carried-notice.ts';
import { newerVersionNotice } from './migration-page.ts';
import { staffNote } from './staff-note.ts';
import { lines } from './rich-text.ts';

export interface CheckLinks {
  /** page or item to change, with the anchor of the field; returns here afterwards */
  readonly change: (section: SummarySection, path: string) => string;
  readonly page: (pageId: string) => string;
  readonly submit: string;
  readonly back: string;
  readonly discard: string;
  /** what the version offered now would change, when the draft is on another */
  readonly newerVersion: string | undefined;
  /** where a time is chosen for a step; undefined without a book of appointments */
  readonly appointment: ((stepId: string) => string) | undefined;
  /** the whole sheet, for a clerk who types in from paper */
  readonly sheet: string | undefined;
}

/** All answers once more, each with a way to change it; then the one button that sends. */
export function checkPage({
  opened,
  links,
  now,
  locale,
}: {
  readonly opened: OpenedDraft;
  readonly links: CheckLinks;
  readonly now: Temporal.Instant;
  readonly locale: Locale;
}): Page {
  const m = messages[locale].check;
  const summary = summaryOfEvaluation(opened.evaluation, opened.draft.provenance, locale);
  const open = opened.pages.filter((page) => !page.complete);
  const ranOut = appointmentStates(opened.evaluation, opened.draft, now).some((state) => state.ranOut);
  const title = m.title();
  return {
    title: `${title} – ${pick(opened.form.definition.title, locale)}`,
    layout: 'question',
    body: html`<p>${button({ label: messages[locale].question.back(), href: links.back, kind: 'link', icon: 'arrow-start', small: true })}</p>
      ${pageHeader({ title, kicker: pick(opened.form.definition.title, locale), lead: m.lead() })}
      ${staffNote(opened.draft, links.sheet, locale)} ${newerVersionNotice(links.newerVersion, locale)} ${carriedNotice(opened, locale)}
      ${
        open.length === 0
          ? ''
          : notice({
              tone: 'warning',
              title: m.incomplete(),
              headingLevel: 2,
              body: html`<p>${m.incompleteText()}</p>
                <ul>${open.map(({ page }) => html`<li><a href="${links.page(page.id)}">${pick(page.title, locale)}</a></li>`)}</ul>`,
            })
      }
      ${summary.map((part) =>
        summaryList({
          title: part.title,
          locale,
          rows: part.rows.map((row) => ({
            key: row.label,
            value: row.value === '' ? '' : lines(row.value),
            ...(isChangeable(opened, row.path) ? { changeHref: links.change(part, row.path) } : {}),
            ...(row.origin === undefined ? {} : { origin: row.origin }),
          })),
        }),
      )}
      ${feeSection(opened, locale)} ${aroundSending(opened, links, now, locale)} ${open.length > 0 || ranOut ? '' : sendForm(opened, links, locale)}
      <p><a href="${links.discard}">${messages[locale].discard.link()}</a></p>`,
  };
}

/** Worked-out values and confirmed answers of the account stay as they are. */
function isChangeable({ evaluation, draft }: OpenedDraft, path: string): boolean {
  const def = evaluation.nodes.get(path)?.node.def;
  return def !== undefined && 'kind' in def && def.kind !== 'locked' && !isLocked(def, draft.provenance[path]);
}

function sendForm({ evaluation, draft }: OpenedDraft, links: CheckLinks, locale: Locale): HtmlValue {
  const m = messages[locale].check;
  const { totalCents } = evaluation.fee;
  return form({
    action: links.submit,
    busyText: m.busy(),
    body: html`<input type="hidden" name="draftId" value="${draft.id}" />
      <p>${m.submitHint()}</p>
      ${button({ label: totalCents > 0 ? m.submitAndPay({ amount: formatMoney(totalCents, locale) }) : m.submit() })}`,
  });
}

/** What belongs to it besides the answers: a time to choose now, or what is to do once it is sent. */
function aroundSending({ evaluation, draft }: OpenedDraft, links: CheckLinks, now: Temporal.Instant, locale: Locale): HtmlValue {
  const { steps } = aroundOf(evaluation);
  const { appointment } = links;
  const later = steps.filter(({ kind }) => appointment === undefined || kind !== 'appointment');
  const m = messages[locale].check.after;
  return html`${appointment === undefined ? '' : appointmentStates(evaluation, draft, now).map((state) => appointmentPart(state, appointment(state.step.id), locale))}
  ${
    later.length === 0
      ? ''
      : section({
          title: m.title(),
          body: html`<ul>${later.map(({ kind, title }) => html`<li><strong>${pick(title, locale)}.</strong> ${m[kind]()}</li>`)}</ul>`,
        })
  }`;
}

function appointmentPart({ step, held, ranOut }: AppointmentState, href: string, locale: Locale): HtmlValue {
  const m = messages[locale].appointment;
  const link = button({ label: held ? m.other() : m.choose(), href, kind: 'secondary' });
  return section({
    title: pick(step.title, locale),
    id: `appointment-${step.id}`,
    body: ranOut
      ? notice({
          tone: 'warning',
          title: m.ranOut({ slot: held ? slotText(held, locale) : '' }),
          body: html`<p>${m.ranOutText()}</p>`,
          actions: link,
        })
      : html`<p>${held ? html`<strong>${slotText(held, locale)}</strong><br />${m.heldUntil({ time: formatTime(Temporal.Instant.from(held.heldUntil), locale) })}` : m.notYet()}</p>
          <p>${link}</p>`,
  });
}

function feeSection({ evaluation, form: { definition } }: OpenedDraft, locale: Locale): HtmlValue {
  if (!definition.fee) return '';
  const m = messages[locale].check;
  const { lines: items, totalCents } = evaluation.fee;
  if (totalCents === 0) return section({ title: m.fee(), body: html`<p>${m.free()}</p>` });
  const rows = [
    ...items.map(({ line, cents }) => ({ label: pick(line.label, locale), cents })),
    ...(items.length > 1 ? [{ label: m.total(), cents: totalCents }] : []),
  ];
  return section({
    title: m.fee(),
    body: table({
      caption: m.fee(),
      hideCaption: true,
      rows,
      columns: [
        { label: m.feeLine(), rowHeader: true, cell: (row) => row.label },
        { label: m.amount(), numeric: true, cell: (row) => formatMoney(row.cents, locale) },
      ],
    }),
  });
}
