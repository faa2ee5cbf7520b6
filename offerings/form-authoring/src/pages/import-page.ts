import { html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, element, errorSummary, fileField, form, notice, pageHeader, select, type FieldError } from '@amt/ui';
import { messages } from '../messages.ts';

/** What is wrong with a file, and where in it: elements or keys down to the place, and the line where there is one. */
export interface FileFault {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

export interface ImportProps {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly unitId: string;
  readonly errors: readonly FieldError[];
  /** faults of the file, each with its place in it */
  readonly faults: readonly FileFault[];
  readonly action: string;
  readonly listHref: string;
  readonly locale: Locale;
}

/** Takes a form over from a file. */
export function importPage(props: ImportProps): Page {
  const { errors, faults, locale } = props;
  const m = messages[locale].import;
  const error = errors[0]?.message;
  return {
    title: m.title(),
    layout: 'staff',
    current: 'form-authoring.forms',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: messages[locale].list.title(), href: props.listHref }, { label: m.title() }],
    body: html`${errorSummary({ errors, locale })} ${pageHeader({ title: m.title(), lead: m.lead() })}
    ${
      faults.length === 0
        ? ''
        : notice({
            tone: 'danger',
            title: m.faults({ count: faults.length }),
            headingLevel: 2,
            body: html`<p>${m.faultsHint()}</p>
              ${element(
                'ul',
                {},
                faults.map(
                  ({ path, line, message }) =>
                    html`<li>${message} <span class="amt-muted">${line === undefined ? '' : m.line({ line })} ${steps(path)}</span></li>`,
                ),
              )}`,
          })
    }
    ${form({
      action: props.action,
      multipart: true,
      body: html`${select({ name: 'unitId', label: m.unit(), locale, empty: false, value: props.unitId, options: props.units.map(({ id, name }) => ({ value: id, label: name })) })}
      ${fileField({
        name: 'file',
        label: m.file(),
        hint: m.fileHint(),
        locale,
        accept: '.json,.xml,.zip,.lss,.txt,.tsv',
        multiple: false,
        maxBytes: 5_000_000,
        uploaded: [],
        removeName: '_removeFile',
        ...(error === undefined ? {} : { error }),
      })}
      ${button({ label: m.import() })}`,
    })}`,
  };
}

/** The way down to a place; it may break between its steps. */
function steps(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '')
    .join(' › ');
}
