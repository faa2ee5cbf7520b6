import { parseArguments, type Command } from '../command.ts';
import { environment } from '../environment.ts';
import { openHouse } from '../house.ts';
import { untilStopped } from '../until-stopped.ts';
import { startHouseWorker } from '../worker.ts';

const command: Command = {
  usage: '',
  async run(args) {
    parseArguments(args, {});
    const house = await openHouse(environment(process.env));
    try {
      const worker = await startHouseWorker(house);
      house.log.info({}, 'worker process is ready');
      await untilStopped();
      await worker.stop();
      return 0;
    } finally {
      await house.close();
    }
  },
};
export default command;
