import { proveDefinition } from '@amt/form-proofs';
import { syntheticForm } from '@amt/forms';
import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { rounds } from './statistics.ts';

const fields = 1000;
const rules = 500;

/** What happens before a form is published, from its file on: shape, compiling, all proofs, each time without anything known from before. */
export const publish: Measurement = {
  name: 'publish',
  run: async ({ quick }: Bench) => {
    const text = JSON.stringify(syntheticForm(fields, rules).form.definition);
    const { median, p95 } = await rounds(quick ? 1 : 5, quick ? 1 : 10, () => void proveDefinition(JSON.parse(text)));
    return [
      below(2000, `publish with all proofs: ${fields} fields, ${rules} rules, p95`, p95, 'ms'),
      information('publish with all proofs: the same, median', median, 'ms'),
    ];
  },
};
