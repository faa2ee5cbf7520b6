import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runProgram } from '../test/child-program.ts';
import { freePort } from '../test/free-port.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-addresses-'));
after(() => rm(folder, { recursive: true, force: true }));
const env = { AMT_DATA: join(folder, 'data'), STORAGE_KEYS_FILE: join(folder, 'keys.json'), PORT: String(await freePort()) };
const list = join(folder, 'list.csv');

describe('the commands for addresses', () => {
  it('write an invented list, refuse one with a fault and name the line, import the rest on demand, and tell what is there', async () => {
    assert.equal((await runProgram(['storage-keys', 'create'], env)).code, 0);
    const generate = await runProgram(['addresses', 'generate', '--streets', '30', '--addresses', '200', '--out', list], env);
    assert.equal(generate.code, 0, generate.output);
    const rows = (await readFile(list, 'utf8')).trimEnd().split('\r\n');
    assert.equal(rows.length, 201);
    await writeFile(list, rows.with(7, (rows[7] ?? '').replace('München', '')).join('\r\n'));

    const refused = await runProgram(['addresses', 'import', list], env);
    assert.equal(refused.code, 1, refused.output);
    assert.match(refused.output, /list\.csv:8: Ort: is empty[^]*Nothing was imported: 1 faults/);

    const imported = await runProgram(['addresses', 'import', list, '--skip-faulty', '--source', 'Vermessungsamt'], env);
    assert.equal(imported.code, 0, imported.output);
    assert.match(imported.output, /list\.csv:8[^]*199 addresses in 30 streets imported in [\d.]+ s, 1 rows left out/);

    const listed = await runProgram(['addresses', 'list'], env);
    assert.match(listed.output, /^\* .*199 addresses {2}30 streets {2}1 left out {2}Vermessungsamt$/m);
    const stats = await runProgram(['addresses', 'stats'], env);
    assert.match(stats.output, /"addresses": 199/);
  });

  it('say how they are used', async () => {
    for (const [args, said] of [
      [['addresses', 'import', 'list.xls'], /neither \.csv nor \.geojson/],
      [['addresses', 'generate', '--out', list, '--streets', 'many'], /--streets needs a whole number/],
      [['addresses', 'generate'], /--out is missing/],
    ] as const) {
      const { code, output } = await runProgram(args, env);
      assert.equal(code, 2, output);
      assert.match(output, said);
    }
  });
});
