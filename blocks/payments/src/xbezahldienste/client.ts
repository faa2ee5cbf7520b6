import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from '@amt/module';
import { Authorisation, type Credentials } from './authorisation.ts';
import { exchange, NoAnswer, type Reply } from './http-exchange.ts';
import type { PaymentRequest } from './payment-request.ts';
import { readFunctionalCode, readTransaction, type PaymentTransaction } from './payment-transaction.ts';

export interface ProviderSettings {
  /** base address, e.g. `https://payment.example/xbezahldienste/v1` */
  readonly url: string;
  readonly originatorId: string;
  readonly endPointId: string;
  readonly credentials: Credentials;
  readonly timeoutMs: number;
  /** further tries of the same request when no answer comes */
  readonly retries: number;
}

/**
 * - `exists`: a transaction with this requestId is there already (`PAYMENT_EXISTS`): an earlier try arrived
 * - `unavailable`: no or no readable answer; whether the provider acted is unknown, the same request may be sent again
 * - `unknown`: no such transaction
 * - `refused`: the provider will not take this request; `functionalCode` says why (VALIDATION_ERROR, FORBIDDEN ...)
 */
export type ProviderFailure = Failure<'exists' | 'unavailable' | 'unknown'> | (Failure<'refused'> & { readonly functionalCode: string });
export type ProviderAnswer = { readonly ok: true; readonly value: PaymentTransaction } | ProviderFailure;

const unavailable: ProviderFailure = { ok: false, code: 'unavailable' };

/** XBezahldienste 1.0.0 from the side of the online service. */
export class PaymentProvider {
  readonly #settings: ProviderSettings;
  readonly #authorisation: Authorisation;
  constructor(settings: ProviderSettings) {
    this.#settings = settings;
    this.#authorisation = new Authorisation(settings.credentials, settings.timeoutMs);
  }

  /** Names the account at the provider; part of the key under which its transactions are unique. */
  get name(): string {
    return `${this.#settings.originatorId}/${this.#settings.endPointId}`;
  }

  /** `POST /paymenttransaction/…`; repeated with the same requestId when no answer comes. */
  async create(request: PaymentRequest): Promise<ProviderAnswer> {
    const reply = await this.#send('POST', `paymenttransaction/${this.name}`, JSON.stringify(request));
    return understand(reply, 'refused');
  }

  /** `GET /paymenttransaction/…/{transactionId}`: the only trustworthy word on a payment. */
  async transaction(transactionId: string): Promise<ProviderAnswer> {
    const reply = await this.#send('GET', `paymenttransaction/${this.name}/${encodeURIComponent(transactionId)}`);
    return understand(reply, 'unknown');
  }

  /** `GET /status/…`: whether our ids and credentials are set up at the provider. */
  async status(): Promise<'ok' | 'forbidden' | 'unavailable'> {
    const reply = await this.#send('GET', `status/${this.name}`);
    if (reply === undefined || reply.status >= 500) return 'unavailable';
    return reply.status === 200 ? 'ok' : 'forbidden';
  }

  async #send(method: 'GET' | 'POST', path: string, body?: string): Promise<Reply | undefined> {
    for (let attempt = 0; attempt <= this.#settings.retries; attempt++) {
      if (attempt > 0) await pause(200 * 2 ** attempt);
      const reply = await this.#once(method, path, body);
      if (reply?.status === 401) this.#authorisation.forget();
      else if (reply !== undefined && reply.status < 500) return reply;
    }
    return undefined;
  }

  async #once(method: 'GET' | 'POST', path: string, body?: string): Promise<Reply | undefined> {
    const { url, timeoutMs, credentials } = this.#settings;
    try {
      const authorisation = await this.#authorisation.headers();
      return await exchange({
        method,
        url: `${url.replace(/\/$/, '')}/${path}`,
        headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }), ...authorisation },
        ...(body !== undefined && { body }),
        timeoutMs,
        ...(credentials.certificate && { certificate: credentials.certificate }),
      });
    } catch (fault) {
      if (fault instanceof NoAnswer) return undefined;
      throw fault;
    }
  }
}

/** @param missing what 404 means: of a GET that there is no such transaction, of a POST that our account at the provider is wrong */
function understand(reply: Reply | undefined, missing: 'unknown' | 'refused'): ProviderAnswer {
  if (reply === undefined) return unavailable;
  if (reply.status === 200 || reply.status === 201) {
    const transaction = readTransaction(reply.body);
    return transaction === undefined ? unavailable : { ok: true, value: transaction };
  }
  if (reply.status >= 500 || reply.status === 429) return unavailable;
  const functionalCode = readFunctionalCode(reply.body);
  if (functionalCode === 'PAYMENT_EXISTS') return { ok: false, code: 'exists' };
  if (reply.status === 404 && missing === 'unknown') return { ok: false, code: 'unknown' };
  return { ok: false, code: 'refused', functionalCode };
}
