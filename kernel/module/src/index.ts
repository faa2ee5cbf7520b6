export { defineModule } from './define-module.ts';
export type {
  Module,
  AnyModule,
  NavigationItem,
  SearchEntry,
  DashboardTile,
  Retention,
  DataKeyTable,
  DataSubject,
  Report,
  Seed,
  City,
} from './define-module.ts';
export { anonymous, may, personActor, staffActor, systemActor, unitsWhere } from './actor.ts';
export type { Actor, Grant } from './actor.ts';
export { Forbidden } from './context.ts';
export type { Context, Log } from './context.ts';
export { done, failed } from './result.ts';
export type { Result, Failure } from './result.ts';
export { defineConfig, configOf } from './config.ts';
export type { ModuleConfig, Settings } from './config.ts';
export { defineEvent, handle } from './event.ts';
export type { EventType, EventHandler, EventPayload } from './event.ts';
export { defineJob } from './job.ts';
export type { Job, JobPayload, JobRun } from './job.ts';
export { formField, route, page, versionedPage, redirect, json, fileAnswer, notFound, refused, problem } from './route.ts';
export type {
  Access,
  Answer,
  FormBody,
  Page,
  Route,
  RoutePath,
  RouteRequest,
  Session,
  SignedIn,
  Upload,
  RefusedUpload,
  Crumb,
  FieldProblem,
  Method,
} from './route.ts';
export { sortModules, withDependencies, checkModules, ModuleProblem } from './sort-modules.ts';
export { memorySession } from './memory-session.ts';
export { requirePermission } from './require-permission.ts';
