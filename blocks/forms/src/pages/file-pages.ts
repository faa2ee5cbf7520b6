import { html } from '@amt/html';
import { type Locale, pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, errorSummary, fileField, form, pageHeader, textField } from '@amt/ui';
import type { FormDefinition } from '../definition.ts';
import { mostDocumentBytes } from '../draft-document.ts';
import { messages } from '../messages.ts';

/** Keeping a draft on one's own device, protected with a passphrase or not. */
export function saveFilePage(props: {
  readonly definition: FormDefinition;
  readonly action: string;
  readonly backHref: string;
  readonly locale: Locale;
}): Page {
  const { locale } = props;
  const m = messages[locale].file;
  return {
    title: m.saveTitle(),
    layout: 'question',
    body: html`${pageHeader({ title: m.saveTitle(), kicker: pick(props.definition.title, locale), lead: m.saveLead() })}
      <p>${m.attachments()}</p>
      ${form({
        action: props.action,
        body: html`${textField({ name: 'passphrase', type: 'password', label: m.passphrase(), hint: m.passphraseHint(), optional: true, locale, autocomplete: 'new-password', spellcheck: false })}
        ${buttonGroup(button({ label: m.download(), icon: 'download' }), button({ label: m.back(), kind: 'secondary', href: props.backHref }))}`,
      })}`,
  };
}

/** Opening a saved file as a new draft. */
export function openFilePage(props: {
  readonly action: string;
  readonly problem: 'no-file' | 'no-draft' | 'passphrase' | 'not-offered' | 'sign-in' | undefined;
  readonly locale: Locale;
}): Page {
  const { locale, problem } = props;
  const m = messages[locale].file;
  const error = problem && m.problem[problem]();
  const field = problem === 'passphrase' ? 'passphrase' : 'file';
  const errorAt = (name: string) => (error !== undefined && field === name ? { error } : {});
  return {
    title: m.openTitle(),
    layout: 'question',
    hasErrors: error !== undefined,
    scripts: ['upload'],
    body: html`${errorSummary({ errors: error === undefined ? [] : [{ field, message: error }], locale })}
      ${pageHeader({ title: m.openTitle(), lead: m.openLead() })}
      ${form({
        action: props.action,
        multipart: true,
        body: html`${fileField({ name: 'file', label: m.file(), locale, accept: '.json', maxBytes: mostDocumentBytes, ...errorAt('file') })}
        ${textField({ name: 'passphrase', type: 'password', label: m.passphraseToOpen(), hint: m.passphraseToOpenHint(), optional: true, locale, autocomplete: 'off', spellcheck: false, ...errorAt('passphrase') })}
        ${button({ label: m.open() })}`,
      })}`,
  };
}
