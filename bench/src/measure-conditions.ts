import { evaluate, syntheticForm } from '@amt/forms';
import type { Bench, Measurement } from './bench.ts';
import { below } from './figure.ts';
import { percentile, timesOf } from './statistics.ts';

const fields = 1000;
const rules = 500;
const facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };

/** One answer changes, then the whole form is evaluated anew: visibility, rules, calculations, errors. */
export const conditions: Measurement = {
  name: 'conditions',
  run: async ({ quick }: Bench) => {
    const { form, answers } = syntheticForm(fields, rules);
    const once = (round: number): number => evaluate(form, { ...answers, f1: `${round}.50`, f2: round % 2 === 0 }, facts).errors.length;
    await timesOf(quick ? 5 : 100, once);
    const times = await timesOf(quick ? 20 : 500, once);
    return [below(5, `condition engine: ${fields} fields, ${rules} rules, p95`, percentile(times, 0.95), 'ms')];
  },
};
