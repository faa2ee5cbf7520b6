import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { rounds } from './statistics.ts';

const fields = 1000;

/** One field of a large form is changed and saved: read, changed, checked as a whole, written, told. */
export const builder: Measurement = {
  name: 'builder',
  run: async (bench: Bench) => {
    const house = await bench.house();
    const save = await house.builder(fields);
    const saved = await rounds(bench.quick ? 1 : 3, bench.quick ? 3 : 30, save);
    return [
      below(200, `save in the builder: one change in a form of ${fields} fields, p95`, saved.p95, 'ms'),
      information('save in the builder: the same, median', saved.median, 'ms'),
    ];
  },
};
