import { Bench, type Measurement } from './bench.ts';
import type { Figure } from './figure.ts';
import type { Ground } from './house-under-test.ts';
import { addresses } from './measure-addresses.ts';
import { builder } from './measure-builder.ts';
import { conditions } from './measure-conditions.ts';
import { longForm } from './measure-long-form.ts';
import { firstPage } from './measure-first-page.ts';
import { fitConnect } from './measure-fit-connect.ts';
import { formStandards } from './measure-form-standards.ts';
import { letters } from './measure-letters.ts';
import { memory } from './measure-memory.ts';
import { publish } from './measure-publish.ts';
import { search } from './measure-search.ts';
import { servicePage } from './measure-service-page.ts';
import { start } from './measure-start.ts';
import { submission } from './measure-submission.ts';
import { wizard } from './measure-wizard.ts';
import { workList } from './measure-work-list.ts';

/** In this order: `start` needs the data folder for itself, `memory` tells what all before it have left. */
const measurements: readonly Measurement[] = [
  conditions,
  longForm,
  formStandards,
  publish,
  search,
  start,
  firstPage,
  servicePage,
  wizard,
  submission,
  letters,
  builder,
  fitConnect,
  workList,
  addresses,
  memory,
];

export const measurementNames: readonly string[] = measurements.map(({ name }) => name);

export interface RunOptions {
  /** names of measurements; left out: all */
  readonly only?: readonly string[];
  /** fewer and shorter rounds: shows that the bench works, its figures mean nothing */
  readonly quick?: boolean;
  readonly onFigures?: (figures: readonly Figure[]) => void;
}

/** Measures one after the other on a data folder that is made for it and removed afterwards. */
export async function runBench(
  ground: Ground,
  { only, quick = false, onFigures = () => undefined }: RunOptions = {},
): Promise<readonly Figure[]> {
  const bench = new Bench(ground, quick);
  const all: Figure[] = [];
  try {
    for (const { name, run } of measurements) {
      if (only !== undefined && !only.includes(name)) continue;
      const figures = await run(bench);
      onFigures(figures);
      all.push(...figures);
    }
    return all;
  } finally {
    await bench.close();
  }
}
