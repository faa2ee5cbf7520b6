import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { cityFaults } from './commands/city-check.ts';
import { root } from './root.ts';

const folder = await mkdtemp(join(tmpdir(), 'amt-city-'));
after(() => rm(folder, { recursive: true, force: true }));
await cp(join(root, 'cities/muenchen'), folder, { recursive: true });

interface Definition {
  outputs: { kind: string; [name: string]: unknown }[];
}

async function faultsAfter(form: string, change: (outputs: Definition['outputs']) => void): Promise<string[]> {
  const file = join(folder, 'forms', `${form}.json`);
  const before = await readFile(file, 'utf8');
  const definition = JSON.parse(before) as Definition;
  change(definition.outputs);
  await writeFile(file, JSON.stringify(definition));
  const faults = await cityFaults(folder);
  await writeFile(file, before);
  return faults.map(({ file: name, path, message }) => `${name} ${path}: ${message}`);
}
const set = (kind: string, values: Record<string, unknown>) => (outputs: Definition['outputs']) => {
  const found = outputs.find((one) => one.kind === kind) ?? assert.fail(`no output of kind ${kind}`);
  Object.assign(found, values);
};

describe('outputs of a city', () => {
  it('are right as they are: by mail, webhook, XML and FIT-Connect', async () => {
    assert.deepEqual(await faultsAfter('freischankflaeche', () => undefined), []);
  });

  it('name a unit, a service of the form, fields of the form, and an encrypted way', async () => {
    assert.deepEqual(await faultsAfter('freischankflaeche', set('mail', { to: 'nobody@muenchen.example' })), [
      'forms/freischankflaeche.json /outputs/1/to: no unit of the city has the address nobody@muenchen.example',
    ]);
    assert.deepEqual(await faultsAfter('hundesteuer-anmeldung', set('webhook', { url: 'http://steuerverfahren.muenchen.example/x' })), [
      'forms/hundesteuer-anmeldung.json /outputs/1/url: answers leave the office by https only',
    ]);
    assert.deepEqual(await faultsAfter('gewerbeanmeldung', set('fit-connect', { leikaKey: '99108001001000' })), [
      'forms/gewerbeanmeldung.json /outputs/2/leikaKey: the form does not serve the service 99108001001000',
    ]);
    assert.deepEqual(await faultsAfter('gewerbeanmeldung', set('xml', { elements: [{ path: 'shoeSize', name: 'Schuhgroesse' }] })), [
      'forms/gewerbeanmeldung.json /outputs/1/elements/0/path: there is no field or value "shoeSize"',
    ]);
    assert.deepEqual(await faultsAfter('freischankflaeche', set('mail', { to: 'surname' })), [
      'forms/freischankflaeche.json /outputs/1/to: "surname" is neither an address nor a single field of kind email',
    ]);
  });
});
