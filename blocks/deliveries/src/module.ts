import { audit } from '@amt/audit';
import cases, { caseClosed } from '@amt/cases';
import catalogue from '@amt/catalogue';
import forms from '@amt/forms';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { defineModule, handle } from '@amt/module';
import payments, { claimPaid } from '@amt/payments';
import { deliverOutput } from './deliver-output.ts';
import { fileRoute } from './file-route.ts';
import { readEvents } from './fit-connect/read-events.ts';
import { messages } from './messages.ts';
import { dataSubject, retention } from './retention.ts';
import { dropUnneeded, releaseDeliveries } from './release-deliveries.ts';
import { staffRoutes } from './staff-routes.ts';
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
  routes: [...staffRoutes, fileRoute],
  jobs: [deliverOutput, readEvents],
  events: {
    emits: [],
    handles: [
      handle(claimPaid, 'release-deliveries', async (ctx, { caseId }) => {
        if (caseId !== null) await releaseDeliveries(ctx, caseId, 'payment');
      }),
      handle(caseClosed, 'drop-deliveries', dropUnneeded),
    ],
  },
  navigation: [
    {
      id: 'deliveries.list',
      place: 'staff',
      label: (locale) => messages[locale].navigation(),
      route: 'deliveries.list',
      order: 45,
      permission: 'deliveries.read',
    },
  ],
  retention,
  dataSubject,
});
