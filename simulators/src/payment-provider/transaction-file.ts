import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckedRequest } from './check-request.ts';

export type Status = 'INITIAL' | 'PAYED' | 'FAILED' | 'CANCELED';

export interface StoredTransaction {
  readonly transactionId: string;
  /** originatorId/endPointId */
  readonly account: string;
  readonly request: CheckedRequest;
  readonly createdAt: string;
  status: Status;
  changedAt: string;
  paymentMethodDetail: string | undefined;
}

/** The provider's memory: a JSON file, so that a restart forgets nothing; without a folder it lives in memory. */
export class TransactionFile {
  readonly #path: string | undefined;
  readonly #transactions: StoredTransaction[];

  constructor(folder: string | undefined) {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    this.#path = folder === undefined ? undefined : join(folder, 'payment-transactions.json');
    this.#transactions = this.#path === undefined ? [] : read(this.#path);
  }

  all(): readonly StoredTransaction[] {
    return this.#transactions;
  }

  byId(transactionId: string): StoredTransaction | undefined {
    return this.#transactions.find((one) => one.transactionId === transactionId);
  }

  byRequestId(account: string, requestId: string): StoredTransaction | undefined {
    return this.#transactions.find((one) => one.account === account && one.request.requestId === requestId);
  }

  add(transaction: StoredTransaction): void {
    this.#transactions.push(transaction);
    this.save();
  }

  /** Written aside and renamed, so that the file is whole whenever the process ends. */
  save(): void {
    if (this.#path === undefined) return;
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#transactions, undefined, 1));
    renameSync(`${this.#path}.new`, this.#path);
  }
}

function read(path: string): StoredTransaction[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StoredTransaction[];
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fault;
  }
}
