import type { Locale } from '@amt/i18n';
import type { WorkingCopy } from '../copies/working-copy-store.ts';
import { readyToPublish } from '../versions/ready-to-publish.ts';
import type { Finding } from './place-findings.ts';

/** Proofs of the last working copies that were looked at: the same revision is proved once. */
const proved = new Map<string, readonly Finding[]>();
const mostProved = 50;

/** What the static proofs and tests say of a working copy whose definition has no faults; the builder shows it at its place while it is written. */
export function proofsOf(
  copy: Pick<WorkingCopy, 'formId' | 'revision' | 'faults' | 'definition' | 'changedAt'>,
  locale: Locale,
): readonly Finding[] {
  if (copy.faults.length > 0) return [];
  const key = `${copy.formId} ${copy.revision} ${copy.changedAt.toString()} ${locale}`;
  const known = proved.get(key);
  if (known) return known;
  const ready = readyToPublish(copy.definition, undefined, locale);
  const findings = ready.ok ? ready.warnings : ready.findings;
  proved.set(key, findings);
  if (proved.size > mostProved) proved.delete(proved.keys().next().value ?? '');
  return findings;
}
