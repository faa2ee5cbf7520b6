import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '@amt/clock';
import { loadSettings } from '@amt/config';
import { openDatabase, startEmbeddedPostgres, type Database } from '@amt/db';
import { filesConfig, openFileStore, type FileStore } from '@amt/files';
import { createLogger } from '@amt/http';
import { migrateModules } from '@amt/jobs';
import { configOf, requirePermission, systemActor, type Context, type Settings } from '@amt/module';
import { coreConfig } from './core-config.ts';
import type { Environment } from './environment.ts';
import { modules } from './modules.ts';

/** Everything that all ways of running the program share: settings, database, files, clock, log. */
export interface House {
  readonly settings: Settings;
  readonly database: Database;
  /** folder of the embedded database; undefined with DATABASE_URL */
  readonly embedded: { readonly dataFolder: string } | undefined;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly log: ReturnType<typeof createLogger>;
  /** a context of the system, for jobs and commands */
  readonly systemContext: () => Context;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** told what takes time: `database`, `migrations` */
  readonly onProgress?: (step: string, detail?: string) => void;
  /** default: bring the database up to date */
  readonly migrate?: boolean;
  readonly log?: ReturnType<typeof createLogger>;
}

/** The settings of all modules. @throws ConfigProblem with every fault at once */
export function settingsOf(env: Environment): Settings {
  return loadSettings([coreConfig, filesConfig, ...modules.flatMap(({ config }) => config ?? [])], env);
}

/** Opens database and files; starts the embedded database where none is configured. */
export async function openHouse(env: Environment, { onProgress = () => undefined, migrate = true, log }: OpenOptions = {}): Promise<House> {
  const settings = settingsOf(env);
  const core = configOf({ settings }, coreConfig);
  mkdirSync(core.AMT_DATA, { recursive: true });
  const logger = log ?? createLogger({ level: core.LOG_LEVEL });

  const embedded =
    core.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({
          folder: join(core.AMT_DATA, 'postgres'),
          onProgress: (step, detail) => onProgress(`database: ${step}`, detail),
        })
      : undefined;
  const database = openDatabase({
    connectionString: core.DATABASE_URL ?? embedded?.connectionString ?? '',
    max: core.DATABASE_CONNECTIONS,
    onConnectionLost: (fault) => logger.warn({ fault: fault.message }, 'a database connection was lost'),
  });
  const close = async (): Promise<void> => {
    await database.close();
    await embedded?.stop();
  };
  try {
    if (migrate) await migrateModules(database, modules);
  } catch (fault) {
    await close();
    throw fault;
  }
  const files = openFileStore(configOf({ settings }, filesConfig), join(core.AMT_DATA, 'files'));
  return {
    settings,
    database,
    embedded,
    files,
    clock: systemClock,
    log: logger,
    systemContext: () => ({
      db: database.db,
      actor: systemActor,
      now: systemClock.now(),
      locale: 'de',
      log: logger,
      files,
      settings,
      require: (permission, scope) => requirePermission(systemActor, permission, scope),
    }),
    close,
  };
}
