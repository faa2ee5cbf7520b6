import catalogue from '@amt/catalogue';
import forms from '@amt/forms';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { counterRoutes } from './counter-routes.ts';
import { messages } from './messages.ts';
import { paperRoutes } from './paper-routes.ts';
import { sheetRoutes } from './sheet-routes.ts';
import { counterConfig } from './settings.ts';

/** The equal ways beside the web: counter, telephone, and paper in both directions. */
export default defineModule({
  name: 'counter',
  dependsOn: { identity, catalogue, forms },
  config: counterConfig,
  permissions: ['counter.fill'],
  routes: [...counterRoutes, ...sheetRoutes, ...paperRoutes],
  navigation: [
    {
      id: 'counter.home',
      place: 'staff',
      label: (locale) => messages[locale].title(),
      route: 'counter.home',
      order: 25,
      permission: 'counter.fill',
    },
  ],
  // drafts and submissions are with their blocks
  retention: 'none',
  dataSubject: 'none',
});
