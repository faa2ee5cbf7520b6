import { evaluate, syntheticForm, type Evaluation } from '@amt/forms';
import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { rounds, timesOf } from './statistics.ts';

const fields = 1000;
const rules = 500;
const facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };

/** One answer changes (a number that rules and calculations use, and a yes/no that hides fields), then the form is evaluated: first with what is known from before, then all anew. */
export const conditions: Measurement = {
  name: 'conditions',
  run: async ({ quick }: Bench) => {
    const { form, answers } = syntheticForm(fields, rules);
    const changed = (round: number): typeof answers => ({ ...answers, f1: `${round}.50`, f2: round % 2 === 0 });
    let before: Evaluation | undefined;
    const again = (round: number): void => void (before = evaluate(form, changed(round), facts, before));
    const anew = (round: number): void => void evaluate(form, changed(round), facts);
    const measured = async (work: (round: number) => void): ReturnType<typeof rounds> => {
      await timesOf(quick ? 5 : 200, work);
      return rounds(quick ? 1 : 7, quick ? 20 : 150, work);
    };
    const [whole, part] = [await measured(anew), await measured(again)];
    return [
      below(5, `condition engine: ${fields} fields, ${rules} rules re-evaluated, p95`, part.p95, 'ms'),
      information('condition engine: the same, median', part.median, 'ms'),
      information('condition engine: the same evaluated anew, p95', whole.p95, 'ms'),
      information('condition engine: the same evaluated anew, median', whole.median, 'ms'),
    ];
  },
};
