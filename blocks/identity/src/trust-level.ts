/**
 * How surely an identity or a single fact is known, eIDAS and § 3 OZG wording in English;
 * `basic` = STORK 1 (user name and password) … `high` = STORK 4 (online identity card).
 */
export const trustLevels = ['basic', 'normal', 'substantial', 'high'] as const;
export type TrustLevel = (typeof trustLevels)[number];

/** Values of `akdb:TrustLevel`, weakest first; the same order as {@link trustLevels}. */
const akdbLevels = ['UNTERGEORDNET', 'NORMAL', 'SUBSTANTIELL', 'HOCH'];

const storkPrefix = 'STORK-QAA-Level-';

export function isTrustLevel(value: unknown): value is TrustLevel {
  return trustLevels.includes(value as TrustLevel);
}

/** Is `level` as strong as `minimum`, or stronger? */
export function reaches(level: TrustLevel, minimum: TrustLevel): boolean {
  return trustLevels.indexOf(level) >= trustLevels.indexOf(minimum);
}

/** From an `akdb:TrustLevel`; what is unknown counts as the weakest, never as more. */
export function fromAkdbLevel(value: string | null | undefined): TrustLevel {
  return trustLevels[akdbLevels.indexOf((value ?? '').trim())] ?? 'basic';
}

/** `STORK-QAA-Level-3` → `substantial`; `undefined` when it is no STORK level. */
export function fromStorkLevel(classRef: string): TrustLevel | undefined {
  const trimmed = classRef.trim();
  if (!/^STORK-QAA-Level-[1-4]$/.test(trimmed)) return undefined;
  return trustLevels[Number(trimmed.slice(storkPrefix.length)) - 1];
}

export function toStorkLevel(level: TrustLevel): string {
  return `${storkPrefix}${trustLevels.indexOf(level) + 1}`;
}

/** Level that each means of sign-in of BayernID reaches (TR-03107-1). */
export function fromMeans(means: 'Benutzername' | 'Elster' | 'eID'): TrustLevel {
  return ({ Benutzername: 'basic', Elster: 'substantial', eID: 'high' } as const)[means];
}
