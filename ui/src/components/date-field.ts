import { type Html, html } from '@amt/html';
import { element } from '../element.ts';
import { messages } from '../messages.ts';
import { type FieldProps, choiceGroup, fieldId, hasError } from './field.ts';

/** A date as typed, kept even when it is none. */
export interface DateParts {
  readonly day?: string | undefined;
  readonly month?: string | undefined;
  readonly year?: string | undefined;
}

export interface DateFieldProps extends FieldProps {
  readonly value?: DateParts | undefined;
  /** the person's own birthday, so that browsers can fill it in */
  readonly birthday?: boolean;
}

/** Day, month and year in three boxes named `<name>-day`, `<name>-month`, `<name>-year`. The error summary links to `<id>`, the day. */
export function dateField(props: DateFieldProps): Html {
  const m = messages[props.locale].dateField;
  const id = fieldId(props);
  const part = (key: keyof DateParts, label: string): Html => {
    const partId = key === 'day' ? id : `${id}-${key}`;
    return html`<div class="amt-date__part">
      <label class="amt-date__label" for="${partId}">${label}</label>${element('input', {
        class: `amt-input amt-input--${key === 'year' ? 4 : 2}`,
        type: 'text',
        inputmode: 'numeric',
        id: partId,
        name: `${props.name}-${key}`,
        value: props.value?.[key],
        autocomplete: props.birthday ? `bday-${key}` : undefined,
        disabled: props.disabled,
        'aria-invalid': hasError(props) ? 'true' : undefined,
      })}
    </div>`;
  };
  return choiceGroup(props, html`<div class="amt-date">${part('day', m.day())}${part('month', m.month())}${part('year', m.year())}</div>`);
}
