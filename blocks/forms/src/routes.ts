import type { Route } from '@amt/module';

export const formsRoutes: Route[] = [];
