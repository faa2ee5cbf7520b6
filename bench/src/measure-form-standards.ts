import { exportXdf3, importXdf, jsonSchemaOf } from '@amt/form-standards';
import { evaluate, syntheticForm } from '@amt/forms';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Bench, Measurement } from './bench.ts';
import { information } from './figure.ts';
import { rounds, timesOf } from './statistics.ts';

const fields = 1000;
const rules = 500;
const facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };

/** A schema of XDatenfelder 3.0 is read and checked; the JSON Schema of a form is written, compiled by another's validator, and used. */
export const formStandards: Measurement = {
  name: 'form-standards',
  run: async ({ quick }: Bench) => {
    const plain = syntheticForm(fields, 0).form;
    const file = new TextEncoder().encode(exportXdf3(plain.definition));
    const { form, answers } = syntheticForm(fields, rules);
    const { values } = evaluate(form, answers, facts);
    const schema = jsonSchemaOf(form);
    const accepts = new Ajv2020({ strict: false }).compile(schema);
    const measured = async (count: number, work: () => unknown): Promise<number> => {
      await timesOf(quick ? 1 : 3, work);
      return (await rounds(quick ? 1 : 5, quick ? 1 : count, work)).median;
    };
    const imported = await importXdf(file);
    if (!imported.ok) throw new Error(`the file must be taken: ${imported.faults[0]?.message ?? ''}`);
    return [
      information(`form standards: XDatenfelder file of ${fields} fields`, file.length / 1_000_000, 'MB'),
      information(
        `form standards: XDatenfelder 3.0 with ${fields} fields imported and checked, median`,
        await measured(5, () => importXdf(file)),
        'ms',
      ),
      information(
        `form standards: JSON Schema of ${fields} fields and ${rules} rules written, median`,
        await measured(10, () => jsonSchemaOf(form)),
        'ms',
      ),
      information(
        'form standards: that schema compiled by ajv, median',
        await measured(2, () => new Ajv2020({ strict: false }).compile(schema)),
        'ms',
      ),
      information('form standards: answers validated by that schema, median', await measured(50, () => accepts(values)), 'ms'),
    ];
  },
};
