import { forbiddenAlgorithm } from './algorithms.ts';
import { decodeMessage, xmlRefusal } from './xml-limits.ts';
import { allElements, children, ns, parseXml, textOf, type Element } from './xml.ts';

/** What the unverified message says of itself. Enough to find the request it answers; nothing in it is believed yet. */
export interface ResponseEnvelope {
  /** the very text that was checked */
  readonly xml: string;
  readonly inResponseTo: string;
  readonly destination: string;
  readonly status: 'success' | 'cancelled' | 'level-too-low' | 'provider-error';
}

export type Envelope = { readonly ok: true; readonly envelope: ResponseEnvelope } | { readonly ok: false; readonly reason: string };

const refuse = (reason: string): Envelope => ({ ok: false, reason });

/**
 * First part of the gate: refuses what no honest provider sends, before node-saml sees it. node-saml alone accepts a DOCTYPE,
 * SHA-1 and a plain assertion although a decryption key is there.
 */
export function readResponse(base64: string): Envelope {
  const decoded = decodeMessage(base64);
  if (!decoded.ok) return refuse(decoded.reason);
  const hostile = xmlRefusal(decoded.xml);
  if (hostile !== undefined) return refuse(hostile);
  const root = parseXml(decoded.xml)?.documentElement;
  if (!root) return refuse('not-well-formed');
  if (root.localName !== 'Response' || root.namespaceURI !== ns.protocol || root.getAttribute('Version') !== '2.0')
    return refuse('not-a-response');

  const inResponseTo = root.getAttribute('InResponseTo') ?? '';
  if (inResponseTo === '') return refuse('unasked');
  const status = statusOf(root);
  const envelope = { xml: decoded.xml, inResponseTo, destination: root.getAttribute('Destination') ?? '', status };
  if (status !== 'success') return { ok: true, envelope };

  const structure = structureRefusal(root);
  return structure === undefined ? { ok: true, envelope } : refuse(structure);
}

/** One encrypted assertion, one signature over the whole, no id twice: leaves no room for a wrapped assertion (XSW). */
function structureRefusal(root: Element): string | undefined {
  const all = allElements(root);
  const ids = all.flatMap((element) => ['ID', 'Id', 'id'].map((name) => element.getAttribute(name)).filter((id) => id !== null));
  if (new Set(ids).size !== ids.length) return 'id-twice';
  const named = (name: string): Element[] => all.filter(({ localName }) => localName === name);
  if (named('Assertion').length > 0) return 'plain-assertion';
  const [encrypted, second] = named('EncryptedAssertion');
  if (!encrypted || second || encrypted.parentNode !== root || encrypted.namespaceURI !== ns.assertion) return 'assertion-count';
  const [signature, another] = named('Signature');
  if (!signature || another || signature.parentNode !== root) return 'signature-count';
  const algorithm = forbiddenAlgorithm(root);
  return algorithm === undefined ? undefined : `algorithm ${algorithm}`;
}

/** The provider uses one status code for "cancelled" and "failed"; only the words tell them apart. */
function statusOf(root: Element): ResponseEnvelope['status'] {
  const [status] = children(root, ns.protocol, 'Status');
  const [code] = status ? children(status, ns.protocol, 'StatusCode') : [];
  if (code?.getAttribute('Value') === 'urn:oasis:names:tc:SAML:2.0:status:Success') return 'success';
  const [inner] = code ? children(code, ns.protocol, 'StatusCode') : [];
  if (inner?.getAttribute('Value')?.endsWith(':NoAuthnContext') === true) return 'level-too-low';
  const message = textOf(status && children(status, ns.protocol, 'StatusMessage')[0]);
  return /abgebrochen|abbruch|cancel|abort/i.test(message) ? 'cancelled' : 'provider-error';
}
