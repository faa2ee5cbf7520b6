import { attributeName, type StatedAttribute } from '../bayernid-attributes.ts';
import { fromAkdbLevel, fromStorkLevel, trustLevels, type TrustLevel } from '../trust-level.ts';
import { forbiddenAlgorithm } from './algorithms.ts';
import { xmlRefusal } from './xml-limits.ts';
import { children, ns, parseXml, textOf, type Element } from './xml.ts';

/** What a *verified* assertion says. */
export interface Assertion {
  readonly id: string;
  /** weakest STORK level among the authentication statements; `undefined` when none is stated */
  readonly level: TrustLevel | undefined;
  readonly notOnOrAfter: Temporal.Instant;
  readonly attributes: readonly StatedAttribute[];
}

export interface ExpectedAssertion {
  readonly issuer: string;
  /** address of our assertion consumer service */
  readonly recipient: string;
  readonly inResponseTo: string;
}

/**
 * Third part of the gate, after node-saml verified signature, audience and time: reads the verified XML and checks what node-saml
 * leaves open. Never hand it anything but `getAssertionXml()` of a verified profile.
 *
 * @returns the assertion, or the reason for refusing it
 */
export function readAssertion(verifiedXml: string, expected: ExpectedAssertion): Assertion | string {
  const hostile = xmlRefusal(verifiedXml);
  if (hostile !== undefined) return hostile;
  const root = parseXml(verifiedXml)?.documentElement;
  if (root?.localName !== 'Assertion' || root.namespaceURI !== ns.assertion) return 'not-an-assertion';
  const algorithm = forbiddenAlgorithm(root);
  if (algorithm !== undefined) return `algorithm ${algorithm}`;
  if (textOf(one(root, 'Issuer')) !== expected.issuer) return 'issuer';

  const subject = one(root, 'Subject');
  const confirmed =
    subject && children(subject, ns.assertion, 'SubjectConfirmation').some((confirmation) => isOurs(confirmation, expected));
  if (confirmed !== true) return 'subject-confirmation';

  const id = root.getAttribute('ID') ?? '';
  const until = one(root, 'Conditions')?.getAttribute('NotOnOrAfter');
  if (id === '' || !until) return 'conditions';
  return { id, level: levelOf(root), notOnOrAfter: Temporal.Instant.from(until), attributes: attributesIn(root) };
}

const one = (parent: Element, name: string): Element | undefined => children(parent, ns.assertion, name)[0];

/** SAML profiles 4.1.4.2: bearer, for us, in answer to our request, with an end. node-saml does not look at `Recipient`. */
function isOurs(confirmation: Element, { recipient, inResponseTo }: ExpectedAssertion): boolean {
  const data = one(confirmation, 'SubjectConfirmationData');
  return (
    confirmation.getAttribute('Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer' &&
    data?.getAttribute('Recipient') === recipient &&
    data.getAttribute('InResponseTo') === inResponseTo &&
    Boolean(data.getAttribute('NotOnOrAfter'))
  );
}

/** Some providers send a second statement with a class of their own; only STORK levels count. */
function levelOf(root: Element): TrustLevel | undefined {
  const references = children(root, ns.assertion, 'AuthnStatement')
    .flatMap((statement) => children(statement, ns.assertion, 'AuthnContext'))
    .flatMap((context) => children(context, ns.assertion, 'AuthnContextClassRef'));
  const stated = new Set(references.map((reference) => fromStorkLevel(textOf(reference))));
  return trustLevels.find((level) => stated.has(level));
}

function attributesIn(root: Element): StatedAttribute[] {
  return children(root, ns.assertion, 'AttributeStatement')
    .flatMap((statement) => children(statement, ns.assertion, 'Attribute'))
    .flatMap((attribute) => {
      const name = attributeName(attribute.getAttribute('Name') ?? '');
      const trustLevel = fromAkdbLevel(attribute.getAttributeNS(ns.akdb, 'TrustLevel'));
      return children(attribute, ns.assertion, 'AttributeValue').flatMap((value) =>
        flatten(name, value).map((part) => ({ ...part, trustLevel })),
      );
    });
}

/** Values may hold elements (business accounts send addresses so): `Anschrift` with `Strasse` inside becomes `Anschrift.Strasse`. */
function flatten(name: string, value: Element): { name: string; value: string }[] {
  const parts = children(value);
  if (parts.length === 0) return [{ name, value: textOf(value) }];
  return parts.flatMap((part) => flatten(`${name}.${part.localName ?? ''}`, part));
}
