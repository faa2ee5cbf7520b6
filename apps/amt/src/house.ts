import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '@amt/clock';
import { loadSettings } from '@amt/config';
import { openDatabase, startEmbeddedPostgres, type Database } from '@amt/db';
import { bindStorageKeys, envelopeConfig, openStorageKeys, sealedStore, storageKeysFile, StorageKeysProblem } from '@amt/envelope';
import { filesConfig, openFileStore, type FileStore } from '@amt/files';
import { createLogger } from '@amt/http';
import { migrateModules } from '@amt/jobs';
import { configOf, requirePermission, systemActor, type Context, type Settings } from '@amt/module';
import { Obstacle } from './command.ts';
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
  /** what lies below `files`: ciphertext, for copies of it */
  readonly blobs: FileStore;
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

/** Settings of the program itself; modules bring theirs. */
export const programConfig = [coreConfig, filesConfig, envelopeConfig] as const;

/** The settings of all modules. @throws ConfigProblem with every fault at once */
export function settingsOf(env: Environment): Settings {
  return loadSettings([...programConfig, ...modules.flatMap(({ config }) => config ?? [])], env);
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
  // A blob is stored while transactions wait for it, so it never waits for their connections.
  const filesDatabase = openDatabase({ connectionString: database.connectionString, max: 3, applicationName: 'amt-files' });
  const close = async (): Promise<void> => {
    await filesDatabase.close();
    await database.close();
    await embedded?.stop();
  };
  try {
    if (migrate) await migrateModules(database, modules);
    const path = storageKeysFile(configOf({ settings }, envelopeConfig));
    const keys = await openStorageKeys(database.db, path, { make: core.AMT_DEMO, now: systemClock.now() });
    for (const { db } of [database, filesDatabase]) bindStorageKeys(db, keys);
  } catch (fault) {
    await close();
    throw fault instanceof StorageKeysProblem ? new Obstacle(fault.message) : fault;
  }
  const blobs = openFileStore(configOf({ settings }, filesConfig), join(core.AMT_DATA, 'files'));
  const files = sealedStore(blobs, filesDatabase.db);
  return {
    settings,
    database,
    embedded,
    files,
    blobs,
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
