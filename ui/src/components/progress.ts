import { type Html, html } from '@amt/html';
import { type Locale } from '@amt/i18n';
import { element } from '../element.ts';
import { icon } from '../icon.ts';
import { messages } from '../messages.ts';

/** "Frage 3 von 9" with a bar. `total` may be unknown while answers decide what comes. */
export function progressSteps(props: {
  readonly current: number;
  readonly total?: number;
  readonly locale: Locale;
  /** name of the service or section */ readonly title?: string;
}): Html {
  const m = messages[props.locale].progress;
  const { current, total } = props;
  const words = total === undefined ? m.question({ current }) : m.questionOf({ current, total });
  return html`<div class="amt-progress">
    ${props.title === undefined ? '' : html`<p class="amt-progress__title">${props.title}</p>`}
    <p class="amt-progress__words">${words}</p>
    ${
      total === undefined
        ? ''
        : element('progress', { class: 'amt-progress__bar', value: current, max: total, 'aria-label': m.label() }, words)
    }
  </div>`;
}

/** A measure of something that is going on: an upload, a share of work. */
export function progressBar(props: {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly shown?: string;
}): Html {
  return html`<div class="amt-progress">
    <p class="amt-progress__words">
      <span>${props.label}</span>
      <span class="amt-progress__figure">${props.shown ?? `${Math.round((props.value / props.max) * 100)} %`}</span>
    </p>
    ${element('progress', { class: 'amt-progress__bar', value: props.value, max: props.max, 'aria-label': props.label })}
  </div>`;
}

export interface Step {
  readonly label: string;
  readonly state: 'done' | 'current' | 'todo';
  readonly href?: string;
}

/** The way of an application in a few words: Angaben, Prüfen, Bezahlen, Fertig. */
export function stepper(props: { readonly steps: readonly Step[]; readonly label: string; readonly locale: Locale }): Html {
  const m = messages[props.locale].stepper;
  return html`<ol class="amt-stepper" aria-label="${props.label}">
    ${props.steps.map((step, index) =>
      element(
        'li',
        { class: `amt-stepper__step amt-stepper__step--${step.state}`, 'aria-current': step.state === 'current' ? 'step' : undefined },
        html`<span class="amt-stepper__mark">${step.state === 'done' ? icon('check') : index + 1}</span
          ><span class="amt-stepper__label"
            >${
              step.href === undefined ? step.label : html`<a href="${step.href}">${step.label}</a>`
            }${step.state === 'done' ? html`<span class="amt-hidden"> (${m.done()})</span>` : ''}</span
          >`,
      ),
    )}
  </ol>`;
}
