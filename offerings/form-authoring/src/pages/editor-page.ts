import { type Html, type HtmlValue, html } from '@amt/html';
import { formatTime } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  details,
  element,
  errorSummary,
  form,
  notice,
  section,
  select,
  textField,
  textarea,
  visuallyHidden,
  type FieldError,
} from '@amt/ui';
import type { AuthorNode, AuthorPage } from '../model/author-form.ts';
import type { PlacedNode } from '../model/author-tree.ts';
import { isKind, isQuestion, kindGroups, kindKey } from '../model/kinds.ts';
import { settingsOf } from '../model/node-settings.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';
import { liveCount, liveFindings, liveHere, livePreview, type LiveParts } from './live-parts.ts';
import { type Chip, chips } from './preview-page.ts';
import { settingView, type SettingView } from './setting-views.ts';
import { nodeName, type TreeProps, treeView } from './tree-view.ts';

export interface EditorProps {
  readonly frame: FrameProps;
  readonly tree: TreeProps;
  readonly selected: SelectedPage | SelectedNode;
  readonly errors: readonly FieldError[];
  readonly live: LiveParts;
  /** languages that can be shown beside the author's own */
  readonly beside: readonly Chip[];
  readonly links: EditorLinks;
}

export interface SelectedPage {
  readonly kind: 'page';
  readonly page: AuthorPage;
  readonly index: number;
  readonly count: number;
  /** sentence of its condition */
  readonly when: string | undefined;
}

export interface SelectedNode {
  readonly kind: 'node';
  readonly placed: PlacedNode;
  readonly view: SettingView;
  readonly when: string | undefined;
  readonly requiredWhen: string | undefined;
  /** sentence of the value of a locked or hidden field */
  readonly value: string | undefined;
}

export interface EditorLinks {
  readonly live: string;
  readonly save: string;
  readonly move: string;
  readonly remove: string;
  readonly copyNode: string;
  readonly addBranch: string;
  readonly addInto: string | undefined;
  readonly condition: (slot: 'when' | 'requiredWhen' | 'value') => string;
  readonly texts: string;
  readonly pagePreview: string;
}

/** The builder: left the tree, in the middle what is chosen in it, beside it the page as residents see it, below what is still wrong. */
export function editorPage(props: EditorProps): Page {
  const { frame, tree, selected, errors, live, links } = props;
  const { locale } = frame;
  const m = messages[locale].editor;
  const chosen = selected.kind === 'page' ? pageForm(props, selected) : nodeForm(props, selected);
  const body = html`${errorSummary({ errors, locale })}
    <div class="amt-builder">
      <nav class="amt-builder__tree" aria-label="${m.tree()}">
        <h2 class="amt-builder__title">${m.tree()}</h2>
        ${treeView(tree)}
      </nav>
      <section class="amt-builder__form" id="chosen" aria-label="${m.chosen()}">${element('amt-live', { 'data-href': links.live }, chosen)}</section>
      <aside class="amt-builder__preview" aria-label="${m.preview()}">
        <h2 class="amt-builder__title">${m.preview()} <a href="${links.pagePreview}">${m.tryIt()}</a></h2>
        ${props.beside.length === 0 ? '' : chips(messages[locale].preview.beside(), props.beside)} ${livePreview(live.previews, locale)}
      </aside>
    </div>
    ${section({ title: m.findings(), id: 'findings', body: html`${liveCount(live.findings, locale)}${liveFindings(live.findings, locale)}` })}
    ${ownLock(frame)}`;
  return formPage(frame, { tab: 'structure', body, hasErrors: errors.length > 0, scripts: [] });
}

function ownLock({ copy, lockedBy, links, locale }: FrameProps): HtmlValue {
  if (lockedBy !== undefined || copy.lockUntil === null || copy.lockStaffName === null) return '';
  const m = messages[locale].lock;
  return html`<p class="amt-muted">${m.own({ time: formatTime(copy.lockUntil, locale) })}</p>
    ${form({ action: links.releaseLock, inline: true, body: button({ label: m.release(), kind: 'link', small: true }) })}`;
}

function pageForm({ frame, links, errors, live }: EditorProps, { page, index, count, when }: SelectedPage): Html {
  const { locale, copy, lockedBy } = frame;
  const m = messages[locale].editor;
  const errorOf = (field: string): { error?: string } => {
    const error = errors.find((one) => one.field === field);
    return error === undefined ? {} : { error: error.message };
  };
  const buttons = html`${step(frame, links.move, { page: page.id, by: 'up' }, m.up(), 'arrow-up', index === 0)}
  ${step(frame, links.move, { page: page.id, by: 'down' }, m.down(), 'arrow-down', index === count - 1)}
  ${step(frame, links.remove, { page: page.id }, m.remove(), 'trash', false)}`;
  return html`<div class="amt-builder__head">
      <h2>${m.pageHeading({ number: index + 1 })}</h2>
      ${lockedBy === undefined ? html`<div class="amt-builder__steps">${buttons}</div>` : ''}
    </div>
    ${form({
      action: links.save,
      id: 'chosen-form',
      body: html`${revisionField(copy)}<input type="hidden" name="page" value="${page.id}" />${textField({ name: 'title', label: m.pageTitle(), locale, value: page.title.de, ...errorOf('title') })}
      ${textarea({ name: 'intro', label: m.pageIntro(), locale, optional: true, rows: 3, value: page.intro?.de ?? '' })}
      ${conditionLine(m.shownWhen(), when, m.always(), links.condition('when'), m.changeCondition())}
      ${details({ summary: m.technical(), body: textField({ name: 'id', label: m.pageId(), hint: m.pageIdHint(), locale, value: page.id, width: 30, spellcheck: false, ...errorOf('id') }), open: errors.some(({ field }) => field === 'id') })}
      <div class="amt-builder__save">${button({ label: m.save() })} ${liveHere(live.here, locale)}</div>`,
    })}
    ${
      page.fields.length > 0 || lockedBy !== undefined
        ? ''
        : notice({
            title: m.emptyPage(),
            body: html`<p>${m.emptyPageHint()}</p>`,
            actions: button({ label: m.addFirst(), href: links.addInto ?? '', kind: 'secondary', icon: 'add' }),
          })
    }`;
}

function nodeForm(props: EditorProps, selected: SelectedNode): Html {
  const { frame, links, errors, live } = props;
  const { placed, view } = selected;
  const { node, path } = placed;
  const { locale, copy, lockedBy } = frame;
  const m = messages[locale].editor;
  const settings = settingsOf(node.kind);
  const draw = (list: readonly Parameters<typeof settingView>[1][]): HtmlValue => list.map((setting) => settingView(view, setting));
  const kindName = isKind(node.kind) ? messages[locale].kinds[kindKey(node.kind)].name() : messages[locale].tree.branch();
  const folded = (summary: string, list: readonly Parameters<typeof settingView>[1][]): HtmlValue => {
    if (list.length === 0) return '';
    const faulty = list.some(
      (setting) =>
        errors.some(({ field }) => 'name' in setting && setting.name === field) ||
        (setting.type === 'legal-basis' && errors.some(({ field }) => field === 'citation' || field === 'url')),
    );
    return details({ summary, body: html`${draw(list)}`, open: faulty });
  };
  return html`<div class="amt-builder__head">
      <p class="amt-builder__kind">${kindName}</p>
      <h2>${nodeName(node, locale)}</h2>
      ${lockedBy === undefined ? html`<div class="amt-builder__steps">${nodeSteps(props, placed)}</div>` : ''}
    </div>
    ${form({
      action: links.save,
      id: 'chosen-form',
      body: html`${revisionField(copy)}<input type="hidden" name="path" value="${path}" />${draw(settings.words)} ${draw(settings.answer)}
      ${placed.isBranch ? '' : conditionLine(m.shownWhen(), selected.when, m.always(), links.condition('when'), m.changeCondition())}
      ${isQuestion(node.kind) && node.kind !== 'declaration' && (node['required'] !== false || selected.requiredWhen !== undefined) ? conditionLine(m.requiredWhen(), selected.requiredWhen, m.requiredAlways(), links.condition('requiredWhen'), m.changeCondition()) : ''}
      ${node.kind === 'locked' || node.kind === 'hidden' ? conditionLine(m.value(), selected.value, m.noValue(), links.condition('value'), m.changeValue()) : ''}
      ${folded(m.limits(), settings.limits)} ${folded(m.purpose(), settings.purpose)} ${folded(m.source(), settings.source)}
      ${details({ summary: m.technical(), body: technical(props, selected, kindName), open: errors.some(({ field }) => field === 'id') })}
      <div class="amt-builder__save">${button({ label: m.save() })} ${liveHere(live.here, locale)}</div>`,
    })}
    ${node.branches && lockedBy === undefined ? form({ action: links.addBranch, inline: true, body: html`${revisionField(copy)}<input type="hidden" name="path" value="${path}" />${button({ label: m.addBranch(), kind: 'secondary', small: true, icon: 'add' })}` }) : ''}
    ${links.addInto !== undefined && lockedBy === undefined ? html`<p>${button({ label: m.addInto(), href: links.addInto, kind: 'secondary', small: true, icon: 'add' })}</p>` : ''}
    ${frame.copy.definition.languages.length > 1 ? html`<p><a href="${links.texts}">${m.translate()}</a></p>` : ''}`;
}

function technical({ frame, errors }: EditorProps, { placed, view }: SelectedNode, kindName: string): Html {
  const { locale } = frame;
  const { node } = placed;
  const m = messages[locale].editor;
  const error = errors.find(({ field }) => field === 'id')?.message;
  const typed = view.typed?.['id'];
  const id = textField({
    name: 'id',
    label: m.id(),
    hint: m.idHint(),
    locale,
    width: 30,
    spellcheck: false,
    value: typeof typed === 'string' ? typed : node.id,
    ...(error === undefined ? {} : { error }),
  });
  const others = exchangeable(node);
  return html`${id}
  ${
    others.length < 2 || !isKind(node.kind)
      ? html`<p class="amt-muted">${m.kind({ kind: kindName })}</p>`
      : select({
          name: 'kind',
          label: m.changeKind(),
          locale,
          empty: false,
          value: node.kind,
          options: others.map((kind) => ({ value: kind, label: messages[locale].kinds[kindKey(kind)].name() })),
        })
  }`;
}

/** Kinds a question can become without losing what was written for it. */
export function exchangeable(node: AuthorNode): readonly Extract<Parameters<typeof kindKey>[0], string>[] {
  if (!isQuestion(node.kind) || node.kind === 'declaration') return [];
  if (node.options !== undefined) return ['radios', 'select', 'checkboxes'];
  if (node.kind === 'matrix' || node.kind === 'file') return [];
  return kindGroups
    .flatMap(({ kinds }): readonly Parameters<typeof kindKey>[0][] => kinds)
    .filter((kind) => isQuestion(kind) && !['radios', 'select', 'checkboxes', 'matrix', 'file', 'declaration'].includes(kind));
}

function conditionLine(label: string, sentence: string | undefined, none: string, href: string, change: string): Html {
  return html`<div class="amt-sentence">
    <p class="amt-sentence__label">${label}</p>
    <p class="amt-sentence__text">${sentence ?? none}</p>
    ${button({ label: change, about: label, href, kind: 'link', small: true, icon: 'edit' })}
  </div>`;
}

function nodeSteps({ frame, links }: EditorProps, { path, isBranch }: PlacedNode): Html {
  const m = messages[frame.locale].editor;
  const to = (by: string, label: string, icon: Parameters<typeof step>[4]): Html =>
    step(frame, links.move, { path, by }, label, icon, false);
  return html`${to('up', m.up(), 'arrow-up')} ${to('down', m.down(), 'arrow-down')}
  ${isBranch ? '' : html`${to('in', m.in(), 'arrow-end')} ${to('out', m.out(), 'arrow-start')} ${step(frame, links.copyNode, { path }, m.copy(), 'document', false)}`}
  ${step(frame, links.remove, { path }, m.remove(), 'trash', false)}`;
}

function step(
  { copy }: FrameProps,
  action: string,
  values: Readonly<Record<string, string>>,
  label: string,
  icon: 'arrow-up' | 'arrow-down' | 'arrow-end' | 'arrow-start' | 'document' | 'trash',
  disabled: boolean,
): Html {
  return form({
    action,
    inline: true,
    body: html`${revisionField(copy)}${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}${button({ label: icon === 'document' || icon === 'trash' ? label : visuallyHidden(label), kind: 'link', small: true, icon, disabled })}`,
  });
}
