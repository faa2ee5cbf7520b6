import { failedJobs } from '@amt/jobs';
import { parseArguments, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    return withHouse(async ({ database: { db } }) => {
      const failed = await failedJobs(db);
      process.stdout.write(failed.length === 0 ? 'No job was given up.\n' : `${JSON.stringify(failed, null, 2)}\n`);
      return failed.length === 0 ? 0 : 1;
    });
  },
};
export default command;
