import { addressEditions, currentEdition } from '@amt/addresses';
import { parseArguments, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    return withHouse(async ({ database: { db } }) => {
      const [editions, current] = [await addressEditions(db), await currentEdition(db)];
      for (const { id, importedAt, source, streets, addresses, skipped } of editions) {
        const mark = id === current?.id ? '*' : ' ';
        process.stdout.write(
          `${mark} ${importedAt.toString()}  ${addresses} addresses  ${streets} streets  ${skipped} left out  ${source}\n`,
        );
      }
      if (editions.length === 0) process.stdout.write('No addresses were imported yet.\n');
      return 0;
    });
  },
};
export default command;
