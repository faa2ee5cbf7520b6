import { createCipheriv, createDecipheriv, createHash, randomBytes, type DecipherGCM } from 'node:crypto';
import { Readable, Transform, type TransformCallback, pipeline } from 'node:stream';
import { sql, type Db } from '@amt/db';
import { FileDamaged, FileTooLarge, type FileStore, type ListedFile, type StoredFile } from '@amt/files';
import { storageKeysOf } from './bound-keys.ts';
import { NotAuthentic } from './problem.ts';
import { keyPlace } from './sealed-content.ts';
import { nonceLength, tagLength } from './seal.ts';
import type {} from './tables.ts';

const table = 'envelope.blob';
const algorithm = 'aes-256-gcm';
/** How every blob of ours begins; those of earlier versions are in clear. */
const mark = Buffer.from('AMT-ENC1');
const headLength = mark.length + nonceLength;
const listed = 1000;

/**
 * A file store that keeps nothing in clear. Modules name a blob by the hash of its content, as ever; below lies ciphertext under a data key of its own, named
 * by the hash of the ciphertext, so that blobs are checked and copied without any key. The data key is in the database alone, wrapped by a house key.
 * What an earlier version has stored in clear is still read.
 *
 * @param db of its own: a blob is stored while a transaction of the caller waits, and must not wait for the caller's connection
 */
export function sealedStore(below: FileStore, db: Db): FileStore {
  const find = (sha256: string) =>
    db.selectFrom('envelope.blob').select(['stored', 'size', 'dataKey']).where('sha256', '=', sha256).executeTakeFirst();
  const keyOf = (sha256: string, dataKey: Uint8Array): Buffer => {
    try {
      return storageKeysOf(db).unwrap(dataKey, keyPlace(table, sha256));
    } catch (fault) {
      throw fault instanceof NotAuthentic ? new FileDamaged(sha256) : fault;
    }
  };
  const stream = async (sha256: string): Promise<Readable> => {
    const blob = await find(sha256);
    if (!blob) return below.stream(sha256);
    const opened = decrypting(sha256, keyOf(sha256, blob.dataKey));
    return pipeline(await below.stream(blob.stored), opened, () => undefined);
  };

  return {
    stream,
    async put(content, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      const dataKey = randomBytes(32);
      const { encrypted, result } = encrypting(dataKey, maxBytes);
      const source = content instanceof Uint8Array ? Readable.from([content]) : content;
      const { sha256: stored } = await below.put(pipeline(source, encrypted, () => undefined));
      const { sha256, size } = result();
      const before = await find(sha256);
      if (before && (await isWhole(below, before.stored)) && (await touch(db, sha256, before.stored))) {
        await below.remove(stored);
        return { sha256, size };
      }
      const row = { stored, size, dataKey: storageKeysOf(db).wrap(dataKey, keyPlace(table, sha256)) };
      await db
        .insertInto('envelope.blob')
        .values({ sha256, ...row })
        .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ ...row, storedAt: sql<Temporal.Instant>`clock_timestamp()` }))
        .execute();
      return { sha256, size };
    },
    async read(sha256) {
      const blob = await find(sha256);
      if (!blob) return below.read(sha256);
      const parts: Buffer[] = [];
      for await (const part of (await stream(sha256)) as AsyncIterable<Buffer>) parts.push(part);
      return Buffer.concat(parts);
    },
    async has(sha256) {
      const blob = await find(sha256);
      return below.has(blob?.stored ?? sha256);
    },
    async remove(sha256, storedBefore) {
      const gone = await db
        .deleteFrom('envelope.blob')
        .where('sha256', '=', sha256)
        .$if(storedBefore !== undefined, (query) => query.where('storedAt', '<', storedBefore ?? Temporal.Instant.fromEpochMilliseconds(0)))
        .returning('stored')
        .executeTakeFirst();
      // without its key it is noise already; the blob goes too
      if (gone) return below.remove(gone.stored);
      return (await find(sha256)) === undefined && below.remove(sha256, storedBefore);
    },
    async *list() {
      let some: ListedFile[] = [];
      for await (const file of below.list()) {
        some.push(file);
        if (some.length < listed) continue;
        yield* await namedByContent(db, some);
        some = [];
      }
      yield* await namedByContent(db, some);
    },
  };
}

/** As modules name them; what has no key (left by a kill, or in clear) under its own name. */
async function namedByContent(db: Db, files: readonly ListedFile[]): Promise<ListedFile[]> {
  if (files.length === 0) return [];
  const rows = await db
    .selectFrom('envelope.blob')
    .select(['stored', 'sha256', 'size', 'storedAt'])
    .where(
      'stored',
      'in',
      files.map(({ sha256 }) => sha256),
    )
    .execute();
  const known = new Map(rows.map(({ stored, ...file }) => [stored, file]));
  return files.map((file) => known.get(file.sha256) ?? file);
}

/**
 * Encrypts what an earlier version has stored in clear, one blob after the other; goes on where it was ended.
 *
 * @returns how many
 */
export async function encryptClearBlobs(below: FileStore, sealed: FileStore, db: Db): Promise<number> {
  let count = 0;
  for await (const { sha256 } of below.list()) {
    const { rows } = await sql`select from envelope.blob where stored = ${sha256}`.execute(db);
    // a damaged one stays as it is: a fault of the medium is not to end the work, and perhaps somebody can mend it
    if (rows.length > 0 || !(await isWhole(below, sha256)) || (await isSealed(below, sha256))) continue;
    const { sha256: again } = await sealed.put(await below.stream(sha256));
    if (again !== sha256) throw new FileDamaged(sha256);
    await below.remove(sha256);
    count++;
  }
  await db.deleteFrom('envelope.pending').where('task', '=', 'blobs').execute();
  return count;
}

async function isSealed(below: FileStore, name: string): Promise<boolean> {
  let head: Buffer = Buffer.alloc(0);
  for await (const part of (await below.stream(name)) as AsyncIterable<Buffer>) {
    head = Buffer.concat([head, part]);
    if (head.length >= mark.length) break;
  }
  return head.subarray(0, mark.length).equals(mark);
}

async function isWhole(below: FileStore, name: string): Promise<boolean> {
  try {
    const content = await below.stream(name);
    content.resume();
    await new Promise((resolve, reject) => content.once('end', resolve).once('error', reject));
    return true;
  } catch {
    return false;
  }
}

/** Given again: it stays for another day. False when it has gone meanwhile. */
async function touch(db: Db, sha256: string, stored: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('envelope.blob')
    .set({ storedAt: sql<Temporal.Instant>`clock_timestamp()` })
    .where('sha256', '=', sha256)
    .where('stored', '=', stored)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Mark, nonce, ciphertext, tag; hash and size of the content are known at the end. */
function encrypting(key: Buffer, maxBytes: number): { encrypted: Transform; result: () => StoredFile } {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, key, nonce);
  const hash = createHash('sha256');
  let size = 0;
  const encrypted = new Transform({
    construct(ready) {
      this.push(Buffer.concat([mark, nonce]));
      ready();
    },
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      hash.update(chunk);
      size += chunk.length;
      if (size > maxBytes) next(new FileTooLarge(maxBytes));
      else next(null, cipher.update(chunk));
    },
    flush(next: TransformCallback) {
      this.push(cipher.final());
      next(null, cipher.getAuthTag());
    },
  });
  return { encrypted, result: () => ({ sha256: hash.digest('hex'), size }) };
}

function decrypting(sha256: string, key: Buffer): Transform {
  let decipher: DecipherGCM | undefined;
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      let all = Buffer.concat([held, chunk]);
      held = all;
      if (decipher === undefined && all.length >= headLength) {
        if (!all.subarray(0, mark.length).equals(mark)) return next(new FileDamaged(sha256));
        decipher = createDecipheriv(algorithm, key, all.subarray(mark.length, headLength), { authTagLength: tagLength });
        all = all.subarray(headLength);
        held = all;
      }
      if (decipher === undefined) return next();
      // the last bytes are the tag, wherever the chunks end
      const ready = Math.max(0, all.length - tagLength);
      held = all.subarray(ready);
      next(null, ready > 0 ? decipher.update(all.subarray(0, ready)) : undefined);
    },
    flush(next: TransformCallback) {
      try {
        if (decipher === undefined) throw new FileDamaged(sha256);
        decipher.setAuthTag(held);
        next(null, decipher.final());
      } catch {
        next(new FileDamaged(sha256));
      }
    },
  });
}
