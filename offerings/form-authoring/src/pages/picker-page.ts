import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { button, element, form, section } from '@amt/ui';
import { kindGroups, kindKey, type Kind } from '../model/kinds.ts';
import { templateNames } from '../model/templates.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

/** What can be added in a place: every kind with a line on what it is for, and common things ready made. */
export function pickerPage(
  frame: FrameProps,
  props: {
    readonly into: { readonly page: string } | { readonly node: string };
    readonly place: string;
    readonly action: string;
    readonly backHref: string;
  },
): Page {
  const { locale } = frame;
  const m = messages[locale];
  const fields = html`${revisionField(frame.copy)}${Object.entries(props.into).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;
  const choices = html`<p>${button({ label: m.picker.back(), href: props.backHref, kind: 'link', icon: 'arrow-start', small: true })}</p>
    ${section({
      title: m.picker.templates(),
      body: list(
        templateNames.map((name) => choice('template', name, m.templates[name].name(), m.templates[name].hint())),
        m.picker.templates(),
      ),
    })}
    ${kindGroups.map((group) =>
      section({
        title: m.picker.groups[group.id](),
        body: list(
          group.kinds.map((kind) => kindChoice(kind, locale)),
          m.picker.groups[group.id](),
        ),
      }),
    )}`;
  return formPage(frame, {
    tab: 'structure',
    title: m.picker.title(),
    body: html`<h2>${m.picker.heading({ place: props.place })}</h2>
      <p class="amt-lead">${m.picker.lead()}</p>
      ${form({ action: props.action, body: html`${fields}${choices}` })}`,
  });
}

function kindChoice(kind: Kind, locale: Locale): Html {
  const words = messages[locale].kinds[kindKey(kind)];
  return choice('kind', kind, words.name(), words.hint());
}

function list(items: readonly Html[], label: string): Html {
  return element('ul', { class: 'amt-picker', 'aria-label': label }, items);
}

function choice(name: 'kind' | 'template', value: string, label: string, hint: string): Html {
  return html`<li>
    <button class="amt-picker__choice" type="submit" name="${name}" value="${value}">
      <span class="amt-picker__name">${label}</span><span class="amt-picker__hint">${hint}</span>
    </button>
  </li>`;
}
