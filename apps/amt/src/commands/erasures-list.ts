import { parseArguments, type Command } from '../command.ts';
import { erasureList } from '../erasures.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: '  > FILE   ids and dates of erased accounts; keep it apart from the backups, newer than they are',
  async run(args) {
    parseArguments(args, {});
    return withHouse(async (house) => {
      process.stdout.write(await erasureList(house.systemContext()));
      return 0;
    });
  },
};
export default command;
