import type { X509Certificate } from 'node:crypto';

export type ChainCheck = 'trusted' | 'untrusted' | 'not-valid-then';

const maxDepth = 6;

/**
 * Is there a path from the certificate to a trusted authority, every link issued by a certificate authority and valid at `at`
 * (RFC 5280, 6.1 without policies, names and revocation)?
 */
export function checkChain(
  certificate: X509Certificate,
  pool: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: Temporal.Instant,
): ChainCheck {
  return climb(certificate, pool, anchors, at, maxDepth);
}

function climb(
  current: X509Certificate,
  pool: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: Temporal.Instant,
  depth: number,
): ChainCheck {
  const valid = current.validFromDate.getTime() <= at.epochMilliseconds && at.epochMilliseconds <= current.validToDate.getTime();
  if (anchors.some((anchor) => anchor.raw.equals(current.raw))) return valid ? 'trusted' : 'not-valid-then';
  if (depth === 0) return 'untrusted';
  let best: ChainCheck = 'untrusted';
  for (const issuer of [...anchors, ...pool]) {
    if (!issuer.ca || issuer.raw.equals(current.raw) || !current.checkIssued(issuer) || !current.verify(issuer.publicKey)) continue;
    const above = climb(issuer, pool, anchors, at, depth - 1);
    if (above === 'trusted') return valid ? 'trusted' : 'not-valid-then';
    if (above === 'not-valid-then') best = above;
  }
  return best;
}
