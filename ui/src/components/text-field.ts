import { type Html, html } from '@amt/html';
import { element, words } from '../element.ts';
import { messages } from '../messages.ts';
import { type FieldProps, describedBy, field, fieldId, hasError } from './field.ts';

/** Width in characters that a good answer has; `full` fills the column. */
export type FieldWidth = 2 | 4 | 5 | 10 | 20 | 30 | 'full';

export interface TextFieldProps extends FieldProps {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search' | 'date' | 'time';
  /** token of the HTML standard, e.g. `given-name`, `postal-code`; fulfils WCAG 1.3.5 */
  readonly autocomplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search';
  readonly width?: FieldWidth;
  readonly maxLength?: number;
  readonly spellcheck?: boolean;
  readonly readOnly?: boolean;
  /** unit before or after the box: "€", "kWh" */
  readonly prefix?: string;
  readonly suffix?: string;
  readonly placeholder?: never;
}

function textInput(props: TextFieldProps): Html {
  return element('input', {
    class: words('amt-input', props.width !== undefined && `amt-input--${props.width}`),
    type: props.type ?? 'text',
    id: fieldId(props),
    name: props.name,
    value: props.value,
    autocomplete: props.autocomplete,
    inputmode: props.inputMode,
    maxlength: props.maxLength,
    spellcheck: props.spellcheck === undefined ? undefined : String(props.spellcheck),
    readonly: props.readOnly,
    disabled: props.disabled,
    'aria-describedby': describedBy(props),
    'aria-invalid': hasError(props) ? 'true' : undefined,
  });
}

/** One line of text. */
export function textField(props: TextFieldProps): Html {
  const input = textInput(props);
  if (props.prefix === undefined && props.suffix === undefined) return field(props, input);
  const affix = (text: string | undefined): Html =>
    text === undefined ? html`` : html`<span class="amt-affix__text" aria-hidden="true">${text}</span>`;
  return field(props, html`<div class="amt-affix">${affix(props.prefix)}${input}${affix(props.suffix)}</div>`);
}

export interface NumberFieldProps extends Omit<TextFieldProps, 'type' | 'inputMode'> {
  /** decimals are allowed ("12,50"); default whole numbers */
  readonly decimal?: boolean;
}

/** A number, typed as text: `type=number` loses what it cannot parse, and scrolls away answers. */
export function numberField(props: NumberFieldProps): Html {
  return textField({ width: 10, spellcheck: false, ...props, type: 'text', inputMode: props.decimal ? 'decimal' : 'numeric' });
}

export interface TextareaProps extends FieldProps {
  readonly value?: string | undefined;
  /** default 5 */
  readonly rows?: number;
  /** told below the box; the server checks it */
  readonly maxLength?: number;
  readonly autocomplete?: string;
}

/** Text of several lines. */
export function textarea(props: TextareaProps): Html {
  const id = fieldId(props);
  const limit = props.maxLength;
  const box = element(
    'textarea',
    {
      class: 'amt-input amt-input--area',
      id,
      name: props.name,
      rows: props.rows ?? 5,
      autocomplete: props.autocomplete,
      disabled: props.disabled,
      'aria-describedby': words(describedBy(props), limit !== undefined && `${id}-limit`),
      'aria-invalid': hasError(props) ? 'true' : undefined,
    },
    // A newline directly after the tag is dropped by parsers; this one keeps a leading newline of the value.
    '\n',
    props.value,
  );
  const note =
    limit === undefined ? '' : html`<p class="amt-field__limit" id="${id}-limit">${messages[props.locale].field.limit({ limit })}</p>`;
  return field(props, html`${box}${note}`);
}
