import { readFileSync, writeFileSync } from 'node:fs';
import { LifeSituationsSchema, ServiceSchema } from './service.ts';

const folder = new URL('../../../docs/schemas/', import.meta.url);

/** File name and text of each JSON Schema (2020-12) of this block, as they must stand in docs/schemas. */
export const schemaFiles: ReadonlyMap<string, string> = new Map(
  Object.entries({ 'service.schema.json': ServiceSchema, 'life-situations.schema.json': LifeSituationsSchema }).map(([name, schema]) => [
    name,
    `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: name, ...schema }, null, 2)}\n`,
  ]),
);

/** What stands in docs/schemas now, or undefined where the file is missing. */
export function writtenSchema(name: string): string | undefined {
  try {
    return readFileSync(new URL(name, folder), 'utf8');
  } catch {
    return undefined;
  }
}

if (import.meta.main) for (const [name, text] of schemaFiles) writeFileSync(new URL(name, folder), text);
