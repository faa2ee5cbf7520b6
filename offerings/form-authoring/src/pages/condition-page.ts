import type { Clause } from '@amt/form-proofs';
import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, buttonGroup, details, element, errorSummary, form, notice, panel, textarea, type FieldError } from '@amt/ui';
import type { DraftGroup } from '../conditions/condition-draft.ts';
import type { Scope } from '../conditions/operands.ts';
import type { ValueDraft } from '../conditions/value-draft.ts';
import type { OpenPoint } from '../model/open-points.ts';
import { messages } from '../messages.ts';
import { calculationView } from './calculation-rows.ts';
import { groupView } from './condition-rows.ts';
import { wording } from './point-page.ts';
import { formPage, type FrameProps, type FormTab, revisionField } from './form-frame.ts';

/** The rows as they were filled in; `undefined` where the expression says more than rows can. */
export type DraftBody =
  | { readonly kind: 'condition'; readonly draft: DraftGroup | undefined }
  | { readonly kind: 'value'; readonly draft: ValueDraft | undefined };

/** What an expression says: as a sentence, and a condition in its parts as well. */
export interface Said {
  readonly sentence: string;
  readonly clause: Clause | undefined;
}

export interface ConditionProps {
  readonly tab: FormTab;
  /** "Wann wird „Verstärker“ gefragt?" */
  readonly heading: string;
  /** what an imported file says in words and is built here */
  readonly point: OpenPoint | undefined;
  /** what the rows say; `undefined` while they say nothing */
  readonly said: Said | undefined;
  readonly body: DraftBody;
  readonly scope: Scope;
  /** the expression as JSON, for experts */
  readonly expert: string;
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly liveHref: string;
  readonly expertAction: string;
  readonly backHref: string;
}

/** A condition or a calculation, built of rows; as a sentence; and as a text for what rows cannot say. */
export function conditionPage(frame: FrameProps, props: ConditionProps): Page {
  const { locale } = frame;
  const m = messages[locale].condition;
  const { body, errors } = props;
  const expertOpen = body.draft === undefined || errors.some(({ field }) => field === 'expert');
  return formPage(frame, {
    tab: props.tab,
    title: props.heading,
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
      <p>${button({ label: m.back(), href: props.backHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
      <h2>${props.heading}</h2>
      ${props.point === undefined ? '' : wording(props.point, locale)}
      ${panel({ title: m.now(), level: 3, body: saidView(props.said, locale) })}
      ${body.draft === undefined ? notice({ title: m.tooRich(), body: html`<p>${m.tooRichHint()}</p>` }) : rowsForm(frame, props)}
      ${details({
        summary: m.expert(),
        open: expertOpen,
        body: html`<p>${m.expertHint()}</p>
          ${form({
            action: props.expertAction,
            body: html`${revisionField(frame.copy)}${textarea({ name: 'expert', label: m.expertLabel(), locale, optional: true, rows: 8, value: props.expert, ...errorOf(errors, 'expert') })}
            ${button({ label: m.saveExpert(), kind: 'secondary' })}`,
          })}`,
      })}`,
  });
}

function errorOf(errors: readonly FieldError[], field: string): { error?: string } {
  const error = errors.find((one) => one.field === field)?.message;
  return error === undefined ? {} : { error };
}

/** What the rows say: a sentence, or lists in lists where one would be hard to follow; the script puts it where the page shows it. */
export function saidView(said: Said | undefined, locale: Locale): Html {
  return element(
    'div',
    { id: 'said' },
    said ? saidWords(said, locale) : html`<p class="amt-muted">${messages[locale].condition.nothing()}</p>`,
  );
}

function saidWords({ sentence, clause }: Said, locale: Locale): Html {
  const isList = clause !== undefined && 'join' in clause && (clause.parts.length > 2 || clause.parts.some((part) => 'join' in part));
  if (!isList) return html`<p class="amt-sentence__text">${sentence}</p>`;
  return html`<div class="amt-said">${messages[locale].condition.if()} ${clauseView(clause, locale)}</div>`;
}

function clauseView(clause: Clause, locale: Locale): Html {
  if (!('join' in clause)) return html`${clause.text}`;
  const parts = clause.parts.map((part) => html`<li>${clauseView(part, locale)}</li>`);
  return html`${messages[locale].condition.joins[clause.join]()}${element('ul', { class: 'amt-said__list' }, parts)}`;
}

function rowsForm(frame: FrameProps, props: ConditionProps): Html {
  const { locale } = frame;
  const m = messages[locale].condition;
  const { action, body, scope, errors } = props;
  const rows =
    body.kind === 'condition'
      ? body.draft && groupView({ action, errors, locale }, body.draft, scope, 'c')
      : body.draft && calculationView({ action, errors, locale }, body.draft, scope);
  const remove = button({ label: m.remove(), name: '_do', value: 'none', kind: 'link' });
  // draws the rows anew for what is chosen in them; with scripts that happens by itself
  const show = html`<span class="amt-without-script">${button({ label: m.show(), name: '_do', value: 'show', kind: 'secondary' })}</span>`;
  const drawn = form({
    action: `${action}#rows`,
    body: html`${revisionField(frame.copy)}${hiddenDefault()}${rows}
    ${buttonGroup(button({ label: m.save() }), show, body.kind === 'condition' ? remove : '')}`,
  });
  // with scripts the controls of a row follow what is chosen in it, and the sentence what is typed
  return element('amt-live', { 'data-href': props.liveHref, id: 'rows' }, drawn);
}

/** The Enter key presses a form's first button: that must be saving. */
function hiddenDefault(): Html {
  return html`<button class="amt-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>`;
}
