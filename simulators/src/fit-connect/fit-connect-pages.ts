import { decodeJwt } from 'jose';
import { escape, plainPage, when } from '../plain-page.ts';
import type { Destination, OpenedSubmission, Submission } from './state.ts';

const simulator = 'FIT-Connect';
const words: Readonly<Record<Submission['state'], string>> = {
  announced: 'angekündigt',
  submitted: 'eingereicht',
  accepted: 'angenommen',
  rejected: 'zurückgewiesen',
};

/** All that the emulated service holds: destinations and submissions, newest first. */
export function listPage(
  submissions: readonly Submission[],
  destinations: ReadonlyMap<string, Destination>,
  opened: readonly OpenedSubmission[],
): string {
  const rows = submissions
    .toReversed()
    .map(
      (one) =>
        `<li><a href="/submissions/${one.submissionId}">${escape(one.publicService.name ?? one.publicService.identifier)}</a><br>` +
        `<span class="soft">an ${escape(destinations.get(one.destinationId)?.name ?? one.destinationId)} · ${words[one.state]} · ${one.announced.length} Anlagen · ${when(one.announcedAt)}</span></li>`,
    );
  const places = [...destinations.values()].map(
    (one) =>
      `<li>${escape(one.name)}<br><span class="soft"><code>${escape(one.destinationId)}</code> · ${escape(one.schemaUri)}</span></li>`,
  );
  return plainPage(
    'Einreichungen',
    simulator,
    `<h1>Zustelldienst FIT-Connect, nachgestellt</h1><p class="soft">Submission API v2. Inhalte liegen hier verschlüsselt; ${opened.length} hat die nachgestellte Behörde geöffnet.</p>
<h2>Einreichungen (${submissions.length})</h2>${rows.length === 0 ? '<p>Noch keine Einreichungen.</p>' : `<ul>${rows.join('')}</ul>`}
<h2>Zustellpunkte (${places.length})</h2><ul>${places.join('')}</ul>`,
  );
}

/** One submission: its event log and, where the emulator plays the authority, what it opened. */
export function submissionPage(submission: Submission, destination: Destination | undefined, opened: OpenedSubmission | undefined): string {
  const events = submission.events.map((token) => {
    const claims = decodeJwt<{ events?: Record<string, unknown> }>(token);
    const name =
      Object.keys(claims.events ?? {})[0]
        ?.split('/')
        .at(-1) ?? '';
    return `<li>${escape(name)}<br><span class="soft">von ${escape(claims.iss ?? '')} · ${when(new Date((claims.iat ?? 0) * 1000))}</span></li>`;
  });
  const files = (opened?.attachments ?? []).map(
    ({ filename, mimeType, content }) =>
      `<li>${escape(filename)}<br><span class="soft">${escape(mimeType)} · ${content.length} Byte</span></li>`,
  );
  const content = opened
    ? `<h2>Geöffnet von der nachgestellten Behörde</h2><pre>${escape(JSON.stringify(opened.data, undefined, 2))}</pre>${files.length > 0 ? `<ul>${files.join('')}</ul>` : ''}` +
      `<h2>Metadaten</h2><pre>${escape(JSON.stringify(opened.metadata, undefined, 2))}</pre>`
    : '';
  return plainPage(
    'Einreichung',
    simulator,
    `<p><a href="/">Alle Einreichungen</a></p><h1>${escape(submission.publicService.name ?? submission.publicService.identifier)}</h1>
<p class="soft">an ${escape(destination?.name ?? submission.destinationId)} · ${words[submission.state]}<br><code>${submission.submissionId}</code></p>
<h2>Ereignisse</h2><ul>${events.join('')}</ul>${content}`,
  );
}
