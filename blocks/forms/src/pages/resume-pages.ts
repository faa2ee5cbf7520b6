import { type Html, html } from '@amt/html';
import { type Locale, formatDate, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, checkbox, errorSummary, form, pageHeader, panel, section, textField } from '@amt/ui';
import type { FormDefinition } from '../definition.ts';
import { messages } from '../messages.ts';
import { qrCode } from './qr-code.ts';

export interface SavedPageProps {
  readonly definition: FormDefinition;
  readonly expiresAt: Temporal.Instant;
  /** of a draft without account, as people read it */
  readonly code: string | undefined;
  readonly continueHref: string;
  readonly newCodeAction: string;
  /** mails the code */
  readonly mailAction: string;
  /** what was typed there and what is wrong with it */
  readonly mailing: { readonly mail: string; readonly remind: boolean; readonly problem: 'no-mail' | 'not-sent' } | undefined;
  /** keeps the draft as a file */
  readonly fileHref: string;
  /** full address of the page where the code is entered */
  readonly resumeAddress: string;
  readonly locale: Locale;
}

/** After "save and continue later": what to do to get back. */
export function savedPage(props: SavedPageProps): Page {
  const { locale, code } = props;
  const m = messages[locale].leave;
  const error = mailError(props);
  return {
    title: m.title(),
    layout: 'question',
    hasErrors: error !== undefined,
    body: html`${errorSummary({ errors: error === undefined ? [] : [{ field: 'mail', message: error }], locale })}
      ${pageHeader({ title: m.title(), kicker: pick(props.definition.title, locale) })}
      ${code === undefined ? html`<p>${m.account()}</p>` : codePanel(props, code)}
      <p>${m.until({ date: formatDate(props.expiresAt, locale) })}</p>
      ${button({ label: m.continue(), href: props.continueHref, kind: 'secondary' })} ${code === undefined ? '' : html`${mailCode(props)} ${newCode(props)}`}
      <p><a href="${props.fileHref}">${messages[locale].file.link()}</a></p>`,
  };
}

/** The link holds the code behind the `#`: browsers do not send that part, so it is in no log. */
function codePanel({ resumeAddress, locale }: SavedPageProps, code: string): Html {
  const m = messages[locale].leave;
  return panel({
    title: m.codeTitle(),
    accent: true,
    body: html`<p class="amt-resume-code"><strong><code>${code}</code></strong></p>
      <p>${m.codeText()}</p>
      ${qrCode(`${resumeAddress}#${code}`, m.qrLabel())}
      <p>${m.where()} <a href="${resumeAddress}">${resumeAddress}</a></p>`,
  });
}

function mailError({ mailing, locale }: SavedPageProps): string | undefined {
  const m = messages[locale].leave;
  return mailing && (mailing.problem === 'no-mail' ? m.mailWrong() : m.mailNotSent());
}

function mailCode(props: SavedPageProps): Html {
  const { locale, mailing, mailAction } = props;
  const m = messages[locale].leave;
  const error = mailError(props);
  return section({
    title: m.mailTitle(),
    body: form({
      action: mailAction,
      body: html`${textField({ name: 'mail', type: 'email', label: m.mail(), hint: m.mailHint(), locale, value: mailing?.mail ?? '', autocomplete: 'email', ...(error === undefined ? {} : { error }) })}
      ${checkbox({ name: 'remind', value: 'yes', label: m.remind(), locale, checked: mailing?.remind ?? false })}
      ${button({ label: m.sendMail(), kind: 'secondary' })}`,
    }),
  });
}

function newCode(props: SavedPageProps): Html {
  const m = messages[props.locale].leave;
  return html`<p>${m.newCodeText()}</p>
    ${form({ action: props.newCodeAction, body: button({ label: m.newCode(), kind: 'secondary' }) })}`;
}

/** Where the code of a draft is typed in. */
export function resumePage(props: {
  readonly action: string;
  /** opens a saved file */
  readonly fileHref: string;
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
    scripts: ['resume-code'],
    hasErrors: error !== undefined,
    body: html`${errorSummary({ errors: error === undefined ? [] : [{ field: 'code', message: error }], locale })}
      ${pageHeader({ title: m.title(), lead: m.lead() })}
      ${form({
        action: props.action,
        body: html`${textField({ name: 'code', label: m.code(), hint: m.hint(), locale, value: props.typed, autocomplete: 'off', spellcheck: false, ...(error === undefined ? {} : { error }) })}
        ${button({ label: m.continue() })}`,
      })}
      <p><a href="${props.fileHref}">${messages[locale].file.openLink()}</a></p>
      <p>${m.signedIn()}</p>`,
  };
}
