import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Client certificate of mutual TLS; PEM or PKCS#12. */
export interface ClientCertificate {
  readonly cert?: Buffer;
  readonly key?: Buffer;
  readonly pfx?: Buffer;
  readonly passphrase?: string;
  /** trust anchors of the provider where they are not public ones */
  readonly ca?: Buffer;
}

export interface Exchange {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly certificate?: ClientCertificate;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** No usable answer came: refused connection, time-out, broken off, too large. Whether the other side acted is unknown. */
export class NoAnswer extends Error {}

const largestAnswer = 256 * 1024;

/**
 * One request, one answer, no redirects followed. Node's own client instead of `fetch`, which takes no client certificate.
 * @throws NoAnswer
 */
export function exchange({ method, url, headers, body, timeoutMs, certificate }: Exchange): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = send(
      url,
      { method, headers: { ...headers, ...length }, signal: AbortSignal.timeout(timeoutMs), agent: false, ...certificate },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > largestAnswer) answer.destroy(new Error('answer too large'));
          else chunks.push(chunk);
        });
        answer.on('error', (cause) => reject(new NoAnswer('the answer broke off', { cause })));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
      },
    );
    sent.on('error', (cause) => reject(new NoAnswer('no answer', { cause })));
    sent.end(body);
  });
}
