import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatOf, generateAddresses, mostStreets } from '@amt/addresses';
import { parseArguments, UsageError, type Command } from '../command.ts';

const command: Command = {
  usage: `--out FILE.csv|FILE.geojson [--streets 6000] [--addresses 156000] [--seed 1]   at most ${mostStreets} streets`,
  async run(args) {
    const { options } = parseArguments(args, { options: ['out', 'streets', 'addresses', 'seed'] });
    const { out } = options;
    if (out === undefined) throw new UsageError('--out is missing');
    const format = formatOf(out);
    if (!format) throw new UsageError(`${out} is neither .csv nor .geojson`);
    const [streets, addresses, seed] = [
      wholeNumber('streets', options.streets ?? '6000'),
      wholeNumber('addresses', options.addresses ?? '156000'),
      wholeNumber('seed', options.seed ?? '1'),
    ];
    if (streets > mostStreets || addresses < streets)
      throw new UsageError(`at most ${mostStreets} streets, and no street without an address`);
    await pipeline(Readable.from(generateAddresses({ streets, addresses, seed, format })), createWriteStream(out));
    process.stdout.write(`${out}: ${addresses} invented addresses in ${streets} streets\n`);
    return 0;
  },
};
export default command;

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(`--${name} needs a whole number`);
  return value;
}
