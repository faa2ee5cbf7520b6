import formbody from '@fastify/formbody';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { readAuthnRequest, readMetadata, type AuthnRequest, type RegisteredProvider } from './authn-request.ts';
import { keptKeyPair, makeKeyPair } from './key-pair.ts';
import { handOverPage, refusalPage, signInPage } from './page.ts';
import { hasMeans, isMeans, type Person } from './people.ts';
import { escapeXml, makeFailure, makeResponse, type ResponseParts } from './response.ts';
import { isVariant, makeVariant } from './variants.ts';

export interface BayernIdOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly host?: string;
  readonly people: readonly Person[];
  /** metadata of the one registered service provider: its address, or a function that gives the XML */
  readonly serviceProvider: string | (() => Promise<string>);
  /** keeps the key between starts; without it a new key is made each time */
  readonly keyFolder?: string;
}

export interface BayernId {
  /** e.g. `http://localhost:8091` */
  readonly url: string;
  /** where AuthnRequests are posted to */
  readonly ssoUrl: string;
  readonly entityId: string;
  /** PEM; what the service provider must trust */
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

type Form = Record<string, string | undefined>;

/**
 * A SAML 2.0 identity provider in the shape of BayernID: HTTP-POST binding, signed requests, signed and encrypted assertions,
 * trust level per attribute. Built from public sources; for offline use and tests, never in production.
 */
export async function startBayernId(options: BayernIdOptions): Promise<BayernId> {
  const keys =
    options.keyFolder === undefined ? await makeKeyPair('BayernID simulator') : await keptKeyPair(options.keyFolder, 'BayernID simulator');
  const app = Fastify();
  await app.register(formbody);
  const waiting = new Map<string, { request: AuthnRequest; provider: RegisteredProvider }>();
  let url = '';
  const entityId = (): string => `${url}/saml/metadata`;
  const page = (html: string, status = 200) => ({ html, status });

  const begin = async ({ SAMLRequest = '' }: Form) => {
    try {
      const provider = readMetadata(await metadataOf(options.serviceProvider));
      const request = readAuthnRequest(SAMLRequest, provider, `${url}/saml/sso`);
      const token = randomBytes(16).toString('hex');
      waiting.set(token, { request, provider });
      return page(signInPage(request, token, options.people));
    } catch (fault) {
      return page(refusalPage(fault instanceof Error ? fault.message : 'unknown fault'), 400);
    }
  };

  const end = async ({ token = '', person: key, means, outcome, variant }: Form) => {
    const found = waiting.get(token);
    if (!found) return page(refusalPage('Diese Anmeldung ist schon beendet.'), 400);
    const { request, provider } = found;
    const common = { issuer: entityId(), keys, request, provider, destination: request.acs, issuedAt: Date.now() };
    const answer = (xml: string, signedIn: boolean) => {
      waiting.delete(token);
      return page(handOverPage(request.locale, { acs: request.acs, response: Buffer.from(xml).toString('base64'), signedIn }));
    };
    if (outcome === 'cancelled' || outcome === 'error') return answer(makeFailure(common, outcome), false);
    const person = options.people.find(({ bPK2 }) => bPK2 === key);
    if (!person || !isMeans(means) || !hasMeans(person, means))
      return page(refusalPage('Diese Person hat dieses Anmeldemittel nicht.'), 400);
    const parts: ResponseParts = { ...common, ...goodDefaults, person, means, audience: request.issuer, recipient: request.acs };
    return answer(isVariant(variant) ? await makeVariant(parts, variant) : await makeResponse(parts), true);
  };

  app.post('/saml/sso', async (request, reply) => {
    const { html, status } = await begin(request.body as Form);
    return reply.code(status).type('text/html; charset=utf-8').send(html);
  });
  app.post('/saml/continue', async (request, reply) => {
    const { html, status } = await end(request.body as Form);
    return reply.code(status).type('text/html; charset=utf-8').send(html);
  });
  app.get('/saml/metadata', async (_request, reply) => reply.type('application/samlmetadata+xml').send(idpMetadata(url, keys.certificate)));
  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(refusalPage('Eine Anmeldung beginnt immer beim Dienst.')),
  );

  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port, host });
  url = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  return { url, ssoUrl: `${url}/saml/sso`, entityId: entityId(), certificate: keys.certificate, close: () => app.close() };
}

const goodDefaults = {
  hash: 'sha256',
  encrypted: true,
  signAssertion: true,
  signResponse: true,
  contentCipher: 'aes256-gcm',
  blankInOids: false,
  secondStatement: false,
  withIdentity: true,
} as const;

/** Asked at each sign-in, because the service provider may start after the simulator and may get a new key. */
async function metadataOf(source: BayernIdOptions['serviceProvider']): Promise<string> {
  if (typeof source !== 'string') return source();
  const answer = await fetch(source);
  if (!answer.ok) throw new Error(`metadata of the service provider: HTTP ${answer.status}`);
  return answer.text();
}

function idpMetadata(url: string, certificate: string): string {
  const body = certificate.replace(/-----[A-Z ]+-----|\s/g, '');
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${escapeXml(url)}/saml/metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escapeXml(url)}/saml/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>
`;
}
