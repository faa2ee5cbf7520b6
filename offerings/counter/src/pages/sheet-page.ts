import { carriedNotice, scanLimits, sheetView, type SheetProps } from '@amt/forms';
import { html, type HtmlValue } from '@amt/html';
import { pick, type Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, errorSummary, fileField, form, notice, pageHeader, panel, type FieldError, type UploadedFile } from '@amt/ui';
import { messages } from '../messages.ts';

/** Name of the input for scans; no question can have it. */
export const scanField = '_scan';
/** Its id; those of questions have no two dashes. */
export const scanId = 'paper--scan';

export interface SheetPageProps {
  readonly sheet: SheetProps;
  /** how it came in and who types */
  readonly way: string;
  readonly scans: readonly UploadedFile[];
  readonly errors: readonly FieldError[];
  readonly scanError: string | undefined;
  /** what somebody else has saved meanwhile */
  readonly conflict: readonly { readonly label: string; readonly value: string }[] | undefined;
  readonly links: { readonly save: string; readonly home: string; readonly discard: string };
}

/** A whole form to type in from paper: the scan, all questions with the numbers of the sheet, one button that saves. */
export function sheetPage({ sheet, way, scans, errors, scanError, conflict, links }: SheetPageProps): Page {
  const { locale, opened } = sheet;
  const m = messages[locale].entry;
  const title = pick(opened.form.definition.title, locale);
  return {
    title,
    layout: 'staff',
    current: 'counter.home',
    hasErrors: errors.length > 0,
    breadcrumb: [{ label: messages[locale].title(), href: links.home }, { label: title }],
    scripts: ['upload'],
    body: html`${errorSummary({ errors, locale })}
    ${pageHeader({ title, kicker: way, lead: m.lead() })} ${conflict ? conflictNotice(conflict, locale) : ''} ${carriedNotice(opened, locale)}
    ${form({
      action: links.save,
      multipart: true,
      label: title,
      body: html`<input type="hidden" name="_revision" value="${opened.draft.revision}" />${enterSaves()}
        ${panel({
          title: m.scan(),
          body: fileField({
            id: scanId,
            name: scanField,
            label: m.scanFiles(),
            hint: scans.length === 0 ? html`${m.scanHint()} ${m.scanMissing()}` : m.scanHint(),
            locale,
            accept: '.pdf,.jpg,.jpeg,.png',
            multiple: true,
            maxBytes: scanLimits.maxBytes,
            uploaded: scans,
            removeName: '_removeFile',
            error: scanError,
          }),
        })}
        <p>${m.keys()}</p>
        ${sheetView(sheet)}
        ${buttonGroup(
          button({ label: m.toCheck(), name: '_go', value: 'check' }),
          button({ label: m.later(), kind: 'secondary', name: '_go', value: 'later' }),
        )}
        <p><a href="${links.discard}">${m.discard()}</a></p>`,
    })}`,
  };
}

/** The Enter key presses a form's first button: that must not be one that removes something. */
function enterSaves(): HtmlValue {
  return html`<button class="amt-hidden" type="submit" name="_go" value="check" tabindex="-1" aria-hidden="true"></button>`;
}

function conflictNotice(stored: readonly { readonly label: string; readonly value: string }[], locale: Locale): HtmlValue {
  const m = messages[locale].entry;
  return notice({
    tone: 'warning',
    role: 'alert',
    title: m.changed(),
    headingLevel: 2,
    body: html`<p>${m.changedText()}</p>
      <dl>
        ${stored.map(
          ({ label, value }) =>
            html`<dt>${label}</dt>
              <dd>${value === '' ? m.empty() : value}</dd>`,
        )}
      </dl>`,
  });
}
