import { fileReference, type CaseOutcome } from '@amt/cases';
import { officeDate } from '@amt/clock';
import { pick } from '@amt/i18n';
import type { Staff } from '@amt/identity';
import { claimReference } from '@amt/payments';
import type { ExampleFile } from '../demo/example-file.ts';
import type { ApplicationKind, FilledForm } from './application-kind.ts';
import { storyOf, type Story } from './case-story.ts';
import { Random } from './random.ts';
import type { Resident } from './resident.ts';
import { addRow, type Rows } from './rows.ts';

/** What a case is made of besides chance. */
export interface CaseMaterial {
  readonly seed: string;
  readonly now: Temporal.Instant;
  readonly kinds: readonly ApplicationKind[];
  readonly letters: { readonly receipt: ExampleFile; readonly decision: ExampleFile };
}

interface Numbers {
  /** of the case in this run; decides everything about it */
  readonly index: number;
  /** of the file reference and of the Kassenzeichen, from the database's sequences */
  readonly reference: number;
  readonly claim: number;
}

interface Draft {
  readonly rows: Rows;
  readonly random: Random;
  readonly numbers: Numbers;
  readonly material: CaseMaterial;
  readonly kind: ApplicationKind;
  readonly resident: Resident;
  readonly form: FilledForm;
  readonly story: Story;
  readonly caseId: string;
  readonly submissionId: string;
  readonly claimId: string | null;
  readonly fileReference: string;
  readonly clerk: Staff | undefined;
  readonly outcome: CaseOutcome | undefined;
  readonly uuid: () => string;
}

/** Adds all rows of one generated case: what its submission, its steps, its fee and its letters leave behind in the house. */
export function addCase(rows: Rows, material: CaseMaterial, numbers: Numbers, resident: Resident): void {
  const random = new Random(material.seed, numbers.index);
  const uuid = (): string => random.uuid(numbers.index);
  const kind = random.pick(material.kinds);
  const form = kind.filled(resident);
  const feeDue = form.fee.totalCents > 0;
  const story = storyOf(kind.type, random, { now: material.now, feeDue, staffed: kind.staff.length > 0 });
  const draft: Draft = {
    rows,
    random,
    numbers,
    material,
    kind,
    resident,
    form,
    story,
    uuid,
    caseId: uuid(),
    submissionId: uuid(),
    claimId: feeDue ? uuid() : null,
    fileReference: fileReference(kind.type.referencePrefix, officeDate(story.openedAt).year, numbers.reference),
    clerk: kind.staff.length > 0 ? random.pick(kind.staff) : undefined,
    outcome: kind.type.outcomes[random.chance(85) ? 0 : kind.type.outcomes.length - 1],
  };
  addSubmission(draft);
  addCaseRow(draft);
  addEvents(draft);
  addMoney(draft);
  const receiptId = addReceipt(draft);
  addQuestion(draft);
  addDecision(draft);
  addApplication(draft, receiptId);
}

function stepAt({ story }: Draft, effect: string): Temporal.Instant | undefined {
  return story.steps.find(({ action }) => action.effect === effect)?.at;
}

/** When the application counts as received: at once, or with its fee. */
function receivedAt(draft: Draft): Temporal.Instant | undefined {
  return draft.claimId === null ? draft.story.openedAt : stepAt(draft, 'payment-received');
}

function addSubmission({ rows, submissionId, kind, resident, form, story }: Draft): void {
  addRow(rows, 'forms.submission', {
    id: submissionId,
    form_id: kind.formId,
    form_hash: kind.formHash,
    service_id: kind.serviceId,
    account_id: resident.id,
    locale: 'de',
    answers: form.answers,
    computed: form.computed,
    provenance: {},
    facts: form.facts,
    summary: form.summary,
    fee: form.fee,
    files: form.files,
    submitted_at: story.openedAt.toString(),
    erase_after: officeDate(story.openedAt).add({ months: kind.keptMonths }).toString(),
  });
}

function addCaseRow(draft: Draft): void {
  const { kind, story, outcome, clerk } = draft;
  const last = story.steps.at(-1);
  const state = last?.action.to ?? story.initial;
  const phase = kind.type.states.find(({ id }) => id === state)?.phase ?? 'open';
  const closedAt = phase === 'closed' ? last?.at : undefined;
  const received = receivedAt(draft);
  const decided = stepAt(draft, 'issued') !== undefined;
  addRow(draft.rows, 'cases.case', {
    id: draft.caseId,
    file_reference: draft.fileReference,
    case_type_id: kind.type.id,
    case_type_hash: kind.typeHash,
    service_id: kind.serviceId,
    unit_id: kind.type.unitId,
    account_id: draft.resident.id,
    applicant_name: draft.resident.name,
    applicant_mail: null,
    locale: 'de',
    submission_id: draft.submissionId,
    claim_id: draft.claimId,
    state,
    phase,
    owner_id: stepAt(draft, 'take') === undefined ? null : (clerk?.id ?? null),
    opened_at: story.openedAt.toString(),
    received_on: received ? officeDate(received).toString() : null,
    // working days with their week-ends; holidays make no difference to a load test
    due_on: received
      ? officeDate(received)
          .add({ days: Math.ceil((kind.type.decisionWithinDays * 7) / 5) })
          .toString()
      : null,
    closed_at: closedAt?.toString() ?? null,
    outcome: decided ? (outcome?.id ?? null) : stepAt(draft, 'withdraw') === undefined ? null : 'withdrawn',
    erase_on: closedAt ? officeDate(closedAt).add({ months: kind.type.retention.months }).toString() : null,
  });
}

function addEvents({ rows, uuid, caseId, kind, story, clerk, resident }: Draft): void {
  const actors = {
    staff: { kind: 'staff', id: clerk?.id ?? '', name: clerk?.name ?? '' },
    applicant: { kind: 'person', id: resident.id, name: resident.name },
    system: { kind: 'system', id: '', name: 'System' },
  };
  const first = kind.type.states.find(({ id }) => id === story.initial);
  let from: string | null = null;
  const add = (
    at: Temporal.Instant,
    to: string,
    what: { kind: string; action: string | null; by: keyof typeof actors; text: unknown },
  ): void => {
    const actor = actors[what.by];
    addRow(rows, 'cases.event', {
      id: uuid(),
      case_id: caseId,
      at: at.toString(),
      kind: what.kind,
      action: what.action,
      from_state: from,
      to_state: to,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      applicant_text: what.text ?? null,
      detail: {},
    });
    from = to;
  };
  add(story.openedAt, story.initial, { kind: 'opened', action: null, by: 'applicant', text: first?.applicantText });
  for (const { action, at } of story.steps)
    add(at, action.to, { kind: 'action', action: action.id, by: action.by, text: action.applicantEvent });
}

function addMoney(draft: Draft): void {
  const { rows, uuid, claimId, kind, form, story, numbers, caseId, resident } = draft;
  if (claimId === null) return;
  const paidAt = stepAt(draft, 'payment-received')?.toString() ?? null;
  const openedAt = story.openedAt.toString();
  const cents = form.fee.totalCents;
  addRow(rows, 'payments.claim', {
    id: claimId,
    reference: claimReference(officeDate(story.openedAt).year, numbers.claim),
    account_id: resident.id,
    unit_id: kind.type.unitId,
    case_id: caseId,
    case_reference: draft.fileReference,
    amount_cents: cents,
    purpose: kind.serviceName,
    return_path: `/de/antrag/eingegangen/${draft.submissionId}`,
    state: paidAt === null ? 'created' : 'paid',
    pay_until: story.openedAt.add({ hours: 14 * 24 }).toString(),
    created_at: openedAt,
    changed_at: paidAt ?? openedAt,
    paid_at: paidAt,
    idempotency_key: `submission:${draft.submissionId}`,
    tax_rate_percent: 0,
    currency: 'EUR',
    booking_data: {},
    refunded_cents: 0,
  });
  addBooking(draft, claimId, { kind: 'charge', at: openedAt, transactionId: null, cents, accounts: ['claim', 'revenue'] });
  if (paidAt === null) return;
  const transactionId = uuid();
  addRow(rows, 'payments.transaction', {
    id: transactionId,
    claim_id: claimId,
    attempt: 1,
    request_id: uuid(),
    provider: 'muenchen/amt',
    transaction_id: uuid(),
    state: 'paid',
    redirect_url: null,
    payment_method: 'CREDITCARD',
    payment_method_detail: null,
    provider_reference: null,
    checks: 1,
    requested_at: openedAt,
    handed_over_at: openedAt,
    final_at: paidAt,
  });
  addBooking(draft, claimId, { kind: 'payment', at: paidAt, transactionId, cents, accounts: ['clearing', 'claim'] });
}

interface Booking {
  readonly kind: 'charge' | 'payment';
  readonly at: string;
  readonly transactionId: string | null;
  readonly cents: number;
  /** debit, credit */
  readonly accounts: readonly [string, string];
}

function addBooking({ rows, uuid }: Draft, claimId: string, { kind, at, transactionId, cents, accounts }: Booking): void {
  const bookingId = uuid();
  addRow(rows, 'payments.booking', {
    id: bookingId,
    claim_id: claimId,
    transaction_id: transactionId,
    refund_id: null,
    kind,
    booked_at: at,
  });
  for (const [side, account] of accounts.entries()) {
    addRow(rows, 'payments.ledger_entry', { id: uuid(), booking_id: bookingId, account, amount_cents: side === 0 ? cents : -cents });
  }
}

function addReceipt(draft: Draft): string | null {
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

function addDecision(draft: Draft): void {
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
function addLetter(draft: Draft, { kind, title, file, at }: GeneratedLetter): string {
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

function addMail({ rows, uuid, random, resident, caseId, kind, ...draft }: Draft, mail: Mail): string {
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

function addQuestion(draft: Draft): void {
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

function addApplication({ rows, uuid, random, kind, resident, story, ...draft }: Draft, receiptId: string | null): void {
  const closed = story.steps.some(({ action }) => action.effect === 'issued' || action.effect === 'close');
  const rated = closed && random.chance(30);
  addRow(rows, 'online_services.application', {
    submission_id: draft.submissionId,
    draft_id: uuid(),
    case_id: draft.caseId,
    service_id: kind.serviceId,
    account_id: resident.id,
    claim_id: draft.claimId,
    submitted_at: story.openedAt.toString(),
    receipt_document_id: receiptId,
    rated,
  });
  if (!rated) return;
  addRow(rows, 'online_services.rating', {
    id: uuid(),
    service_id: kind.serviceId,
    given_on: officeDate(story.steps.at(-1)?.at ?? story.openedAt).toString(),
    stars: 2 + random.below(4),
    recommends: random.chance(75),
    remark: '',
  });
}
