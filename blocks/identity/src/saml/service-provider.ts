import type { CacheProvider, SAML, SamlConfig } from '@node-saml/node-saml';
import { configOf, type Settings } from '@amt/module';
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { identityConfig } from '../config.ts';
import { toStorkLevel, type TrustLevel } from '../trust-level.ts';
import { authenticationRequest } from './akdb-request.ts';
import { providerKeys, type KeyPair } from './provider-keys.ts';

/** Who we are to BayernID and who it is to us, from the settings. */
export interface ServiceProvider {
  readonly entityId: string;
  /** assertion consumer service */
  readonly acs: string;
  readonly keys: KeyPair;
  readonly provider: { readonly url: string; readonly entityId: string; readonly certificates: readonly string[] };
  readonly serviceId: string;
  readonly displayName: string;
}

export const samlPaths = { metadata: '/saml/metadata', acs: '/saml/acs' } as const;

/** @throws when the provider's certificate is not configured and not found */
export async function serviceProvider(settings: Settings): Promise<ServiceProvider> {
  const set = configOf({ settings }, identityConfig);
  const folder = join(set.AMT_DATA, 'identity');
  const given = set.BAYERNID_SP_KEY !== '' && set.BAYERNID_SP_CERTIFICATE !== '';
  const certificate = set.BAYERNID_CERTIFICATE === '' ? await readFile(join(folder, 'bayernid.crt'), 'utf8') : set.BAYERNID_CERTIFICATE;
  return {
    entityId: set.BAYERNID_SP_ENTITY_ID || `${set.ORIGIN}${samlPaths.metadata}`,
    acs: `${set.ORIGIN}${samlPaths.acs}`,
    keys: given ? { privateKey: set.BAYERNID_SP_KEY, certificate: set.BAYERNID_SP_CERTIFICATE } : await providerKeys(folder),
    // several during a change of the provider's key
    provider: {
      url: set.BAYERNID_URL,
      entityId: set.BAYERNID_ENTITY_ID,
      certificates: certificate
        .split(/(?<=-----END CERTIFICATE-----)/)
        .map((pem) => pem.trim())
        .filter(Boolean),
    },
    serviceId: set.BAYERNID_SERVICE_ID,
    displayName: set.BAYERNID_DISPLAY_NAME,
  };
}

const minute = 60_000;

/** node-saml, loaded with the first sign-in, with the strictest settings it has; what it does not check, the gate does. */
async function samlOf(sp: ServiceProvider, more: Partial<SamlConfig>): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml');
  return new SAML({
    issuer: sp.entityId,
    audience: sp.entityId,
    callbackUrl: sp.acs,
    entryPoint: sp.provider.url,
    idpIssuer: sp.provider.entityId,
    idpCert: [...sp.provider.certificates],
    privateKey: sp.keys.privateKey,
    publicCert: sp.keys.certificate,
    decryptionPvk: sp.keys.privateKey,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    identifierFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    authnRequestBinding: 'HTTP-POST',
    skipRequestCompression: true,
    racComparison: 'minimum',
    wantAuthnResponseSigned: true,
    wantAssertionsSigned: true,
    acceptedClockSkewMs: minute,
    maxAssertionAgeMs: 10 * minute,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: 60 * minute,
    ...more,
  });
}

/** Base64 of the signed AuthnRequest for the HTTP-POST binding. */
export async function authnRequest(
  sp: ServiceProvider,
  { id, level, locale }: { id: string; level: TrustLevel; locale: string },
): Promise<string> {
  const saml = await samlOf(sp, {
    generateUniqueId: () => id,
    authnContext: [toStorkLevel(level)],
    samlAuthnRequestExtensions: authenticationRequest(sp, level, locale),
    // a request of a higher level must not be answered from a session of a lower one
    forceAuthn: level !== 'basic',
    cacheProvider: answers(undefined),
  });
  const { SAMLRequest } = await saml.getAuthorizeMessageAsync('', undefined, {});
  if (typeof SAMLRequest !== 'string') throw new Error('node-saml made no AuthnRequest');
  return SAMLRequest;
}

/**
 * Second part of the gate: signature of response and assertion, decryption, issuer, audience, time, `InResponseTo`.
 *
 * @returns the XML of the verified assertion, the only thing that may be read further
 * @throws when anything does not hold
 */
export async function verifiedAssertionXml(sp: ServiceProvider, xml: string, requestId: string): Promise<string> {
  const saml = await samlOf(sp, { cacheProvider: answers(requestId) });
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString('base64') });
  const verified = profile?.getAssertionXml?.();
  if (!verified) throw new Error('no verified assertion');
  return verified;
}

/**
 * node-saml asks here whether and when a request was made. Open, in time and answered once is decided by its row in PostgreSQL,
 * which was read before; so every request that node-saml gets to see counts as fresh.
 */
function answers(requestId: string | undefined): CacheProvider {
  return {
    saveAsync: async (_key, value) => ({ value, createdAt: 0 }),
    getAsync: async (key) => (key === requestId ? new Date().toISOString() : null),
    removeAsync: async () => null,
  };
}

/** Metadata to register with the provider (SAML metadata 2.4.4). */
export async function metadata(sp: ServiceProvider, contact: { name: string; url: string }): Promise<string> {
  const localized = (text: string) => [{ '@xml:lang': 'de', '#text': text }];
  const saml = await samlOf(sp, {
    generateUniqueId: () => '_metadata',
    metadataOrganization: {
      OrganizationName: localized(contact.name),
      OrganizationDisplayName: localized(contact.name),
      OrganizationURL: localized(contact.url),
    },
  });
  return saml.generateServiceProviderMetadata(sp.keys.certificate, sp.keys.certificate);
}
