import { paperExporter, type PaperUnit } from '@amt/form-paper';
import { sentenceOf, vocabularyOf } from '@amt/form-proofs';
import { exportXdf3, jsonSchemaOf, xsdOf } from '@amt/form-standards';
import type { CompiledForm } from '@amt/forms';
import { readOrganisation } from '@amt/identity';
import { readCity } from './city.ts';
import { environment } from './environment.ts';

/** Makes a file of a form; `now` is the moment of the export. */
export type FormExporter = (form: CompiledForm, now: Temporal.Instant) => Promise<string | Uint8Array> | string | Uint8Array;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What a form can be exported as, by the name after `--as`. */
export const formExporters: Readonly<Record<string, FormExporter>> = {
  json: (form) => json(form.definition),
  xdf3: (form, now) => {
    const words = vocabularyOf(form);
    return exportXdf3(form.definition, {
      createdAt: now.toString({ smallestUnit: 'second' }),
      sentenceOf: (expression) => sentenceOf(expression, words, 'de'),
    });
  },
  'json-schema': (form) => json(jsonSchemaOf(form)),
  xsd: (form) => xsdOf(form),
  // without a moment of its own, so that the same form gives the same bytes
  pdf: async (form) =>
    (await paperExporter.run(form, 'de', { unit: await paperUnit(form), createdAt: Temporal.Instant.fromEpochMilliseconds(0) })).bytes,
};

/** The unit that answers for the form, as the city's organisation names it. */
async function paperUnit({ definition }: CompiledForm): Promise<PaperUnit> {
  const folder = environment(process.env)['AMT_CITY'] ?? '';
  const [{ units }, { facts }] = [await readOrganisation(folder), readCity(folder)];
  const unit = units.find(({ id }) => id === definition.ownerUnit);
  const address = unit?.address;
  return {
    authority: facts.name.de,
    name: unit?.name.de ?? definition.ownerUnit,
    address: address ? [`${address.street} ${address.houseNumber}`, `${address.postalCode} ${address.city}`] : [],
    ...(unit?.openingHours ? { openingHours: unit.openingHours.de } : {}),
    ...(unit?.phone ? { phone: unit.phone } : {}),
  };
}
