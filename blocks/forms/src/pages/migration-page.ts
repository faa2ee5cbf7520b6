import { type Html, html } from '@amt/html';
import { type Locale, formatMoney, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, form, notice, pageHeader, section, summaryList } from '@amt/ui';
import { inputText, labelOf, lostText } from '../answer-words.ts';
import type { CompiledForm } from '../compile-form.ts';
import type { Draft } from '../draft-store.ts';
import { errorText } from '../error-text.ts';
import { messages } from '../messages.ts';
import type { OfferedMove } from '../move-to-version.ts';
import type { LostAnswer } from '../preview-migration.ts';
import { lines } from './rich-text.ts';

/** What moving to the newer version of the form keeps, what it loses and why, what it asks for, and what it does to the fee. */
export function migrationPage(props: {
  readonly move: OfferedMove;
  readonly draft: Draft;
  readonly action: string;
  readonly stayHref: string;
  readonly changed: boolean;
  readonly locale: Locale;
}): Page {
  const { move, draft, locale } = props;
  const { from, to, migration } = move;
  const m = messages[locale].migration;
  const { lost, kept, open, fee } = migration;
  const inputs = Object.entries(draft.raw).filter(([path]) => !migration.evaluation.nodes.has(path));
  return {
    title: m.title(),
    layout: 'question',
    body: html`${pageHeader({ title: m.title(), kicker: pick(from.definition.title, locale), lead: m.lead() })}
      ${props.changed ? notice({ tone: 'warning', body: html`<p>${m.changed()}</p>` }) : ''}
      <p>${m.kept({ count: kept.length })}</p>
      ${
        lost.length + inputs.length === 0
          ? html`<p>${m.nothingLost()}</p>`
          : summaryList({
              title: m.lost(),
              locale,
              rows: [
                ...lost.map((one) => ({ key: labelOf(from, one.path, locale), value: lostValue(from, one, locale) })),
                ...inputs.map(([path, raw]) => ({ key: labelOf(from, path, locale), value: lines(inputText(raw)) })),
              ],
            })
      }
      ${
        open.length === 0
          ? ''
          : section({
              title: m.open(),
              body: html`<ul>${open.map((error) => html`<li><strong>${labelOf(to, error.path, locale)}</strong>: ${errorText(error, locale)}</li>`)}</ul>`,
            })
      }
      ${
        fee.beforeCents === fee.afterCents
          ? html`<p>${m.sameFee()}</p>`
          : notice({
              tone: 'info',
              body: html`<p>${m.otherFee({ before: formatMoney(fee.beforeCents, locale), after: formatMoney(fee.afterCents, locale) })}</p>`,
            })
      }
      <p>${m.choice()}</p>
      ${form({
        action: props.action,
        body: html`<input type="hidden" name="version" value="${to.hash}" />
          <input type="hidden" name="revision" value="${draft.revision}" />
          ${buttonGroup(button({ label: m.move() }), button({ label: m.stay(), kind: 'secondary', href: props.stayHref }))}`,
      })}`,
  };
}

/** Told on the pages from which one goes on or sends. */
export function newerVersionNotice(href: string | undefined, locale: Locale): Html | '' {
  if (href === undefined) return '';
  const m = messages[locale].migration;
  return notice({
    tone: 'info',
    title: m.noticeTitle(),
    headingLevel: 2,
    body: html`<p>${m.noticeText()} <a href="${href}">${m.noticeLink()}</a></p>`,
  });
}

function lostValue(from: CompiledForm, lost: LostAnswer, locale: Locale): Html {
  const reasons = messages[locale].migration.reason;
  return html`${lines(lostText(from, lost, locale))}<br /><span class="amt-muted">${reasons[lost.reason]()}</span>`;
}
