import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signIn } from '../sign-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

/** To the question that asks for an address nobody knows yet: where the tables shall stand. */
async function askedForAddress(resident: Visitor): Promise<void> {
  await resident.go('/de/antrag-beginnen/freischankflaeche');
  await resident.press('Mit BayernID anmelden', 'outdoor seating');
  await signIn(resident, 'Renate Özdemir');
  await resident.press('Antrag beginnen', 'outdoor seating');
  await resident.press('Weiter', 'outdoor seating');
  await resident.press('Weiter', 'outdoor seating');
  await resident.page.getByLabel('Hausnummer').waitFor();
}

describe('an address in a form', () => {
  it('is found in the list of the city, in spite of slips of the pen, and completed', async () => {
    const resident = await visitor();
    await askedForAddress(resident);
    const { page } = resident;
    await page.getByRole('combobox', { name: 'Straße' }).pressSequentially('lidnwurmstr 8');
    await page.getByRole('option', { name: 'Lindwurmstraße, 80337 München' }).waitFor();
    await resident.examine('suggested streets');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.equal(await page.getByLabel('Hausnummer').inputValue(), '8');
    await page.getByLabel('Hausnummer').press('End');
    await page.keyboard.type('8');
    await page.getByRole('option', { name: '88', exact: true }).click();
    assert.equal(await page.getByLabel('Postleitzahl').inputValue(), '80337');
    assert.equal(await page.getByLabel('Ort', { exact: true }).inputValue(), 'München');
    await resident.leave();
  });

  it('is typed without scripts', async () => {
    const resident = await visitor({ scripts: false });
    await askedForAddress(resident);
    assert.equal(await resident.page.getByRole('combobox', { name: 'Straße' }).count(), 0);
    await resident.write('Straße', 'Musterplatz');
    await resident.leave();
  });
});
