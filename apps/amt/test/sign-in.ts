import { readDemoPeople } from '@amt/identity';
import { join } from 'node:path';
import { root } from '../src/root.ts';
import type { Visitor } from './visitor.ts';

/** From our sign-in page over the state account (simulated) back to where the person wanted to go. */
export async function signIn(resident: Visitor, person: string): Promise<void> {
  const { page } = resident;
  const origin = new URL(page.url()).origin;
  await page.getByRole('button', { name: /BayernID/ }).click();
  if (!resident.scripts) await page.getByRole('button', { name: /BayernID/ }).click();
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: person, exact: true }) });
  await card.getByRole('button').first().click();
  if (!resident.scripts) await page.locator('form button').click();
  await page.waitForURL((url) => url.origin === origin && !url.pathname.includes('saml'));
  await resident.examine();
}

/** Someone of the city's staff over the city's directory (simulated). Ends on their workspace. */
export async function signInAsStaff(clerk: Visitor, name: string): Promise<void> {
  const { page } = clerk;
  await clerk.go('/de/anmelden/beschaeftigte');
  const origin = new URL(page.url()).origin;
  await page.getByRole('button', { name: 'Mit dem Konto der Stadt anmelden' }).click();
  await page.getByRole('button', { name }).click();
  await page.waitForURL((url) => url.origin === origin);
  await clerk.examine();
}

/** What the form must show of a demo person without being told. */
export interface DemoPerson {
  readonly givenName: string;
  readonly street: string;
  readonly mail: string;
}

export async function demoPerson(name: string): Promise<DemoPerson> {
  const { residents } = await readDemoPeople(join(root, 'cities/muenchen'));
  const found = residents.find(({ attributes }) => `${attributes['givenName'] ?? ''} ${attributes['surname'] ?? ''}` === name)?.attributes;
  if (!found) throw new Error(`the demo city knows no ${name}`);
  return { givenName: found['givenName'] ?? '', street: (found['postalAddress'] ?? '').replace(/ \d.*$/, ''), mail: found['mail'] ?? '' };
}
