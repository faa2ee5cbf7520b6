import { html } from '@amt/html';
import type { Page } from '@amt/module';
import { button, buttonGroup, element, form } from '@amt/ui';
import type { PlacedFinding } from '../findings/place-findings.ts';
import { messages } from '../messages.ts';
import { formPage, type FrameProps, revisionField } from './form-frame.ts';

/** What is referred to elsewhere: the places, and the choice to take them out too. */
export function removePage(
  frame: FrameProps,
  props: {
    readonly places: readonly PlacedFinding[];
    readonly action: string;
    readonly chosen: Readonly<Record<string, string>>;
    readonly backHref: string;
  },
): Page {
  const m = messages[frame.locale].removal;
  return formPage(frame, {
    tab: 'structure',
    title: m.title(),
    body: html`<h2>${m.title()}</h2>
      <p>${m.text({ count: props.places.length })}</p>
      ${element(
        'ul',
        { class: 'amt-findings' },
        props.places.map(({ href, place }) => html`<li><a href="${href}">${place}</a></li>`),
      )}
      ${form({
        action: props.action,
        body: html`${revisionField(frame.copy)}${Object.entries(props.chosen).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}<input type="hidden" name="references" value="too" />${buttonGroup(button({ label: m.removeAll(), kind: 'danger' }), button({ label: m.keep(), href: props.backHref, kind: 'secondary' }))}`,
      })}`,
  });
}
