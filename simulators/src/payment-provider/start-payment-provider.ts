import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { checkRequest, type Fault } from './check-request.ts';
import { methodOf, type MethodId } from './methods.ts';
import { pageLanguage, payPage, unknownPage } from './pay-page.ts';
import { TransactionFile, type Status, type StoredTransaction } from './transaction-file.ts';

/** What a test wants the provider to do wrong or differently. */
export interface Behaviour {
  /** notices to the callback address when a payment ends */
  readonly callbacks: 'once' | 'twice' | 'never';
  readonly callbackDelayMs: number;
  readonly answerDelayMs: number;
  /**
   * `down`: 503; `garbage`: an answer that is no JSON; `lost-answer`: does what was asked, then breaks the connection off;
   * `wrong-amount`, `wrong-id`, `wrong-request`: tells of another payment than asked
   */
  readonly fault: 'none' | 'down' | 'garbage' | 'lost-answer' | 'wrong-amount' | 'wrong-id' | 'wrong-request';
}

export interface PaymentProviderOptions {
  /** 0 = any free port */
  readonly port: number;
  readonly host?: string;
  /** keeps the transactions in a file there; without it they live in memory */
  readonly folder?: string;
  /** accounts at the provider as `originatorId/endPointId`; default: every one */
  readonly accounts?: readonly string[];
  /** OAuth 2.0 client credentials; without it no token is asked for */
  readonly client?: { readonly id: string; readonly secret: string };
  /** mutual TLS: PEM of the server, and of the authority whose client certificates are let in */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
  /** where notices are posted to; or a function, when the address is known later */
  readonly callbackUrl?: string | (() => string);
  readonly behaviour?: Partial<Behaviour>;
}

export type Outcome = 'pay' | 'cancel' | 'fail';

export interface PaymentProviderSimulator {
  readonly url: string;
  /** PAYMENT_URL */
  readonly apiUrl: string;
  /** PAYMENT_TOKEN_URL */
  readonly tokenUrl: string;
  behave(change: Partial<Behaviour>): void;
  transactions(): readonly StoredTransaction[];
  /** How many requests to the API came, by method. */
  readonly requests: { GET: number; POST: number };
  /** As after a restart: every access token is asked for anew. */
  forgetTokens(): void;
  /** What the person on the pay page does. */
  decide(transactionId: string, outcome: Outcome, method?: MethodId): Promise<void>;
  close(): Promise<void>;
}

const statusOf: Readonly<Record<Outcome, Status>> = { pay: 'PAYED', cancel: 'CANCELED', fail: 'FAILED' };
const httpStatus: Readonly<Record<Fault['functionalCode'], number>> = {
  VALIDATION_ERROR: 400,
  CALCULATION_ERROR: 400,
  BOOKING_DATA_MISSING: 400,
  PAYMENT_EXISTS: 409,
  NO_VALID_ORIGINATOR_OR_ENDPOINT: 404,
  FORBIDDEN: 403,
  UNSPECIFIED: 500,
};
const apiPath = '/xbezahldienste/v1';
const tokenLifeSeconds = 600;

type Account = { originatorId: string; endPointId: string };

/**
 * A payment provider that speaks XBezahldienste 1.0.0 and has a pay page. Built from public descriptions of the standard;
 * for offline use and tests, never in production.
 */
export async function startPaymentProvider(options: PaymentProviderOptions): Promise<PaymentProviderSimulator> {
  const file = new TransactionFile(options.folder);
  const behaviour: Behaviour = { callbacks: 'once', callbackDelayMs: 0, answerDelayMs: 0, fault: 'none', ...options.behaviour };
  const requests = { GET: 0, POST: 0 };
  const tokens = new Set<string>();
  let url = '';

  const https = options.tls && { ...options.tls, requestCert: true, rejectUnauthorized: true };
  const app: FastifyInstance = Fastify({ forceCloseConnections: true, ...(https && { https }) });
  await app.register(formbody);

  const notify = async (transaction: StoredTransaction): Promise<void> => {
    const to = typeof options.callbackUrl === 'function' ? options.callbackUrl() : options.callbackUrl;
    if (to === undefined || behaviour.callbacks === 'never') return;
    await pause(behaviour.callbackDelayMs);
    const send = () =>
      fetch(to, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ requestId: transaction.request.requestId }),
      });
    // A notice that does not arrive is lost; the payee asks by itself.
    await Promise.allSettled(behaviour.callbacks === 'twice' ? [send(), send()] : [send()]);
  };

  const end = (transaction: StoredTransaction, outcome: Outcome, method: string | undefined): void => {
    if (transaction.status !== 'INITIAL') return;
    transaction.status = statusOf[outcome];
    transaction.changedAt = new Date().toISOString();
    transaction.paymentMethodDetail = outcome === 'pay' ? methodOf(method).id : undefined;
    file.save();
  };

  const answerOf = (transaction: StoredTransaction) => {
    const { fault } = behaviour;
    const method = transaction.paymentMethodDetail === undefined ? undefined : methodOf(transaction.paymentMethodDetail);
    const { requestId, amountCents } = transaction.request;
    return {
      paymentInformation: {
        transactionUrl: `${url}${apiPath}/paymenttransaction/${transaction.account}/${transaction.transactionId}`,
        transactionRedirectUrl: `${url}/pay/${transaction.transactionId}`,
        transactionId: fault === 'wrong-id' ? randomUUID() : transaction.transactionId,
        transactionReference: `SIM-${transaction.transactionId.slice(0, 8).toUpperCase()}`,
        transactionTimestamp: transaction.changedAt,
        ...(method && { paymentMethod: method.code, paymentMethodDetail: method.name.de }),
        status: transaction.status,
      },
      paymentRequest: {
        ...transaction.request.original,
        requestId: fault === 'wrong-request' ? randomUUID() : requestId,
        grosAmount: fault === 'wrong-amount' ? (amountCents - 1) / 100 : amountCents / 100,
      },
    };
  };

  const refuse = (reply: FastifyReply, { functionalCode, detail }: Fault) =>
    reply
      .code(httpStatus[functionalCode])
      .type('application/problem+json')
      .send({ type: 'about:blank', title: functionalCode, status: httpStatus[functionalCode], detail, functionalCode });

  const answer = async (reply: FastifyReply, transaction: StoredTransaction, status: number) => {
    await pause(behaviour.answerDelayMs);
    if (behaviour.fault === 'lost-answer') {
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    return reply.code(status).send(answerOf(transaction));
  };

  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(apiPath)) return;
    requests[request.method === 'POST' ? 'POST' : 'GET']++;
    if (behaviour.fault === 'down') return reply.code(503).send({ title: 'down' });
    if (behaviour.fault === 'garbage') return reply.type('text/html').send('<html>Wartungsarbeiten</html>');
    if (options.client && !tokens.has(request.headers.authorization?.replace(/^Bearer /, '') ?? ''))
      return reply.code(401).send({ title: 'no valid token' });
    return;
  });

  app.post('/oauth/token', async (request: FastifyRequest<{ Body: Record<string, string> }>, reply) => {
    const { client } = options;
    const basic = client && Buffer.from(`${encodeURIComponent(client.id)}:${encodeURIComponent(client.secret)}`).toString('base64');
    if (request.body['grant_type'] !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
    if (!client || request.headers.authorization !== `Basic ${basic}`) return reply.code(401).send({ error: 'invalid_client' });
    const token = randomBytes(24).toString('base64url');
    tokens.add(token);
    return { access_token: token, token_type: 'Bearer', expires_in: tokenLifeSeconds };
  });

  const account = ({ originatorId, endPointId }: Account): string => `${originatorId}/${endPointId}`;
  const isKnown = (name: string): boolean => /^[\w-]{1,36}\/[\w-]{1,36}$/.test(name) && (options.accounts?.includes(name) ?? true);
  const wrongAccount: Fault = { functionalCode: 'NO_VALID_ORIGINATOR_OR_ENDPOINT', detail: 'no such originator or endpoint' };

  app.post(`${apiPath}/paymenttransaction/:originatorId/:endPointId`, async (request: FastifyRequest<{ Params: Account }>, reply) => {
    const name = account(request.params);
    if (!isKnown(name)) return refuse(reply, wrongAccount);
    const checked = checkRequest(request.body);
    if ('functionalCode' in checked) return refuse(reply, checked);
    if (file.byRequestId(name, checked.requestId))
      return refuse(reply, { functionalCode: 'PAYMENT_EXISTS', detail: 'a transaction with this requestId exists' });
    const createdAt = new Date().toISOString();
    const transaction: StoredTransaction = {
      transactionId: randomUUID(),
      account: name,
      request: checked,
      createdAt,
      status: 'INITIAL',
      changedAt: createdAt,
      paymentMethodDetail: undefined,
    };
    file.add(transaction);
    return answer(reply, transaction, 201);
  });

  app.get(
    `${apiPath}/paymenttransaction/:originatorId/:endPointId/:transactionId`,
    async (request: FastifyRequest<{ Params: Account & { transactionId: string } }>, reply) => {
      const name = account(request.params);
      if (!isKnown(name)) return refuse(reply, wrongAccount);
      const transaction = file.byId(request.params.transactionId);
      if (transaction?.account !== name)
        return reply.code(404).type('application/problem+json').send({ title: 'no such transaction', status: 404 });
      return answer(reply, transaction, 200);
    },
  );

  app.get(`${apiPath}/status/:originatorId/:endPointId`, async (request: FastifyRequest<{ Params: Account }>, reply) =>
    isKnown(account(request.params)) ? { status: 'ok' } : reply.code(403).send({ status: 'forbidden' }),
  );

  app.get('/pay/:transactionId', async (request: FastifyRequest<{ Params: { transactionId: string } }>, reply) => {
    const transaction = file.byId(request.params.transactionId);
    const language = pageLanguage(request.headers['accept-language']);
    return showPage(reply, transaction ? 200 : 404, transaction ? payPage(transaction, language) : unknownPage(language));
  });

  app.post(
    '/pay/:transactionId',
    async (request: FastifyRequest<{ Params: { transactionId: string }; Body: Record<string, string> }>, reply) => {
      const transaction = file.byId(request.params.transactionId);
      const outcome = request.body['outcome'];
      if (!transaction) return showPage(reply, 404, unknownPage(pageLanguage(request.headers['accept-language'])));
      if (outcome === 'pay' || outcome === 'cancel' || outcome === 'fail') {
        end(transaction, outcome, request.body['method']);
        void notify(transaction);
      }
      return reply.redirect(transaction.request.redirectUrl, 303);
    },
  );

  url = (await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  return {
    url,
    apiUrl: url + apiPath,
    tokenUrl: `${url}/oauth/token`,
    behave: (change) => void Object.assign(behaviour, change),
    transactions: () => file.all(),
    requests,
    forgetTokens: () => tokens.clear(),
    decide: async (transactionId, outcome, method) => {
      const transaction = file.byId(transactionId);
      if (!transaction) throw new Error('no such transaction');
      end(transaction, outcome, method);
      await notify(transaction);
    },
    close: () => app.close(),
  };
}

function showPage(reply: FastifyReply, status: number, markup: string) {
  return reply
    .code(status)
    .headers({
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    })
    .type('text/html; charset=utf-8')
    .send(markup);
}
