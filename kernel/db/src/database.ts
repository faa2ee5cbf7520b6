import { sql, type Kysely, type Transaction } from 'kysely';

export { sql };

/**
 * All tables of the house. Each module adds its own in `src/tables.ts` by
 * `declare module '@amt/db' { interface Tables { 'cases.case': CaseTable } }`; names are camelCase in code and
 * snake_case in SQL. A test fails when a module names a table of another module's schema.
 * Column types: timestamptz = Temporal.Instant, date = Temporal.PlainDate, bigint = number, numeric = string, jsonb = parsed value
 * (write jsonb with `JSON.stringify(value)`).
 */
export interface Tables {}

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Runs `work` in one transaction; inside a transaction it becomes a savepoint, so use cases can be composed. */
export async function inTransaction<T>(db: Db | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction().execute(work);
  const tx = db as Tx;
  await sql`savepoint inner_work`.execute(tx);
  try {
    const result = await work(tx);
    await sql`release savepoint inner_work`.execute(tx);
    return result;
  } catch (fault) {
    await sql`rollback to savepoint inner_work`.execute(tx);
    throw fault;
  }
}
