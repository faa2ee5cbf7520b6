import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { residentMegabytes, startProgram } from './program.ts';
import { median } from './statistics.ts';

/** `amt start` with everything in one process (embedded database, simulators, worker, web), from the start of the process until `/health/ready` answers 200. */
export const start: Measurement = {
  name: 'start',
  run: async (bench: Bench) => {
    await bench.data();
    const once = async (): Promise<{ ms: number; megabytes: number }> => {
      const program = await startProgram(bench.ground.program('start'));
      const megabytes = residentMegabytes(program.pid);
      await program.stop();
      return { ms: program.readyAfterMs, megabytes };
    };
    // the first one builds the style sheet and fills the cache of compiled code
    const before = await once();
    const rounds = bench.quick ? [before] : [await once(), await once(), await once()];
    return [
      below(3000, 'start with data present', median(rounds.map(({ ms }) => ms)), 'ms'),
      information('resident memory of everything in one process, after the start', median(rounds.map(({ megabytes }) => megabytes)), 'MB'),
    ];
  },
};
