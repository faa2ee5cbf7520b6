import { configOf, type Settings } from '@amt/module';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { identityConfig } from '../config.ts';

export const oidcCallbackPath = '/oidc/callback';

/** What must be remembered between leaving and coming back; kept in the session, used once. */
export interface OidcChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

const known = new Map<string, Promise<Configuration>>();

/** The provider's metadata, fetched at the first sign-in; a failed fetch is tried again at the next. */
function configuration(settings: Settings): Promise<Configuration> {
  const {
    STAFF_OIDC_ISSUER: issuer,
    STAFF_OIDC_CLIENT_ID: clientId,
    STAFF_OIDC_CLIENT_SECRET: secret,
  } = configOf({ settings }, identityConfig);
  const key = `${issuer} ${clientId}`;
  let found = known.get(key);
  if (!found) {
    const server = new URL(issuer);
    // plain http only for a provider on the same machine (the simulator)
    const local = server.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(server.hostname);
    found = discovery(
      server,
      clientId,
      undefined,
      secret === '' ? None() : ClientSecretPost(secret),
      local ? { execute: [allowInsecureRequests] } : {},
    );
    known.set(key, found);
    found.catch(() => known.delete(key));
  }
  return found;
}

/** Authorization code flow with PKCE, state and nonce (RFC 9700). */
export async function authorizationUrl(settings: Settings): Promise<{ url: string; checks: OidcChecks }> {
  const config = await configuration(settings);
  const checks = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(config, {
    redirect_uri: `${configOf({ settings }, identityConfig).ORIGIN}${oidcCallbackPath}`,
    scope: 'openid profile email',
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: await calculatePKCECodeChallenge(checks.codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, checks };
}

/**
 * Exchanges the code and verifies the id token.
 *
 * @param url path and query the provider sent the browser to
 * @returns the subject
 * @throws when anything does not hold: state, nonce, PKCE, signature, audience, time, or the person cancelled
 */
export async function subjectOf(settings: Settings, url: string, checks: OidcChecks): Promise<string> {
  const config = await configuration(settings);
  const current = new URL(url, configOf({ settings }, identityConfig).ORIGIN);
  const tokens = await authorizationCodeGrant(config, current, {
    pkceCodeVerifier: checks.codeVerifier,
    expectedState: checks.state,
    expectedNonce: checks.nonce,
    idTokenExpected: true,
  });
  const subject = tokens.claims()?.sub;
  if (subject === undefined) throw new Error('no subject');
  return subject;
}
