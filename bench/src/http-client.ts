import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** bytes that came over the wire: status line, headers and body */
  readonly transferred: number;
}

/** One browser: one connection that is kept, one cookie. */
export class HttpClient {
  readonly #base: string;
  readonly #cookie: string | undefined;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(base: string, cookie?: string) {
    this.#base = base;
    this.#cookie = cookie;
  }

  /** @throws Error when the connection fails; any status is an answer */
  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.#send('GET', path, headers, undefined);
  }

  /** Sends a form as a page of the house would. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Reply> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    return this.#send('POST', path, headers, new URLSearchParams(fields).toString());
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(method: string, path: string, headers: Readonly<Record<string, string>>, body: string | undefined): Promise<Reply> {
    const cookie = this.#cookie === undefined ? {} : { cookie: this.#cookie };
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request(new URL(path, this.#base), { method, agent: this.#agent, headers: { ...headers, ...cookie, ...length } });
      let connection: Socket | undefined;
      let before = 0;
      sent.on('socket', (socket) => {
        connection = socket;
        before = socket.bytesRead;
      });
      sent.on('error', reject);
      sent.on('response', (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks),
            transferred: (connection?.bytesRead ?? 0) - before,
          }),
        );
      });
      sent.end(body);
    });
  }
}

/** @throws Error when the house answered with another status: then the figure would be about the wrong thing */
export function expectStatus(reply: Pick<Reply, 'status'>, status: number, what: string): void {
  if (reply.status !== status) throw new Error(`${what} answered ${reply.status} instead of ${status}`);
}
