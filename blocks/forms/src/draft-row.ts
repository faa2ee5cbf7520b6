import type { Db, Tx } from '@amt/db';
import { type Place, openContent, sealContent, storageKeysOf } from '@amt/envelope';
import { type Locale, isLocale } from '@amt/i18n';
import type { Answers, ProvenanceMap } from './answers.ts';
import type { HeldAppointments } from './appointments/held-appointments.ts';
import type { CarriedOver } from './carry-over.ts';
import type { Channel, Consent } from './channel.ts';
import type { DraftKey, SealedPart } from './draft-key.ts';
import type { RawInput } from './parse-input.ts';
/** A form that is being filled in. Belongs to an account, to staff, to a client, or (with `key`) to whoever has its code. */
export interface Draft {
  readonly id: string;
  readonly formId: string;
  readonly formHash: string;
  readonly serviceId: string;
  readonly accountId: string | null;
  /** who fills it in for somebody, with what that person agreed to */
  readonly staffId: string | null;
  readonly unitId: string | null;
  readonly consent: Consent | null;
  /** the client of an interface it belongs to */
  readonly clientId: string | null;
  readonly channel: Channel;
  /** set while it belongs to nobody but the person with the code: it is stored encrypted with it */
  readonly key: DraftKey | undefined;
  readonly locale: Locale;
  readonly answers: Answers;
  readonly provenance: ProvenanceMap;
  readonly raw: Readonly<Record<string, RawInput>>;
  readonly pageRevisions: Readonly<Record<string, number>>;
  /** it began with a sheet of an older version */
  readonly carried?: CarriedOver | null;
  /** times that are held for it, by step of the form */
  readonly appointments?: HeldAppointments | null;
  readonly revision: number;
  readonly currentPage: string;
  readonly trustLevel: string;
  readonly changedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly submissionId: string | null;
}

/** Columns that a draft is read from. */
export const draftColumns = [
  'id',
  'formId',
  'formHash',
  'serviceId',
  'accountId',
  'staffId',
  'unitId',
  'consent',
  'clientId',
  'channel',
  'locale',
  'answers',
  'provenance',
  'raw',
  'pageRevisions',
  'revision',
  'currentPage',
  'trustLevel',
  'changedAt',
  'expiresAt',
  'submissionId',
  'sealed',
  'dataKey',
  'resumeHash',
] as const;

type Row = Omit<Draft, 'key' | 'locale'> & {
  readonly locale: string;
  readonly sealed: Uint8Array | null;
  readonly dataKey: Uint8Array | null;
  readonly resumeHash: string | null;
};

/** @returns undefined for a sealed draft without its key: it is as if there were none */
export function draftOf(db: Db | Tx, { sealed, dataKey, resumeHash, locale, ...row }: Row, key: DraftKey | undefined): Draft | undefined {
  const plain = { ...row, locale: isLocale(locale) ? locale : 'de' };
  if (sealed === null) return { ...plain, key: undefined };
  if (dataKey !== null) {
    // authenticated: it is what `contentColumns` was given
    const part = openContent(db, placeOf(row), { dataKey, content: sealed }) as SealedPart;
    return { ...plain, ...part, key: undefined };
  }
  if (key === undefined || key.lookup !== resumeHash) return undefined;
  return { ...plain, ...key.open(sealed, boundTo(row)), key };
}

function placeOf(draft: Pick<Draft, 'id' | 'formHash' | 'serviceId'>): Place {
  return { table: 'forms.draft', id: draft.id, boundTo: boundTo(draft) };
}

function boundTo({ formHash, serviceId }: Pick<Draft, 'formHash' | 'serviceId'>): string[] {
  return [formHash, serviceId];
}

/** What was answered, as it is stored: nobody's sealed with its code, somebody's under the house's keys. */
export function contentColumns(
  db: Db | Tx,
  { answers, provenance, raw, pageRevisions, carried = null, appointments = null }: SealedPart,
  of: Pick<Draft, 'id' | 'formHash' | 'serviceId'>,
  key: DraftKey | undefined,
) {
  const part = { answers, provenance, raw, pageRevisions, ...(carried && { carried }), ...(appointments && { appointments }) };
  const { content, dataKey } = key
    ? { content: key.seal(part, boundTo(of)), dataKey: null }
    : sealContent(storageKeysOf(db), placeOf(of), part);
  return { answers: '{}', provenance: '{}', raw: '{}', pageRevisions: '{}', sealed: content, dataKey };
}
