import { html, type Html } from '@amt/html';
import type { Locale } from '@amt/i18n';
import { element, statusBadge } from '@amt/ui';
import type { PlacedFinding } from '../findings/place-findings.ts';
import { messages } from '../messages.ts';

/** What is still wrong, each with the place where it is put right. */
export function findingList(findings: readonly PlacedFinding[], locale: Locale): Html {
  const m = messages[locale].findings;
  if (findings.length === 0) return html`<p>${statusBadge({ label: m.none(), tone: 'success' })}</p>`;
  return element(
    'ul',
    { class: 'amt-findings' },
    findings.map(
      (finding) =>
        html`<li class="amt-findings__item">
          ${statusBadge(finding.severity === 'fault' ? { label: m.fault(), tone: 'danger' } : { label: m.warning(), tone: 'warning' })}
          <span><a href="${finding.href}">${finding.place}</a>: ${finding.message}</span>
        </li>`,
    ),
  );
}
