import { sealEntries, verifyChain } from '@amt/audit';
import { parseArguments, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    return withHouse(async ({ database: { db } }) => {
      await sealEntries(db);
      const report = await verifyChain(db);
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      return report.intact ? 0 : 1;
    });
  },
};
export default command;
