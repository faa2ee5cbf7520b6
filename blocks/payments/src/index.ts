import { audit } from '@amt/audit';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { checkTransaction } from './check-transaction.ts';
import { dataSubject } from './data-subject.ts';
import { claimFailed, claimPaid, claimRefunded } from './events.ts';
import { messages } from './messages.ts';
import { receivedCents } from './ledger-store.ts';
import { reconcile } from './reconcile.ts';
import { retention } from './retention.ts';
import { routes } from './routes.ts';
import { paymentsConfig } from './settings.ts';
import { staffRoutes } from './staff-routes.ts';
import './tables.ts';

/** Fees from the claim to the booked money: XBezahldienste 1.0.0 outward, an append-only ledger inside. */
export default defineModule({
  name: 'payments',
  dependsOn: { audit, identity },
  config: paymentsConfig,
  permissions: ['payments.read', 'payments.refund', 'payments.approve-refund'],
  migrations: new URL('../migrations/', import.meta.url),
  routes: [...routes, ...staffRoutes],
  jobs: [checkTransaction, reconcile],
  events: { emits: [claimPaid, claimFailed, claimRefunded], handles: [] },
  navigation: [
    {
      id: 'payments.refunds',
      place: 'staff',
      label: (locale) => messages[locale].staff.navigation(),
      route: 'payments.refunds',
      order: 40,
      permission: 'payments.read',
    },
  ],
  reports: [
    {
      id: 'payments.received',
      label: (locale) => messages[locale].report.received(),
      figure: async (db, from, to) => Math.round((await receivedCents(db, from, to)) / 100),
    },
  ],
  retention,
  dataSubject,
});

export { claimFailed, claimPaid, claimRefunded } from './events.ts';
export { createClaim } from './create-claim.ts';
export type { NewClaim } from './create-claim.ts';
export { claimById, claimsOf } from './claim-store.ts';
export type { Claim } from './claim-store.ts';
export { claimReference, formatClaimReference } from './claim-reference.ts';
export { isPayable } from './claim-state.ts';
export type { ClaimState } from './claim-state.ts';
export { startPayment } from './start-payment.ts';
export type { StartFailure, StartPayment } from './start-payment.ts';
export { allowPaying, mayPay } from './may-pay.ts';
export { requestRefund } from './request-refund.ts';
export { refundsOf } from './refund-store.ts';
export { paymentsConfig } from './settings.ts';
