export type { Db, Tx, Tables } from './database.ts';
export { inTransaction, sql } from './database.ts';
