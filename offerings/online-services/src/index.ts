import './tables.ts';
import applications from '@amt/applications';
import cases from '@amt/cases';
import catalogue from '@amt/catalogue';
import deliveries from '@amt/deliveries';
import documents from '@amt/documents';
import forms from '@amt/forms';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { defineModule, type NavigationItem } from '@amt/module';
import payments from '@amt/payments';
import { answerRoutes } from './apply/answer-routes.ts';
import { applyRoutes } from './apply/apply-routes.ts';
import { cosignRoutes } from './cosign/cosign-routes.ts';
import { confirmationRoutes } from './apply/confirmation-routes.ts';
import { messages } from './messages.ts';
import { countRatings } from './rating/rating-store.ts';
import { caseRoutes } from './staff/case-routes.ts';
import { staffCosignRoutes } from './staff/cosign-routes.ts';
import { listRoutes } from './staff/list-routes.ts';
import { statisticsRoutes } from './staff/statistics-routes.ts';
import { textBlockRoutes } from './staff/text-block-routes.ts';

const staffItem = (id: string, label: NavigationItem['label'], order: number, permission?: string): NavigationItem => ({
  id: `online-services.${id}`,
  place: 'staff',
  label,
  route: `online-services.${id}`,
  order,
  ...(permission === undefined ? {} : { permission }),
});

/** Online services: from "apply" to the confirmation, and the workspace in which staff bring it to the decision. */
export default defineModule({
  name: 'online-services',
  dependsOn: { identity, catalogue, forms, mailbox, documents, payments, cases, deliveries, applications },
  permissions: ['online-services.read-statistics'],
  migrations: new URL('../migrations/', import.meta.url),
  routes: [
    ...applyRoutes,
    ...confirmationRoutes,
    ...cosignRoutes,
    ...answerRoutes,
    ...listRoutes,
    ...caseRoutes,
    ...staffCosignRoutes,
    ...textBlockRoutes,
    ...statisticsRoutes,
  ],
  navigation: [
    staffItem('staff-home', (locale) => messages[locale].nav.home(), 10),
    staffItem('work-list', (locale) => messages[locale].nav.workList(), 20, 'cases.read'),
    staffItem('text-blocks', (locale) => messages[locale].nav.textBlocks(), 30, 'cases.read'),
    staffItem('statistics', (locale) => messages[locale].nav.statistics(), 40, 'online-services.read-statistics'),
  ],
  // ratings have no link to a person; applications are with their block
  retention: 'none',
  dataSubject: 'none',
  reports: [{ id: 'online-services.ratings', label: (locale) => messages[locale].report.satisfaction(), figure: countRatings }],
});

export { rateService } from './rating/rate-service.ts';
