import './tables.ts';
import applications from '@amt/applications';
import cases from '@amt/cases';
import catalogue from '@amt/catalogue';
import forms from '@amt/forms';
import { defineModule } from '@amt/module';
import payments from '@amt/payments';
import { deleteRequestsBefore } from './client-store.ts';
import { formRoutes } from './form-routes.ts';
import { keptHours } from './once.ts';
import { submissionRoutes } from './submission-routes.ts';

/** The form server for machines: definitions and schemas for all, submissions for systems of other authorities with a key. */
export default defineModule({
  name: 'form-api',
  dependsOn: { catalogue, forms, payments, cases, applications },
  migrations: new URL('../migrations/', import.meta.url),
  routes: [...formRoutes, ...submissionRoutes],
  retention: {
    rule: `Wiederholte Anfragen: ${keptHours} Stunden.`,
    run: (ctx) => deleteRequestsBefore(ctx.db, ctx.now.subtract({ hours: keptHours })),
  },
  // clients are systems; what they send are the forms' drafts and submissions, which answer for themselves
  dataSubject: 'none',
});

export { clients, createClient, revokeClient, scopes } from './client-keys.ts';
export type { NewClient, Scope } from './client-keys.ts';
