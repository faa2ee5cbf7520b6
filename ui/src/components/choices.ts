import { type Html, type HtmlValue, html } from '@amt/html';
import { element, words } from '../element.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';
import { type FieldProps, choiceGroup, describedBy, field, fieldId, hasError } from './field.ts';
import type { FieldWidth } from './text-field.ts';

export interface Option {
  readonly value: string;
  readonly label: HtmlValue;
  readonly hint?: HtmlValue;
  readonly disabled?: boolean;
}

export interface SelectProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[];
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  /** text of the first, empty entry; `false` for none. Default "Bitte wählen" */
  readonly empty?: string | false;
  readonly width?: FieldWidth;
}

/** The list alone, without label: for toolbars that label it themselves. */
export function selectControl(props: SelectProps): Html {
  const { empty = messages[props.locale].field.choose() } = props;
  const options = empty === false ? props.options : [{ value: '', label: empty }, ...props.options];
  return html`<div class="${words('amt-select', props.width !== undefined && `amt-input--${props.width}`)}">
    ${element(
      'select',
      {
        class: 'amt-input',
        id: fieldId(props),
        name: props.name,
        autocomplete: props.autocomplete,
        disabled: props.disabled,
        'aria-describedby': describedBy(props),
        'aria-invalid': hasError(props) ? 'true' : undefined,
      },
      options.map((option) =>
        element(
          'option',
          { value: option.value, selected: option.value === (props.value ?? ''), disabled: 'disabled' in option && option.disabled },
          option.label,
        ),
      ),
    )}
  </div>`;
}

/** One of many, in a list that opens. For up to seven answers take {@link radios}. */
export function select(props: SelectProps): Html {
  return field(props, selectControl(props));
}

/** A select that becomes a box to type in, with suggestions, where scripts run (module `combobox`). For long lists: streets, nationalities. */
export function combobox(props: SelectProps): Html {
  return field(props, element('amt-combobox', { 'data-none': messages[props.locale].combobox.none() }, selectControl(props)));
}

interface ChoicesProps extends FieldProps {
  readonly options: readonly Option[];
  /** side by side: for two or three short answers */
  readonly inline?: boolean;
}

function choice(props: ChoicesProps, kind: 'radio' | 'checkbox', option: Option, index: number, checked: boolean): Html {
  // The first control carries the field's id, so that the error summary leads to it.
  const id = index === 0 ? fieldId(props) : `${fieldId(props)}-${index + 1}`;
  const hintId = option.hint === undefined ? undefined : `${id}-option-hint`;
  return html`<div class="amt-choice">
    ${element('input', {
      class: `amt-choice__input amt-choice__input--${kind}`,
      type: kind,
      id,
      name: props.name,
      value: option.value,
      checked,
      disabled: props.disabled === true || option.disabled,
      'aria-describedby': hintId,
      'aria-invalid': kind === 'checkbox' && hasError(props) ? 'true' : undefined,
    })}<label class="amt-choice__label" for="${id}">${option.label}</label>${
      hintId === undefined ? '' : html`<div class="amt-choice__hint" id="${hintId}">${option.hint}</div>`
    }
  </div>`;
}

export interface RadiosProps extends ChoicesProps {
  readonly value?: string | undefined;
}

/** One of a few. */
export function radios(props: RadiosProps): Html {
  const drawn = props.options.map((option, index) => choice(props, 'radio', option, index, option.value === props.value));
  return choiceGroup(props, html`<div class="${words('amt-choices', props.inline && 'amt-choices--inline')}">${drawn}</div>`);
}

export interface CheckboxesProps extends ChoicesProps {
  readonly values?: readonly string[] | undefined;
}

/** Any of a few. */
export function checkboxes(props: CheckboxesProps): Html {
  const drawn = props.options.map((option, index) =>
    choice(props, 'checkbox', option, index, props.values?.includes(option.value) === true),
  );
  return choiceGroup(props, html`<div class="${words('amt-choices', props.inline && 'amt-choices--inline')}">${drawn}</div>`);
}

export interface CheckboxProps extends FieldProps {
  readonly checked?: boolean;
  /** default `yes` */
  readonly value?: string;
}

/** A single yes: a declaration, a consent. */
export function checkbox(props: CheckboxProps): Html {
  const id = fieldId(props);
  return html`<div class="${words('amt-field', hasError(props) && 'amt-field--error')}">
    ${
      hasError(props)
        ? html`<p class="amt-field__error" id="${id}-error">
            ${icon('error')} <span><span class="amt-hidden">${messages[props.locale].field.error()} </span>${props.error}</span>
          </p>`
        : ''
    }
    <div class="amt-choice">
      ${element('input', {
        class: 'amt-choice__input amt-choice__input--checkbox',
        type: 'checkbox',
        id,
        name: props.name,
        value: props.value ?? 'yes',
        checked: props.checked,
        disabled: props.disabled,
        'aria-describedby': words(props.hint !== undefined && `${id}-hint`, hasError(props) && `${id}-error`),
        'aria-invalid': hasError(props) ? 'true' : undefined,
      })}<label class="amt-choice__label" for="${id}">${props.label}</label>${
        props.hint === undefined ? '' : html`<div class="amt-choice__hint" id="${id}-hint">${props.hint}</div>`
      }
    </div>
  </div>`;
}

export interface RatingFieldProps extends FieldProps {
  readonly value?: string | undefined;
  /** words for 1 to 5, e.g. "sehr schlecht" … "sehr gut"; default from the design system */
  readonly words?: readonly [string, string, string, string, string];
}

/** One to five stars, as radios named in words. */
export function ratingField(props: RatingFieldProps): Html {
  const m = messages[props.locale].rating;
  const names = props.words ?? [m.one(), m.two(), m.three(), m.four(), m.five()];
  const id = fieldId(props);
  const stars = names.map((name, index) => {
    const starId = index === 0 ? id : `${id}-${index + 1}`;
    return html`<div class="amt-rating__star">
      ${element('input', {
        class: 'amt-rating__input',
        type: 'radio',
        id: starId,
        name: props.name,
        value: index + 1,
        checked: props.value === String(index + 1),
      })}<label class="amt-rating__label" for="${starId}"
        ><svg class="amt-rating__shape" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true" focusable="false">
          <path d="m12 2.500 2.900 6.200 6.800.8-5 4.600 1.300 6.700L12 17.500l-6 3.300 1.300-6.700-5-4.600 6.800-.8L12 2.500Z"></path></svg
        ><span class="amt-rating__name"><span class="amt-hidden">${index + 1}: </span>${name}</span></label
      >
    </div>`;
  });
  return choiceGroup(props, html`<div class="amt-rating">${stars}</div>`);
}
