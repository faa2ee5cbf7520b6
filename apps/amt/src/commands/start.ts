import { listDemoPeople, staffList } from '@amt/identity';
import { createLogger } from '@amt/http';
import { loadCityData } from '../city-data.ts';
import { parseArguments, type Command } from '../command.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { environment } from '../environment.ts';
import { openHouse, type House } from '../house.ts';
import { startSimulators, type Simulators } from '../simulators.ts';
import { untilStopped } from '../until-stopped.ts';
import { startWeb, type Web } from '../web.ts';
import { startHouseWorker } from '../worker.ts';
import type { Worker } from '@amt/jobs';

const words: Readonly<Record<string, string>> = {
  'database: creating': 'Creating the database (once)',
  'database: starting': 'Starting the database',
  'database: waiting': 'Waiting for the database',
};

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Demo mode unless told otherwise or an outside database is named: who tries the product out sees a living city. */
const command: Command = {
  usage: '   (PORT, AMT_DATA, DATABASE_URL, AMT_DEMO=false … from the environment; see config check)',
  async run(args) {
    parseArguments(args, {});
    const env = environment({ AMT_DEMO: process.env['DATABASE_URL'] ? 'false' : 'true', ...process.env });
    const began = performance.now();
    const house = await openHouse(env, {
      log: createLogger({ level: env['LOG_LEVEL'] ?? 'warn' }),
      onProgress: (step, detail) => {
        if (step === 'database: moved') say(`The database lies in ${detail ?? 'a folder'} that its account can reach.`);
        const known = words[step];
        if (known) say(`${known} …`);
      },
    });
    let simulators: Simulators | undefined;
    let worker: Worker | undefined;
    let web: Web | undefined;
    let filling: Promise<void> | undefined;
    const stopping = new AbortController();
    try {
      if (await loadCityData(house)) say('City data loaded.');
      const demo = env['AMT_DEMO'] === 'true';
      if (demo) simulators = await startSimulators(env);
      worker = await startHouseWorker(house);
      web = await startWeb(house);
      say(`\nThe Digitales Amt is ready after ${((performance.now() - began) / 1000).toFixed(1)} s:\n\n  ${env['ORIGIN'] ?? web.url}\n`);
      if (demo) await printDemo(house, env['ORIGIN'] ?? '', simulators);
      say('Ctrl-C ends it.');
      if (demo) filling = fillDemoCity(house, stopping.signal);
      await untilStopped();
      say('\nEnding …');
      return 0;
    } finally {
      stopping.abort();
      await filling;
      await web?.close();
      await worker?.stop();
      await simulators?.close();
      await house.close();
    }
  },
};
export default command;

/** Beside the running house, so that it can be used from the first second; a fault of it is told and ends nothing. */
async function fillDemoCity(house: House, signal: AbortSignal): Promise<void> {
  const tell = (done: number, total: number): void => {
    if (process.stdout.isTTY) process.stdout.write(`\rThe demo city comes alive: ${done} of ${total} scenes${done === total ? '\n' : ''}`);
    else if (done % 10 === 0 || done === total) say(`The demo city comes alive: ${done} of ${total} scenes`);
  };
  await seedDemo(house, { onProgress: tell, signal }).catch((fault: unknown) => {
    house.log.error({ fault: fault instanceof Error ? fault.message : 'unknown' }, 'the demo city could not be filled');
  });
}

async function printDemo(house: House, origin: string, simulators: Simulators | undefined): Promise<void> {
  const [people, staff] = await Promise.all([listDemoPeople(house.database.db), staffList(house.database.db)]);
  const residents = people
    .slice(0, 4)
    .map(({ displayName }) => displayName)
    .join(', ');
  const clerks = staff
    .slice(0, 4)
    .map(({ name }) => name)
    .join(', ');
  say(
    `  As a resident  ${origin}/de/anmelden     e.g. ${residents}\n  As staff       ${origin}/de/mitarbeit    e.g. ${clerks}\n  Sent mails     ${simulators?.mailPage ?? ''}\n  Handed over    ${simulators?.webhookPage ?? ''} (webhooks), ${simulators?.fitConnectPage ?? ''} (FIT-Connect)\n  All people     npm run amt -- user list\n`,
  );
}
