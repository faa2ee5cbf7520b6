import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { createLogger } from '@amt/http';
import type { CaughtMail } from '@amt/simulators';
import { loadCityData } from '../src/city-data.ts';
import { seedDemo } from '../src/demo/seed-demo.ts';
import { environment, type Environment } from '../src/environment.ts';
import { openHouse, type House } from '../src/house.ts';
import { freePort } from './free-port.ts';
import { startSimulators, type Simulators } from '../src/simulators.ts';
import { startWeb } from '../src/web.ts';
import { startHouseWorker } from '../src/worker.ts';

/** The whole house as `npm start` runs it: embedded database, demo city, simulators, worker and web in this process. */
export interface RunningHouse {
  /** e.g. `http://localhost:23080` */
  readonly origin: string;
  readonly env: Environment;
  readonly house: House;
  readonly simulators: Simulators;
  /** folder for files of the tests; gone afterwards */
  readonly folder: string;
  /** when the demo city is alive: cases in every state, messages, documents, payments. Goes on beside the first tests. */
  readonly seeded: Promise<number>;
  /** mails sent so far to this address, oldest first */
  readonly mailsTo: (address: string) => Promise<readonly CaughtMail[]>;
}

let running: Promise<{ house: RunningHouse; close: () => Promise<void> }> | undefined;

/** One house for all files of a run; the first who asks starts it, the end of the run closes it. */
export async function houseUnderTest(): Promise<RunningHouse> {
  running ??= start();
  return (await running).house;
}

after(async () => (await running)?.close());

async function start(): Promise<{ house: RunningHouse; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-e2e-'));
  const port = await freePort();
  // All visitors come from one address here, and faster than people do.
  const env = environment({ PORT: String(port), AMT_DATA: join(folder, 'data'), AMT_DEMO: 'true', RATE_LIMITS: 'off' });
  const house = await openHouse(env, { log: createLogger({ level: 'error' }) });
  await loadCityData(house);
  const simulators = await startSimulators(env);
  const worker = await startHouseWorker(house);
  const web = await startWeb(house);
  const ending = new AbortController();
  const seeded = seedDemo(house, { signal: ending.signal });
  seeded.catch(() => undefined);
  const close = async (): Promise<void> => {
    ending.abort();
    await seeded.catch(() => undefined);
    await web.close();
    await worker.stop();
    await simulators.close();
    await house.close();
    await rm(folder, { recursive: true, force: true });
  };
  const mailsTo = async (address: string): Promise<readonly CaughtMail[]> => {
    const mails = (await (await fetch(`${simulators.mailPage}/mails.json`)).json()) as readonly CaughtMail[];
    return mails.filter((mail) => mail.to.includes(address));
  };
  return { house: { origin: env['ORIGIN'] ?? '', env, house, simulators, folder, seeded, mailsTo }, close };
}
