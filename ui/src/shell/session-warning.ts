import { type Html, html } from '@amt/html';
import type { Chrome } from '../chrome.ts';
import { button, buttonGroup } from '../components/button.ts';
import { form } from '../components/form.ts';
import { element } from '../element.ts';
import { messages } from '../messages.ts';

/** Hidden until the module `session` opens it shortly before the session ends. Without scripts the server keeps drafts and asks to sign in again. */
export function sessionWarning(chrome: Chrome): Html {
  if (chrome.session === undefined) return html``;
  const m = messages[chrome.locale].session;
  return element(
    'amt-session',
    { 'data-seconds': chrome.session.secondsLeft },
    html`<dialog class="amt-dialog" aria-labelledby="session-title">
      <h2 class="amt-dialog__title" id="session-title">${m.title()}</h2>
      <p>${m.body()}</p>
      ${form({
        action: chrome.session.keepAliveHref,
        inline: true,
        body: buttonGroup(button({ label: m.stay() })),
      })}
    </dialog>`,
  );
}
