import type { CosignatureState } from '@amt/applications';
import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { button, form, notice, panel, textField, type FieldError } from '@amt/ui';
import { messages } from '../../messages.ts';

/** An agreement that the application needs, and how to ask for it. */
export interface CosignerPart {
  readonly id: string;
  readonly title: string;
  readonly state: CosignatureState;
  readonly askedName: string | null;
  /** last day of the link, as people read it */
  readonly until: string | undefined;
  readonly action: string;
  readonly typed: { readonly name: string; readonly mail: string };
  /** the case is over: nobody is asked any more */
  readonly closed: boolean;
}

/** Names of the two fields; a page may hold several agreements. */
export const cosignerFields = (id: string): { readonly name: string; readonly mail: string } => ({
  name: `cosignerName-${id}`,
  mail: `cosignerMail-${id}`,
});

/** Asks for name and mail of who has to agree; told again while there is no agreement. */
export function cosignerPart(part: CosignerPart, errors: readonly FieldError[], locale: Locale): Html {
  const m = messages[locale].cosign;
  if (part.state === 'agreed') return notice({ tone: 'success', title: part.title, body: html`<p>${m.stateAgreed()}</p>` });
  if (part.state === 'waived') return notice({ tone: 'neutral', title: part.title, body: html`<p>${m.stateWaived()}</p>` });
  if (part.closed) return notice({ tone: 'neutral', title: part.title, body: html`<p>${m.stateClosed()}</p>` });
  const isAgain = part.state !== 'open';
  return panel({
    title: part.title,
    body: html`${part.state === 'declined' ? notice({ tone: 'warning', title: m.stateDeclined() }) : part.state === 'expired' ? notice({ tone: 'warning', title: m.stateExpired() }) : ''}
<p>${part.state === 'asked' ? m.stateAsked({ name: part.askedName ?? '' }) : part.state === 'open' ? m.askLead() : m.askAgainLead()}</p>
${part.state === 'asked' && part.until !== undefined ? html`<p>${m.until({ date: part.until })}</p>` : ''}
${cosignerForm({ ...part, label: isAgain ? m.askAgain() : m.ask(), secondary: part.state === 'asked' }, errors, locale)}`,
  });
}

export interface CosignerForm extends Pick<CosignerPart, 'id' | 'title' | 'action' | 'typed'> {
  readonly label: string;
  readonly secondary: boolean;
}

/** Name and mail address of who is asked; the applicant's and the clerk's. */
export function cosignerForm(part: CosignerForm, errors: readonly FieldError[], locale: Locale): Html {
  const m = messages[locale].cosign;
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  const { name, mail } = cosignerFields(part.id);
  return form({
    action: part.action,
    label: part.title,
    body: html`${textField({ name, label: m.askName(), locale, value: part.typed.name, width: 'full', spellcheck: false, error: errorOf(name) })}
${textField({ name: mail, label: m.askMail(), locale, type: 'email', value: part.typed.mail, width: 'full', spellcheck: false, error: errorOf(mail) })}
${button({ label: part.label, kind: part.secondary ? 'secondary' : 'primary' })}`,
  });
}
