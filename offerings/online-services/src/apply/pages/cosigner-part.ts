import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { button, form, notice, panel, textField, type FieldError } from '@amt/ui';
import { messages } from '../../messages.ts';

/** An agreement that the application needs, and how to ask for it. */
export interface CosignerPart {
  readonly id: string;
  readonly title: string;
  readonly state: 'open' | 'asked' | 'agreed' | 'declined';
  readonly askedName: string | null;
  readonly action: string;
  readonly typed: { readonly name: string; readonly mail: string };
}

/** Asks for name and mail of who has to agree; told again while there is no answer. */
export function cosignerPart(part: CosignerPart, errors: readonly FieldError[], locale: Locale): Html {
  const m = messages[locale].cosign;
  if (part.state === 'agreed') return notice({ tone: 'success', title: part.title, body: html`<p>${m.stateAgreed()}</p>` });
  if (part.state === 'declined') return notice({ tone: 'warning', title: part.title, body: html`<p>${m.stateDeclined()}</p>` });
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  return panel({
    title: part.title,
    body: html`<p>${part.state === 'asked' ? m.stateAsked({ name: part.askedName ?? '' }) : m.askLead()}</p>
${form({
  action: part.action,
  label: part.title,
  body: html`${textField({ name: 'cosignerName', label: m.askName(), locale, value: part.typed.name, width: 'full', spellcheck: false, error: errorOf('cosignerName') })}
${textField({ name: 'cosignerMail', label: m.askMail(), locale, type: 'email', value: part.typed.mail, width: 'full', spellcheck: false, error: errorOf('cosignerMail') })}
${button({ label: part.state === 'asked' ? m.askAgain() : m.ask(), kind: part.state === 'asked' ? 'secondary' : 'primary' })}`,
})}`,
  });
}
