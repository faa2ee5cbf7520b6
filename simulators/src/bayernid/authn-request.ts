import { DOMParser, XMLSerializer, type Document, type Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { isMeans, levels, type Level, type Means } from './people.ts';

/** What a verified AuthnRequest asks for. */
export interface AuthnRequest {
  readonly id: string;
  readonly issuer: string;
  readonly acs: string;
  readonly minimumLevel: Level;
  readonly means: readonly Means[];
  /** OIDs without `urn:oid:` */
  readonly attributes: ReadonlySet<string>;
  readonly displayName: string;
  readonly locale: 'de' | 'en';
}

/** A registered service provider, from its metadata. */
export interface RegisteredProvider {
  readonly entityId: string;
  readonly acs: string;
  readonly signingCertificate: string;
  readonly encryptionCertificate: string;
}

const parse = (xml: string): Document =>
  new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(xml, 'text/xml');

const named = (root: Document | Element, name: string): Element[] => [...root.getElementsByTagNameNS('*', name)];
const text = (root: Document | Element, name: string): string => (named(root, name)[0]?.textContent ?? '').trim();

/** Reads SAML metadata of a service provider. @throws when entity id, service or certificates are missing */
export function readMetadata(xml: string): RegisteredProvider {
  const document = parse(xml);
  const certificate = (use: string): string => {
    const key = named(document, 'KeyDescriptor').find((element) => element.getAttribute('use') === use);
    const body = key ? text(key, 'X509Certificate').replace(/\s+/g, '') : '';
    if (body === '') throw new Error(`metadata holds no ${use} certificate`);
    return `-----BEGIN CERTIFICATE-----\n${(body.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----`;
  };
  const entityId = document.documentElement?.getAttribute('entityID') ?? '';
  const acs = named(document, 'AssertionConsumerService')[0]?.getAttribute('Location') ?? '';
  if (entityId === '' || acs === '') throw new Error('metadata names no entity id or no assertion consumer service');
  return { entityId, acs, signingCertificate: certificate('signing'), encryptionCertificate: certificate('encryption') };
}

/**
 * Verifies signature, issuer, destination and return address of a request as the real provider does.
 *
 * @throws with the reason in words
 */
export function readAuthnRequest(base64: string, provider: RegisteredProvider, destination: string): AuthnRequest {
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  const sent = parse(xml);
  const [signature] = named(sent, 'Signature');
  if (!signature) throw new Error('the request is not signed');
  const check = new SignedXml({ publicCert: provider.signingCertificate });
  check.loadSignature(new XMLSerializer().serializeToString(signature));
  if (check.signatureAlgorithm !== 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256')
    throw new Error('the request is not signed with RSA-SHA256');
  if (!check.checkSignature(xml)) throw new Error('the signature does not hold');

  // from here on only what was signed
  const root = parse(check.getSignedReferences()[0] ?? '').documentElement;
  if (root?.localName !== 'AuthnRequest') throw new Error('the signature does not cover the request');
  const issuer = text(root, 'Issuer');
  const acs = root.getAttribute('AssertionConsumerServiceURL') ?? '';
  if (issuer !== provider.entityId) throw new Error(`unknown service provider ${issuer}`);
  if (acs !== provider.acs) throw new Error('return address differs from the metadata');
  if (root.getAttribute('Destination') !== destination) throw new Error('destination is not this provider');

  const level = /^STORK-QAA-Level-([1-4])$/.exec(text(root, 'AuthnContextClassRef'))?.[1] ?? '1';
  const methods = named(root, 'AuthnMethods')[0];
  return {
    id: root.getAttribute('ID') ?? '',
    issuer,
    acs,
    minimumLevel: levels[Number(level) - 1] ?? 'UNTERGEORDNET',
    means: methods
      ? [...methods.children]
          .filter((child) => text(child, 'Enabled') === 'true')
          .map((child) => child.localName)
          .filter(isMeans)
      : [],
    attributes: new Set(named(root, 'RequestedAttribute').map((element) => (element.getAttribute('Name') ?? '').replace(/^urn:oid:/, ''))),
    displayName: text(root, 'OrganizationDisplayName'),
    locale: text(root, 'Lang') === 'en' ? 'en' : 'de',
  };
}
