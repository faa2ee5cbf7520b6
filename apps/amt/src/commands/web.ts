import { loadCityData } from '../city-data.ts';
import { parseArguments, type Command } from '../command.ts';
import { environment } from '../environment.ts';
import { openHouse } from '../house.ts';
import { untilStopped } from '../until-stopped.ts';
import { startWeb } from '../web.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    const house = await openHouse(environment(process.env));
    try {
      await loadCityData(house);
      const web = await startWeb(house);
      house.log.info({ url: web.url }, 'web process is ready');
      await untilStopped();
      await web.close();
      return 0;
    } finally {
      await house.close();
    }
  },
};
export default command;
