import { openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import { FileDamaged, FileMissing } from './errors.ts';
import type { FileStore, ListedFile } from './file-store.ts';
import { checkName, hashCheck, sha256Of } from './hash-check.ts';
import { spool } from './spool.ts';

export interface S3Options {
  /** e.g. https://s3.example.org; buckets are addressed by path, which every S3 service understands */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** put before the names, e.g. `files/`; default none */
  readonly prefix?: string;
  /** where uploads wait until their hash is known; default: the system's temp folder */
  readonly spoolFolder?: string;
}

/** Blobs in a bucket of any S3 service; the object's key is prefix + hash. */
export function s3Store(options: S3Options): FileStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey, prefix = '', spoolFolder = join(tmpdir(), 'amt-upload') } = options;
  // No retries here: callers are jobs that are retried, or requests that should be answered.
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 1, initRetryMs: 100 });
  const base = `${endpoint.replace(/\/$/, '')}/${encodeURIComponent(bucket)}`;
  const urlOf = (sha256: string): string => {
    checkName(sha256);
    return `${base}/${prefix}${sha256}`;
  };
  const has = async (sha256: string): Promise<boolean> => {
    const answer = await client.fetch(urlOf(sha256), { method: 'HEAD' });
    if (answer.status === 404) return false;
    await expectOk(answer, 'HEAD');
    return true;
  };

  return {
    has,
    async put(content, { maxBytes } = {}) {
      const { path, sha256, size } = await spool(content, spoolFolder, maxBytes);
      try {
        // The hash in the signed header lets the service refuse a body that was changed on its way.
        const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' };
        await expectOk(await client.fetch(urlOf(sha256), { method: 'PUT', headers, body: await openAsBlob(path) }), 'PUT');
      } finally {
        await rm(path, { force: true });
      }
      return { sha256, size };
    },
    async read(sha256) {
      const answer = await get(client, urlOf(sha256), sha256);
      const content = new Uint8Array(await answer.arrayBuffer());
      if (sha256Of(content) !== sha256) throw new FileDamaged(sha256);
      return content;
    },
    async stream(sha256) {
      const { body } = await get(client, urlOf(sha256), sha256);
      return pipeline(body === null ? Readable.from([]) : Readable.fromWeb(body), hashCheck(sha256), () => undefined);
    },
    async remove(sha256, storedBefore) {
      const head = await client.fetch(urlOf(sha256), { method: 'HEAD' });
      if (head.status === 404) return false;
      await expectOk(head, 'HEAD');
      const storedAt = Date.parse(head.headers.get('last-modified') ?? '');
      // S3 has no "delete if older": between question and deletion lie milliseconds, and none where the bucket keeps versions
      if (storedBefore !== undefined && !(storedAt < storedBefore.epochMilliseconds)) return false;
      const answer = await client.fetch(urlOf(sha256), { method: 'DELETE' });
      if (answer.status !== 404) await expectOk(answer, 'DELETE');
      return true;
    },
    list: () => objects(client, base, prefix),
  };
}

async function get(client: AwsClient, url: string, sha256: string): Promise<Response> {
  const answer = await client.fetch(url);
  if (answer.status === 404) throw new FileMissing(sha256);
  await expectOk(answer, 'GET');
  return answer;
}

/** ListObjectsV2, page by page. Our keys and the numbers need no unescaping; the token does. */
async function* objects(client: AwsClient, base: string, prefix: string): AsyncGenerator<ListedFile> {
  for (let token: string | undefined = ''; token !== undefined;) {
    const query = new URLSearchParams({ 'list-type': '2', prefix, ...(token === '' ? {} : { 'continuation-token': token }) });
    const answer = await client.fetch(`${base}?${query.toString()}`);
    await expectOk(answer, 'LIST');
    const xml = await answer.text();
    for (const [, contents = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
      const sha256 = element(contents, 'Key')?.slice(prefix.length) ?? '';
      if (/^[0-9a-f]{64}$/.test(sha256)) {
        yield { sha256, size: Number(element(contents, 'Size')), storedAt: Temporal.Instant.from(element(contents, 'LastModified') ?? '') };
      }
    }
    token = element(xml, 'NextContinuationToken');
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function element(xml: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found?.replaceAll(/&(amp|lt|gt|quot|apos);/g, (all, entity: string) => entities[entity] ?? all);
}

async function expectOk(answer: Response, verb: string): Promise<void> {
  if (answer.ok) return;
  const code = element(await answer.text(), 'Code') ?? '';
  throw new Error(`the S3 service answered ${answer.status} ${code} to ${verb}`);
}
