import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { caseTypeJsonSchema } from './case-type-schema.ts';

it('docs/schemas/case-type.schema.json describes what the check accepts', async () => {
  const file = new URL('../../../docs/schemas/case-type.schema.json', import.meta.url);
  assert.equal(await readFile(file, 'utf8'), caseTypeJsonSchema());
});
