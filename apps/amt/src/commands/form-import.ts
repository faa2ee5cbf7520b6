import type { FormDefinition } from '@amt/forms';
import { importXdf } from '@amt/form-standards';
import { writeFile } from 'node:fs/promises';
import { parseArguments, type Command } from '../command.ts';
import { FileFault, formIn, jsonIn, readBytes } from '../read-form-file.ts';

const openAngle = 0x3c;
const blanks = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);

/** XML begins with `<`, after a byte order mark and blanks. */
function isXml(bytes: Uint8Array): boolean {
  return bytes.find((byte) => !blanks.has(byte)) === openAngle;
}

/** The form in a file. @throws FileFault */
export async function importForm(file: string): Promise<FormDefinition> {
  const bytes = await readBytes(file);
  if (!isXml(bytes)) return formIn(file, jsonIn(file, bytes)).definition;
  const result = await importXdf(bytes);
  if (result.ok) return result.definition;
  throw new FileFault(
    result.faults
      .map(({ line, column, path, message }) => `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`} ${path ?? '/'}: ${message}`)
      .join('\n'),
  );
}

const command: Command = {
  usage: 'FILE [--out FILE]   without --out the definition is printed; exit code 2 when the file is refused',
  async run(args) {
    const { positionals, options } = parseArguments(args, { options: ['out'], positionals: { min: 1, max: 1 } });
    try {
      const definition = await importForm(positionals[0] ?? '');
      const text = `${JSON.stringify(definition, null, 2)}\n`;
      if (options.out === undefined) process.stdout.write(text);
      else await writeFile(options.out, text);
      for (const { at, text: remark, source } of definition.remarks ?? [])
        process.stderr.write(`${at ?? definition.id}: ${remark}${source === undefined ? '' : ` (${source})`}\n`);
      return 0;
    } catch (fault) {
      if (!(fault instanceof FileFault)) throw fault;
      process.stderr.write(`${fault.message}\n`);
      return 2;
    }
  },
};
export default command;
