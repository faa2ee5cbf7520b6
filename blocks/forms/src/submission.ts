import type { Locale, LocalizedText } from '@amt/i18n';
import type { HeldAppointments } from './appointments/held-appointments.ts';
import type { Answers, Facts, FileAnswer, Json, ProvenanceMap } from './answers.ts';
import type { Channel, Consent } from './channel.ts';
import type { Summary } from './summary.ts';

export interface SubmittedFee {
  readonly lines: readonly { readonly id: string; readonly label: LocalizedText; readonly cents: number }[];
  readonly totalCents: number;
}

/** A form as it was sent: never changed afterwards. */
export interface Submission {
  readonly id: string;
  readonly formId: string;
  readonly formHash: string;
  readonly serviceId: string;
  /** undefined when the person was not signed in */
  readonly accountId: string | undefined;
  /** language it was filled in */
  readonly locale: Locale;
  /** answers and worked-out values of all that was visible */
  readonly answers: Answers;
  readonly computed: Readonly<Record<string, Json>>;
  readonly provenance: ProvenanceMap;
  readonly facts: Facts;
  /** as the person saw it, in their language */
  readonly summary: Summary;
  readonly fee: SubmittedFee;
  /** same as `fee.totalCents` */
  readonly feeCents: number;
  readonly files: readonly FileAnswer[];
  /** the person's own name and mail, as far as the form asks for them */
  readonly contact: Contact;
  readonly submittedAt: Temporal.Instant;
  /** way it came in */
  readonly channel: Channel;
  /** how the person agreed, where a clerk filled it in */
  readonly consent: Consent | null;
  /** times that were held when it was sent, by step of the form */
  readonly appointments?: HeldAppointments | null;
}

/** What of a submission is stored encrypted alone. */
export type SubmittedContent = Pick<
  Submission,
  'answers' | 'computed' | 'provenance' | 'facts' | 'summary' | 'fee' | 'files' | 'appointments'
>;

export interface Contact {
  readonly givenName?: string;
  readonly surname?: string;
  readonly mail?: string;
}
