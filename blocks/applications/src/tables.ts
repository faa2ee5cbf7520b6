import type { ColumnType, Generated, Selectable } from 'kysely';

interface ApplicationTable {
  submissionId: string;
  draftId: string;
  caseId: string;
  serviceId: string;
  accountId: string | null;
  claimId: string | null;
  submittedAt: Temporal.Instant;
  receiptDocumentId: string | null;
  rated: Generated<boolean>;
}

/** `open`: nobody is asked yet; `expired`: who was asked let the time go by; `waived`: staff went on without it. */
export type CosignatureState = 'open' | 'asked' | 'agreed' | 'declined' | 'expired' | 'waived';

/** Empty when the row is made. */
type Later<T> = ColumnType<T | null, undefined, T | null>;

interface CosignatureTable {
  id: Generated<string>;
  submissionId: string;
  step: string;
  state: Generated<CosignatureState>;
  tokenHash: string | null;
  askedName: string | null;
  askedMail: string | null;
  askedAt: Temporal.Instant | null;
  askedLink: Later<string>;
  askedLocale: Later<string>;
  remindedAt: Later<Temporal.Instant>;
  expiresAt: Later<Temporal.Instant>;
  signedName: string | null;
  answeredAt: Temporal.Instant | null;
  waivedBy: Later<string>;
  waiverReason: Later<string>;
}

interface AppointmentTable {
  submissionId: string;
  step: string;
  officeName: string;
  startsAt: Temporal.Instant;
  /** `lost`: the book had given it to somebody else */
  state: Generated<'held' | 'confirmed' | 'lost' | 'cancelled'>;
  changedAt: Temporal.Instant;
}

declare module '@amt/db' {
  interface Tables {
    'applications.application': ApplicationTable;
    'applications.cosignature': CosignatureTable;
    'applications.appointment': AppointmentTable;
  }
}

export type Application = Selectable<ApplicationTable>;
/** The agreement of another person with an application. */
export type Cosignature = Selectable<CosignatureTable>;
/** A time that came with an application. */
export type Appointment = Selectable<AppointmentTable>;
