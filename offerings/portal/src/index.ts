import { audit } from '@amt/audit';
import cases from '@amt/cases';
import catalogue from '@amt/catalogue';
import documents from '@amt/documents';
import forms from '@amt/forms';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { defineModule, type Module, type NavigationItem } from '@amt/module';
import payments from '@amt/payments';
import { accountRoutes } from './account/account-routes.ts';
import { caseRoutes } from './account/case-routes.ts';
import { myDataRoutes } from './account/my-data-routes.ts';
import { findRoutes } from './find/find-routes.ts';
import { informationRoutes } from './information/information-routes.ts';
import { pageSettingsRoutes } from './information/page-settings-routes.ts';
import { messages, type Messages } from './messages.ts';
import { portalConfig } from './settings.ts';

const item = (
  place: NavigationItem['place'],
  id: string,
  label: (m: Messages) => string,
  order: number,
  routeName = `portal.${id}`,
): NavigationItem => ({
  id: routeName,
  place,
  label: (locale) => label(messages[locale]),
  route: routeName,
  order,
});

/**
 * The front door: finding services, and the person's own account.
 * @param modules all modules of the house: search, export and deletion ask each of them
 */
export function portal(modules: () => readonly Module[]): Module {
  return defineModule({
    name: 'portal',
    dependsOn: { audit, identity, catalogue, forms, mailbox, documents, payments, cases },
    config: portalConfig,
    routes: [
      ...findRoutes(modules),
      ...accountRoutes,
      ...caseRoutes,
      ...myDataRoutes(modules),
      ...informationRoutes,
      ...pageSettingsRoutes,
    ],
    navigation: [
      item('main', 'home', (m) => m.nav.home(), 10),
      item('main', 'services', (m) => m.nav.services(), 20),
      item('main', 'help', (m) => m.nav.help(), 40),
      item('account', 'account', (m) => m.nav.account(), 10),
      item('account', 'cases', (m) => m.nav.cases(), 30),
      item('account', 'documents', (m) => m.nav.documents(), 40),
      item('account', 'payments', (m) => m.nav.payments(), 50),
      item('account', 'my-data', (m) => m.nav.myData(), 60),
      item('footer', 'contact', (m) => m.nav.contact(), 10),
      item('footer', 'imprint', (m) => m.nav.imprint(), 20),
      item('footer', 'privacy', (m) => m.nav.privacy(), 30),
      item('footer', 'accessibility', (m) => m.nav.accessibility(), 40),
    ],
    retention: 'none',
    dataSubject: 'none',
  });
}

export { eraseAccount, exportAccount } from './account/erase-account.ts';
