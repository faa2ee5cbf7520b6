import { unzipSync } from 'fflate';
import { ImportFault } from './import-fault.ts';

/** An export holds about ten files of JSON; what says it holds more is not unpacked. */
export const archiveLimits = { files: 100, unpackedBytes: 20_000_000 };

/** ZIP begins with the signature of a file's header, or of the empty archive's end. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5) && bytes[3] === bytes[2] + 1;
}

/**
 * Files of a ZIP archive by name. Sizes are those of the directory and are looked at before anything is unpacked; each file gets a buffer of
 * exactly that size, so one that unpacks to more is cut and refused. Nothing is written anywhere.
 *
 * @throws ImportFault
 */
export function readArchive(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let files = 0;
  let unpacked = 0;
  const seen = new Set<string>();
  try {
    const found = unzipSync(bytes, {
      filter({ name, originalSize, compression }) {
        if (++files > archiveLimits.files) return refuse('too-many-files', `more than ${archiveLimits.files} files`);
        unpacked += originalSize;
        if (unpacked > archiveLimits.unpackedBytes)
          return refuse('too-large', `unpacks to more than ${archiveLimits.unpackedBytes} bytes`, name);
        if (seen.has(name)) return refuse('twice', 'is there twice', name);
        if (compression !== 0 && compression !== 8)
          return refuse('not-zip', `packed by a method that is not read here (${compression})`, name);
        seen.add(name);
        return true;
      },
    });
    return new Map(Object.entries(found));
  } catch (problem) {
    if (problem instanceof ImportFault) throw problem;
    return refuse('not-zip', `the archive cannot be read: ${problem instanceof Error ? problem.message : 'broken'}`);
  }
}

function refuse(code: 'too-many-files' | 'too-large' | 'twice' | 'not-zip', message: string, path?: string): never {
  throw new ImportFault({ code, message, ...(path !== undefined && { path: path.slice(0, 200) }) });
}
