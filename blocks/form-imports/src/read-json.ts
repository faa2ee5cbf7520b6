import { ImportFault } from './import-fault.ts';

/** Far above what exported forms need, far below what hurts. */
export const jsonLimits = { bytes: 10_000_000, depth: 100, values: 300_000 };

/** Text of a file in UTF-8. @throws ImportFault */
export function readUtf8(bytes: Uint8Array, file = ''): string {
  if (bytes.length > jsonLimits.bytes)
    throw new ImportFault({ code: 'too-large', message: `larger than ${jsonLimits.bytes} bytes`, path: file });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ImportFault({ code: 'encoding', message: 'the file is not valid UTF-8', path: file });
  }
}

/** Reads JSON within the limits. @param file name inside an archive, for the place of a fault. @throws ImportFault */
export function readJson(bytes: Uint8Array, file = ''): unknown {
  const text = readUtf8(bytes, file);
  refuseDepth(text, file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : 'no JSON';
    throw new ImportFault({ code: 'not-json', message: message.slice(0, 300), path: file, ...placeIn(text, message) });
  }
  refuseManyValues(json, file);
  return json;
}

/** Before parsing, since the parser itself descends: brackets outside of strings. */
function refuseDepth(text: string, file: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      if (++depth > jsonLimits.depth)
        throw new ImportFault({
          code: 'too-deep',
          message: `nested deeper than ${jsonLimits.depth} levels`,
          path: file,
          ...lineAt(text, i),
        });
    } else if (char === '}' || char === ']') depth--;
  }
}

function refuseManyValues(json: unknown, file: string): void {
  let values = 0;
  const open: unknown[] = [json];
  while (open.length > 0) {
    const value = open.pop();
    if (++values > jsonLimits.values)
      throw new ImportFault({ code: 'too-many-values', message: `more than ${jsonLimits.values} values`, path: file });
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) open.push(part);
  }
}

function placeIn(text: string, message: string): { line?: number; column?: number } {
  const [, position] = /position (\d+)/.exec(message) ?? [];
  return position === undefined ? {} : lineAt(text, Number(position));
}

function lineAt(text: string, position: number): { line: number; column: number } {
  const before = text.slice(0, position);
  return { line: before.split('\n').length, column: position - before.lastIndexOf('\n') };
}
