import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { createLogger } from '@amt/http';
import { createTestDatabase, dropTestDatabase } from '@amt/testing';
import { loadCityData } from '../city-data.ts';
import { environment } from '../environment.ts';
import { openHouse, type House } from '../house.ts';
import { startSimulators } from '../simulators.ts';
import { freePort } from '../../test/free-port.ts';

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
