import { escape, plainPage, when } from '../plain-page.ts';
import type { CaughtWebhook } from './start-webhook-catcher.ts';

const simulator = 'Webhook-Empfang';

/** All messages, newest first. */
export function listPage(messages: readonly CaughtWebhook[]): string {
  const rows = messages
    .toReversed()
    .map(
      (one) =>
        `<li><a href="/messages/${one.number}">${escape(one.path)}</a><br><span class="soft">${escape(one.mediaType)} · ${when(one.caughtAt)}${one.times > 1 ? ` · ${one.times}-mal gekommen, einmal übernommen` : ''}</span></li>`,
    );
  return plainPage(
    'Nachrichten',
    simulator,
    `<h1>Nachrichten (${messages.length})</h1><p class="soft">Was ein Fachverfahren als Webhook bekommen hat: Unterschrift geprüft, jede Nachricht einmal.</p>${rows.length === 0 ? '<p>Noch keine Nachrichten.</p>' : `<ul>${rows.join('')}</ul>`}`,
  );
}

/** One message with its body as it came. */
export function caughtPage(message: CaughtWebhook): string {
  return plainPage(
    message.path,
    simulator,
    `<p><a href="/">Alle Nachrichten</a></p><h1>${escape(message.path)}</h1>
<p class="soft">Schlüssel <code>${escape(message.key)}</code><br>${when(message.caughtAt)} · ${message.times}-mal gekommen</p><pre>${escape(readable(message))}</pre>`,
  );
}

function readable({ mediaType, body }: CaughtWebhook): string {
  if (!mediaType.startsWith('application/json')) return body;
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
