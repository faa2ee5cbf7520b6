import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { ForbiddenAddress, isPublicAddress, publicLookup } from './address-guard.ts';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs: number;
  /** `public`: https to public addresses only; `any`: the operator has named this host */
  readonly reach: 'public' | 'any';
  /** bytes of the answer that are read; default 256 KiB */
  readonly largestAnswer?: number;
}

export interface Reply {
  readonly status: number;
  readonly mediaType: string;
  readonly body: Buffer;
}

/** No usable answer: `code` for staff. `sent` false: the other side certainly learned nothing. */
export class NoReply extends Error {
  readonly code: string;
  readonly sent: boolean;
  constructor(code: string, sent: boolean, options?: ErrorOptions) {
    super(`no reply: ${code}`, options);
    this.code = code;
    this.sent = sent;
  }
}

/**
 * One request, one answer; redirects are not followed. Node's own client instead of `fetch`, because it lets us check the address that is connected to.
 * @throws NoReply
 */
export function requestOnce({ method, url, headers, body, timeoutMs, reach, largestAnswer = 256 * 1024 }: Request): Promise<Reply> {
  const target = new URL(url);
  if (reach === 'public') {
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
    if (target.protocol !== 'https:') return Promise.reject(new NoReply('not-https', false));
    if (isIP(host) !== 0 && !isPublicAddress(host)) return Promise.reject(new NoReply('address-not-public', false));
  }
  return new Promise((resolve, reject) => {
    const start = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = start(
      target,
      {
        method,
        headers: { 'user-agent': 'digitales-amt', ...headers, ...length },
        signal: AbortSignal.timeout(timeoutMs),
        agent: false,
        ...(reach === 'public' ? { lookup: publicLookup } : {}),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > largestAnswer) answer.destroy(new Error('answer too large'));
          else chunks.push(chunk);
        });
        answer.on('error', (cause) => reject(new NoReply('answer-broken', true, { cause })));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, mediaType: answer.headers['content-type'] ?? '', body: Buffer.concat(chunks) }),
        );
      },
    );
    let connected = false;
    sent.on('socket', (socket) => socket.once(target.protocol === 'https:' ? 'secureConnect' : 'connect', () => (connected = true)));
    sent.on('error', (cause) => reject(new NoReply(codeOf(cause), connected, { cause })));
    sent.end(body);
  });
}

function codeOf(fault: Error): string {
  if (fault instanceof ForbiddenAddress) return 'address-not-public';
  if (fault.name === 'TimeoutError' || fault.name === 'AbortError') return 'timeout';
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : 'broken-off';
}
