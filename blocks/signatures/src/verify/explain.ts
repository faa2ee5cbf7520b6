import { formatDateTime, type Locale } from '@amt/i18n';
import { messages } from '../messages.ts';
import type { SealReport } from './report.ts';

/** The report in plain sentences; the first is the answer, the others say why. */
export function explain(report: SealReport, locale: Locale): readonly string[] {
  const m = messages[locale];
  const answer = report.findings.includes('unsealed') ? m.answer.unsealed() : m.answer[report.indication]();
  const seals = report.signatures.flatMap(({ signer, timeStamp }) => [
    ...(signer && report.holds ? [m.sentence.sealedBy({ name: [signer.organisation, signer.commonName].filter(Boolean).join(', ') })] : []),
    ...(timeStamp && report.holds
      ? [m.sentence.sealedAt({ at: formatDateTime(timeStamp.at, locale), authority: timeStamp.authority })]
      : []),
  ]);
  const findings = new Set([...report.findings, ...report.signatures.flatMap((signature) => signature.findings)]);
  return [answer, ...seals, ...[...findings].map((finding) => m.finding[finding]())];
}
