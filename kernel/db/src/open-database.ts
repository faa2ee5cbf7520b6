import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { columnTypes } from './column-types.ts';
import type { Db, Tables } from './database.ts';
import { NamingClient } from './named-statements.ts';

export interface DatabaseOptions {
  /** `postgres://user:password@host/database`; a unix socket as `postgres://user@%2Fpath%2Fof%2Ffolder/database` */
  readonly connectionString: string;
  /** connections of this process; default 10 */
  readonly max?: number;
  /** shown in pg_stat_activity */
  readonly applicationName?: string;
  /** a statement that runs longer is ended by the server; default 30 s, 0 = never */
  readonly statementTimeoutMs?: number;
  /** told when a connection breaks (the pool replaces it); default: nothing */
  readonly onConnectionLost?: (fault: Error) => void;
}

export interface Database {
  readonly db: Db;
  /** for libraries that speak `pg` themselves (the job queue) */
  readonly pool: pg.Pool;
  readonly connectionString: string;
  /** Waits for running statements, then closes all connections. */
  close(): Promise<void>;
}

/** Opens the pool; connections are made when needed. Columns and parameters: see {@link columnTypes}. */
export function openDatabase(options: DatabaseOptions): Database {
  const { connectionString, max = 10, applicationName = 'amt', statementTimeoutMs = 30_000, onConnectionLost } = options;
  const pool = new pg.Pool({
    connectionString,
    max,
    Client: NamingClient,
    types: columnTypes,
    application_name: applicationName,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    options: '-c timezone=UTC -c datestyle=ISO',
  });
  // Without listeners a broken connection would end the process, whether it lies idle or is in use.
  const lost = (fault: Error): void => onConnectionLost?.(fault);
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  let closing: Promise<void> | undefined;
  return { db, pool, connectionString, close: () => (closing ??= db.destroy()) };
}

/** Connection string for a server behind a unix socket. */
export function socketConnection(socketFolder: string, user: string, database: string): string {
  return `postgres://${encodeURIComponent(user)}@${encodeURIComponent(socketFolder)}/${encodeURIComponent(database)}`;
}

/** The same server, another database. */
export function withDatabase(connectionString: string, database: string): string {
  return connectionString.replace(/^([a-z]+:\/\/[^/]*)(\/[^?]*)?/, (_all, server: string) => `${server}/${encodeURIComponent(database)}`);
}
