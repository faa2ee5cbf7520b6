import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { type CompiledForm, type DefinitionFault, compileParts } from './compile-form.ts';
import { type FormDefinition, formDefinitionSchema } from './definition.ts';
import { checkContents } from './check-contents.ts';

const largestDepth = 80;
const largestNodes = 10_000;

// compiles the schema at its first use: that takes longer than most starts have to wait for
const ajv = new Ajv2020({ allErrors: true, discriminator: true, strict: true, strictRequired: false, allowUnionTypes: true });

/**
 * Checks a definition as it comes from a file: shape, references, types of conditions and calculations, cycles, texts in all languages.
 * Never throws, whatever the value is; tells every fault with its place (JSON pointer).
 */
export function checkDefinition(json: unknown): { ok: true; form: CompiledForm } | { ok: false; faults: readonly DefinitionFault[] } {
  const large = tooLarge(json);
  if (large) return { ok: false, faults: [large] };
  if (!ajv.validate<FormDefinition>(formDefinitionSchema, json)) return { ok: false, faults: shapeFaults(ajv.errors ?? []) };
  if (countFields(json) > largestNodes) return refused('/pages', `more than ${largestNodes} fields`);
  const contents = checkContents(json);
  const compiled = compileParts(json);
  if ('faults' in compiled) return { ok: false, faults: [...contents, ...compiled.faults] };
  return contents.length > 0 ? { ok: false, faults: contents } : { ok: true, form: compiled.form };
}

/** As {@link checkDefinition}, for definitions known to be right (published ones). @throws with all faults */
export function compileForm(definition: unknown): CompiledForm {
  const checked = checkDefinition(definition);
  if (checked.ok) return checked.form;
  throw new Error(`form definition: ${checked.faults.map((fault) => `${fault.path} ${fault.message}`).join('; ')}`);
}

function refused(path: string, message: string): { ok: false; faults: DefinitionFault[] } {
  return { ok: false, faults: [{ path, message }] };
}

/** What is too deep or too large to be looked at any further; the limits of {@link checkDefinition}, for those who read a definition before it is one. */
export function tooLarge(json: unknown): DefinitionFault | undefined {
  const size = measure(json);
  if (size.depth > largestDepth) return { path: '', message: `nested deeper than ${largestDepth} levels` };
  return size.nodes > largestNodes * 30 ? { path: '', message: 'too large' } : undefined;
}

/** Depth and number of values, counted without recursion so that hostile nesting cannot exhaust the stack. */
function measure(json: unknown): { depth: number; nodes: number } {
  const open: [unknown, number][] = [[json, 1]];
  let depth = 0;
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, level] = next;
    nodes++;
    depth = Math.max(depth, level);
    if (depth > largestDepth || nodes > largestNodes * 30) break;
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) open.push([part, level + 1]);
  }
  return { depth, nodes };
}

function countFields(definition: FormDefinition): number {
  let count = 0;
  const open: unknown[] = definition.pages.flatMap((page) => page.fields);
  for (let node = open.pop(); node; node = open.pop()) {
    count++;
    if (typeof node !== 'object') continue;
    if ('fields' in node && Array.isArray(node.fields)) open.push(...(node.fields as unknown[]));
    if ('branches' in node && Array.isArray(node.branches)) open.push(...(node.branches as unknown[]));
  }
  return count;
}

/** The most telling faults of the JSON Schema: of a union that fits nowhere only that it fits nowhere. */
function shapeFaults(errors: readonly ErrorObject[]): DefinitionFault[] {
  const unions = [...new Set(errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath))];
  const innermost = new Set(unions.filter((path) => !unions.some((other) => other !== path && other.startsWith(`${path}/`))));
  const telling = errors.filter((error) => {
    const inUnion = error.schemaPath.includes('/anyOf/');
    if (error.keyword === 'anyOf') return innermost.has(error.instancePath);
    return !inUnion || !unions.some((path) => error.instancePath.startsWith(path));
  });
  const faults = (telling.length > 0 ? telling : errors).map((error) => ({ path: error.instancePath, message: shapeMessage(error) }));
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.message}`, fault])).values()].slice(0, 50);
}

function shapeMessage(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') return `unknown property "${String(error.params['additionalProperty'])}"`;
  if (error.keyword === 'enum') return `must be one of ${(error.params['allowedValues'] as unknown[]).join(', ')}`;
  if (error.keyword === 'discriminator') return `unknown kind "${String(error.params['tagValue'])}"`;
  if (error.keyword === 'anyOf')
    return error.instancePath.includes('/fields/') || /when|valid|value|amount|args/i.test(error.instancePath)
      ? 'is no expression of the language (see Expression in the schema)'
      : 'fits none of the allowed shapes';
  return error.message ?? error.keyword;
}
