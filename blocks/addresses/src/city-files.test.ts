import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { testHouse } from '@amt/testing';
import { importText, smallList } from './address-list.fixture.ts';
import { checkAddresses, cityFiles, schematicShapes } from './city-files.ts';
import addresses, { addressIndex, currentEdition, districtOf, districts, findAddress } from './index.ts';
import { loadCity } from './load-city.ts';

const munich = { id: 'muenchen', folder: new URL('../../../cities/muenchen', import.meta.url).pathname };

async function copyOfMunich(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-city-'));
  after(() => rm(folder, { recursive: true }));
  for (const file of Object.values(cityFiles)) await cp(file(munich.folder), file(folder));
  return folder;
}

describe('the addresses of the demo city', () => {
  it('have no faults, and the shapes are those that follow from the centres', async () => {
    assert.deepEqual(await checkAddresses(munich.folder), []);
    assert.equal(await readFile(cityFiles.shapes(munich.folder), 'utf8'), await schematicShapes(munich.folder));
  });

  it('are loaded once, each in a district of its name, and hold those of the demo people', async () => {
    const house = await testHouse({ modules: [addresses] });
    const ctx = house.context();
    await loadCity(ctx, munich);
    const edition = await currentEdition(house.db);
    await loadCity(ctx, munich);
    assert.deepEqual(await currentEdition(house.db), edition);
    assert.equal((await districts(ctx)).length, 25);

    const index = await addressIndex(house.db);
    const all = index?.streets.flatMap((street) => index.addressesOf(street)) ?? [];
    assert.ok(all.length > 300);
    for (const { lat, lon, district } of all) {
      const found = await districtOf(ctx, { lat, lon });
      assert.ok(found?.name === district || found?.onBorder, `${lat}, ${lon}: ${found?.name} instead of ${district}`);
    }
    const { residents } = JSON.parse(await readFile(join(munich.folder, 'demo-people.json'), 'utf8')) as {
      residents: { attributes: { postalAddress: string; postalCode: string } }[];
    };
    for (const { attributes } of residents) {
      const [, street = '', houseNumber = ''] = /^(\D+) (\d.*)$/.exec(attributes.postalAddress) ?? [];
      const found = await findAddress(ctx, { street, houseNumber, postalCode: attributes.postalCode, city: 'München' });
      assert.partialDeepStrictEqual(found, { kind: 'found', differs: [] }, attributes.postalAddress);
    }
  });

  it('do not take the place of an official list', async () => {
    const house = await testHouse({ modules: [addresses] });
    await importText(house.context(), smallList, { source: 'Vermessungsamt' });
    await loadCity(house.context(), munich);
    assert.equal((await currentEdition(house.db))?.source, 'Vermessungsamt');
  });

  it('with faults are told by file and line, and not loaded', async () => {
    const house = await testHouse({ modules: [addresses] });
    const folder = await copyOfMunich();
    const list = await readFile(cityFiles.addresses(folder), 'utf8');
    await writeFile(cityFiles.addresses(folder), list.replace(';80801;', ';8080;'));
    const named = await readFile(cityFiles.districts(folder), 'utf8');
    await writeFile(cityFiles.districts(folder), named.replace('"Laim"', '"Leim"'));
    assert.deepEqual(await checkAddresses(folder), [
      { file: cityFiles.addresses(folder), path: 'line 2, PLZ', message: '"8080" is not five digits' },
      { file: cityFiles.shapes(folder), path: 'line 1', message: 'district 25 "Leim" of districts.json has no shape here' },
    ]);
    await assert.rejects(loadCity(house.context(), { id: 'copy', folder }), /addresses\.csv line 2, PLZ/);
    assert.equal(await currentEdition(house.db), undefined);
    await writeFile(cityFiles.districts(folder), '{"districts":[]}');
    assert.deepEqual(
      (await checkAddresses(folder)).map(({ file }) => file),
      [cityFiles.addresses(folder), cityFiles.districts(folder)],
    );
  });
});
