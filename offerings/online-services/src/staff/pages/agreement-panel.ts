import type { CosignatureState } from '@amt/applications';
import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { button, details, form, notice, panel, textarea, type FieldError } from '@amt/ui';
import { cosignerFields, cosignerForm } from '../../apply/pages/cosigner-part.ts';
import { messages } from '../../messages.ts';

/** The agreement of another person as staff see it. */
export interface AgreementProps {
  readonly id: string;
  /** of the step in the form */
  readonly title: string;
  readonly state: CosignatureState;
  /** how it stands, in words */
  readonly text: string;
  readonly typed: { readonly name: string; readonly mail: string; readonly reason: string };
  /** where the buttons lead; undefined when the reader may not decide, or nothing is left to do */
  readonly to: { readonly ask: string; readonly remind: string; readonly waive: string } | undefined;
}

export const waiverField = (id: string): string => `waiverReason-${id}`;

/** How it stands with an agreement that is open, and what staff can do about it: remind, ask (again), go on without it. */
export function agreementPanel({ id, title, state, text, typed, to }: AgreementProps, errors: readonly FieldError[], locale: Locale): Html {
  if (state === 'agreed' || state === 'waived' || to === undefined) return html``;
  const { agreement: m } = messages[locale].staff.case;
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  const { name, mail } = cosignerFields(id);
  const field = waiverField(id);
  return panel({
    title,
    icon: 'people',
    body: html`${notice({ tone: 'warning', title: text, body: html`<p>${m.blocks()}</p>` })}
${state === 'asked' ? form({ action: to.remind, inline: true, body: button({ label: m.remind(), kind: 'secondary' }) }) : ''}
${details({
  summary: state === 'open' ? m.ask() : m.askAgain(),
  open: errorOf(name) !== undefined || errorOf(mail) !== undefined,
  body: html`<p>${m.askHint()}</p>
${cosignerForm({ id, title: m.ask(), action: to.ask, typed, label: m.send(), secondary: true }, errors, locale)}`,
})}
${details({
  summary: m.waive(),
  open: errorOf(field) !== undefined,
  body: form({
    action: to.waive,
    label: m.waive(),
    body: html`${textarea({ name: field, label: m.reason(), hint: m.reasonHint(), locale, value: typed.reason, rows: 3, error: errorOf(field) })}
${button({ label: m.waive(), kind: 'secondary' })}`,
  }),
})}`,
  });
}
