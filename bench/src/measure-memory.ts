import type { Bench, Measurement } from './bench.ts';
import { below } from './figure.ts';
import { residentMegabytes } from './program.ts';

/** Comes last: what the web process holds after all that was asked of it. */
export const memory: Measurement = {
  name: 'memory',
  run: async (bench: Bench) => {
    const { pid } = await bench.web();
    return [below(300, 'resident memory of the web process after the bench', residentMegabytes(pid), 'MB')];
  },
};
