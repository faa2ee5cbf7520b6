import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Ground } from '@amt/bench';
import { createLogger } from '@amt/http';
import { loadCityData } from '../city-data.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { environment } from '../environment.ts';
import { openHouse, type House } from '../house.ts';
import { root } from '../root.ts';
import { startSimulators } from '../simulators.ts';
import { houseUnderTest } from './house-under-test.ts';

/** A demo city in a temporary data folder, with an embedded database of its own whatever DATABASE_URL says. */
export async function benchGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-bench-'));
  const given = {
    ...process.env,
    AMT_DATA: folder,
    AMT_DEMO: 'true',
    RATE_LIMITS: 'off',
    LOG_LEVEL: undefined,
    PORT: String(await freePort()),
  };
  const env = environment({ ...given, DATABASE_URL: undefined, ORIGIN: undefined });
  const open = (): Promise<House> => openHouse(env, { log: createLogger({ level: 'warn' }) });
  return {
    async prepare({ quick }) {
      const house = await open();
      try {
        await loadCityData(house);
        if (quick) return;
        const simulators = await startSimulators(env);
        try {
          await seedDemo(house);
        } finally {
          await simulators.close();
        }
      } finally {
        await house.close();
      }
    },
    open: async () => houseUnderTest(await open(), env),
    program: (command, more = {}) => ({
      command: process.execPath,
      args: [...process.execArgv, join(root, 'apps', 'amt', 'src', 'main.ts'), command],
      env: { ...given, DATABASE_URL: undefined, ...more },
    }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
