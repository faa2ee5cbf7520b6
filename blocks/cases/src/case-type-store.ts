import { createHash } from 'node:crypto';
import { sql, type Db, type Tx } from '@amt/db';
import type { CaseTypeDefinition } from './case-type.ts';

export interface PublishedCaseType {
  readonly hash: string;
  readonly definition: CaseTypeDefinition;
}

/** Published definitions never change, so a process keeps each one it has read. */
const published = new Map<string, PublishedCaseType>();

/** Stores the definition under its content hash; the same content twice is one row. A running case keeps its hash. */
export async function publishCaseType(db: Db | Tx, definition: CaseTypeDefinition, now: Temporal.Instant): Promise<string> {
  const text = JSON.stringify(definition);
  const hash = createHash('sha256').update(text).digest('hex');
  await db
    .insertInto('cases.caseType')
    .values({ id: definition.id, hash, version: definition.version, definition: text, publishedAt: now })
    .onConflict((conflict) => conflict.columns(['id', 'hash']).doNothing())
    .execute();
  return hash;
}

/** The version new cases get: the highest, of equal ones the latest published. */
export async function currentCaseType(db: Db | Tx, id: string): Promise<PublishedCaseType | undefined> {
  const row = await db
    .selectFrom('cases.caseType')
    .select('hash')
    .where('id', '=', id)
    .orderBy('version', 'desc')
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { hash: row.hash, definition: await caseTypeOf(db, { caseTypeId: id, caseTypeHash: row.hash }) };
}

/** The version a case was opened with. */
export async function caseTypeOf(db: Db | Tx, found: { caseTypeId: string; caseTypeHash: string }): Promise<CaseTypeDefinition> {
  const key = `${found.caseTypeId} ${found.caseTypeHash}`;
  const known = published.get(key);
  if (known) return known.definition;
  const row = await db
    .selectFrom('cases.caseType')
    .select(['hash', 'definition'])
    .where('id', '=', found.caseTypeId)
    .where('hash', '=', found.caseTypeHash)
    .executeTakeFirstOrThrow();
  published.set(key, row);
  return row.definition;
}

/** All current case types, for filters and statistics. */
export async function caseTypes(db: Db): Promise<CaseTypeDefinition[]> {
  const rows = await db
    .selectFrom('cases.caseType')
    .distinctOn('id')
    .select('definition')
    .orderBy('id')
    .orderBy('version', 'desc')
    .orderBy('publishedAt', 'desc')
    .execute();
  return rows.map((row) => row.definition);
}

export async function nextReferenceNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select nextval('cases.file_reference') as n`.execute(tx);
  return Number(rows[0]?.n);
}
