import { writeFile } from 'node:fs/promises';
import { formDefinitionSchema } from './definition.ts';

/** The published schema as text; `node blocks/forms/src/generate-schema.ts` writes it, a test holds the file against it. */
export function publishedSchema(): string {
  return `${JSON.stringify(formDefinitionSchema, null, 2)}\n`;
}

export const publishedSchemaFile = new URL('../../../docs/schemas/form.schema.json', import.meta.url);

if (import.meta.main) await writeFile(publishedSchemaFile, publishedSchema());
