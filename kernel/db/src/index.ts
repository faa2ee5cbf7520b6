export type { Db, Tx, Tables } from './database.ts';
export { inTransaction, sql } from './database.ts';
export { openDatabase, withDatabase } from './open-database.ts';
export type { Database, DatabaseOptions } from './open-database.ts';
export { migrate, MigrationProblem } from './migrate.ts';
export type { AppliedMigration, MigrationSource } from './migrate.ts';
export { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions, StartStep } from './embedded/start-embedded-postgres.ts';
export { DatabaseProblem } from './embedded/problem.ts';
