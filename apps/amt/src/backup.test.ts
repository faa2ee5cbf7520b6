import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
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

describe('backup and restore', () => {
  it('bring database, files and keys to another machine', async () => {
    const house = await openHouse(environment({ AMT_DATA: from }), { log: createLogger({ level: 'fatal' }) });
    const { sha256 } = await house.files.put(Buffer.from('a letter'));
    await house.close();
    assert.equal((await runProgram(['backup', backup], { AMT_DATA: from })).code, 0);
    assert.equal((await runProgram(['restore', backup], { AMT_DATA: to })).code, 0);
    const restored = await openHouse(environment({ AMT_DATA: to }), { log: createLogger({ level: 'fatal' }) });
    after(() => restored.close());
    assert.equal(Buffer.from(await restored.files.read(sha256)).toString(), 'a letter');
  });

  it('never write over what is there', async () => {
    assert.equal((await runProgram(['backup', backup], { AMT_DATA: from })).code, 2);
    assert.equal((await runProgram(['restore', backup], { AMT_DATA: to })).code, 2);
  });

  it('notice a damaged file of the backup', async () => {
    const [blob = ''] = await readdir(join(backup, 'files'));
    await writeFile(join(backup, 'files', blob), 'another letter');
    const { code, output } = await runProgram(['restore', backup], { AMT_DATA: join(folder, 'third') });
    assert.equal(code, 1);
    assert.match(output, /is damaged/);
  });
});
