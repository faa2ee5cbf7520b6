import { type Html, html } from '@amt/html';
import { type Chrome, type Theme, themes } from '../chrome.ts';
import { form } from '../components/form.ts';
import { element } from '../element.ts';
import { type IconName, icon } from '../icon.ts';
import { messages } from '../messages.ts';

const icons: Readonly<Record<Theme, IconName>> = { auto: 'contrast-auto', light: 'sun', dark: 'moon' };

/** Light, dark or as the device: a form whose buttons post the choice; the module `theme` applies it at once. */
export function themeChoice(chrome: Chrome, place: string): Html {
  if (chrome.themeHref === undefined) return html``;
  const m = messages[chrome.locale].theme;
  return element(
    'amt-theme',
    { class: 'amt-theme' },
    html`<p class="amt-menu__title" id="theme-${place}">${m.label()}</p>
      ${form({
        action: chrome.themeHref,
        inline: true,
        body: html`<div class="amt-theme__choices" role="group" aria-labelledby="theme-${place}">
          ${themes.map((theme) =>
            element(
              'button',
              {
                class: 'amt-theme__choice',
                type: 'submit',
                name: 'theme',
                value: theme,
                'aria-pressed': theme === chrome.theme ? 'true' : 'false',
              },
              icon(icons[theme]),
              html`<span>${m[theme]()}</span>`,
            ),
          )}
        </div>`,
      })}`,
  );
}
