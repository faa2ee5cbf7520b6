import type { X509Certificate } from 'node:crypto';
import type { SignerName } from './report.ts';

export function signerNameOf(certificate: X509Certificate): SignerName {
  const organisation = part(certificate.subject, 'O');
  return {
    commonName: commonNameOf(certificate),
    ...(organisation === undefined ? {} : { organisation }),
    issuer: part(certificate.issuer, 'CN') ?? certificate.issuer.replaceAll('\n', ', '),
    validFrom: Temporal.Instant.fromEpochMilliseconds(certificate.validFromDate.getTime()),
    validUntil: Temporal.Instant.fromEpochMilliseconds(certificate.validToDate.getTime()),
  };
}

export function commonNameOf(certificate: X509Certificate): string {
  return part(certificate.subject, 'CN') ?? certificate.subject.replaceAll('\n', ', ');
}

/** Node writes one `KEY=value` a line. */
function part(name: string, key: string): string | undefined {
  return name
    .split('\n')
    .find((line) => line.startsWith(`${key}=`))
    ?.slice(key.length + 1)
    .slice(0, 200);
}
