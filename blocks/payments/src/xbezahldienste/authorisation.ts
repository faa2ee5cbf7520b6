import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type, type Static } from 'typebox';
import { exchange, NoAnswer, type ClientCertificate } from './http-exchange.ts';

/** How providers know us: OAuth 2.0 client credentials (pmPayment, GiroCheckout) or a client certificate (ePayBL); both may be set. */
export interface Credentials {
  readonly oauth?: { readonly tokenUrl: string; readonly clientId: string; readonly clientSecret: string };
  readonly certificate?: ClientCertificate;
}

const ajv = new Ajv2020();
const tokenSchema = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  token_type: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Number({ minimum: 0 })),
});

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Fetches access tokens (RFC 6749 section 4.4) and keeps them until shortly before they end. */
export class Authorisation {
  readonly #credentials: Credentials;
  readonly #timeoutMs: number;
  #token: { value: string; until: number } | undefined;

  constructor(credentials: Credentials, timeoutMs: number) {
    this.#credentials = credentials;
    this.#timeoutMs = timeoutMs;
  }

  /** @throws NoAnswer when the token endpoint gives none */
  async headers(): Promise<Record<string, string>> {
    const { oauth } = this.#credentials;
    if (oauth === undefined) return {};
    // The lifetime of a token is counted on this machine's own steady clock, not on the office's.
    if (this.#token === undefined || this.#token.until <= performance.now()) this.#token = await this.#fetchToken(oauth);
    return { authorization: `Bearer ${this.#token.value}` };
  }

  /** After a 401: the provider no longer knows the token. */
  forget(): void {
    this.#token = undefined;
  }

  async #fetchToken({ tokenUrl, clientId, clientSecret }: NonNullable<Credentials['oauth']>): Promise<{ value: string; until: number }> {
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
    const reply = await exchange({
      method: 'POST',
      url: tokenUrl,
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: 'grant_type=client_credentials',
      timeoutMs: this.#timeoutMs,
      ...(this.#credentials.certificate && { certificate: this.#credentials.certificate }),
    });
    const token = parse(reply.body);
    if (reply.status !== 200 || !ajv.validate<Static<typeof tokenSchema>>(tokenSchema, token))
      throw new NoAnswer(`no access token (status ${reply.status})`);
    return { value: token.access_token, until: performance.now() + Math.max(0, (token.expires_in ?? 60) - 30) * 1000 };
  }
}
