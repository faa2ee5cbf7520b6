import { inflateSync, constants } from 'node:zlib';

/** Bytes that the packed parts of a file may come to which are unpacked on opening it; our own files have some kilobytes of them. */
const most = 30_000_000;

/**
 * Whether object and reference streams, which a reader unpacks before anything else can be asked, stay within bounds: a file of some kilobytes could
 * otherwise become gigabytes. Streams packed twice or in another way than Flate are refused; no reader writes them.
 */
export function packedWithin(pdf: Uint8Array): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  let left = most;
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.subarray(at - 3, at).toString('latin1') === 'end') continue;
    const opening = Math.max(0, bytes.lastIndexOf(' obj', at), at - 4000);
    const dictionary = unescaped(bytes.subarray(opening, at).toString('latin1'));
    if (!/\/(ObjStm|XRef)\b/.test(dictionary)) continue;
    const filter = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1]?.replace(/[[\]\s]/g, '');
    if (filter === undefined) continue;
    if (filter !== '/FlateDecode') return false;
    const start = at + 6 + (bytes[at + 6] === 13 && bytes[at + 7] === 10 ? 2 : 1);
    const end = bytes.indexOf('endstream', start);
    try {
      left -= inflateSync(bytes.subarray(start, end < 0 ? undefined : end), {
        maxOutputLength: left,
        finishFlush: constants.Z_SYNC_FLUSH,
      }).length;
    } catch (problem) {
      if (problem instanceof RangeError) return false;
      // Damage is told by the reader itself.
    }
    if (left <= 0) return false;
  }
  return true;
}

/** Signs of a name may be written as `#4f` (ISO 32000-1, 7.3.5). */
function unescaped(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
