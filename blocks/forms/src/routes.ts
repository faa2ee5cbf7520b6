import type { Route } from '@amt/module';
import { appointmentRoutes } from './appointments/appointment-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { migrationRoutes } from './migration-routes.ts';
import { resumeRoutes } from './resume-routes.ts';
import { questionRoutes } from './question-routes.ts';

/** The wizard: questions, items of repeat groups, overview, check page, leaving and coming back. */
export const formsRoutes: readonly Route[] = [
  ...questionRoutes,
  ...draftRoutes,
  ...resumeRoutes,
  ...migrationRoutes,
  ...fileRoutes,
  ...appointmentRoutes,
];
