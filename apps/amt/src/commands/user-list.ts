import { listDemoPeople, staffList } from '@amt/identity';
import { parseArguments, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: '[--json]',
  async run(args) {
    const { flags } = parseArguments(args, { flags: ['json'] });
    return withHouse(async ({ database: { db } }) => {
      const [residents, staff] = await Promise.all([listDemoPeople(db), staffList(db)]);
      if (flags.has('json')) {
        process.stdout.write(`${JSON.stringify({ residents, staff }, null, 2)}\n`);
        return 0;
      }
      process.stdout.write(
        `Demo residents (sign in with BayernID)\n${residents.map(({ displayName, means, note }) => `  ${displayName.padEnd(34)} ${means.padEnd(13)} ${note.de}`).join('\n')}\n\n`,
      );
      process.stdout.write(
        `Staff\n${staff.map(({ name, subject, roles }) => `  ${name.padEnd(34)} ${subject.padEnd(24)} ${roles.join(', ')}`).join('\n')}\n`,
      );
      return 0;
    });
  },
};
export default command;
