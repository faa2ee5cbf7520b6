import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { formatOf, importAddresses, type RowFault } from '@amt/addresses';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: 'FILE.csv|FILE.geojson [--source NAME] [--skip-faulty]   a faulty row refuses the whole file, unless --skip-faulty',
  async run(args) {
    const { options, flags, positionals } = parseArguments(args, {
      options: ['source'],
      flags: ['skip-faulty'],
      positionals: { min: 1, max: 1 },
    });
    const [file = ''] = positionals;
    const format = formatOf(file);
    if (!format) throw new UsageError(`${file} is neither .csv nor .geojson`);
    if (!existsSync(file)) {
      process.stderr.write(`There is no file ${file}.\n`);
      return 1;
    }
    return withHouse(async (house) => {
      const began = performance.now();
      const done = await importAddresses(house.systemContext(), {
        content: createReadStream(file),
        format,
        source: options.source ?? basename(file),
        skipFaulty: flags.has('skip-faulty'),
      });
      if (done.kind === 'unchanged') {
        process.stdout.write('This file is the current edition already.\n');
        return 0;
      }
      process.stdout.write(faultLines(file, done.faults, done.faultCount));
      if (done.kind === 'refused') {
        process.stderr.write(`Nothing was imported: ${done.faultCount} faults.\n`);
        return 1;
      }
      const { addresses, streets, skipped } = done.edition;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stdout.write(`${addresses} addresses in ${streets} streets imported in ${seconds} s, ${skipped} rows left out.\n`);
      return 0;
    });
  },
};
export default command;

/** `file:line: field: what`, as editors jump to. */
export function faultLines(file: string, faults: readonly RowFault[], count: number): string {
  const lines = faults.map(({ line, field, message }) => `${file}:${line}: ${field === undefined ? '' : `${field}: `}${message}\n`);
  return lines.join('') + (count > faults.length ? `… and ${count - faults.length} more\n` : '');
}
