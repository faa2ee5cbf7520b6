import { parseArguments, type Command } from '../command.ts';
import { environment } from '../environment.ts';
import { openHouse } from '../house.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    const house = await openHouse(environment(process.env));
    await house.close();
    process.stdout.write('The database is up to date.\n');
    return 0;
  },
};
export default command;
