import { readFileSync, writeFileSync } from 'node:fs';
import { DemoPeople } from './demo-people.ts';
import { Organisation } from './organisation.ts';

const folder = new URL('../../../docs/schemas/', import.meta.url);

/** File name and text of each JSON Schema (2020-12) of this block, as they must stand in docs/schemas. */
export const schemaFiles: ReadonlyMap<string, string> = new Map(
  Object.entries({ 'organisation.schema.json': Organisation, 'demo-people.schema.json': DemoPeople }).map(([name, schema]) => [
    name,
    `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: name, ...schema }, null, 2)}\n`,
  ]),
);

/** What stands in docs/schemas now. */
export function writtenSchema(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8');
}

if (import.meta.main) for (const [name, text] of schemaFiles) writeFileSync(new URL(name, folder), text);
