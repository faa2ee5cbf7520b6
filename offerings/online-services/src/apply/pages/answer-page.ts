import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, errorSummary, fileField, form, messageThread, notice, pageHeader, textarea, type FieldError } from '@amt/ui';
import { messages } from '../../messages.ts';

export interface AnswerPageProps {
  readonly fileReference: string;
  readonly serviceName: string;
  readonly question: {
    readonly from: string;
    readonly body: string;
    readonly when: string;
    readonly dateTime: string;
    readonly dueOn: string | undefined;
  };
  readonly answer: string;
  readonly maxBytes: number;
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly caseHref: string;
  readonly locale: Locale;
}

/** The office asked; the person answers in words, with files, or both. */
export function answerPage({ question, errors, locale, ...props }: AnswerPageProps): Page {
  const m = messages[locale].answer;
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  return {
    title: m.title(),
    layout: 'question',
    hasErrors: errors.length > 0,
    scripts: ['upload.js'],
    breadcrumb: [{ label: props.fileReference, href: props.caseHref }, { label: m.title() }],
    body: html`${errorSummary({ errors, locale })}
${pageHeader({ kicker: `${props.serviceName} · ${props.fileReference}`, title: m.title() })}
${messageThread({ locale, label: m.question(), messages: [{ from: question.from, side: 'other', when: question.when, dateTime: question.dateTime, body: question.body.split(/\n{2,}/).map((paragraph) => html`<p>${paragraph}</p>`) }] })}
${question.dueOn === undefined ? '' : notice({ tone: 'info', title: m.dueOn({ date: question.dueOn }) })}
${form({
  action: props.action,
  multipart: true,
  busyText: m.busy(),
  body: html`${textarea({ name: 'answer', label: m.answer(), locale, value: props.answer, rows: 6, error: errorOf('answer') })}
${fileField({ name: 'files', label: m.files(), hint: m.filesHint(), locale, optional: true, multiple: true, accept: '.pdf,.jpg,.jpeg,.png', maxBytes: props.maxBytes, error: errorOf('files') })}
${button({ label: m.send() })}`,
})}`,
  };
}
