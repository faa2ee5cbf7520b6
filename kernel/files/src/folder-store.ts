import { randomUUID } from 'node:crypto';
import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { FileDamaged, FileMissing } from './errors.ts';
import type { FileStore, ListedFile } from './file-store.ts';
import { checkName, hashCheck, sha256Of } from './hash-check.ts';
import { spool } from './spool.ts';

/**
 * Blobs as files `ab/cd/abcd…` in a folder. A blob appears under its name when it is whole and flushed, never before; what a kill leaves
 * behind lies in `incoming/` and is removed after a day by {@link removeLeftovers}.
 */
export function folderStore(folder: string): FileStore {
  const incoming = join(folder, 'incoming');
  const pathOf = (sha256: string): string => {
    checkName(sha256);
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };

  return {
    async put(content, { maxBytes } = {}) {
      const { path, sha256, size } = await spool(content, incoming, maxBytes);
      const target = pathOf(sha256);
      // Renaming over an equal blob also mends a damaged one.
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await rename(path, target);
      await syncFolder(dirname(target));
      return { sha256, size };
    },
    async read(sha256) {
      const content = await readFile(pathOf(sha256)).catch(missing(sha256));
      if (sha256Of(content) !== sha256) throw new FileDamaged(sha256);
      return content;
    },
    async stream(sha256) {
      const file = await open(pathOf(sha256)).catch(missing(sha256));
      return pipeline(file.createReadStream(), hashCheck(sha256), () => undefined);
    },
    async has(sha256) {
      return stat(pathOf(sha256)).then(
        () => true,
        () => false,
      );
    },
    async remove(sha256, storedBefore) {
      const path = pathOf(sha256);
      const isFresh = async (at: string): Promise<boolean> =>
        storedBefore !== undefined && (await stat(at)).mtimeMs >= storedBefore.epochMilliseconds;
      // Set aside first: what somebody stores from now on gets a name of its own, so only the old bytes can go.
      const aside = join(incoming, `${sha256}-${randomUUID()}`);
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      try {
        if (await isFresh(path)) return false;
        await rename(path, aside);
      } catch (fault) {
        if (isMissing(fault)) return false;
        throw fault;
      }
      // stored again since it was looked at
      if (await isFresh(aside)) {
        await rename(aside, path);
        return false;
      }
      await rm(aside, { force: true });
      return true;
    },
    async *list() {
      yield* filesBelow(folder);
    },
  };
}

/** Removes files in `incoming/` that nobody has written to for a day. */
export async function removeLeftovers(folder: string, now: Temporal.Instant): Promise<number> {
  const incoming = join(folder, 'incoming');
  let removed = 0;
  for (const name of await namesIn(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path);
    if (now.epochMilliseconds - mtimeMs < 24 * 3_600_000) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

async function* filesBelow(folder: string): AsyncGenerator<ListedFile> {
  for (const first of (await namesIn(folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    for (const second of await namesIn(join(folder, first))) {
      for (const sha256 of await namesIn(join(folder, first, second))) {
        const found = await stat(join(folder, first, second, sha256)).catch(() => undefined);
        // removed meanwhile
        if (found) yield { sha256, size: found.size, storedAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(found.mtimeMs)) };
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of await opendir(folder)) names.push(entry.name);
  } catch (fault) {
    if (!isMissing(fault)) throw fault;
  }
  return names.toSorted();
}

/** The rename itself survives a power cut only when the folder is flushed. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isMissing = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === 'ENOENT';

function missing(sha256: string): (fault: unknown) => never {
  return (fault) => {
    throw isMissing(fault) ? new FileMissing(sha256) : fault;
  };
}
