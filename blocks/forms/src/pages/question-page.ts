import { type Html, type HtmlValue, html } from '@amt/html';
import { pick } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  buttonGroup,
  errorSummary,
  fieldset,
  form,
  notice,
  pageHeader,
  progressSteps,
  prose,
  radios,
  statusBadge,
  summaryList,
} from '@amt/ui';
import type { Choice, Group, Repeat } from '../definition.ts';
import { errorText } from '../error-text.ts';
import type { NodeState } from '../evaluate-root.ts';
import type { FieldError } from '../field-error.ts';
import { directionOf } from '../form-language.ts';
import { messages } from '../messages.ts';
import type { OpenedDraft } from '../opened-draft.ts';
import { itemTitle } from '../summary.ts';
import { isInput } from '../take-input.ts';
import { type ScreenView, errorAnchor, fieldAnchor, fieldView } from './field-view.ts';
import { staffNote } from './staff-note.ts';
import { paragraphs, textOf } from './rich-text.ts';

export interface QuestionPageProps {
  readonly opened: OpenedDraft;
  readonly pageId: string;
  /** instance path of the item shown, where it is an item's screen */
  readonly item: string | undefined;
  readonly screen: readonly NodeState[];
  readonly view: ScreenView;
  readonly errors: readonly FieldError[];
  /** answers of another window, in words, where both changed this page */
  readonly conflict: readonly { readonly label: string; readonly value: string }[] | undefined;
  readonly returnToCheck: boolean;
  /** seconds since 1970; comes back with the answers and tells how long the page took */
  readonly drawnAt: number;
  /** where the form has more languages than the house */
  readonly languages: LanguageChoice | undefined;
  readonly links: QuestionLinks;
}

export interface QuestionLinks {
  readonly save: string;
  readonly back: string | undefined;
  readonly overview: string | undefined;
  readonly item: (path: string) => string;
}

/** One thing to think about: a page of the form, or one item of a repeat group. */
export function questionPage(props: QuestionPageProps): Page {
  const { opened, pageId, item, view, errors, links } = props;
  const { locale } = view;
  const m = messages[locale];
  const index = opened.pages.findIndex((page) => page.page.id === pageId);
  const page = opened.pages[index]?.page;
  const title = item === undefined ? (page ? pick(page.title, locale) : '') : itemTitle(opened.evaluation, item, locale);
  const heading = soleQuestion(props, title);
  const multipart = props.screen.some((state) => state.node.kind === 'file');
  const body = html`${links.back === undefined ? '' : html`<p>${button({ label: m.question.back(), href: links.back, kind: 'link', icon: 'arrow-start', small: true })}</p>`}
  ${progressSteps({ current: index + 1, total: opened.pages.length, locale, title: pick(opened.form.definition.title, locale) })}
  ${errorSummary({ errors: errors.map((error) => ({ field: summaryAnchor(props, error), message: summaryText(props, error) })), locale })}
  ${staffNote(opened.draft, undefined, locale)} ${conflictNotice(props)} ${heading ? '' : pageHeader({ title })}
  ${item === undefined && page?.intro ? prose(paragraphs(page.intro, locale)) : ''}
  ${form({
    action: links.save,
    multipart,
    body: html`<input
        type="hidden"
        name="_revision"
        value="${opened.draft.pageRevisions[pageId] ?? 0}"
      /><input type="hidden" name="_drawn" value="${props.drawnAt}" />${props.returnToCheck ? html`<input type="hidden" name="_return" value="check" />` : ''} ${defaultButton(props)} ${languageChoice(props)}
      ${drawNodes(props, topLevel(props), heading)}
      ${buttonGroup(
        button({ label: item === undefined ? m.question.continue() : m.question.saveItem(), name: '_go', value: 'on' }),
        button({ label: m.question.leave(), kind: 'secondary', name: '_go', value: 'leave' }),
      )}`,
  })}
  ${links.overview === undefined ? '' : html`<p><a href="${links.overview}">${m.overview.back()}</a></p>`}`;
  return {
    title: `${title} – ${pick(opened.form.definition.title, locale)}`,
    body,
    layout: 'question',
    hasErrors: errors.length > 0,
    scripts: multipart ? ['upload'] : [],
  };
}

/** Languages of the form beside those of the house. */
export interface LanguageChoice {
  readonly chosen: string | undefined;
  readonly languages: readonly { readonly value: string; readonly label: string }[];
}

/** A button a language, with the names in the languages themselves. They send the form, so that nothing typed is lost. */
function languageChoice({ languages, view: { locale } }: QuestionPageProps): HtmlValue {
  if (!languages) return '';
  const m = messages[locale].language;
  const one = (value: string, label: HtmlValue, current: boolean): HtmlValue =>
    button({ label, kind: current ? 'secondary' : 'link', small: true, name: '_language', value, pressed: current, formNoValidate: true });
  return html`<div role="group" aria-label="${m.label()}">
    ${buttonGroup(
      one('page', m.ofPage(), languages.chosen === undefined),
      ...languages.languages.map(({ value, label }) =>
        one(value, html`<span lang="${value}" dir="${directionOf(value)}">${label}</span>`, value === languages.chosen),
      ),
    )}
  </div>`;
}

/** The Enter key presses a form's first button: that must not be one that changes the language or removes a file or an item. */
function defaultButton({ screen, languages }: QuestionPageProps): HtmlValue {
  if (!languages && !screen.some((state) => state.node.kind === 'file' || state.node.kind === 'repeat')) return '';
  return html`<button class="amt-hidden" type="submit" name="_go" value="on" tabindex="-1" aria-hidden="true"></button>`;
}

/** Where a screen asks one thing under the page's own words, the label is the heading. */
function soleQuestion(props: QuestionPageProps, title: string): boolean {
  const [only, ...more] = props.screen;
  if (!only || more.length > 0 || !isInput(only) || only.node.kind === 'declaration' || !('label' in only.node.def) || !only.node.def.label)
    return false;
  const { evaluation, provenance, locale } = props.view;
  return pick(only.node.def.label, locale) === title && provenance[only.path] === undefined && evaluation.pages.length > 0;
}

/** Nodes of the screen that stand in no other node of the screen. */
function topLevel(props: QuestionPageProps): NodeState[] {
  const inside = new Set(props.screen.map((state) => state.node));
  return props.screen.filter((state) => state.node.parent === undefined || !inside.has(state.node.parent));
}

function drawNodes(props: QuestionPageProps, states: readonly NodeState[], asHeading = false): HtmlValue {
  return states.map((state) => drawNode(props, state, asHeading));
}

function childrenOf(props: QuestionPageProps, state: NodeState): NodeState[] {
  return props.screen.filter((other) => other.node.parent === state.node);
}

function drawNode(props: QuestionPageProps, state: NodeState, asHeading: boolean): HtmlValue {
  switch (state.node.kind) {
    case 'group':
      return drawGroup(props, state, state.node.def as Group);
    case 'branch':
      return drawNodes(props, childrenOf(props, state));
    case 'choice':
      return drawChoice(props, state, state.node.def as Choice);
    case 'repeat':
      return drawItems(props, state, state.node.def as Repeat);
    default:
      return fieldView(props.view, state, asHeading);
  }
}

function drawGroup(props: QuestionPageProps, state: NodeState, def: Group): HtmlValue {
  const { locale } = props.view;
  const body = drawNodes(props, childrenOf(props, state));
  if (!def.label) return body;
  return fieldset({
    legend: textOf(def.label, locale),
    id: fieldAnchor(state.path),
    ...(def.hint ? { hint: textOf(def.hint, locale) } : {}),
    body,
  });
}

function drawChoice(props: QuestionPageProps, state: NodeState, def: Choice): Html {
  const { view } = props;
  const { locale } = view;
  const error = view.errors.get(state.path);
  const options = def.branches.map((branch) => ({
    value: branch.id,
    label: textOf(branch.label, locale),
    ...(branch.hint ? { hint: textOf(branch.hint, locale) } : {}),
  }));
  const question = radios({
    name: `${state.path}.choice`,
    label: textOf(def.label, locale),
    locale,
    optional: !state.required,
    options,
    value: typeof state.value === 'string' ? state.value : undefined,
    ...(def.hint ? { hint: textOf(def.hint, locale) } : {}),
    ...(error ? { error: errorText(error, locale) } : {}),
  });
  return html`${question}${drawNodes(props, childrenOf(props, state))}`;
}

/** The items so far, each with change and remove, and a button for one more. */
function drawItems(props: QuestionPageProps, state: NodeState, def: Repeat): Html {
  const { view, links } = props;
  const { locale, evaluation } = view;
  const m = messages[locale].question;
  const count = Number(state.value ?? 0);
  const rows = Array.from({ length: count }, (_, i) => {
    const path = `${state.path}.${i}`;
    const title = itemTitle(evaluation, path, locale);
    const incomplete = props.opened.errors.some((error) => error.path.startsWith(`${path}.`));
    const badge = incomplete ? statusBadge({ label: m.incompleteItem(), tone: 'warning' }) : '';
    const remove = button({ label: m.remove(), about: title, kind: 'link', icon: 'trash', small: true, name: '_remove', value: path });
    return { key: title, value: html`<span id="${fieldAnchor(path)}">${badge}</span> ${remove}`, changeHref: links.item(path) };
  });
  const error = view.errors.get(state.path);
  const add = button({
    label: m.add({ label: pick(def.itemLabel, locale) }),
    kind: 'secondary',
    icon: 'add',
    name: '_add',
    value: state.path,
  });
  return fieldset({
    legend: textOf(def.label, locale),
    id: fieldAnchor(state.path),
    ...(def.hint ? { hint: textOf(def.hint, locale) } : {}),
    body: html`${error ? html`<p class="amt-field__error">${errorText(error, locale)}</p>` : ''}
    ${count === 0 ? html`<p>${m.noItems()}</p>` : summaryList({ rows, locale })}
    ${count >= def.max ? '' : html`<p>${add}</p>`}`,
  });
}

function conflictNotice(props: QuestionPageProps): HtmlValue {
  if (!props.conflict) return '';
  const m = messages[props.view.locale].conflict;
  return notice({
    tone: 'warning',
    role: 'alert',
    title: m.title(),
    headingLevel: 2,
    body: html`<p>${m.text()}</p>
      <dl>
        ${props.conflict.map(
          (other) =>
            html`<dt>${other.label}</dt>
              <dd>${other.value === '' ? m.empty() : other.value}</dd>`,
        )}
      </dl>`,
  });
}

/** Faults inside an item that is not shown lead to the item's entry in the list. */
function summaryAnchor(props: QuestionPageProps, error: FieldError): string {
  return props.screen.some((state) => state.path === error.path) ? errorAnchor(props.view, error) : fieldAnchor(error.path);
}

function summaryText(props: QuestionPageProps, error: FieldError): string {
  const { evaluation, locale } = props.view;
  const state = evaluation.nodes.get(error.path);
  if (!state) return `${itemTitle(evaluation, error.path, locale)}: ${messages[locale].question.incompleteItem()}`;
  const label = 'label' in state.node.def && state.node.def.label ? pick(state.node.def.label, locale) : '';
  const text = errorText(error, locale);
  return error.message || label === '' || state.node.kind === 'declaration'
    ? text
    : /[?!:]$/.test(label)
      ? `${label} ${text}`
      : `${label}: ${text}`;
}
