import { html } from '@amt/html';
import { type Locale, formatDate, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, errorSummary, form, notice, pageHeader, panel, textField } from '@amt/ui';
import type { FormDefinition } from '../definition.ts';
import { messages } from '../messages.ts';

export interface SavedPageProps {
  readonly definition: FormDefinition;
  readonly expiresAt: Temporal.Instant;
  /** shown once; undefined for drafts of an account, or when it was shown before */
  readonly code: string | undefined;
  readonly hasAccount: boolean;
  readonly continueHref: string;
  readonly newCodeAction: string;
  /** full address of the page where the code is entered */
  readonly resumeAddress: string;
  readonly locale: Locale;
}

/** After "save and continue later": what to do to get back. */
export function savedPage(props: SavedPageProps): Page {
  const { locale } = props;
  const m = messages[locale].leave;
  const way = props.hasAccount ? html`<p>${m.account()}</p>` : props.code === undefined ? newCode(props) : codePanel(props, props.code);
  return {
    title: m.title(),
    layout: 'question',
    body: html`${pageHeader({ title: m.title(), kicker: pick(props.definition.title, locale) })} ${way}
      <p>${m.until({ date: formatDate(props.expiresAt, locale) })}</p>
      ${button({ label: m.continue(), href: props.continueHref, kind: 'secondary' })}`,
  };
}

function codePanel(props: SavedPageProps, code: string) {
  const m = messages[props.locale].leave;
  return panel({
    title: m.codeTitle(),
    accent: true,
    body: html`<p><strong><code>${code}</code></strong></p>
      <p>${m.codeText()}</p>
      <p>${m.where()} <a href="${props.resumeAddress}">${props.resumeAddress}</a></p>`,
  });
}

function newCode(props: SavedPageProps) {
  const m = messages[props.locale].leave;
  return html`<p>${m.newCodeText()}</p>
    ${form({ action: props.newCodeAction, body: button({ label: m.newCode(), kind: 'secondary' }) })}`;
}

/** Where the code of a draft is typed in. */
export function resumePage(props: {
  readonly action: string;
  readonly typed: string;
  readonly problem: 'mistyped' | 'unknown' | undefined;
  readonly locale: Locale;
}): Page {
  const { locale, problem } = props;
  const m = messages[locale].resume;
  const error = problem && m[problem]();
  return {
    title: m.title(),
    layout: 'question',
    hasErrors: error !== undefined,
    body: html`${errorSummary({ errors: error === undefined ? [] : [{ field: 'code', message: error }], locale })}
      ${pageHeader({ title: m.title(), lead: m.lead() })}
      ${form({
        action: props.action,
        body: html`${textField({ name: 'code', label: m.code(), hint: m.hint(), locale, value: props.typed, width: 30, autocomplete: 'off', spellcheck: false, ...(error === undefined ? {} : { error }) })}
        ${button({ label: m.continue() })}`,
      })}
      <p>${m.signedIn()}</p>`,
  };
}

export function discardPage(props: {
  readonly definition: FormDefinition;
  readonly action: string;
  readonly keepHref: string;
  readonly locale: Locale;
}): Page {
  const { locale } = props;
  const m = messages[locale].discard;
  return {
    title: m.title(),
    layout: 'question',
    body: html`${pageHeader({ title: m.title(), kicker: pick(props.definition.title, locale) })}
    ${notice({ tone: 'warning', body: html`<p>${m.text()}</p>` })}
    ${form({ action: props.action, body: buttonGroup(button({ label: m.confirm(), kind: 'danger' }), button({ label: m.keep(), kind: 'secondary', href: props.keepHref })) })}`,
  };
}

export function discardedPage(locale: Locale): Page {
  const m = messages[locale].discard;
  return { title: m.doneTitle(), layout: 'question', body: html`${pageHeader({ title: m.doneTitle(), lead: m.done() })}` };
}

/** Answer to the back button after sending. */
export function submittedPage(locale: Locale): Page {
  const m = messages[locale].submitted;
  return { title: m.title(), layout: 'question', body: html`${pageHeader({ title: m.title(), lead: m.text() })}` };
}
