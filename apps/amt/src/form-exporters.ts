import { exportXdf3, jsonSchemaOf, xsdOf } from '@amt/form-standards';
import type { CompiledForm } from '@amt/forms';

/** Makes a file of a form; `now` is the moment of the export. */
export type FormExporter = (form: CompiledForm, now: Temporal.Instant) => Promise<string | Uint8Array> | string | Uint8Array;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** What a form can be exported as, by the name after `--as`. */
export const formExporters: Readonly<Record<string, FormExporter>> = {
  json: (form) => json(form.definition),
  xdf3: (form, now) => exportXdf3(form.definition, { createdAt: now.toString({ smallestUnit: 'second' }) }),
  'json-schema': (form) => json(jsonSchemaOf(form)),
  xsd: (form) => xsdOf(form),
};
