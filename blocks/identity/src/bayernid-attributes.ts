import type { AccountFacts, VerifiedAttribute } from './account-store.ts';
import type { TrustLevel } from './trust-level.ts';

/** One attribute as an assertion states it: name already without its OID. */
export interface StatedAttribute {
  readonly name: string;
  readonly value: string;
  readonly trustLevel: TrustLevel;
}

/** OID → name of the BayernID/BundID attribute profile; OIDs are compared without `urn:oid:` and blanks. */
const oids: Readonly<Record<string, string>> = {
  '1.3.6.1.4.1.25484.494450.3': 'bPK2',
  '2.5.4.42': 'givenName',
  '2.5.4.4': 'surname',
  '0.9.2342.19200300.100.1.40': 'personalTitle',
  '1.2.40.0.10.2.1.1.55': 'birthdate',
  '1.3.6.1.5.5.7.9.2': 'placeOfBirth',
  '1.2.40.0.10.2.1.1.225566': 'birthName',
  '1.2.40.0.10.2.1.1.225577': 'nationality',
  '1.3.6.1.4.1.33592.1.3.5': 'gender',
  '1.2.40.0.10.2.1.1.552233': 'artisticName',
  '1.2.40.0.10.2.1.1.552244': 'issuingState',
  '2.5.4.18': 'legacyPostkorbHandle',
  '2.5.4.16': 'postalAddress',
  '2.5.4.17': 'postalCode',
  '2.5.4.7': 'localityName',
  '1.2.40.0.10.2.1.1.225599': 'country',
  '0.9.2342.19200300.100.1.3': 'mail',
  '2.5.4.20': 'telephoneNumber',
  '1.3.6.1.4.1.55605.70737875.1.1.1.7.1': 'deMail',
  '1.2.40.0.10.2.1.1.261.94': 'EID-CITIZEN-QAA-LEVEL',
  '1.3.6.1.4.1.25484.494450.2': 'AssertionProvedBy',
  '1.3.6.1.4.1.25484.494450.1': 'Version',
};

/** Names of the profile → names of this house. What is not listed says nothing about the person and is not kept. */
const names: Readonly<Record<string, string>> = {
  givenName: 'givenName',
  surname: 'surname',
  personalTitle: 'personalTitle',
  birthdate: 'birthDate',
  placeOfBirth: 'birthPlace',
  birthName: 'birthName',
  nationality: 'nationality',
  gender: 'gender',
  artisticName: 'artisticName',
  postalCode: 'postalCode',
  localityName: 'city',
  country: 'country',
  mail: 'mail',
  telephoneNumber: 'phone',
  deMail: 'deMail',
  legacyPostkorbHandle: 'mailboxHandle',
};

/** Names of all attributes an account may have: what forms can be prefilled from. */
export const attributeNames: ReadonlySet<string> = new Set([...Object.values(names), 'street', 'houseNumber']);

/** Attributes we ask for; `required` ones must be there or the provider refuses. */
export const requestedAttributes: readonly { readonly oid: string; readonly required: boolean }[] = Object.entries(oids)
  .filter(([, name]) => !['EID-CITIZEN-QAA-LEVEL', 'AssertionProvedBy', 'Version', 'artisticName', 'issuingState'].includes(name))
  .map(([oid, name]) => ({ oid: `urn:oid:${oid}`, required: ['bPK2', 'givenName', 'surname'].includes(name) }));

/** `urn:oid: 2.5.4.42` (providers do send that blank) → `givenName`; names that are no OID stay, unknown OIDs too. */
export function attributeName(samlName: string): string {
  const bare = samlName.replace(/^\s*urn:oid:/, '').replace(/\s+/g, '');
  return (Object.hasOwn(oids, bare) ? oids[bare] : undefined) ?? bare;
}

/** `Sonnenstraße 12 a` → street and house number; `undefined` when no number can be told. */
export function splitStreet(line: string): { street: string; houseNumber: string } | undefined {
  const found = /^(?<street>.*?\D)[\s,]+(?<houseNumber>\d+\s?[a-zA-Z]?(?:\s?[-/–]\s?\d+\s?[a-zA-Z]?)?)$/u.exec(line.trim());
  if (!found?.groups) return undefined;
  return { street: (found.groups['street'] ?? '').trim(), houseNumber: (found.groups['houseNumber'] ?? '').replace(/\s+/g, ' ').trim() };
}

/** What a sign-in tells about the person, in the names of this house. Empty values are left out; of several values the first counts. */
export function factsOf(
  stated: readonly StatedAttribute[],
  obtainedAt: Temporal.Instant,
): Pick<AccountFacts, 'displayName' | 'mail'> & { attributes: VerifiedAttribute[] } {
  const byName = new Map<string, VerifiedAttribute>();
  const keep = (name: string, value: string, trustLevel: TrustLevel): void => {
    const trimmed = value.trim().normalize('NFC');
    if (trimmed !== '' && !byName.has(name)) byName.set(name, { name, value: trimmed, trustLevel, source: 'bayernid', obtainedAt });
  };
  for (const { name, value, trustLevel } of stated) {
    const own = Object.hasOwn(names, name) ? names[name] : undefined;
    if (own !== undefined) keep(own, value, trustLevel);
    if (name !== 'postalAddress') continue;
    const parts = splitStreet(value);
    keep('street', parts?.street ?? value, trustLevel);
    if (parts) keep('houseNumber', parts.houseNumber, trustLevel);
  }
  const of = (name: string): string | undefined => byName.get(name)?.value;
  const displayName = [of('personalTitle'), of('givenName'), of('surname')].filter((part) => part !== undefined).join(' ');
  return { displayName, mail: of('mail'), attributes: [...byName.values()] };
}
