import type { Db, Tx } from '@amt/db';
import type { Locale } from '@amt/i18n';
import type { ModuleConfig } from './config.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';
import type { EventHandler, EventType } from './event.ts';
import type { Job } from './job.ts';
import type { Route } from './route.ts';

export interface NavigationItem {
  readonly id: string;
  readonly place: 'main' | 'account' | 'staff' | 'footer';
  readonly label: (locale: Locale) => string;
  /** route name */
  readonly route: string;
  readonly order: number;
  /** staff permission needed to see it */
  readonly permission?: string;
}

/** One hit in the portal's search. */
export interface SearchEntry {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
  readonly href: string;
}

export interface DashboardTile {
  readonly id: string;
  readonly order: number;
  readonly label: (locale: Locale) => string;
  readonly count: (ctx: Context, actor: Actor) => Promise<number>;
  readonly route: string;
}

export interface Retention {
  /** the rule in words, for the record of processing (Art. 30 GDPR) */
  readonly rule: string;
  /** deletes what is due at `ctx.now`; returns how many rows went */
  readonly run: (ctx: Context) => Promise<number>;
}

/** Art. 15, 17 and 20 GDPR for one account. */
export interface DataSubject {
  readonly export: (ctx: Context, accountId: string) => Promise<Record<string, unknown>>;
  /** Removes or anonymises what no law demands to keep. Returns what stays and why, in words. */
  readonly erase: (ctx: Context & { readonly db: Tx }, accountId: string) => Promise<readonly string[]>;
}

export interface Report {
  readonly id: string;
  readonly label: (locale: Locale) => string;
  readonly figure: (db: Db, from: Temporal.Instant, to: Temporal.Instant) => Promise<number>;
}

/** A table whose rows have a data key of their own (`data_key bytea`), wrapped by a house key. */
export interface DataKeyTable {
  /** `schema.table` */
  readonly table: string;
  /** column of the key that tells the row */
  readonly id: string;
}

/** A validated city folder; blocks read their own files from it. */
export interface City {
  readonly id: string;
  /** absolute path of the folder */
  readonly folder: string;
}

export interface Seed {
  /** Loads or updates the city's data (idempotent); runs at start when the city's files changed. */
  readonly city?: (ctx: Context, city: City) => Promise<void>;
}

/** What a module adds to the house. Kernel and composition root read nothing else of it. */
export interface Module {
  readonly name: string;
  readonly dependsOn: Readonly<Record<string, Module>>;
  readonly config?: ModuleConfig;
  readonly permissions: readonly string[];
  readonly migrations?: URL;
  readonly routes: readonly Route[];
  readonly jobs: readonly Job[];
  readonly events: { readonly emits: readonly EventType[]; readonly handles: readonly EventHandler[] };
  readonly navigation: readonly NavigationItem[];
  readonly dashboard: readonly DashboardTile[];
  /** answers the portal's search; `[]` when the module has nothing to find */
  readonly search: (ctx: Context, query: string) => Promise<readonly SearchEntry[]>;
  /** `'none'` when the module keeps no personal data */
  readonly retention: Retention | 'none';
  readonly dataSubject: DataSubject | 'none';
  /**
   * Which of these blobs (SHA-256 of the file store) a row of the module refers to; all others in all modules are removed at night, a day after their
   * content was stored last. Every table with such a hash must be asked.
   */
  readonly files: (db: Db | Tx, sha256s: readonly string[]) => Promise<readonly string[]>;
  /** tables with encrypted content; their data keys are rewrapped when the house key is rotated */
  readonly dataKeys: readonly DataKeyTable[];
  /** Encrypts some rows that an earlier version has written in clear; returns how many, 0 when none is left. */
  readonly encryptOld: (ctx: Context) => Promise<number>;
  readonly reports: readonly Report[];
  readonly seed: Seed;
}

export type AnyModule = Module;

type Declared = Pick<Module, 'name' | 'retention' | 'dataSubject'> & Partial<Omit<Module, 'name' | 'retention' | 'dataSubject'>>;

/** `retention` and `dataSubject` must be answered, by `'none'` if need be; the rest defaults to "nothing". */
export function defineModule(declared: Declared): Module {
  return {
    dependsOn: {},
    permissions: [],
    routes: [],
    jobs: [],
    events: { emits: [], handles: [] },
    navigation: [],
    dashboard: [],
    search: async () => [],
    files: async () => [],
    dataKeys: [],
    encryptOld: async () => 0,
    reports: [],
    seed: {},
    ...declared,
  };
}
