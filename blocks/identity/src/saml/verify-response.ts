import { reaches, type TrustLevel } from '../trust-level.ts';
import { readAssertion, type Assertion } from './read-assertion.ts';
import type { ResponseEnvelope } from './read-response.ts';
import { verifiedAssertionXml, type ServiceProvider } from './service-provider.ts';

/** The request a response answers, as it stands in the database. */
export interface OpenRequest {
  readonly id: string;
  readonly minimumLevel: TrustLevel;
}

export type Verdict =
  | { readonly ok: true; readonly assertion: Assertion; readonly level: TrustLevel }
  /** `reason` is for the log: it names the check, never the person */
  | { readonly ok: false; readonly code: 'not-trusted' | 'level-too-low'; readonly reason: string };

/** The whole gate for a response that passed {@link readResponse} and answers an open request. Never throws on bad input. */
export async function verifyResponse(sp: ServiceProvider, envelope: ResponseEnvelope, request: OpenRequest): Promise<Verdict> {
  const refused = (reason: string): Verdict => ({ ok: false, code: 'not-trusted', reason });
  if (envelope.destination !== sp.acs) return refused('destination');
  try {
    const verified = await verifiedAssertionXml(sp, envelope.xml, request.id);
    const assertion = readAssertion(verified, { issuer: sp.provider.entityId, recipient: sp.acs, inResponseTo: request.id });
    if (typeof assertion === 'string') return refused(assertion);
    // node-saml does not compare levels: a password in place of an identity card would pass
    if (assertion.level === undefined || !reaches(assertion.level, request.minimumLevel))
      return { ok: false, code: 'level-too-low', reason: 'level' };
    return { ok: true, assertion, level: assertion.level };
  } catch (fault) {
    return refused(fault instanceof Error ? reasonOf(fault.message) : 'unknown');
  }
}

/** First words of node-saml's message, without the values it quotes. */
function reasonOf(message: string): string {
  return message.split(/[:.]/)[0]?.slice(0, 80) ?? 'unknown';
}
