import { inTransaction, sql, type Db } from '@amt/db';
import { storageKeysOf } from '@amt/envelope';
import { configOf } from '@amt/module';
import { coreConfig } from '../core-config.ts';
import { readDemoCity } from '../demo/demo-city.ts';
import { exampleFile } from '../demo/example-file.ts';
import type { House } from '../house.ts';
import { applicationKinds } from './application-kind.ts';
import { addCase } from './case-rows.ts';
import type { CaseMaterial } from './generated-case.ts';
import { addResident, residentOf } from './resident.ts';
import { analyzeTables, insertRows, type Rows } from './rows.ts';

export interface Load {
  /** how many cases the database shall hold of this seed */
  readonly count: number;
  /** decides persons, services, answers and steps; references come from the database's own sequences */
  readonly seed: string;
  /** told 0 when all is prepared, then the number of cases written */
  readonly onProgress?: (done: number) => void;
}

/** So many cases a resident has. */
const casesEach = 3;
/** A resident's cases are all of one batch. */
const batch = casesEach * 250;

/**
 * Fills the database with generated cases, for load tests: every row that a case leaves behind, written in bulk past the use cases.
 * The same seed again adds only what is missing.
 * @throws Error when the city offers nothing to apply for: is its data loaded?
 */
export async function generateLoad(house: House, { count, seed, onProgress = () => undefined }: Load): Promise<void> {
  const ctx = house.systemContext();
  const { AMT_CITY: folder } = configOf(house, coreConfig);
  const kinds = await applicationKinds(ctx, await readDemoCity(folder));
  if (kinds.length === 0) throw new Error('the city offers nothing to apply for');
  const [receipt, decision] = await Promise.all(['Eingangsbestätigung.pdf', 'Bescheid.pdf'].map((name) => exampleFile(ctx.files, name)));
  if (!receipt || !decision) throw new Error('the letters could not be stored');
  const material = { seed, now: ctx.now, kinds, keys: storageKeysOf(house.database.db), letters: { receipt, decision } };
  onProgress(0);
  const { db } = house.database;
  let next = 0;
  let written = 0;
  const write = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      const to = Math.min(from + batch, count);
      next = to;
      const rows = await rowsOf(db, material, from, to);
      await inTransaction(db, (tx) => insertRows(tx, rows));
      written += to - from;
      onProgress(written);
    }
  };
  // While the database is at two batches, the third is thought up.
  await Promise.all([write(), write(), write()]);
  await analyzeTables(db);
}

async function rowsOf(db: Db, material: CaseMaterial, from: number, to: number): Promise<Rows> {
  const rows: Rows = new Map();
  const references = await numbersOf(db, 'cases.file_reference', to - from);
  const claims = await numbersOf(db, 'payments.claim_serial', to - from);
  for (let index = from; index < to; index++) {
    const number = Math.floor(index / casesEach);
    const resident = residentOf(material.seed, number);
    if (index % casesEach === 0) addResident(rows, material.seed, number, resident, material.now);
    addCase(rows, material, { index, reference: references[index - from] ?? 0, claim: claims[index - from] ?? 0 }, resident);
  }
  return rows;
}

async function numbersOf(db: Db, sequence: string, count: number): Promise<number[]> {
  const { rows } = await sql<{
    number: number;
  }>`select nextval(${sequence}::regclass)::integer as number from generate_series(1, ${count})`.execute(db);
  return rows.map(({ number }) => number);
}
