import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import {
  button,
  buttonGroup,
  details,
  element,
  errorSummary,
  form,
  notice,
  panel,
  radios,
  select,
  textarea,
  textField,
  type FieldError,
} from '@amt/ui';
import { type ConditionDraft, type DraftRow, comparisons, isGroup, needsValue } from '../conditions/condition-draft.ts';
import type { Operand } from '../conditions/operands.ts';
import type { ValueDraft } from '../conditions/value-draft.ts';
import type { OpenPoint } from '../model/open-points.ts';
import { messages } from '../messages.ts';
import { wording } from './point-page.ts';
import { formPage, type FrameProps, type FormTab, revisionField } from './form-frame.ts';

const allComparisons = [...new Set(Object.values(comparisons).flat())];

export interface ConditionProps {
  readonly tab: FormTab;
  /** "Wann wird „Verstärker“ gefragt?" */
  readonly heading: string;
  /** what an imported file says in words and is built here */
  readonly point: OpenPoint | undefined;
  readonly sentence: string | undefined;
  readonly body:
    | { readonly kind: 'condition'; readonly draft: ConditionDraft | undefined }
    | { readonly kind: 'value'; readonly draft: ValueDraft | undefined };
  readonly operands: readonly Operand[];
  /** the expression as JSON, for experts */
  readonly expert: string;
  readonly errors: readonly FieldError[];
  readonly action: string;
  readonly expertAction: string;
  readonly backHref: string;
}

/** A condition or a calculation, built of lists; as a sentence; and as a text for what lists cannot say. */
export function conditionPage(frame: FrameProps, props: ConditionProps): Page {
  const { locale } = frame;
  const m = messages[locale].condition;
  const { body, errors } = props;
  const builder =
    body.kind === 'condition' ? body.draft && conditionForm(frame, props, body.draft) : body.draft && valueForm(frame, props, body.draft);
  const expertOpen = builder === undefined || errors.some(({ field }) => field === 'expert');
  return formPage(frame, {
    tab: props.tab,
    title: props.heading,
    hasErrors: errors.length > 0,
    body: html`${errorSummary({ errors, locale })}
      <p>${button({ label: m.back(), href: props.backHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
      <h2>${props.heading}</h2>
      ${props.point === undefined ? '' : wording(props.point, locale)}
      ${props.sentence === undefined ? '' : panel({ title: m.now(), level: 3, body: html`<p class="amt-sentence__text">${props.sentence}</p>` })}
      ${builder ?? notice({ title: m.tooRich(), body: html`<p>${m.tooRichHint()}</p>` })}
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

function modeField(name: string, mode: 'all' | 'any', label: string, locale: Locale): Html {
  const m = messages[locale].condition;
  return radios({
    name,
    label,
    locale,
    inline: true,
    value: mode,
    options: [
      { value: 'all', label: m.all() },
      { value: 'any', label: m.any() },
    ],
  });
}

function conditionForm(frame: FrameProps, props: ConditionProps, draft: ConditionDraft): Html {
  const { locale } = frame;
  const m = messages[locale].condition;
  const items = draft.items.map((item, i) =>
    isGroup(item)
      ? html`<fieldset class="amt-condition__group">
          <legend class="amt-hidden">${m.group({ number: i + 1 })}</legend>
          <input type="hidden" name="i${i}.rows" value="${item.rows.length}" />${modeField(`i${i}.mode`, item.mode, m.groupMode(), locale)}
          ${item.rows.map((row, j) => rowView(props, row, `i${i}.${j}`, locale))}
          ${button({ label: m.addToGroup(), name: '_do', value: `add-row:${i}`, kind: 'link', small: true, icon: 'add' })}
        </fieldset>`
      : rowView(props, item, `i${i}`, locale),
  );
  const rows = form({
    action: props.action,
    body: html`${revisionField(frame.copy)}${hiddenDefault()}<button type="submit" name="_do" value="show" hidden></button><input type="hidden" name="items" value="${draft.items.length}" />${modeField('mode', draft.mode, m.mode(), locale)}
      <div class="amt-condition">${items}</div>
      ${buttonGroup(
        button({ label: m.addRow(), name: '_do', value: 'add-row', kind: 'secondary', small: true, icon: 'add' }),
        button({ label: m.addGroup(), name: '_do', value: 'add-group', kind: 'secondary', small: true, icon: 'add' }),
      )}
      ${buttonGroup(button({ label: m.save() }), button({ label: m.remove(), name: '_do', value: 'none', kind: 'link' }))}`,
  });
  // with scripts the comparisons and values follow the field that is chosen
  return element('amt-refresh', { 'data-names': '.field .comparison' }, rows);
}

/** The Enter key presses a form's first button: that must be saving. */
function hiddenDefault(): Html {
  return html`<button class="amt-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>`;
}

function rowView({ operands, errors }: ConditionProps, row: DraftRow, name: string, locale: Locale): Html {
  const m = messages[locale].condition;
  const operand = operands.find(({ key }) => key === row.field);
  const names: readonly (keyof typeof m.comparisons)[] = operand ? comparisons[operand.type] : allComparisons;
  const options = operand?.options;
  const showValue = needsValue(row.comparison) || row.comparison === '';
  return html`<div class="amt-condition__row">
    ${select({
      name: `${name}.field`,
      label: m.field(),
      locale,
      value: row.field,
      options: operands.map(({ key, label }) => ({ value: key, label })),
      ...errorOf(errors, `${name}.field`),
    })}
    ${select({
      name: `${name}.comparison`,
      label: m.comparison(),
      locale,
      value: row.comparison,
      options: names.map((value) => ({ value, label: m.comparisons[value]() })),
      ...errorOf(errors, `${name}.comparison`),
    })}
    ${
      !showValue
        ? html`<input type="hidden" name="${name}.value" value="" />`
        : options
          ? select({
              name: `${name}.value`,
              label: m.value(),
              locale,
              value: row.value,
              options: options.map(({ value, label }) => ({ value, label: label.de === '' ? value : label.de })),
              ...errorOf(errors, `${name}.value`),
            })
          : textField({ name: `${name}.value`, label: m.value(), locale, value: row.value, ...errorOf(errors, `${name}.value`) })
    }
    ${button({ label: m.removeRow(), name: '_do', value: `remove:${name}`, kind: 'link', small: true, icon: 'trash' })}
  </div>`;
}

function valueForm(frame: FrameProps, props: ConditionProps, draft: ValueDraft): Html {
  const { locale } = frame;
  const m = messages[locale].condition;
  const numbers = props.operands.filter(({ type }) => type === 'number' || type === 'money');
  const rows = draft.terms.map(
    (term, i) =>
      html`<div class="amt-condition__row">
        ${textField({ name: `t${i}.amount`, label: draft.unit === 'money' ? m.euros() : m.number(), locale, optional: true, value: term.amount, ...errorOf(props.errors, `t${i}.amount`) })}
        ${select({ name: `t${i}.times`, label: m.times(), locale, optional: true, empty: m.once(), value: term.times, options: numbers.map(({ key, label }) => ({ value: key, label })), ...errorOf(props.errors, `t${i}.times`) })}
        ${button({ label: m.removeRow(), name: '_do', value: `remove:t${i}`, kind: 'link', small: true, icon: 'trash' })}
      </div>`,
  );
  return form({
    action: props.action,
    body: html`${revisionField(frame.copy)}${hiddenDefault()}<input type="hidden" name="terms" value="${draft.terms.length}" />${radios({
      name: 'unit',
      label: m.unit(),
      locale,
      inline: true,
      value: draft.unit,
      options: [
        { value: 'money', label: m.money() },
        { value: 'number', label: m.plainNumber() },
      ],
    })}
      <p>${m.sumHint()}</p>
      <div class="amt-condition">${rows}</div>
      ${button({ label: m.addTerm(), name: '_do', value: 'add-term', kind: 'secondary', small: true, icon: 'add' })}
      ${textField({ name: 'places', label: m.places(), hint: m.placesHint(), locale, optional: true, width: 4, value: draft.places, ...errorOf(props.errors, 'places') })}
      ${buttonGroup(button({ label: m.save() }))}`,
  });
}
