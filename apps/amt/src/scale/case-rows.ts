import { fileReference } from '@amt/cases';
import { officeDate } from '@amt/clock';
import { encryptedSubmission } from '@amt/forms';
import { storyOf } from './case-story.ts';
import { receivedAt, stepAt, type CaseMaterial, type GeneratedCase, type Numbers } from './generated-case.ts';
import { addDecision, addQuestion, addReceipt } from './letter-rows.ts';
import { addMoney } from './money-rows.ts';
import { Random } from './random.ts';
import type { Resident } from './resident.ts';
import { addRow, type Rows } from './rows.ts';

/** Adds all rows of one generated case: what its submission, its steps, its fee and its letters leave behind in the house. */
export function addCase(rows: Rows, material: CaseMaterial, numbers: Numbers, resident: Resident): void {
  const random = new Random(material.seed, numbers.index);
  const uuid = (): string => random.uuid(numbers.index);
  const kind = random.pick(material.kinds);
  const form = kind.filled(resident);
  const feeDue = form.fee.totalCents > 0;
  const story = storyOf(kind.type, random, { now: material.now, feeDue, staffed: kind.staff.length > 0 });
  const draft: GeneratedCase = {
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

function addSubmission({ rows, material, submissionId, kind, resident, form, story }: GeneratedCase): void {
  const { answers, computed, facts, summary, fee, files } = form;
  const content = { answers, computed, provenance: {}, facts, summary, fee, files };
  const encrypted = encryptedSubmission(material.keys, { id: submissionId, formHash: kind.formHash }, content);
  addRow(rows, 'forms.submission', {
    id: submissionId,
    form_id: kind.formId,
    form_hash: kind.formHash,
    service_id: kind.serviceId,
    account_id: resident.id,
    locale: 'de',
    data_key: `\\x${encrypted.dataKey.toString('hex')}`,
    content: `\\x${encrypted.content.toString('hex')}`,
    blobs: encrypted.blobs,
    submitted_at: story.openedAt.toString(),
    erase_after: officeDate(story.openedAt).add({ months: kind.keptMonths }).toString(),
  });
}

function addCaseRow(draft: GeneratedCase): void {
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

function addEvents({ rows, uuid, caseId, kind, story, clerk, resident }: GeneratedCase): void {
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

function addApplication({ rows, uuid, random, kind, resident, story, ...draft }: GeneratedCase, receiptId: string | null): void {
  const closed = story.steps.some(({ action }) => action.effect === 'issued' || action.effect === 'close');
  const rated = closed && random.chance(30);
  addRow(rows, 'applications.application', {
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
