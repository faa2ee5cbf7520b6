import { randomBytes } from 'node:crypto';
import type { Bench, Measurement } from './bench.ts';
import { below } from './figure.ts';
import { median, timesOf } from './statistics.ts';

const megabytes = 10;
const goalMs = 1500;

/** An attachment over FIT-Connect: announced, encrypted for a key of 4096 bits, handed to the emulated service in the same process. */
export const fitConnect: Measurement = {
  name: 'fit-connect',
  run: async (bench: Bench) => {
    const house = await bench.house();
    const service = await house.fitConnect();
    const content = randomBytes(megabytes * 1024 * 1024);
    try {
      const times = await timesOf(bench.quick ? 1 : 7, () => service.send(content));
      return [below(goalMs, `attachment of ${megabytes} MB encrypted and sent over FIT-Connect, median`, median(times), 'ms')];
    } finally {
      await service.close();
    }
  },
};
