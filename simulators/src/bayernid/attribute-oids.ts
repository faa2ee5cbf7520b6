/** Names of the attribute profile → OIDs. Written down a second time here on purpose: a simulator must not share the mistakes of what it tests. */
export const attributeOids: Readonly<Record<string, string>> = {
  bPK2: '1.3.6.1.4.1.25484.494450.3',
  givenName: '2.5.4.42',
  surname: '2.5.4.4',
  personalTitle: '0.9.2342.19200300.100.1.40',
  birthdate: '1.2.40.0.10.2.1.1.55',
  placeOfBirth: '1.3.6.1.5.5.7.9.2',
  birthName: '1.2.40.0.10.2.1.1.225566',
  nationality: '1.2.40.0.10.2.1.1.225577',
  gender: '1.3.6.1.4.1.33592.1.3.5',
  postalAddress: '2.5.4.16',
  postalCode: '2.5.4.17',
  localityName: '2.5.4.7',
  country: '1.2.40.0.10.2.1.1.225599',
  mail: '0.9.2342.19200300.100.1.3',
  telephoneNumber: '2.5.4.20',
  legacyPostkorbHandle: '2.5.4.18',
  deMail: '1.3.6.1.4.1.55605.70737875.1.1.1.7.1',
};

/** Sent with every sign-in, whether asked for or not. */
export const technicalOids = {
  qaaLevel: '1.2.40.0.10.2.1.1.261.94',
  provedBy: '1.3.6.1.4.1.25484.494450.2',
  version: '1.3.6.1.4.1.25484.494450.1',
} as const;
