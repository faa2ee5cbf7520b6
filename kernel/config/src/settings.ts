import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { TObject, TSchema } from 'typebox';

/** A module's settings: each property of the schema is an environment variable. */
export interface ConfigPart {
  readonly module: string;
  readonly schema: TObject;
}

/** One or more settings are missing or wrong; the message lists all of them: key, what is expected, what was found. */
export class ConfigProblem extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings are not complete:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

export interface SettingDescription {
  readonly module: string;
  readonly key: string;
  /** secrets are shown as `•••` */
  readonly value: string;
  readonly from: 'environment' | 'file' | 'default' | 'not set';
  readonly description: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

// Values come as text, so numbers and booleans are read from it; defaults of the schema fill what is not set.
const ajv = new Ajv2020({ allErrors: true, coerceTypes: true, useDefaults: true, strict: false, logger: false });
ajv.addFormat('uri', (value: string) => URL.canParse(value));

/**
 * Reads and checks the settings of all modules. `KEY_FILE` names a file with the value (secrets of containers); an empty variable counts as not set.
 *
 * @throws ConfigProblem with every fault at once.
 */
export function loadSettings(parts: readonly ConfigPart[], env: Environment): ReadonlyMap<string, unknown> {
  const faults: string[] = [];
  const settings = new Map<string, unknown>();
  for (const { module, schema } of parts) {
    const values: Record<string, unknown> = {};
    const unreadable = new Set<string>();
    for (const key of Object.keys(schema.properties)) {
      const found = lookUp(key, env);
      if ('fault' in found) {
        faults.push(found.fault);
        unreadable.add(key);
      } else if (found.value !== undefined) values[key] = found.value;
    }
    for (const [key, fault] of check(schema, values)) if (!unreadable.has(key) && !faults.includes(fault)) faults.push(fault);
    settings.set(module, values);
  }
  if (faults.length > 0) throw new ConfigProblem(faults);
  return settings;
}

/** All settings with their values, for `config check`; what looks like a secret is masked. Faulty settings are described as they are. */
export function describeSettings(parts: readonly ConfigPart[], env: Environment): readonly SettingDescription[] {
  return parts.flatMap(({ module, schema }) =>
    Object.entries(schema.properties).map(([key, property]) => {
      const found = lookUp(key, env);
      const given = 'fault' in found ? undefined : found.value;
      const fallback = 'default' in property ? annotation(property, 'default') : undefined;
      const value = given ?? fallback;
      const from = 'fault' in found || value === undefined ? 'not set' : given === undefined ? 'default' : found.from;
      const description = annotation(property, 'description');
      return {
        module,
        key,
        value: value === undefined ? '' : shown(key, property, value),
        from,
        description,
      } satisfies SettingDescription;
    }),
  );
}

type Found = { readonly value: string | undefined; readonly from: 'environment' | 'file' } | { readonly fault: string };

function lookUp(key: string, env: Environment): Found {
  const direct = env[key] === '' ? undefined : env[key];
  const file = env[`${key}_FILE`];
  if (file === undefined || file === '') return { value: direct, from: 'environment' };
  if (direct !== undefined) return { fault: `${key}: set either ${key} or ${key}_FILE, not both` };
  try {
    return { value: readFileSync(file, 'utf8').replace(/\r?\n$/, ''), from: 'file' };
  } catch (fault) {
    return {
      fault: `${key}_FILE: ${file} cannot be read (${fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown fault'})`,
    };
  }
}

/** Coerces and fills `values` in place; one fault per key. */
function check(schema: TObject, values: Record<string, unknown>): ReadonlyMap<string, string> {
  const given = { ...values };
  const validate = ajv.compile(schema);
  const faults = new Map<string, string>();
  if (validate(values)) return faults;
  for (const fault of validate.errors ?? []) {
    const key = fault.keyword === 'required' ? String(fault.params['missingProperty']) : (fault.instancePath.split('/')[1] ?? '');
    const property = schema.properties[key];
    if (property === undefined || faults.has(key)) continue;
    const got = given[key] === undefined ? 'nothing is set' : `got ${shown(key, property, JSON.stringify(given[key]))}`;
    faults.set(key, `${key}: expected ${expected(property)}, ${got}`);
  }
  return faults;
}

function expected(schema: TSchema): string {
  const parts = [choices(schema) || annotation(schema, 'type') || 'a value'];
  const say = (key: string, words: (value: string) => string): void => {
    const value = annotation(schema, key);
    if (value !== '') parts.push(words(value));
  };
  say('format', (value) => `as ${value}`);
  say('pattern', (value) => `like ${value}`);
  say('minimum', (value) => `from ${value}`);
  say('maximum', (value) => `up to ${value}`);
  say('minLength', (value) => `of at least ${value} characters`);
  say('description', (value) => `(${value})`);
  return parts.join(' ');
}

function choices(schema: TSchema): string {
  const { enum: values, anyOf } = schema as { enum?: unknown; anyOf?: unknown };
  const all: unknown[] = Array.isArray(values) ? values : Array.isArray(anyOf) ? anyOf.map((one: { const?: unknown }) => one.const) : [];
  return all.length === 0 ? '' : `one of ${all.join(', ')}`;
}

/** A keyword of the schema as text, or ''. */
function annotation(schema: TSchema, key: string): string {
  const value = (schema as Record<string, unknown>)[key];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function shown(key: string, schema: TSchema, value: string): string {
  const { format, writeOnly } = schema as Record<string, unknown>;
  const secret = format === 'password' || writeOnly === true || /SECRET|PASSWORD|TOKEN|(?:^|_)KEY(?:$|_)|PRIVATE|CREDENTIAL/.test(key);
  return secret ? '•••' : value.replace(/(\/\/[^:/@\s]*:)[^@\s]*@/, '$1•••@');
}
