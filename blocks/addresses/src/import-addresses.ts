import { createHash } from 'node:crypto';
import { inTransaction, type Tx } from '@amt/db';
import type { Context } from '@amt/module';
import {
  addAddresses,
  addStreets,
  beginEdition,
  currentEdition,
  lockImports,
  switchTo,
  type AddressEdition,
  type PlacedAddress,
  type StoredStreet,
} from './edition-store.ts';
import { decodeText } from './import/decode-text.ts';
import type { ListedAddress } from './import/read-address.ts';
import { readList, type ListFormat } from './import/read-list.ts';
import { UnreadableFile, type RowFault } from './import/row-fault.ts';

export interface ImportAddresses {
  /** the file as it is read; never held whole */
  readonly content: AsyncIterable<Uint8Array>;
  readonly format: ListFormat;
  /** who made the list, for the history */
  readonly source: string;
  /** import what is right and list the rest; default: one faulty row refuses the whole file */
  readonly skipFaulty?: boolean;
}

/** `faults` are the first hundred; `faultCount` counts all. */
export type AddressImport =
  | { readonly kind: 'imported'; readonly edition: AddressEdition; readonly faults: readonly RowFault[]; readonly faultCount: number }
  /** the file is the edition that answers already */
  | { readonly kind: 'unchanged'; readonly edition: AddressEdition }
  | { readonly kind: 'refused'; readonly faults: readonly RowFault[]; readonly faultCount: number };

type ImportContext = Pick<Context, 'db' | 'now' | 'log' | 'require'>;

const faultsTold = 100;
const rowsPerStatement = 5000;

/** Ends the transaction without a trace. */
class NotTaken extends Error {
  readonly outcome: AddressImport;
  constructor(outcome: AddressImport) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/**
 * Imports an official list as a new edition: all of it becomes valid in one commit, or nothing is stored. Where the file cannot be read on,
 * it is refused whatever `skipFaulty` says. Needs `addresses.import`.
 */
export async function importAddresses(ctx: ImportContext, input: ImportAddresses): Promise<AddressImport> {
  ctx.require('addresses.import');
  try {
    return await inTransaction(ctx.db, (tx) => writeEdition(ctx, tx, input));
  } catch (fault) {
    if (fault instanceof NotTaken) return fault.outcome;
    throw fault;
  }
}

async function writeEdition(
  ctx: ImportContext,
  tx: Tx,
  { content, format, source, skipFaulty = false }: ImportAddresses,
): Promise<AddressImport> {
  await lockImports(tx);
  const before = await currentEdition(tx);
  const id = await beginEdition(tx, source, ctx.now);
  const hash = createHash('sha256').update(`${format}\n`);
  const writer = new EditionWriter(tx, id);
  const faults: RowFault[] = [];
  let [faultCount, skipped] = [0, 0];
  const refuse = (): never => {
    throw new NotTaken({ kind: 'refused', faults, faultCount });
  };
  const complain = (found: readonly RowFault[]): void => {
    faultCount += found.length;
    faults.push(...found.slice(0, faultsTold - faults.length));
  };
  try {
    for await (const row of readList(decodeText(content, hash), format)) {
      if ('faults' in row) {
        complain(row.faults);
        skipped++;
      } else if (faultCount === 0 || skipFaulty) await writer.add(row.address);
      // else it will be refused: the rest is only judged
    }
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    complain([{ line: fault.line, message: fault.message }]);
    refuse();
  }
  if (faultCount > 0 && !skipFaulty) refuse();
  const contentHash = hash.digest('hex');
  if (before?.contentHash === contentHash) throw new NotTaken({ kind: 'unchanged', edition: before });

  await writer.flush();
  const facts = { contentHash, streets: writer.streets, addresses: writer.addresses, skipped };
  await switchTo(tx, id, facts);
  ctx.log.info({ addresses: facts.addresses, streets: facts.streets, skipped }, 'addresses imported');
  return { kind: 'imported', edition: { id, source, importedAt: ctx.now, ...facts }, faults, faultCount };
}

/** Numbers the streets and writes in large pieces. */
class EditionWriter {
  readonly #tx: Tx;
  readonly #editionId: string;
  readonly #streetIds = new Map<string, number>();
  #newStreets: StoredStreet[] = [];
  #waiting: PlacedAddress[] = [];
  #written = 0;

  constructor(tx: Tx, editionId: string) {
    this.#tx = tx;
    this.#editionId = editionId;
  }

  get streets(): number {
    return this.#streetIds.size;
  }

  get addresses(): number {
    return this.#written + this.#waiting.length;
  }

  async add(address: ListedAddress): Promise<void> {
    const { street: name, city } = address;
    const key = `${name}\n${city}`;
    let streetId = this.#streetIds.get(key);
    if (streetId === undefined) {
      streetId = this.#streetIds.size + 1;
      this.#streetIds.set(key, streetId);
      this.#newStreets.push({ id: streetId, name, city });
    }
    this.#waiting.push({ ...address, streetId });
    if (this.#waiting.length >= rowsPerStatement) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#newStreets.length > 0) await addStreets(this.#tx, this.#editionId, this.#newStreets);
    if (this.#waiting.length > 0) await addAddresses(this.#tx, this.#editionId, this.#waiting);
    this.#written += this.#waiting.length;
    this.#newStreets = [];
    this.#waiting = [];
  }
}
