import { makeKeyPair } from './key-pair.ts';
import { assertionXml, encryptAssertion, makeResponse, sign, type ResponseParts } from './response.ts';

/** Ways to answer wrongly, each an attack or a fault a relying party must refuse; and three odd ways it must accept. */
export const badVariants = {
  'lower-level': 'Niedrigeres Vertrauensniveau als verlangt',
  'no-level': 'Kein bekanntes Vertrauensniveau',
  'plain-assertion': 'Nicht verschlüsselt',
  sha1: 'Mit SHA-1 signiert',
  doctype: 'Mit DOCTYPE',
  comment: 'Mit XML-Kommentar',
  'wrong-audience': 'Für einen anderen Dienst ausgestellt',
  'wrong-recipient': 'An eine andere Adresse bestätigt',
  'wrong-destination': 'An eine andere Adresse gerichtet',
  'wrong-issuer': 'Von einem anderen Aussteller',
  expired: 'Abgelaufen',
  'not-yet-valid': 'Noch nicht gültig',
  'unknown-request': 'Antwort auf eine unbekannte Anfrage',
  tampered: 'Nach dem Signieren verändert',
  wrapped: 'Signatur umhüllt (XSW)',
  'extra-assertion': 'Zweite, fremde Assertion daneben',
  unsigned: 'Ohne Signatur',
  'unsigned-assertion': 'Nur außen signiert',
  'foreign-key': 'Mit fremdem Schlüssel signiert',
  'no-identity': 'Ohne Personenkennzeichen',
} as const;
export type BadVariant = keyof typeof badVariants;

export const oddVariants = ['aes256-cbc', 'blank-in-oids', 'second-statement'] as const;
export type Variant = BadVariant | (typeof oddVariants)[number];

export function isVariant(value: unknown): value is Variant {
  return typeof value === 'string' && (value in badVariants || (oddVariants as readonly string[]).includes(value));
}

const changes: Partial<Record<Variant, (parts: ResponseParts) => Partial<ResponseParts>>> = {
  'lower-level': () => ({ statedLevel: 1 }),
  'no-level': () => ({ statedLevel: 9 }),
  'plain-assertion': () => ({ encrypted: false }),
  sha1: () => ({ hash: 'sha1' }),
  'wrong-audience': () => ({ audience: 'https://another.example/saml' }),
  'wrong-recipient': () => ({ recipient: 'https://another.example/acs' }),
  'wrong-destination': () => ({ destination: 'https://another.example/acs' }),
  'wrong-issuer': () => ({ issuer: 'https://another.example/idp' }),
  expired: ({ issuedAt }) => ({ issuedAt: issuedAt - 3_600_000 }),
  'not-yet-valid': ({ issuedAt }) => ({ issuedAt: issuedAt + 3_600_000 }),
  'unknown-request': ({ request }) => ({ request: { ...request, id: '_0123456789abcdef0123456789abcdef' } }),
  unsigned: () => ({ signResponse: false }),
  'unsigned-assertion': () => ({ signAssertion: false }),
  'no-identity': () => ({ withIdentity: false }),
  'aes256-cbc': () => ({ contentCipher: 'aes256-cbc' }),
  'blank-in-oids': () => ({ blankInOids: true }),
  'second-statement': () => ({ secondStatement: true }),
};

/** A response that is bad (or odd) in exactly one way. */
export async function makeVariant(parts: ResponseParts, variant: Variant): Promise<string> {
  if (variant === 'foreign-key') return makeResponse({ ...parts, keys: await makeKeyPair('Somebody else') });
  const xml = await makeResponse({ ...parts, ...changes[variant]?.(parts) });
  if (variant === 'doctype') return `<!DOCTYPE r [<!ENTITY who "someone">]>${xml}`;
  if (variant === 'comment') return xml.replace('<saml2p:Status>', '<!-- --><saml2p:Status>');
  if (variant === 'tampered')
    return xml.replace(/(<e:CipherValue>)(.)/g, (_whole, open: string, first: string) => `${open}${first === 'A' ? 'B' : 'A'}`);
  if (variant === 'wrapped' || variant === 'extra-assertion') return wrap(xml, await forgedAssertion(parts), variant);
  return xml;
}

/** What an attacker can make alone: a stranger's facts, signed with an own key, encrypted to the relying party's public key. */
async function forgedAssertion(parts: ResponseParts): Promise<string> {
  const person = { ...parts.person, bPK2: 'FORGED-IDENTITY', attributes: { ...parts.person.attributes, surname: 'Forged' } };
  const keys = await makeKeyPair('Attacker');
  return encryptAssertion(
    sign(assertionXml({ ...parts, person }), 'Assertion', keys, 'sha256'),
    parts.provider.encryptionCertificate,
    parts.contentCipher,
  );
}

/** `wrapped`: the genuine response moves into the signature's Object, a forged one stands where it stood. */
function wrap(genuine: string, forged: string, variant: 'wrapped' | 'extra-assertion'): string {
  if (variant === 'extra-assertion') return genuine.replace('</saml2p:Response>', `${forged}</saml2p:Response>`);
  const signature = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(genuine)?.[0] ?? '';
  const withoutSignature = genuine.replace(signature, '');
  const evil = genuine
    .replace(/ID="[^"]+"/, 'ID="_evil"')
    .replace(/<saml2:EncryptedAssertion[\s\S]*<\/saml2:EncryptedAssertion>/, forged)
    .replace(signature, signature.replace('</ds:Signature>', `<ds:Object>${withoutSignature}</ds:Object></ds:Signature>`));
  return evil;
}
