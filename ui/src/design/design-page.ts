import { type Html, html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import type { Page } from '@amt/module';
import { pageHeader, prose, section } from '../components/page-parts.ts';
import { icon, iconNames } from '../icon.ts';
import { messages } from '../messages.ts';
import {
  cardExamples,
  chartExamples,
  dataExamples,
  navigationExamples,
  noticeExamples,
  processExamples,
  searchExamples,
} from './content-examples.ts';
import { buttonExamples, errorExamples, fieldExamples } from './form-examples.ts';

const colours = [
  'ground',
  'surface',
  'sunken',
  'text',
  'muted',
  'line',
  'action',
  'gold',
  'ink',
  'info',
  'success',
  'warning',
  'danger',
] as const;

function colourTokens(locale: Locale): Html {
  const names = messages[locale].design.tokens;
  return html`<ul class="amt-swatches">
    ${colours.map(
      (token) =>
        html`<li class="amt-swatches__swatch">
          <span class="amt-swatches__colour amt-swatches__colour--${token}"></span><span>${names[token]()}</span><code>--${token}</code>
        </li>`,
    )}
  </ul>`;
}

function typeExamples(): Html {
  return prose(
    html`<p class="amt-lead">Ein Vorspann: größer und leiser, eine oder zwei Zeilen lang.</p>
      <h3>Zwischenüberschrift</h3>
      <p>
        Fließtext in Fira Sans mit <a href="#type">einem Link</a>, <strong>einer Hervorhebung</strong> und <code>M-2026-004711-7</code>. Die
        Zeilen bleiben kurz genug, um sie leicht zu lesen.
      </p>
      <ul>
        <li>Ein Punkt</li>
        <li>Noch ein Punkt, der etwas länger ist und deshalb in die zweite Zeile läuft, wo er am Text beginnt</li>
      </ul>
      <ol>
        <li>Erster Schritt</li>
        <li>Zweiter Schritt</li>
      </ol>
      <p><small>Kleine Schrift für Nebensachen.</small></p>`,
  );
}

/** Every component in every state, with the tokens of colour and type; examples are in German. */
export function designPage(locale: Locale): Page {
  const m = messages[locale].design;
  const parts: readonly (readonly [id: string, title: string, body: Html])[] = [
    ['colours', m.colours(), colourTokens(locale)],
    ['type', m.type(), typeExamples()],
    ['buttons', m.buttons(), buttonExamples()],
    ['fields', m.fields(), fieldExamples()],
    ['errors', m.errors(), errorExamples()],
    ['notices', m.notices(), noticeExamples()],
    ['navigation', m.navigation(), navigationExamples()],
    ['cards', m.cards(), cardExamples()],
    ['data', m.data(), dataExamples()],
    ['process', m.process(), processExamples()],
    ['charts', m.charts(), chartExamples()],
    ['search', m.search(), searchExamples()],
    [
      'icons',
      m.icons(),
      html`<ul class="amt-swatches">
        ${iconNames.map((name) => html`<li class="amt-swatches__icon">${icon(name)}<code>${name}</code></li>`)}
      </ul>`,
    ],
  ];
  const body = html`${pageHeader({ kicker: m.kicker(), title: m.title(), lead: m.lead() })}
    <nav aria-label="${m.contents()}">
      <ul class="amt-swatches amt-swatches--links">
        ${parts.map(([id, title]) => html`<li><a class="amt-chip" href="#${id}">${title}</a></li>`)}
      </ul>
    </nav>
    ${parts.map(([id, title, shown]) => section({ id, title, body: html`<div class="amt-flow" lang="de">${shown}</div>` }))}`;
  return { title: m.title(), body, description: m.lead() };
}
