import assert from 'node:assert/strict';
import { it } from 'node:test';
import { schemaFiles, writtenSchema } from './write-schemas.ts';

it('docs/schemas says what the code accepts (else: node blocks/catalogue/src/write-schemas.ts)', () => {
  for (const [name, text] of schemaFiles) assert.equal(writtenSchema(name), text, name);
});
