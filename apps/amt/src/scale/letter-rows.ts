import { officeDate } from '@amt/clock';
import { pick } from '@amt/i18n';
import type { ExampleFile } from '../demo/example-file.ts';
import { receivedAt, stepAt, type GeneratedCase } from './generated-case.ts';
import { addRow } from './rows.ts';

/** The confirmation of receipt; gives the document's id. */
export function addReceipt(draft: GeneratedCase): string | null {
  const at = receivedAt(draft);
  return at
    ? addLetter(draft, {
        kind: 'receipt',
        title: `Eingangsbestätigung: ${draft.kind.serviceName}`,
        file: draft.material.letters.receipt,
        at,
      })
    : null;
}

/** The decision, and its letter when it was issued. */
export function addDecision(draft: GeneratedCase): void {
  const { rows, uuid, kind, clerk, caseId, outcome } = draft;
  const proposedAt = stepAt(draft, 'propose');
  if (!proposedAt || !clerk || !outcome) return;
  const issuedAt = stepAt(draft, 'issued');
  const approvedAt = stepAt(draft, 'approve');
  const second = kind.staff.find(({ id }) => id !== clerk.id);
  const documentId = issuedAt
    ? addLetter(draft, { kind: 'decision', title: pick(outcome.title, 'de'), file: draft.material.letters.decision, at: issuedAt })
    : null;
  addRow(rows, 'cases.decision', {
    id: uuid(),
    case_id: caseId,
    outcome: outcome.id,
    remarks: '',
    proposed_by: clerk.id,
    proposed_at: proposedAt.toString(),
    approved_by: approvedAt ? (second?.id ?? null) : null,
    approved_at: approvedAt?.toString() ?? null,
    returned_at: null,
    document_id: documentId,
    issued_at: issuedAt?.toString() ?? null,
  });
}

interface GeneratedLetter {
  readonly kind: 'receipt' | 'decision';
  readonly title: string;
  readonly file: ExampleFile;
  readonly at: Temporal.Instant;
}

/** A document and the message it comes with. */
function addLetter(draft: GeneratedCase, { kind, title, file, at }: GeneratedLetter): string {
  const { rows, uuid, resident, caseId } = draft;
  const documentId = uuid();
  const { fileName, sha256, size, mediaType } = file;
  addRow(rows, 'documents.document', {
    id: documentId,
    kind,
    title,
    file_name: fileName,
    sha256,
    size,
    account_id: resident.id,
    unit_id: draft.kind.type.unitId,
    case_id: caseId,
    sealed: false,
    locale: 'de',
    idempotency_key: `${kind}:${caseId}`,
    created_at: at.toString(),
  });
  const messageId = addMail(draft, {
    kind,
    subject: `${title} (${draft.fileReference})`,
    body: `Im Anhang finden Sie: ${title}.`,
    at,
    answeredAt: null,
  });
  addRow(rows, 'mailbox.attachment', {
    id: uuid(),
    message_id: messageId,
    position: 0,
    document_id: documentId,
    sha256,
    file_name: fileName,
    media_type: mediaType,
    size,
  });
  return documentId;
}

interface Mail {
  readonly kind: 'receipt' | 'decision' | 'question';
  readonly subject: string;
  readonly body: string;
  readonly at: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
}

function addMail({ rows, uuid, random, resident, caseId, kind, ...draft }: GeneratedCase, mail: Mail): string {
  const id = uuid();
  addRow(rows, 'mailbox.message', {
    id,
    account_id: resident.id,
    kind: mail.kind,
    subject: mail.subject,
    body: mail.body,
    language: 'de',
    sender: kind.unitName,
    case_id: caseId,
    case_reference: draft.fileReference,
    wants_answer: mail.kind === 'question',
    idempotency_key: `${mail.kind}:${id}`,
    delivered_at: mail.at.toString(),
    read_at: random.chance(80) || mail.answeredAt ? mail.at.add({ minutes: 1 + random.below(300) }).toString() : null,
    answered_at: mail.answeredAt?.toString() ?? null,
  });
  return id;
}

/** A question to the applicant with its message, and the answer. */
export function addQuestion(draft: GeneratedCase): void {
  const { rows, uuid, kind, clerk, resident, caseId } = draft;
  const askedAt = stepAt(draft, 'ask');
  if (!askedAt || !clerk) return;
  const answeredAt = stepAt(draft, 'answer') ?? null;
  const body = 'Bitte schicken Sie uns den Nachweis noch einmal, er ist nicht vollständig lesbar.';
  const mailId = addMail(draft, { kind: 'question', subject: `Rückfrage zu ${draft.fileReference}`, body, at: askedAt, answeredAt });
  const message = { case_id: caseId, answer_due_on: null, mailbox_message_id: null };
  addRow(rows, 'cases.message', {
    ...message,
    id: uuid(),
    direction: 'to-applicant',
    body,
    author_name: clerk.name,
    sent_at: askedAt.toString(),
    is_question: true,
    mailbox_message_id: mailId,
    answer_due_on: officeDate(askedAt).add({ days: kind.type.answerWithinDays }).toString(),
    answered_at: answeredAt?.toString() ?? null,
  });
  if (!answeredAt) return;
  addRow(rows, 'cases.message', {
    ...message,
    id: uuid(),
    direction: 'from-applicant',
    body: 'Hier ist der Nachweis noch einmal.',
    author_name: resident.name,
    sent_at: answeredAt.toString(),
    is_question: false,
    answered_at: null,
  });
}
