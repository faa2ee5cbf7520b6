import assert from 'node:assert/strict';
import { it } from 'node:test';
import { schemaFiles, writtenSchema } from './write-schemas.ts';

it('the schemas in docs/ are those of the code', () => {
  for (const [name, text] of schemaFiles)
    assert.deepEqual(JSON.parse(writtenSchema(name)), JSON.parse(text), `run node src/write-schemas.ts: ${name}`);
});
