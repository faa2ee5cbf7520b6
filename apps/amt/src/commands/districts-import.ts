import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { importDistricts } from '@amt/addresses';
import { parseArguments, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';
import { faultLines } from './addresses-import.ts';

const command: Command = {
  usage: 'FILE.geojson [--source NAME]   polygons with number and name, WGS84; they take the place of all districts before',
  async run(args) {
    const { options, positionals } = parseArguments(args, { options: ['source'], positionals: { min: 1, max: 1 } });
    const [file = ''] = positionals;
    if (!existsSync(file)) {
      process.stderr.write(`There is no file ${file}.\n`);
      return 1;
    }
    return withHouse(async (house) => {
      const done = await importDistricts(house.systemContext(), {
        content: createReadStream(file),
        source: options.source ?? basename(file),
      });
      if (done.kind === 'refused') {
        process.stdout.write(faultLines(file, done.faults, done.faults.length));
        process.stderr.write('Nothing was imported.\n');
        return 1;
      }
      process.stdout.write(
        done.kind === 'unchanged'
          ? 'These are the current shapes already.\n'
          : `${done.districts} districts in ${done.areas} areas with ${done.holes} holes imported.\n`,
      );
      return 0;
    });
  },
};
export default command;
