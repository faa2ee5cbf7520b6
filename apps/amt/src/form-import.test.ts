import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { importForm } from './commands/form-import.ts';
import { FileFault } from './read-form-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-form-import-'));
after(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const survey = JSON.stringify({ title: 'Wege', locale: 'de', elements: [{ type: 'text', name: 'wo', title: 'Wo?' }] });

describe('amt form import', () => {
  it('recognises the product by content, whatever the file is called', async () => {
    const form = await importForm(await file('formular.bin', survey));
    assert.deepEqual([form.id, form.pages[0]?.fields[0]?.id], ['wege', 'wo']);
    assert.ok(form.remarks && form.remarks.length > 0);
  });

  it('takes the format it is told, and says what is wrong with the place', async () => {
    const path = await file('wege.json', survey);
    assert.equal((await importForm(path, { from: 'surveyjs' })).id, 'wege');
    const fault = async (from: 'gc-forms' | 'amt' | 'xdatenfelder' | 'limesurvey'): Promise<string> => {
      const found: unknown = await importForm(path, { from }).catch((problem: unknown) => problem);
      assert.ok(found instanceof FileFault, from);
      return found.message;
    };
    assert.match(await fault('gc-forms'), /wege\.json \/elements\/0\/id: an element needs an id/);
    assert.match(await fault('amt'), /wege\.json/);
    assert.match(await fault('xdatenfelder'), /wege\.json:1:\d+/);
    assert.match(await fault('limesurvey'), /wege\.json:1:\d+ \/: the first line must name the columns/);
  });

  it('reads our own forms as before, remarks and all', async () => {
    const imported = await importForm(await file('wege.json', survey));
    assert.deepEqual(await importForm(await file('eigen.json', JSON.stringify(imported))), imported);
  });
});
