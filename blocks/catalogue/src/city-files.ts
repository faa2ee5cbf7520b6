import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Static, TSchema } from 'typebox';
import { LifeSituationsSchema, ServiceSchema, type LifeSituation, type Service } from './service.ts';

/** A fault of a city's file: which file, where in it (JSON Pointer), what. */
export interface CityFault {
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/** What a city's folder says about services. `faults` are those of the single files; what they hold is left out of the lists. */
export interface CityServices {
  readonly services: readonly { readonly file: string; readonly service: Service }[];
  readonly lifeSituations: readonly LifeSituation[];
  readonly faults: readonly CityFault[];
}

// compiles a schema at its first use: a start with unchanged files need not wait for that
const ajv = new Ajv2020({ allErrors: true });

/** Reads `<city>/services/*.json` and `<city>/life-situations.json` and holds each against its schema. */
export async function readCityServices(folder: string): Promise<CityServices> {
  const faults: CityFault[] = [];
  const services: { file: string; service: Service }[] = [];
  for (const file of await jsonFiles(join(folder, 'services'))) {
    const service = await readJson(file, ServiceSchema, faults);
    if (service === undefined) continue;
    if (basename(file, '.json') !== service.id)
      faults.push({ file, path: '/id', message: `must be "${basename(file, '.json')}", as the file is called` });
    services.push({ file, service });
  }
  const file = join(folder, 'life-situations.json');
  const situations = await readJson(file, LifeSituationsSchema, faults);
  return { services, lifeSituations: situations?.lifeSituations ?? [], faults };
}

/** Paths of the JSON files of a folder, sorted; none where there is no such folder. */
export async function jsonFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}

async function readJson<Schema extends TSchema>(file: string, schema: Schema, faults: CityFault[]): Promise<Static<Schema> | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (ajv.validate<Static<Schema>>(schema, value)) return value;
    faults.push(
      ...(ajv.errors ?? []).filter(isTelling).map((error) => ({ file, path: error.instancePath || '/', message: messageOf(error) })),
    );
  } catch (fault) {
    faults.push({ file, path: '/', message: fault instanceof Error ? fault.message : String(fault) });
  }
  return undefined;
}

/** What is wrong with one service by itself, as it would stand in its file. */
export function serviceFaults(value: unknown): { path: string; message: string }[] {
  if (ajv.validate<Service>(ServiceSchema, value)) return [];
  return (ajv.errors ?? []).filter(isTelling).map((error) => ({ path: error.instancePath || '/', message: messageOf(error) }));
}

/** "must match one of" follows on the faults of each kind and says nothing more. */
function isTelling(error: ErrorObject): boolean {
  return error.keyword !== 'anyOf' && error.keyword !== 'const';
}

function messageOf({ keyword, params, message = 'does not fit the schema' }: ErrorObject): string {
  if (keyword === 'required' && params['missingProperty'] === 'en') return 'the English text is missing';
  if (keyword === 'additionalProperties') return `unknown property "${String(params['additionalProperty'])}"`;
  return message;
}
