import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface S3Server {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** by `/bucket/key`; tests may damage what is in it */
  readonly objects: Map<string, Buffer>;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: Buffer | string;
  readonly storedAt?: Date;
}

/** How many objects one page of a list holds: few, so that tests see several pages. */
const pageSize = 3;

/**
 * A small S3 service in memory: PUT, GET, HEAD, DELETE of objects and ListObjectsV2 over HTTP, with path-style addresses. It refuses
 * requests whose AWS Signature Version 4 or content hash is wrong.
 */
export async function startS3Server(): Promise<S3Server> {
  const keys = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };
  const objects = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    void answer(request, keys.secretAccessKey, objects).then(({ status, body = '', storedAt: at }) =>
      response
        .writeHead(status, { 'content-length': Buffer.byteLength(body), ...(at ? { 'last-modified': at.toUTCString() } : {}) })
        .end(request.method === 'HEAD' ? '' : body),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { endpoint: `http://127.0.0.1:${port}`, ...keys, objects, close };
}

async function answer(request: IncomingMessage, secret: string, objects: Map<string, Buffer>): Promise<Answer> {
  const body = await buffer(request);
  const url = new URL(request.url ?? '/', 'http://s3');
  if (!signatureHolds(request, url, secret)) return fault(403, 'SignatureDoesNotMatch');
  const claimed = header(request, 'x-amz-content-sha256');
  if (claimed !== 'UNSIGNED-PAYLOAD' && claimed !== hashOf(body)) return fault(400, 'XAmzContentSHA256Mismatch');
  const key = decodeURIComponent(url.pathname);
  if (url.searchParams.get('list-type') === '2') return { status: 200, body: listing(objects, `${key}/`, url.searchParams) };
  if (request.method === 'PUT') {
    objects.set(key, body);
    times.set(body, new Date());
    return { status: 200 };
  }
  const found = objects.get(key);
  if (request.method === 'DELETE') {
    objects.delete(key);
    return { status: 204 };
  }
  return found === undefined ? fault(404, 'NoSuchKey') : { status: 200, body: found, storedAt: storedAt(objects, key) };
}

/** When objects came; those a test put in by hand came long ago. */
const times = new WeakMap<Buffer, Date>();

function storedAt(objects: ReadonlyMap<string, Buffer>, key: string): Date {
  const found = objects.get(key);
  return (found && times.get(found)) ?? new Date(0);
}

function listing(objects: Map<string, Buffer>, bucket: string, query: URLSearchParams): string {
  const after = query.get('continuation-token') ?? '';
  const keys = [...objects.keys()]
    .filter((path) => path.startsWith(bucket + (query.get('prefix') ?? '')))
    .map((path) => path.slice(bucket.length))
    .filter((key) => key > after)
    .toSorted();
  const page = keys.slice(0, pageSize);
  const contents = page
    .map(
      (key) =>
        `<Contents><Key>${key}</Key><LastModified>${storedAt(objects, bucket + key).toISOString()}</LastModified><Size>${objects.get(bucket + key)?.length ?? 0}</Size></Contents>`,
    )
    .join('');
  const next = keys.length > pageSize ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult>${contents}${next}</ListBucketResult>`;
}

const fault = (status: number, code: string): Answer => ({ status, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` });
const header = (request: IncomingMessage, name: string): string => String(request.headers[name] ?? '');
const hashOf = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** AWS Signature Version 4, checked as the service does: "Authenticating Requests (AWS Signature Version 4)". */
function signatureHolds(request: IncomingMessage, url: URL, secret: string): boolean {
  const match =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      header(request, 'authorization'),
    );
  const [, day = '', region = '', signedHeaders = '', signature = ''] = match ?? [];
  const names = signedHeaders.split(';');
  if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every((name) => names.includes(name))) return false;
  const query = [...url.searchParams].map(([key, value]) => `${encoded(key)}=${encoded(value)}`).toSorted();
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encoded(decodeURIComponent(part)))
      .join('/'),
    query.join('&'),
    ...names.map((name) => `${name}:${header(request, name).trim()}`),
    '',
    signedHeaders,
    header(request, 'x-amz-content-sha256'),
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', header(request, 'x-amz-date'), scope, hashOf(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce((last: string | Buffer, part) => hmac(last, part), `AWS4${secret}`);
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'));
}
