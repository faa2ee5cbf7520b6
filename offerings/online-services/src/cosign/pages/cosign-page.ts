import { html, type HtmlValue } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, errorSummary, form, notice, pageHeader, radios, section, summaryList, textField, type FieldError } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface CosignPageProps {
  readonly serviceName: string;
  readonly title: string;
  readonly declaration: string;
  readonly applicantName: string;
  readonly fileReference: string;
  readonly summary: readonly { readonly title: string; readonly rows: readonly { readonly label: string; readonly value: HtmlValue }[] }[];
  readonly typed: { readonly answer: string; readonly name: string };
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly locale: Locale;
}

/** What somebody else has sent, and the declaration to agree with or to decline. */
export function cosignPage(props: CosignPageProps): Page {
  const { locale, errors, typed } = props;
  const m = messages[locale].cosign;
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  return {
    title: props.title,
    layout: 'question',
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ kicker: props.serviceName, title: props.title, lead: m.lead({ applicant: props.applicantName, fileReference: props.fileReference }) })}
${props.summary.map((part, i) => section({ title: part.title, id: `part-${i}`, body: summaryList({ rows: part.rows.map((row) => ({ key: row.label, value: row.value })), locale }) }))}
${form({
  action: props.action,
  body: html`${radios({
    name: 'answer',
    label: props.declaration,
    locale,
    value: typed.answer,
    error: errorOf('answer'),
    options: [
      { value: 'agreed', label: m.agree() },
      { value: 'declined', label: m.decline() },
    ],
  })}
${textField({ name: 'name', label: m.name(), hint: m.nameHint(), locale, value: typed.name, autocomplete: 'name', width: 'full', spellcheck: false, error: errorOf('name') })}
${button({ label: m.send() })}`,
})}`,
  };
}

/** The answer is there, or the link leads nowhere (any more). */
export function cosignedPage({ answer, locale }: { readonly answer: 'agreed' | 'declined' | 'gone'; readonly locale: Locale }): Page {
  const m = messages[locale].cosign;
  const [title, text] = {
    agreed: [m.agreedTitle(), m.agreedText()],
    declined: [m.declinedTitle(), m.declinedText()],
    gone: [m.goneTitle(), m.goneText()],
  }[answer];
  return {
    title: title ?? '',
    layout: 'question',
    body: html`${pageHeader({ title: title ?? '' })}${notice({ tone: answer === 'gone' ? 'warning' : 'success', role: 'status', body: html`<p>${text}</p>` })}`,
  };
}
