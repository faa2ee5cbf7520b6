import { createLogger } from '@amt/http';
import { environment } from './environment.ts';
import { openHouse, type House } from './house.ts';

/** Opens the house for one command and closes it whatever happens; logs warnings only. */
export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const house = await openHouse(environment(process.env), { log: createLogger({ level: 'warn' }) });
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}
