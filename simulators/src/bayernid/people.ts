/** Levels of a sign-in and of an attribute, weakest first (`akdb:TrustLevel`). */
export const levels = ['UNTERGEORDNET', 'NORMAL', 'SUBSTANTIELL', 'HOCH'] as const;
export type Level = (typeof levels)[number];

/** Means of sign-in and the level each reaches. */
export const levelOfMeans = { Benutzername: 'UNTERGEORDNET', Elster: 'SUBSTANTIELL', eID: 'HOCH' } as const;
export type Means = keyof typeof levelOfMeans;
export const allMeans = ['eID', 'Elster', 'Benutzername'] as const satisfies readonly Means[];

/** An invented resident; the shape of `residents` in a city's `demo-people.json`. */
export interface Person {
  readonly bPK2: string;
  /** strongest means the person has */
  readonly means: Means;
  readonly note: { readonly de: string; readonly en: string };
  readonly attributes: Readonly<Record<string, string>>;
  readonly trustLevels?: Readonly<Record<string, Level>> | undefined;
}

export const rank = (level: Level): number => levels.indexOf(level);

export function isMeans(value: unknown): value is Means {
  return allMeans.includes(value as Means);
}

/** Whoever has an identity card also has a certificate and a password, never the other way round. */
export function hasMeans(person: Person, means: Means): boolean {
  return rank(levelOfMeans[means]) <= rank(levelOfMeans[person.means]);
}

export function fullName({ attributes }: Person): string {
  return [attributes['personalTitle'], attributes['givenName'], attributes['surname']].filter(Boolean).join(' ');
}
