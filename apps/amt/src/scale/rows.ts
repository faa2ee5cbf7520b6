import { sql, type Db, type Tx } from '@amt/db';

/** Rows by table; columns as in SQL, values as JSON has them. What is left out takes the column's default. */
export type Rows = Map<Table, Record<string, unknown>[]>;

/** Tables in the order in which their foreign keys allow to fill them, with the key that tells a row that is there already. */
const tables = {
  'identity.account': ['id'],
  'identity.attribute': ['account_id', 'name'],
  'forms.submission': ['id'],
  'payments.claim': ['id'],
  'payments.transaction': ['id'],
  'payments.booking': ['id'],
  'payments.ledger_entry': ['id'],
  'cases.case': ['id'],
  'cases.event': ['id'],
  'cases.message': ['id'],
  'cases.decision': ['id'],
  'documents.document': ['id'],
  'mailbox.message': ['id'],
  'mailbox.attachment': ['id'],
  'applications.application': ['submission_id'],
  'online_services.rating': ['id'],
} as const;
export type Table = keyof typeof tables;

export function addRow(rows: Rows, table: Table, row: Record<string, unknown>): void {
  const known = rows.get(table);
  if (known) known.push(row);
  else rows.set(table, [row]);
}

/** Writes all rows with one statement per table; rows that are there already stay as they are. */
export async function insertRows(tx: Tx, rows: Rows): Promise<void> {
  // a crash costs the last batches, which the next run writes again
  await sql`set local synchronous_commit = off`.execute(tx);
  for (const [table, key] of Object.entries(tables)) {
    const values = rows.get(table as Table) ?? [];
    const [first] = values;
    if (first === undefined) continue;
    const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)));
    const name = sql.table(table);
    // One parameter for all rows: PostgreSQL reads JSON faster than thousands of parameters.
    await sql`insert into ${name} (${columns}) select ${columns} from jsonb_populate_recordset(null::${name}, ${JSON.stringify(values)}::jsonb)
      on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do nothing`.execute(tx);
  }
}

/** Fresh statistics, so that measurements meet the plans of a full database; submissions are read by their key alone and their JSON takes long. */
export async function analyzeTables(db: Db): Promise<void> {
  for (const table of Object.keys(tables).filter((name) => name !== 'forms.submission')) await sql`analyze ${sql.table(table)}`.execute(db);
}
