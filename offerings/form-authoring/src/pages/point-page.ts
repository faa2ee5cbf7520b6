import { html, type Html, type HtmlValue } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  checkbox,
  descriptionList,
  details,
  errorSummary,
  fileField,
  form,
  notice,
  panel,
  radios,
  section,
  select,
  textarea,
  type FieldError,
} from '@amt/ui';
import { messages } from '../messages.ts';
import type { OpenPoint } from '../model/open-points.ts';
import { ruleWays, type RuleWay } from '../operations/begin-rule.ts';
import type { FactTopic } from '../operations/settle-facts.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';
import { stateOf } from './points-page.ts';
import { settingFields, type SettingsDraft, type SettingsField } from './settings-page.ts';

/** What a rule in prose names, with the places in the form. */
export interface MentionView {
  readonly id: string;
  readonly places: readonly { readonly name: string; readonly href: string }[];
}

export interface RulePart {
  readonly mentions: readonly MentionView[];
  readonly places: readonly { readonly value: string; readonly label: string }[];
  readonly typed: { readonly way: RuleWay; readonly at: string; readonly message: string };
  readonly action: string;
}

export interface ListPart {
  /** one entry per line */
  readonly lines: string;
  readonly action: string;
}

export interface FactPart {
  readonly topic: FactTopic;
  readonly draft: SettingsDraft;
  readonly units: readonly { readonly id: string; readonly name: string }[];
}

export interface PointProps {
  readonly point: OpenPoint;
  readonly title: string;
  readonly place: { readonly name: string; readonly href: string } | undefined;
  readonly part:
    | { readonly kind: 'rule'; readonly rule: RulePart }
    | { readonly kind: 'list'; readonly list: ListPart }
    | { readonly kind: 'fact'; readonly fact: FactPart }
    | { readonly kind: 'look' };
  readonly reason: string;
  readonly errors: readonly FieldError[];
  readonly settleAction: string;
  readonly listHref: string;
  readonly nextHref: string | undefined;
}

/** One point: what the file says, and the means to settle it. */
export function pointPage(frame: FrameProps, props: PointProps): Page {
  const { locale } = frame;
  const { point, place, errors, title } = props;
  const m = messages[locale].points;
  return formPage(frame, {
    tab: 'points',
    title,
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
      <p>${button({ label: m.back(), href: props.listHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
      <h2>${title}</h2>
      ${point.settled ? settledNotice(frame, props) : ''}
      ${wording(point, locale)}
      ${place === undefined ? '' : html`<p>${m.where()} <a href="${place.href}">${place.name}</a></p>`}
      ${frame.lockedBy === undefined ? partView(frame, props) : ''}
      ${point.settled || frame.lockedBy !== undefined ? '' : notNeeded(frame, props)}`,
  });
}

/** What is to be decided: the words of the file, as they stand there; of what no file says, a question of ours. */
export function wording({ text, source, about }: OpenPoint, locale: Locale): Html {
  const m = messages[locale].points;
  const title = about === 'rule' ? m.wording() : m.what();
  return panel({
    title: source === undefined ? title : m.wordingOf({ source }),
    level: 3,
    body: html`<p class="amt-sentence__text">${text}</p>`,
  });
}

function settledNotice(frame: FrameProps, { point, settleAction, nextHref }: PointProps): HtmlValue {
  const m = messages[frame.locale].points;
  const { settled } = point;
  if (!settled) return '';
  return notice({
    tone: 'success',
    title: m.states[stateOf(settled.how)](),
    ...(settled.reason === undefined ? {} : { body: html`<p>${settled.reason}</p>` }),
    actions: html`${nextHref === undefined ? '' : button({ label: m.next(), href: nextHref, kind: 'secondary', small: true })}
    ${
      frame.lockedBy !== undefined
        ? ''
        : form({
            action: settleAction,
            inline: true,
            body: html`${revisionField(frame.copy)}${button({ label: m.reopen(), name: '_do', value: 'reopen', kind: 'link', small: true })}`,
          })
    }`,
  });
}

function partView(frame: FrameProps, props: PointProps): HtmlValue {
  const { part } = props;
  const { locale, copy } = frame;
  const m = messages[locale].points;
  switch (part.kind) {
    case 'rule':
      return ruleView(frame, part.rule, props);
    case 'list':
      return listView(frame, part.list, props);
    case 'fact':
      return section({
        title: m.decide(),
        body: form({
          action: props.settleAction,
          body: html`${revisionField(copy)}${settingFields({ draft: part.fact.draft, units: part.fact.units, errors: props.errors, locale }, fieldsOf[part.fact.topic])}
          ${part.fact.topic === 'legalBasis' ? checkbox({ name: 'spread', label: messages[locale].formSettings.spread(), locale, optional: true, checked: true }) : ''}
          ${button({ label: m.decideSo(), name: '_do', value: 'fact' })}`,
        }),
      });
    case 'look':
      return props.point.settled
        ? ''
        : section({
            title: m.look(),
            body: html`<p>${m.lookHint()}</p>
              ${props.place === undefined ? html`<p><a href="${frame.links.tabs.structure}">${m.toStructure()}</a></p>` : ''}
              ${form({ action: props.settleAction, inline: true, body: html`${revisionField(copy)}${button({ label: m.done(), name: '_do', value: 'done' })}` })}`,
          });
  }
}

/** Fields of the settings that decide a fact. */
export const fieldsOf: Readonly<Record<FactTopic, readonly SettingsField[]>> = {
  ownerUnit: ['ownerUnit'],
  serviceKeys: ['serviceKeys'],
  legalBasis: ['legalBasis'],
  trustLevel: ['trustLevel'],
  retention: ['submissionMonths', 'draftDays'],
  languages: ['languages', 'otherLanguages'],
};

function ruleView({ locale, copy }: FrameProps, rule: RulePart, { errors, point }: PointProps): Html {
  const m = messages[locale].points;
  const known = rule.mentions.map(({ id, places }) => ({
    term: html`<code>${id}</code>`,
    text:
      places.length === 0
        ? m.notInForm()
        : html`${places.map(({ name, href }, i) => html`${i === 0 ? '' : ', '}<a href="${href}">${name}</a>`)}`,
  }));
  const builder = html`<p>${m.buildHint()}</p>
    ${form({
      action: rule.action,
      body: html`${revisionField(copy)}${radios({
        name: 'way',
        label: m.way(),
        locale,
        value: rule.typed.way,
        options: ruleWays.map((way) => ({ value: way, label: m.ways[way].label(), hint: m.ways[way].hint() })),
      })}
      ${select({ name: 'at', label: m.at(), hint: m.atHint(), locale, value: rule.typed.at, options: [...rule.places], ...errorOf(errors, 'at') })}
      ${textarea({ name: 'message', label: m.message(), hint: m.messageHint(), locale, rows: 3, value: rule.typed.message, ...errorOf(errors, 'message') })}
      ${button({ label: m.toCondition(), icon: 'arrow-end', iconAtEnd: true })}`,
    })}`;
  return html`${known.length === 0 ? '' : section({ title: m.mentions(), body: descriptionList({ items: known }) })}
  ${point.settled ? details({ summary: m.buildMore(), open: errors.length > 0, body: builder }) : section({ title: m.build(), body: builder })}`;
}

function listView({ locale, copy }: FrameProps, list: ListPart, { errors }: PointProps): Html {
  const m = messages[locale].points;
  const other = errors.some(({ field }) => field === 'otherVersion');
  return html`${section({
    title: m.upload(),
    body: form({
      action: list.action,
      multipart: true,
      body: html`${revisionField(copy)}${fileField({
        name: 'file',
        label: m.listFile(),
        hint: m.listFileHint(),
        locale,
        accept: '.xml',
        multiple: false,
        maxBytes: 5_000_000,
        uploaded: [],
        removeName: '_removeFile',
        ...errorOf(errors, 'file'),
      })}
      ${other ? checkbox({ name: 'otherVersion', label: m.otherVersion(), locale, optional: true, checked: false, ...errorOf(errors, 'otherVersion') }) : ''}
      ${button({ label: m.loadList() })}`,
    }),
  })}
  ${details({
    summary: m.typeList(),
    open: errors.some(({ field }) => field === 'lines'),
    body: form({
      action: list.action,
      multipart: true,
      body: html`${revisionField(copy)}${textarea({ name: 'lines', label: m.lines(), hint: m.linesHint(), locale, rows: 8, value: list.lines, ...errorOf(errors, 'lines') })}
      ${button({ label: m.takeLines(), kind: 'secondary', name: '_do', value: 'lines' })}`,
    }),
  })}`;
}

function notNeeded({ locale, copy }: FrameProps, { settleAction, reason, errors, part }: PointProps): Html {
  const m = messages[locale].points;
  const body = form({
    action: settleAction,
    body: html`${revisionField(copy)}${textarea({ name: 'reason', label: m.reason(), hint: m.reasonHint(), locale, rows: 2, value: reason, ...errorOf(errors, 'reason') })}
    ${button({ label: m.notNeeded(), name: '_do', value: 'not-needed', kind: 'secondary' })}`,
  });
  return part.kind === 'fact'
    ? html``
    : details({ summary: m.notNeededTitle(), open: errors.some(({ field }) => field === 'reason'), body });
}

function errorOf(errors: readonly FieldError[], field: string): { error?: string } {
  const error = errors.find((one) => one.field === field)?.message;
  return error === undefined ? {} : { error };
}
