import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checkServices } from './check-services.ts';

const munich = new URL('../../../cities/muenchen', import.meta.url).pathname;
const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

type Json = Record<string, unknown>;

/** Faults of a copy of Munich in which one file was changed, as `file path message`. */
async function faultsWith(file: string, change: (json: Json) => Json | string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-city-'));
  folders.push(folder);
  await cp(munich, folder, { recursive: true });
  const path = join(folder, file);
  const changed = change(JSON.parse(await readFile(path, 'utf8')) as Json);
  await writeFile(path, typeof changed === 'string' ? changed : JSON.stringify(changed));
  return (await checkServices(folder)).map((fault) => `${basename(fault.file)} ${fault.path} ${fault.message}`);
}

const wohngeld = 'services/wohngeld.json';

describe('checking the services of a city', () => {
  it('finds nothing wrong with Munich', async () => assert.deepEqual(await checkServices(munich), []));

  const cases: [string, (json: Json) => Json | string, string][] = [
    ['an unknown unit', (s) => ({ ...s, unitId: 'amt-fuer-alles' }), 'wohngeld.json /unitId there is no unit "amt-fuer-alles"'],
    ['a missing English text', (s) => ({ ...s, name: { de: 'Wohngeld' } }), 'wohngeld.json /name the English text is missing'],
    ['a broken LeiKa key', (s) => ({ ...s, leikaKey: '9910702303700' }), 'wohngeld.json /leikaKey must match pattern "^99[0-9]{12}$"'],
    [
      'a LeiKa key that another has',
      (s) => ({ ...s, leikaKey: '99108001001000' }),
      'wohngeld.json /leikaKey is the key of "bewohnerparkausweis" already',
    ],
    [
      'an address that another has',
      (s) => ({ ...s, slug: { de: 'reisepass', en: 'housing-benefit' } }),
      'wohngeld.json /slug/de is the address of "reisepass" already',
    ],
    ['a form that is not there', (s) => ({ ...s, formId: 'formlos' }), 'wohngeld.json /formId there is no form "formlos"'],
    ['a case type that is not there', (s) => ({ ...s, caseTypeId: 'fall' }), 'wohngeld.json /caseTypeId there is no case type "fall"'],
    [
      'an unknown life situation',
      (s) => ({ ...s, lifeSituations: ['mond'] }),
      'wohngeld.json /lifeSituations/0 there is no life situation "mond"',
    ],
    ['an unknown related service', (s) => ({ ...s, related: ['mond'] }), 'wohngeld.json /related/0 there is no service "mond"'],
    [
      'a service without a way but the computer',
      (s) => ({ ...s, channels: [] }),
      'wohngeld.json /channels must NOT have fewer than 1 items',
    ],
    [
      'a service reached by e-mail alone',
      (s) => ({ ...s, channels: [{ kind: 'email', text: { de: 'Schreiben Sie', en: 'Write' }, mail: 'a@muenchen.example' }] }),
      'wohngeld.json /channels a way without a computer is missing (counter, appointment, phone or paper)',
    ],
    ['an unknown property', (s) => ({ ...s, preis: 3 }), 'wohngeld.json / unknown property "preis"'],
    ['a file of another name', (s) => ({ ...s, id: 'mietzuschuss' }), 'wohngeld.json /id must be "wohngeld", as the file is called'],
    [
      'a link that is not https',
      (s) => ({ ...s, legalBasis: [{ name: { de: 'a', en: 'b' }, url: 'http://x' }] }),
      'wohngeld.json /legalBasis/0/url must match pattern "^https://"',
    ],
  ];
  for (const [what, change, expected] of cases) {
    it(`names ${what}`, async () => assert.ok((await faultsWith(wohngeld, change)).includes(expected)));
  }
  it('names a file that is no JSON', async () =>
    assert.match((await faultsWith(wohngeld, () => '{ "id": ')).join('\n'), /wohngeld\.json \/ .*JSON/));
});
