import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readKeysFile } from '@amt/envelope';
import { createLogger } from '@amt/http';
import { runProgram } from '../test/child-program.ts';
import { environment } from './environment.ts';
import { openHouse } from './house.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-backup-'));
// the database's own account must be able to walk through
await chmod(folder, 0o755);
after(() => rm(folder, { recursive: true, force: true }));
const from = join(folder, 'from');
const to = join(folder, 'to');
const backup = join(folder, 'backup');
const keys = join(folder, 'keys.json');
const away = { STORAGE_KEYS_FILE: keys };

describe('backup and restore', () => {
  it('bring database, files and keys to another machine', async () => {
    assert.equal((await runProgram(['storage-keys', 'create', keys], {})).code, 0);
    assert.equal((await stat(keys)).mode & 0o777, 0o600);
    const house = await openHouse(environment({ AMT_DATA: from, ...away }), { log: createLogger({ level: 'fatal' }) });
    const { sha256 } = await house.files.put(Buffer.from('a letter'));
    await house.close();
    assert.equal((await runProgram(['backup', backup], { AMT_DATA: from, ...away })).code, 0);
    assert.equal((await runProgram(['restore', backup], { AMT_DATA: to, ...away })).code, 0);
    const restored = await openHouse(environment({ AMT_DATA: to, ...away }), { log: createLogger({ level: 'fatal' }) });
    after(() => restored.close());
    assert.equal(Buffer.from(await restored.files.read(sha256)).toString(), 'a letter');
  });

  it('say which storage keys are needed, and restore nothing without them', async () => {
    const other = join(folder, 'other.json');
    assert.equal((await runProgram(['storage-keys', 'create', other], {})).code, 0);
    const [id = ''] = readKeysFile(keys).keys.map((key) => key.id);
    for (const file of [join(folder, 'nowhere.json'), other]) {
      const { code, output } = await runProgram(['restore', backup], { AMT_DATA: join(folder, 'without'), STORAGE_KEYS_FILE: file });
      assert.equal(code, 1, output);
      assert.ok(output.includes(`encrypted under the storage keys ${id}`), output);
      assert.ok(!existsSync(join(folder, 'without')));
    }
    // the letter is in the backup as noise alone
    for (const name of await readdir(join(backup, 'files'))) assert.ok(!(await readFile(join(backup, 'files', name))).includes('a letter'));
    const started = await runProgram(['migrate'], { AMT_DATA: from, STORAGE_KEYS_FILE: other });
    assert.equal(started.code, 1);
    assert.match(started.output, /does not hold the storage keys/);
    assert.match(
      (await runProgram(['migrate'], { AMT_DATA: from, STORAGE_KEYS_FILE: join(folder, 'nowhere.json') })).output,
      /amt storage-keys create/,
    );
  });

  it('never write over what is there', async () => {
    assert.equal((await runProgram(['backup', backup], { AMT_DATA: from, ...away })).code, 2);
    assert.equal((await runProgram(['restore', backup], { AMT_DATA: to, ...away })).code, 2);
  });

  it('notice a damaged file of the backup', async () => {
    const [blob = ''] = await readdir(join(backup, 'files'));
    await writeFile(join(backup, 'files', blob), 'another letter');
    const { code, output } = await runProgram(['restore', backup], { AMT_DATA: join(folder, 'third'), ...away });
    assert.equal(code, 1);
    assert.match(output, /is damaged/);
  });
});
