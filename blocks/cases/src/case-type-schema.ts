import { CaseTypeSchema } from './case-type.ts';

/** The JSON Schema (2020-12) of case type files, as text for docs/schemas/. */
export function caseTypeJsonSchema(): string {
  const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Case type of a city', ...CaseTypeSchema };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
