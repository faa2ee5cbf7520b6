import { exportAccount } from '@amt/portal';
import { parseArguments, type Command } from '../command.ts';
import { modules } from '../modules.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: 'ACCOUNT-ID',
  async run(args) {
    const { positionals } = parseArguments(args, { positionals: { min: 1, max: 1 } });
    return withHouse(async (house) => {
      const data = await exportAccount(house.systemContext(), modules, positionals[0] ?? '');
      process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
      return 0;
    });
  },
};
export default command;
