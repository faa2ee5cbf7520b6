import type { Bench, Measurement } from './bench.ts';
import { information } from './figure.ts';
import { median, timesOf } from './statistics.ts';

/** The decision as an accessible PDF, and its seal with a time stamp from the simulated authority beside it. */
export const letters: Measurement = {
  name: 'letters',
  run: async (bench: Bench) => {
    const house = await bench.house();
    const count = bench.quick ? 1 : 20;
    const pdf = await house.renderDecision();
    const rendering = await timesOf(count, () => house.renderDecision());
    await house.seal(pdf, -1);
    const sealing = await timesOf(count, (round) => house.seal(pdf, round));
    return [
      information('decision rendered as tagged PDF, median', median(rendering), 'ms'),
      information('PDF sealed with time stamp, median', median(sealing), 'ms'),
    ];
  },
};
