import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { createLogger } from '@amt/http';
import { createTestDatabase, dropTestDatabase } from '@amt/testing';
import { loadCityData } from '../city-data.ts';
import { environment, simulatorPorts } from '../environment.ts';
import { openHouse, type House } from '../house.ts';
import { startSimulators } from '../simulators.ts';

/** For tests: a house in demo mode with the city's data and all simulators, on a database, a folder and ports of its own. */
export async function demoHouse(): Promise<House> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'amt-demo-'));
  const env = environment({ AMT_DEMO: 'true', PORT: String(await freePort()), AMT_DATA: folder, DATABASE_URL: database.connectionString });
  const house = await openHouse(env, { log: createLogger({ level: 'warn' }) });
  await loadCityData(house);
  const simulators = await startSimulators(env);
  after(async () => {
    await simulators.close();
    await house.close();
    await dropTestDatabase(database);
    await rm(folder, { recursive: true, force: true });
  });
  return house;
}

/** A port that is free now, and those of the simulators counted from it: other tests on this machine take ports as well. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = await listened(0);
    if (port === undefined || port > 65_400) continue;
    const block = await Promise.all(Object.values(simulatorPorts(port)).map(listened));
    if (block.every((one) => one !== undefined)) return port;
  }
  throw new Error('no free block of ports');
}

/** Listens for a moment. @returns the port, undefined when it is taken */
function listened(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
