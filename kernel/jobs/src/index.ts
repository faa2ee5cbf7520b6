export { emit } from './emit.ts';
export { enqueue } from './enqueue.ts';
export type { EnqueueOptions } from './enqueue.ts';
export { migrateModules } from './migrate-modules.ts';
export { runPendingJobs } from './run-pending-jobs.ts';
export type { RunPendingOptions } from './run-pending-jobs.ts';
