import './tables.ts';
import cases from '@amt/cases';
import catalogue from '@amt/catalogue';
import forms from '@amt/forms';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { formChanged, lockTakenOver, versionMoved } from './events.ts';
import { messages } from './messages.ts';
import { conditionRoutes } from './routes/condition-routes.ts';
import { decisionRoutes } from './routes/decision-routes.ts';
import { editorRoutes } from './routes/editor-routes.ts';
import { importRoutes } from './routes/import-routes.ts';
import { listRoutes } from './routes/list-routes.ts';
import { logicRoutes } from './routes/logic-routes.ts';
import { pointRoutes } from './routes/point-routes.ts';
import { previewRoutes } from './routes/preview-routes.ts';
import { serviceRoutes } from './routes/service-routes.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { structureRoutes } from './routes/structure-routes.ts';
import { testRoutes } from './routes/test-routes.ts';
import { textRoutes } from './routes/text-routes.ts';
import { versionRoutes } from './routes/version-routes.ts';
import { publishScheduled } from './versions/publish-scheduled.ts';
import { deleteUnpublishedBefore } from './versions/version-store.ts';

/** Departments write, test and publish their online services themselves. */
export default defineModule({
  name: 'form-authoring',
  dependsOn: { identity, catalogue, forms, cases },
  permissions: ['form-authoring.edit', 'form-authoring.publish'],
  migrations: new URL('../migrations/', import.meta.url),
  routes: [
    ...listRoutes,
    ...importRoutes,
    ...pointRoutes,
    ...editorRoutes,
    ...structureRoutes,
    ...conditionRoutes,
    ...logicRoutes,
    ...textRoutes,
    ...testRoutes,
    ...settingsRoutes,
    ...serviceRoutes,
    ...previewRoutes,
    ...versionRoutes,
    ...decisionRoutes,
  ],
  jobs: [publishScheduled],
  events: { emits: [formChanged, lockTakenOver, versionMoved], handles: [] },
  navigation: [
    {
      id: 'form-authoring.forms',
      place: 'staff',
      label: (locale) => messages[locale].nav(),
      route: 'form-authoring.forms',
      order: 35,
      permission: 'form-authoring.edit',
    },
  ],
  retention: {
    rule: 'Fassungen, die nie veröffentlicht wurden: ein Jahr. Veröffentlichte Fassungen mit den Namen derer, die sie geschrieben und freigegeben haben: dauerhaft, als Nachweis, wer was veröffentlicht hat. Arbeitsfassungen: bis sie verworfen werden.',
    run: (ctx) => deleteUnpublishedBefore(ctx.db, ctx.now.subtract({ hours: 24 * 365 })),
  },
  // names in it are those of staff in their office; residents do not occur
  dataSubject: 'none',
});

export { editOffered, importForm } from './copies/begin-form.ts';
export { changeForm } from './copies/change-form.ts';
export type { AuthorForm } from './model/author-form.ts';
export { readAuthorForm } from './model/read-author-form.ts';
export { submitVersion } from './versions/submit-version.ts';
