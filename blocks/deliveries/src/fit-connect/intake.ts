import type { Tx } from '@amt/db';
import type { Json } from '@amt/forms';
import type { Context, Result } from '@amt/module';

/** A submission that another authority or portal sent to us: opened, hashes checked, nothing of it kept yet but its files. */
export interface ArrivedSubmission {
  /** FIT-Connect's ids */
  readonly submissionId: string;
  readonly caseId: string;
  /** our form that takes data of this schema (`FIT_CONNECT_FORMS`) */
  readonly formId: string;
  readonly schemaUri: string;
  /** LeiKa key of the public service, where the sender names it */
  readonly leikaKey: string | undefined;
  readonly answers: Readonly<Record<string, Json>>;
  readonly attachments: readonly ArrivedFile[];
  /** how the sender wants to be answered, e.g. `{ eMail: { address } }`; the sender's words, unchecked */
  readonly replyChannel: Readonly<Record<string, unknown>> | undefined;
  readonly authenticationInformation: readonly Readonly<Record<string, unknown>>[];
  readonly paymentInformation: readonly Readonly<Record<string, unknown>>[];
}

/** In the file store; nothing refers to it until the intake does. Its type is what the sender says. */
export interface ArrivedFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly purpose: 'attachment' | 'form' | 'report' | 'data';
  readonly sha256: string;
  /** bytes */
  readonly size: number;
}

/**
 * What makes an arrived submission one of ours: a draft of the channel `fit-connect`, completed and submitted, or kept for a clerk to complete.
 * Runs in the transaction that notes the submission as accepted; what it wrote is undone where it answers a failure.
 *
 * @returns `reference`: by which staff find it (a draft or a submission); `unknown-form`, or `invalid` where the answers are not such as the form takes
 */
export type Intake = (
  ctx: Context & { readonly db: Tx },
  arrived: ArrivedSubmission,
) => Promise<Result<{ readonly reference: string }, 'unknown-form' | 'invalid'>>;
