import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type, type Static } from 'typebox';
import { NoReply, requestOnce } from '../http-request.ts';

const tokenSchema = Type.Object({ access_token: Type.String({ minLength: 1 }), expires_in: Type.Optional(Type.Number({ minimum: 0 })) });
const isToken = new Ajv2020({ strict: false }).compile<Static<typeof tokenSchema>>(tokenSchema);

interface Client {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
}

/** Access token by client credentials (RFC 6749 section 4.4), the secret in the body as FIT-Connect wants it; kept until shortly before it ends. */
export class AccessToken {
  readonly #client: Client;
  #kept: { readonly value: string; readonly until: number } | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** @throws NoReply when there is none to be had */
  async value(): Promise<string> {
    // The lifetime is counted on this machine's own steady clock, not on the office's.
    if (this.#kept === undefined || this.#kept.until <= performance.now()) this.#kept = await this.#fetch();
    return this.#kept.value;
  }

  /** After a 401: the service no longer knows it. */
  forget(): void {
    this.#kept = undefined;
  }

  async #fetch(): Promise<{ value: string; until: number }> {
    const { tokenUrl, clientId, clientSecret, timeoutMs } = this.#client;
    const reply = await requestOnce({
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }).toString(),
      timeoutMs,
      reach: 'any',
    });
    const token = parse(reply.body.toString('utf8'));
    if (reply.status !== 200 || !isToken(token)) throw new NoReply('no-access-token', false);
    return { value: token.access_token, until: performance.now() + Math.max(0, (token.expires_in ?? 60) - 30) * 1000 };
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
