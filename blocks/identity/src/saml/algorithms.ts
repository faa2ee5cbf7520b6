import { allElements, ns, type Element } from './xml.ts';

const sha2 = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/**
 * All algorithms a message may name, by element. SHA-1 is allowed only inside RSA-OAEP, where collisions do not matter
 * (BSI TR-02102-1); CBC only because the whole response must be signed, so that its ciphertext cannot be varied.
 */
const allowed: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    SignatureMethod: [
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
      'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
    ],
    DigestMethod: sha2,
    CanonicalizationMethod: [exclusive],
    Transform: [`${ns.signature}enveloped-signature`, exclusive],
    'EncryptedData/EncryptionMethod': [
      'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      'http://www.w3.org/2009/xmlenc11#aes128-gcm',
      'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
      'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
    ],
    'EncryptedKey/EncryptionMethod': ['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p'],
    'EncryptionMethod/DigestMethod': [`${ns.signature}sha1`, `${ns.signature}sha256`, ...sha2],
  }),
);

/** The first algorithm in the message that is not on the list, or `undefined`. */
export function forbiddenAlgorithm(root: Element): string | undefined {
  for (const element of allElements(root)) {
    const algorithm = element.getAttribute('Algorithm');
    if (algorithm === null) {
      if (element.localName?.endsWith('Method') === true) return `${element.localName} without algorithm`;
      continue;
    }
    const name = element.localName ?? '';
    const parent = (element.parentNode as Element | null)?.localName ?? '';
    const list = allowed.get(`${parent}/${name}`) ?? allowed.get(name) ?? [];
    if (!list.includes(algorithm)) return algorithm;
  }
  return undefined;
}
