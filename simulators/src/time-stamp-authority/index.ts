import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.ts';
import { authorityFiles } from './issue-certificates.ts';

export interface TimeStampAuthority {
  /** where requests are posted; `GET` on it answers the root certificate (PEM) */
  readonly url: string;
  /** PEM, what a verifier has to trust */
  readonly rootCertificate: string;
  close(): Promise<void>;
}

export interface TimeStampAuthorityOptions {
  /** 0 = any free one */
  readonly port: number;
  /** where key and certificates are kept (`root.pem` is for verifiers); without it they are made anew at each start */
  readonly folder?: string;
  /** the authority's clock; default: the machine's */
  readonly now?: () => Date;
}

const maxRequest = 16 * 1024;

/** A time-stamping authority (RFC 3161 over HTTP) for development and tests, with a root of its own. Never in production. */
export async function startTimeStampAuthority({
  port,
  folder,
  now = () => new Date(),
}: TimeStampAuthorityOptions): Promise<TimeStampAuthority> {
  const files = await authorityFiles(folder);
  const server = createServer((request, answer) => {
    if (request.method === 'GET') {
      answer.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(files.root);
      return;
    }
    if (request.method !== 'POST' || request.headers['content-type'] !== 'application/timestamp-query') {
      answer.writeHead(415).end();
      return;
    }
    bodyOf(request).then(
      (body) => answer.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answerRequest(body, files, now())),
      () => answer.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/`,
    rootCertificate: files.root,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > maxRequest) throw new Error('request too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
