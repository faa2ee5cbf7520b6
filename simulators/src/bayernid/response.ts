import { randomBytes } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { encrypt } from 'xml-encryption';
import { attributeOids, technicalOids } from './attribute-oids.ts';
import type { AuthnRequest, RegisteredProvider } from './authn-request.ts';
import type { KeyPair } from './key-pair.ts';
import { levelOfMeans, levels, rank, type Level, type Means, type Person } from './people.ts';

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const newId = (): string => `_${randomBytes(16).toString('hex')}`;
const at = (time: number): string => new Date(time).toISOString();
const minute = 60_000;

/** Everything a response is made of. The bad variants change single parts of it. */
export interface ResponseParts {
  readonly issuer: string;
  readonly keys: KeyPair;
  readonly request: Pick<AuthnRequest, 'id' | 'attributes'>;
  readonly provider: RegisteredProvider;
  readonly person: Person;
  readonly means: Means;
  readonly audience: string;
  readonly recipient: string;
  readonly destination: string;
  /** milliseconds since 1970 */
  readonly issuedAt: number;
  /** STORK level to state; else that of the means */
  readonly statedLevel?: number;
  readonly hash: 'sha256' | 'sha1';
  readonly encrypted: boolean;
  readonly signAssertion: boolean;
  readonly signResponse: boolean;
  readonly contentCipher: 'aes256-gcm' | 'aes256-cbc';
  /** blank after `urn:oid:`, as one public simulator sends it */
  readonly blankInOids: boolean;
  /** a second statement with a class of the provider's own */
  readonly secondStatement: boolean;
  readonly withIdentity: boolean;
}

export function assertionXml(parts: ResponseParts): string {
  const { person, means, request } = parts;
  const level = levelOfMeans[means];
  const stork = parts.statedLevel ?? rank(level) + 1;
  const until = at(parts.issuedAt + 5 * minute);
  const attribute = (oid: string, name: string, value: string, trust: Level): string =>
    `<saml2:Attribute FriendlyName="${name}" Name="urn:oid:${parts.blankInOids ? ' ' : ''}${oid}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" akdb:TrustLevel="${trust}"><saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">${escapeXml(value)}</saml2:AttributeValue></saml2:Attribute>`;
  const stated = Object.entries({ ...(parts.withIdentity ? { bPK2: person.bPK2 } : {}), ...person.attributes }).flatMap(([name, value]) => {
    const oid = attributeOids[name];
    if (oid === undefined || !request.attributes.has(oid)) return [];
    const own = person.trustLevels?.[name] ?? level;
    return [attribute(oid, name, value, levels[Math.min(rank(own), rank(level))] ?? level)];
  });
  const technical = [
    attribute(technicalOids.qaaLevel, 'EID-CITIZEN-QAA-LEVEL', `STORK-QAA-Level-${stork}`, level),
    attribute(technicalOids.provedBy, 'AssertionProvedBy', means, level),
    attribute(technicalOids.version, 'Version', '2024.1', level),
  ];
  const statement = (classRef: string): string =>
    `<saml2:AuthnStatement AuthnInstant="${at(parts.issuedAt)}"><saml2:AuthnContext><saml2:AuthnContextClassRef>${classRef}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>`;
  return [
    `<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:akdb="https://www.akdb.de/request/2018/09" ID="${newId()}" IssueInstant="${at(parts.issuedAt)}" Version="2.0">`,
    `<saml2:Issuer>${escapeXml(parts.issuer)}</saml2:Issuer>`,
    `<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">${newId()}</saml2:NameID>`,
    `<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData InResponseTo="${escapeXml(request.id)}" NotOnOrAfter="${until}" Recipient="${escapeXml(parts.recipient)}"/></saml2:SubjectConfirmation></saml2:Subject>`,
    `<saml2:Conditions NotBefore="${at(parts.issuedAt)}" NotOnOrAfter="${until}"><saml2:AudienceRestriction><saml2:Audience>${escapeXml(parts.audience)}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>`,
    parts.secondStatement ? statement('urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified') : '',
    statement(`STORK-QAA-Level-${stork}`),
    `<saml2:AttributeStatement>${[...stated, ...technical].join('')}</saml2:AttributeStatement></saml2:Assertion>`,
  ].join('');
}

export function sign(xml: string, element: 'Assertion' | 'Response', keys: KeyPair, hash: 'sha256' | 'sha1'): string {
  const signer = new SignedXml({
    privateKey: keys.privateKey,
    publicCert: keys.certificate,
    signatureAlgorithm:
      hash === 'sha1' ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  const path = `/*[local-name(.)='${element}']`;
  signer.addReference({
    xpath: path,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: hash === 'sha1' ? 'http://www.w3.org/2000/09/xmldsig#sha1' : 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, { prefix: 'ds', location: { reference: `${path}/*[local-name(.)='Issuer']`, action: 'after' } });
  return signer.getSignedXml();
}

export async function encryptAssertion(xml: string, certificate: string, cipher: ResponseParts['contentCipher']): Promise<string> {
  const data = await new Promise<string>((resolve, reject) => {
    encrypt(
      xml,
      {
        rsa_pub: certificate,
        pem: certificate,
        encryptionAlgorithm:
          cipher === 'aes256-gcm' ? 'http://www.w3.org/2009/xmlenc11#aes256-gcm' : 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
        keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
        disallowEncryptionWithInsecureAlgorithm: false,
      },
      (fault, encrypted) => (fault ? reject(fault) : resolve(encrypted)),
    );
  });
  return `<saml2:EncryptedAssertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${data.trim()}</saml2:EncryptedAssertion>`;
}

/** The outer element; `content` follows the status. */
export function responseXml(
  parts: Pick<ResponseParts, 'issuer' | 'destination' | 'issuedAt' | 'request'>,
  status: string,
  content: string,
): string {
  return [
    `<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${escapeXml(parts.destination)}" ID="${newId()}" InResponseTo="${escapeXml(parts.request.id)}" IssueInstant="${at(parts.issuedAt)}" Version="2.0">`,
    `<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">${escapeXml(parts.issuer)}</saml2:Issuer>`,
    `<saml2p:Status>${status}</saml2p:Status>${content}</saml2p:Response>`,
  ].join('');
}

export const success = '<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>';

/** A whole response as XML. */
export async function makeResponse(parts: ResponseParts): Promise<string> {
  const bare = assertionXml(parts);
  const assertion = parts.signAssertion ? sign(bare, 'Assertion', parts.keys, parts.hash) : bare;
  const content = parts.encrypted
    ? await encryptAssertion(assertion, parts.provider.encryptionCertificate, parts.contentCipher)
    : assertion;
  const response = responseXml(parts, success, content);
  return parts.signResponse ? sign(response, 'Response', parts.keys, parts.hash) : response;
}

/** Cancelled and failed share one status code; only the message differs, as at the real provider. */
export function makeFailure(
  parts: Pick<ResponseParts, 'issuer' | 'destination' | 'issuedAt' | 'request' | 'keys'>,
  kind: 'cancelled' | 'error',
): string {
  const message =
    kind === 'cancelled'
      ? 'Der Vorgang wurde durch den Benutzer abgebrochen.'
      : 'Bei der Anmeldung ist ein technischer Fehler aufgetreten.';
  const status = `<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></saml2p:StatusCode><saml2p:StatusMessage>${message}</saml2p:StatusMessage>`;
  return sign(responseXml(parts, status, ''), 'Response', parts.keys, 'sha256');
}
