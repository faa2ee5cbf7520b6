import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { audit } from '@amt/audit';
import { bindStorageKeys, envelope, sealedStore } from '@amt/envelope';
import { SettableClock } from '@amt/clock';
import { loadSettings } from '@amt/config';
import { openDatabase, sql, type Database, type Db } from '@amt/db';
import { folderStore, type FileStore } from '@amt/files';
import { migrateModules, runPendingJobs, type RunPendingOptions } from '@amt/jobs';
import {
  requirePermission,
  systemActor,
  withDependencies,
  type Actor,
  type Context,
  type EventPayload,
  type EventType,
  type Log,
  type Module,
  type Settings,
  personActor,
  staffActor,
} from '@amt/module';
import { testStorageKeys } from './test-storage-keys.ts';
import { createTestDatabase, dropTestDatabase, templateDatabase } from './test-database.ts';

export interface TestHouseOptions {
  /** what is tested; what it depends on comes along */
  readonly modules?: readonly Module[];
  /** environment for the modules' settings */
  readonly env?: Readonly<Record<string, string>>;
  /** the clock stands here; default: now, cut to the second */
  readonly now?: Temporal.Instant | string;
  /** default: nothing is printed */
  readonly log?: Log;
}

/** The modules on a database of their own, with everything a use case asks for. */
export interface TestHouse {
  readonly db: Db;
  readonly database: Database;
  readonly modules: readonly Module[];
  readonly clock: SettableClock;
  /** encrypted, in a temporary folder */
  readonly files: FileStore;
  /** where its blobs lie, as they are stored */
  readonly filesFolder: string;
  readonly settings: Settings;
  /** a context of the system, in German; give what shall differ */
  context(overrides?: Partial<Omit<Context, 'require'>>): Context;
  asPerson(accountId: string, overrides?: Partial<Omit<Context, 'require' | 'actor'>>): Context;
  asStaff(
    staff: { id?: string; name?: string; permissions?: readonly string[]; unitIds?: readonly string[] },
    overrides?: Partial<Omit<Context, 'require' | 'actor'>>,
  ): Context;
  /** Runs what waits in the queue up to the clock's time, deliveries of events included. */
  runJobs(options?: RunPendingOptions): Promise<readonly string[]>;
  /** Payloads of the events of this type that were emitted, oldest first. */
  outbox<E extends EventType>(event: E): Promise<EventPayload<E>[]>;
  /** A transaction that is always rolled back: quick isolation of one test of the file. */
  rolledBack<T>(work: (house: TestHouse) => Promise<T>): Promise<T>;
  /** Called by itself after the tests of the file (or the suite that made it). */
  close(): Promise<void>;
}

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * @example
 * const house = await testHouse({ modules: [cases] });
 * const clerk = house.asStaff({ permissions: ['cases.assign'], unitIds: [unit] });
 */
export async function testHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const modules = withDependencies([audit, envelope, ...(options.modules ?? [])]);
  const template = await templateDatabase(await migrationsKey(modules), async (database) => void (await migrateModules(database, modules)));
  const database = await createTestDatabase(template);
  // as in the real house: blobs are stored past the connections that callers may hold
  const filesDatabase = openDatabase({ connectionString: database.connectionString, max: 2 });
  for (const { db } of [database, filesDatabase]) bindStorageKeys(db, testStorageKeys);
  const folder = await mkdtemp(join(tmpdir(), 'amt-files-'));
  const clock = new SettableClock(options.now ?? Temporal.Now.instant().round('second'));
  const settings = loadSettings(
    modules.flatMap(({ config }) => config ?? []),
    options.env ?? {},
  );
  const house = assemble(
    {
      database,
      db: database.db,
      modules,
      clock,
      settings,
      files: sealedStore(folderStore(folder), filesDatabase.db),
      filesFolder: folder,
      log: options.log ?? silent,
    },
    async () => {
      await filesDatabase.close();
      await dropTestDatabase(database);
      await rm(folder, { recursive: true, force: true });
    },
  );
  after(() => house.close());
  return house;
}

interface Parts {
  readonly database: Database;
  readonly db: Db;
  readonly modules: readonly Module[];
  readonly clock: SettableClock;
  readonly settings: Settings;
  readonly files: FileStore;
  readonly filesFolder: string;
  readonly log: Log;
}

function assemble(parts: Parts, tearDown: () => Promise<void>): TestHouse {
  const { db, modules, clock, settings, files, log } = parts;
  const context = (overrides: Partial<Omit<Context, 'require'>> = {}): Context => {
    const actor = overrides.actor ?? systemActor;
    const require = (permission: string, scope?: { unitId?: string }): void => requirePermission(actor, permission, scope);
    return { db, actor, now: clock.now(), locale: 'de', log, files, settings, ...overrides, require };
  };
  let closing: Promise<void> | undefined;
  return {
    ...parts,
    context,
    asPerson: (id, overrides) => context({ ...overrides, actor: person(id) }),
    asStaff: (staff, overrides) => context({ ...overrides, actor: staffMember(staff) }),
    runJobs: (options) => runPendingJobs(db, modules, context, options),
    outbox: (event) => outboxOf(db, event),
    rolledBack: (work) => rolledBack(db, (tx) => work(assemble({ ...parts, db: tx }, async () => undefined))),
    close: () => (closing ??= tearDown()),
  };
}

const person = (id: string): Actor => personActor({ id, name: 'Resident' });

function staffMember({
  id = '00000000-0000-7000-8000-000000000001',
  name = 'Clerk',
  permissions = [],
  unitIds = [],
}: Parameters<TestHouse['asStaff']>[0]): Actor {
  return staffActor({ id, name, grants: [{ permissions: new Set(permissions), unitIds }] });
}

async function outboxOf<E extends EventType>(db: Db, event: E): Promise<EventPayload<E>[]> {
  const { rows } = await sql<{ payload: EventPayload<E> }>`select payload from events.event where name = ${event.name} order by id`.execute(
    db,
  );
  return rows.map(({ payload }) => payload);
}

class RolledBack extends Error {}

async function rolledBack<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    await db.transaction().execute(async (tx) => {
      result = { value: await work(tx) };
      throw new RolledBack();
    });
  } catch (fault) {
    if (!(fault instanceof RolledBack)) throw fault;
  }
  if (result === undefined) throw new Error('the work did not come to its end');
  return result.value;
}

/** Everything the content of the template depends on. */
async function migrationsKey(modules: readonly Module[]): Promise<string> {
  const hash = createHash('sha256').update(await readFile(new URL('../package.json', import.meta.resolve('graphile-worker'))));
  for (const folder of [new URL('../../jobs/migrations/', import.meta.url), ...modules.flatMap(({ migrations }) => migrations ?? [])]) {
    for (const name of (await readdir(folder)).toSorted()) hash.update(name).update(await readFile(new URL(name, folder)));
  }
  return hash.digest('hex');
}
