import { readFile } from 'node:fs/promises';
import { parseArguments, type Command } from '../command.ts';
import { readErasures, reapplyErasures } from '../erasures.ts';
import { modules } from '../modules.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: 'FILE   after a restore, before anybody works again',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 1, max: 1 } });
    const list = readErasures(await readFile(positionals[0] ?? '', 'utf8'));
    return withHouse(async (house) => {
      process.stdout.write(`Erased again: ${await reapplyErasures(house.systemContext(), modules, list)} of ${list.length} accounts.\n`);
      return 0;
    });
  },
};
export default command;
