import { audit } from '@amt/audit';
import cases from '@amt/cases';
import catalogue from '@amt/catalogue';
import forms from '@amt/forms';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { defineModule } from '@amt/module';
import payments from '@amt/payments';
import { deliverOutput } from './deliver-output.ts';
import { dataSubject, retention } from './retention.ts';
import { deliveriesConfig } from './settings.ts';
import './fit-connect/tables.ts';
import './tables.ts';

/** Where submissions go besides the case: mail, webhooks, XML, FIT-Connect. Each output has one effect, whatever crashes. */
export default defineModule({
  name: 'deliveries',
  dependsOn: { audit, identity, catalogue, forms, mailbox, payments, cases },
  config: deliveriesConfig,
  permissions: ['deliveries.read', 'deliveries.repeat'],
  migrations: new URL('../migrations/', import.meta.url),
  jobs: [deliverOutput],
  retention,
  dataSubject,
});

export { planDeliveries } from './plan-deliveries.ts';
export { deliveriesOfSubmission } from './delivery-store.ts';
export type { Delivery, DeliveryKind, DeliveryState } from './tables.ts';
