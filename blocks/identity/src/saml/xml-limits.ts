/** Why a message is refused before any XML library sees it. */
export type XmlRefusal =
  | 'too-large'
  | 'not-utf8'
  | 'declaration'
  | 'processing-instruction'
  | 'too-deep'
  | 'too-many-elements'
  | 'not-well-formed';

const maxBytes = 256 * 1024;
const maxDepth = 32;
const maxElements = 2000;

/**
 * Base64 of a POSTed SAML message to text.
 * Strict on purpose: what this function and node-saml decode must be the same bytes.
 */
export function decodeMessage(base64: string): { ok: true; xml: string } | { ok: false; reason: XmlRefusal } {
  const packed = base64.replace(/[\r\n\t ]/g, '');
  if (packed.length > (maxBytes * 4) / 3 + 4) return { ok: false, reason: 'too-large' };
  if (packed === '' || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return { ok: false, reason: 'not-well-formed' };
  try {
    return { ok: true, xml: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(packed, 'base64')) };
  } catch {
    return { ok: false, reason: 'not-utf8' };
  }
}

/**
 * A linear look at the text: no DOCTYPE, entity, comment or CDATA (`<!`), no processing instruction but the XML declaration,
 * bounded depth and number of elements. SAML needs none of these; each has been a way around a signature check
 * or a way to exhaust a parser.
 */
export function xmlRefusal(xml: string): XmlRefusal | undefined {
  if (xml.length > maxBytes) return 'too-large';
  let depth = 0;
  let elements = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const next = xml[at + 1];
    if (next === '!') return 'declaration';
    if (next === '?' && !(at === 0 && xml.startsWith('<?xml '))) return 'processing-instruction';
    const end = tagEnd(xml, at);
    if (end === -1) return 'not-well-formed';
    if (next === '/') depth -= 1;
    else if (next !== '?') {
      elements += 1;
      if (xml[end - 1] !== '/') depth += 1;
    }
    if (depth > maxDepth) return 'too-deep';
    if (elements > maxElements) return 'too-many-elements';
    at = end + 1;
  }
  return elements > 0 && depth === 0 ? undefined : 'not-well-formed';
}

/** Index of the `>` that ends the tag, outside of quoted attribute values; -1 when there is none. */
function tagEnd(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at++) {
    const c = xml.charAt(at);
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return at;
  }
  return -1;
}
