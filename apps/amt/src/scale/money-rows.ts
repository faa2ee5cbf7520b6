import { officeDate } from '@amt/clock';
import { claimReference } from '@amt/payments';
import { stepAt, type GeneratedCase } from './generated-case.ts';
import { addRow } from './rows.ts';

/** The claim of the fee, its payment and the bookings of both. */
export function addMoney(draft: GeneratedCase): void {
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

function addBooking({ rows, uuid }: GeneratedCase, claimId: string, { kind, at, transactionId, cents, accounts }: Booking): void {
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
