import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';

export type { Document, Element };

/** Namespaces of SAML 2.0 and what it stands on. */
export const ns = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  akdb: 'https://www.akdb.de/request/2018/09',
} as const;

/** Parses text that passed `xmlRefusal`; `undefined` when it is not well-formed. */
export function parseXml(xml: string): Document | undefined {
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        throw new Error(`${level}: ${message}`);
      },
    });
    const document = parser.parseFromString(xml, 'text/xml');
    return document.documentElement ? document : undefined;
  } catch {
    return undefined;
  }
}

const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Child elements, optionally only those with the namespace and name. */
export function children(parent: Element, namespace?: string, name?: string): Element[] {
  return [...parent.childNodes]
    .filter(isElement)
    .filter((child) => name === undefined || (child.namespaceURI === namespace && child.localName === name));
}

/** The element and everything below it, in document order. */
export function allElements(root: Element): Element[] {
  return [root, ...children(root).flatMap(allElements)];
}

/** Text of the element without surrounding blanks. */
export function textOf(element: Element | undefined): string {
  return (element?.textContent ?? '').trim();
}
