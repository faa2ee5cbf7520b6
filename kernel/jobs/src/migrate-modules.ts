import { migrate, type AppliedMigration, type Database } from '@amt/db';
import type { Module } from '@amt/module';
import { runMigrations } from 'graphile-worker';

const ownMigrations = { name: 'jobs', folder: new URL('../migrations/', import.meta.url) };

/**
 * Brings the whole database up to date: the queue, the outbox, then each module in the order given (`sortModules`).
 * Safe when several processes start at once.
 */
export async function migrateModules(database: Database, modules: readonly Module[]): Promise<readonly AppliedMigration[]> {
  const sources = modules.flatMap(({ name, migrations }) => (migrations === undefined ? [] : [{ name, folder: migrations }]));
  const applied = await migrate(database.db, [ownMigrations, ...sources]);
  await runMigrations({ pgPool: database.pool });
  return applied;
}
