import { defineEvent } from '@amt/module';
import { Type } from 'typebox';

const caseId = Type.Union([Type.String(), Type.Null()]);

/** The full amount is there; told once per claim. */
export const claimPaid = defineEvent(
  'payments.claim-paid',
  Type.Object({ claimId: Type.String(), caseId, reference: Type.String(), amountCents: Type.Integer() }),
);

/** An attempt ended without money (`failed`, `cancelled`: may be tried again) or the time to pay is over (`expired`: final). */
export const claimFailed = defineEvent(
  'payments.claim-failed',
  Type.Object({
    claimId: Type.String(),
    caseId,
    reason: Type.Union([Type.Literal('failed'), Type.Literal('cancelled'), Type.Literal('expired')]),
  }),
);

/** A refund was paid out. */
export const claimRefunded = defineEvent(
  'payments.claim-refunded',
  Type.Object({ claimId: Type.String(), caseId, refundId: Type.String(), amountCents: Type.Integer() }),
);
