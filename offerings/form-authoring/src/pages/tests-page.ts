import type { Difference } from '@amt/form-proofs';
import { html, type Html } from '@amt/html';
import type { Page } from '@amt/module';
import { button, details, element, emptyState, form, notice, statusBadge } from '@amt/ui';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

export interface TestRow {
  readonly id: string;
  readonly title: string;
  /** undefined while the form cannot be run */
  readonly deviations: readonly Difference[] | undefined;
  readonly answers: string;
}

export interface TestsProps {
  readonly rows: readonly TestRow[];
  readonly runnable: boolean;
  readonly removeAction: string;
  readonly acceptAction: string;
  readonly previewHref: string;
}

/** Tests that belong to the form, green or red. A form with a red one is not published. */
export function testsPage(frame: FrameProps, props: TestsProps): Page {
  const { locale } = frame;
  const m = messages[locale].tests;
  const { rows } = props;
  return formPage(frame, {
    tab: 'tests',
    title: m.title(),
    body: html`<h2>${m.title()}</h2>
      <p class="amt-lead">${m.lead()}</p>
      ${props.runnable ? '' : notice({ tone: 'warning', title: m.notRunnable() })}
      ${
        rows.length === 0
          ? emptyState({
              title: m.none(),
              body: m.noneHint(),
              action: button({ label: m.toPreview(), href: props.previewHref, kind: 'secondary' }),
            })
          : html`${element(
              'ul',
              { class: 'amt-entries' },
              rows.map((row) => rowView(frame, props, row)),
            )}
            <p>${button({ label: m.toPreview(), href: props.previewHref, kind: 'secondary' })}</p>`
      }`,
  });
}

function rowView({ locale, copy, lockedBy }: FrameProps, props: TestsProps, row: TestRow): Html {
  const m = messages[locale].tests;
  const badge =
    row.deviations === undefined
      ? statusBadge({ label: m.waits() })
      : row.deviations.length === 0
        ? statusBadge({ label: m.green(), tone: 'success' })
        : statusBadge({ label: m.red({ count: row.deviations.length }), tone: 'danger' });
  const act = (action: string, label: string): Html =>
    form({
      action,
      inline: true,
      body: html`${revisionField(copy)}<input type="hidden" name="id" value="${row.id}" />${button({ label, about: row.title, kind: 'link', small: true })}`,
    });
  return html`<li class="amt-entries__item">
    <div>
      <strong>${row.title}</strong> ${badge}
      ${(row.deviations ?? []).map(
        (one) =>
          html`<p class="amt-diff__pair"><span class="amt-muted">${m.what[one.what]()}</span> <del>${m.expected({ value: valueText(one.expected) })}</del> <ins>${m.found({ value: valueText(one.found) })}</ins></p>`,
      )}
      ${details({ summary: m.answers(), body: html`<pre class="amt-code">${row.answers}</pre>` })}
    </div>
    ${lockedBy === undefined ? html`<div class="amt-builder__steps">${(row.deviations?.length ?? 0) > 0 ? act(props.acceptAction, m.accept()) : ''}${act(props.removeAction, m.remove())}</div>` : ''}
  </li>`;
}

function valueText(value: Difference['expected'] | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '–');
}
