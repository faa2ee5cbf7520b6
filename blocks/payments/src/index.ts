import { audit } from '@amt/audit';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { checkTransaction } from './check-transaction.ts';
import { dataSubject } from './data-subject.ts';
import { claimFailed, claimPaid, claimRefunded } from './events.ts';
import { reconcile } from './reconcile.ts';
import { retention } from './retention.ts';
import { routes } from './routes.ts';
import { paymentsConfig } from './settings.ts';
import './tables.ts';

/** Fees from the claim to the booked money: XBezahldienste 1.0.0 outward, an append-only ledger inside. */
export default defineModule({
  name: 'payments',
  dependsOn: { audit, identity },
  config: paymentsConfig,
  permissions: ['payments.read', 'payments.refund', 'payments.approve-refund'],
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  jobs: [checkTransaction, reconcile],
  events: { emits: [claimPaid, claimFailed, claimRefunded], handles: [] },
  retention,
  dataSubject,
});

export { claimFailed, claimPaid, claimRefunded } from './events.ts';
export { createClaim } from './create-claim.ts';
export type { NewClaim } from './create-claim.ts';
export { claimById, claimsOf } from './claim-store.ts';
export type { Claim } from './claim-store.ts';
export { formatClaimReference } from './claim-reference.ts';
export { isPayable } from './claim-state.ts';
export type { ClaimState } from './claim-state.ts';
export { startPayment } from './start-payment.ts';
export type { StartFailure, StartPayment } from './start-payment.ts';
export { allowPaying } from './may-pay.ts';
export { requestRefund } from './request-refund.ts';
export { refundsOf } from './refund-store.ts';
export { paymentsConfig } from './settings.ts';
