import { countAddresses, currentEdition, districts } from '@amt/addresses';
import { parseArguments, type Command } from '../command.ts';
import { withHouse } from '../with-house.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    return withHouse(async ({ database: { db } }) => {
      const edition = await currentEdition(db);
      if (!edition) {
        process.stdout.write('No addresses were imported yet.\n');
        return 0;
      }
      const { source, importedAt, streets, addresses, skipped } = edition;
      const counts = await countAddresses(db, edition.id);
      const shapes = (await districts({ db })).length;
      process.stdout.write(
        `${JSON.stringify({ source, importedAt: importedAt.toString(), streets, addresses, skipped, ...counts, districtsWithShape: shapes }, null, 2)}\n`,
      );
      return 0;
    });
  },
};
export default command;
