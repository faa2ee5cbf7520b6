import { createLogger } from '@amt/http';
import { loadCityData } from '../city-data.ts';
import { parseArguments, UsageError, type Command } from '../command.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { environment, type Environment } from '../environment.ts';
import { openHouse, type House } from '../house.ts';
import { generateLoad } from '../scale/generate-load.ts';
import { startSimulators } from '../simulators.ts';

const command: Command = {
  usage: '[--scale N] [--seed TEXT]   without --scale: city data and, in demo mode, the demo city; with it: N generated cases',
  async run(args) {
    const { options } = parseArguments(args, { options: ['scale', 'seed'] });
    const scale = options.scale === undefined ? undefined : Number(options.scale);
    if (scale !== undefined && (!Number.isSafeInteger(scale) || scale < 1)) throw new UsageError('--scale needs a number of cases');
    const env = environment({ AMT_DEMO: process.env['DATABASE_URL'] ? 'false' : 'true', ...process.env });
    const house = await openHouse(env, { log: createLogger({ level: 'warn' }) });
    try {
      say((await loadCityData(house)) ? 'City data loaded.' : 'City data is up to date.');
      if (scale !== undefined) await scaleUp(house, scale, options.seed ?? 'amt');
      else if (env['AMT_DEMO'] === 'true') await fillDemo(house, env);
      return 0;
    } finally {
      await house.close();
    }
  },
};
export default command;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Fees are paid at the simulated provider; where a house runs already on this port, at its. */
async function fillDemo(house: House, env: Environment): Promise<void> {
  const simulators = (await answers(env['PAYMENT_URL'] ?? '')) ? undefined : await startSimulators(env);
  try {
    const played = await seedDemo(house, { onProgress: (done, total) => say(`Scene ${done} of ${total}`) });
    say(played === 0 ? 'The demo city is alive already.' : `The demo city is alive: ${played} scenes played.`);
  } finally {
    await simulators?.close();
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function scaleUp(house: House, count: number, seed: string): Promise<void> {
  let began = performance.now();
  const rate = (done: number): string => `${Math.round(done / ((performance.now() - began) / 1000))} cases/s`;
  const onProgress = (done: number): void => {
    if (done === 0) began = performance.now();
    else say(`${done} of ${count} cases, ${rate(done)}`);
  };
  await generateLoad(house, { count, seed, onProgress });
  say(`${count} cases in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}
