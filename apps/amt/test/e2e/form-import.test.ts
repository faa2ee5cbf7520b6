import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applicationBySubmission } from '@amt/applications';
import { caseById } from '@amt/cases';
import { submissionById } from '@amt/forms';
import { houseUnderTest } from '../house.ts';
import { colourList, colours, kiteSchema } from '../kite-schema.ts';
import { signInAsStaff } from '../sign-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const xml = (name: string, content: string) => ({ name, mimeType: 'application/xml', buffer: Buffer.from(content) });

/** Opens a point of the list by the beginning of its title. */
async function open({ page }: Visitor, title: string): Promise<void> {
  await page
    .getByRole('list', { name: 'Zu klären', exact: true })
    .getByRole('link', { name: new RegExp(`^${title}`) })
    .click();
  await page.waitForLoadState('load');
}

/** Presses a button or follows a link to a page that other tests examine. */
async function on({ page }: Visitor, name: string): Promise<void> {
  const loaded = page.waitForEvent('load');
  await page
    .getByRole('button', { name, exact: true })
    .or(page.getByRole('link', { name, exact: true }))
    .first()
    .click();
  await loaded;
}

async function settled(clerk: Visitor, count: number): Promise<void> {
  await clerk.sees(new RegExp(`^${count} von 8$`));
}

describe('a file of XDatenfelder becomes a service', () => {
  let base = '';
  /** the clerk who carries the file on, from its list of points to handing it in */
  let clerk: Visitor;

  it('is refused with line and place when it is not right, and so is a list that is not the one; without scripts', async () => {
    const clerk = await visitor({ scripts: false });
    const { page } = clerk;
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.go('/de/mitarbeit/formulare/einlesen');
    await page.locator('input[type=file]').setInputFiles(xml('kaputt.xml', kiteSchema.replace('<xdf:id>F99000000002</xdf:id>', '')));
    await clerk.press('Einlesen', 'refused');
    await clerk.sees(/Es fehlt: <id>.*Zeile 6/);
    await page.locator('input[type=file]').setInputFiles(xml('drachen.xml', kiteSchema));
    await clerk.press('Einlesen', 'points');
    const list = new URL(page.url()).pathname;
    base = list.replace(/\/klaeren$/, '');
    await settled(clerk, 0);
    await open(clerk, 'Codeliste einlesen');
    await page.locator('input[type=file]').setInputFiles(xml('andere.xml', colourList('urn:drachenverein:groessen_1')));
    await clerk.press('Liste einlesen', 'other list');
    await clerk.sees(/Gebraucht wird urn:drachenverein:farben_2026-01-01/);
    await page.locator('input[type=file]').setInputFiles(xml('neuere.xml', colourList('urn:drachenverein:farben_2027-01-01')));
    await clerk.press('Liste einlesen', 'other version');
    await clerk.sees('Diese andere Version der Liste verwenden');
    await clerk.leave();
  });

  it('leaves open what the standard does not say: a list of tasks with progress, each leading to where it is settled', async () => {
    clerk = await visitor();
    const { page } = clerk;
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.go(`${base}/klaeren`, 'open');
    await open(clerk, 'Leistung zuordnen');
    await page.getByLabel('Schlüssel der Leistung').fill('');
    await clerk.press('So festlegen', 'no key');
    await clerk.sees('Tragen Sie einen Schlüssel ein');
    await page.getByLabel('Schlüssel der Leistung').fill('city:drachen, leika:99999999999999');
    await on(clerk, 'So festlegen');
    await open(clerk, 'Anmeldung festlegen');
    await on(clerk, 'So festlegen');
    await open(clerk, 'Aufbewahrung festlegen');
    await page.getByLabel('Anträge aufbewahren').fill('36');
    await on(clerk, 'So festlegen');
    await open(clerk, 'Sprachen festlegen');
    await page.getByText('Englisch', { exact: true }).click();
    await on(clerk, 'So festlegen');
    await open(clerk, 'Rechtsgrundlage eintragen');
    await clerk.examine('legal basis');
    await page.getByLabel('Rechtsgrundlagen').fill('§ 3 Drachensatzung');
    await on(clerk, 'So festlegen');
    await settled(clerk, 5);

    await open(clerk, 'Codeliste einlesen');
    await clerk.examine('list');
    await page.locator('input[type=file]').setInputFiles(xml('farben.xml', colourList()));
    await clerk.press('Liste einlesen', 'filled');
    await clerk.sees('Die Liste hat jetzt 2 Einträge.');
    await settled(clerk, 6);
  });

  it('has rules in words: one is built beside its wording, one is not needed', async () => {
    const { page } = clerk;
    await clerk.go(`${base}/versionen`, 'open points');
    await page
      .getByRole('link', { name: /^Zu klären \(2\)/ })
      .first()
      .click();
    await open(clerk, 'Regel in Worten: Drachen');
    await clerk.examine('rule');
    await clerk.sees('kommt im Formular nicht vor');
    await page.getByText('Angaben müssen zueinander passen').click();
    await page.getByLabel('Welche Stelle ist gemeint?').selectOption({ label: 'Seite 2 › Länge der Schnur in Metern' });
    await page.getByLabel('Meldung oder Bezeichnung').fill('Die Schnur darf höchstens 100 Meter lang sein.');
    await clerk.press('Weiter zur Bedingung', 'beside its wording');
    await clerk.sees(/^Drachen, deren Schnur \(F99000000013\)/);
    await page.getByLabel('Angabe').selectOption({ label: 'Seite 2: Länge der Schnur in Metern' });
    await page
      .getByLabel('Vergleich')
      .locator('option', { hasText: /^ist höchstens$/ })
      .waitFor({ state: 'attached' });
    await page.getByLabel('Vergleich').selectOption({ label: 'ist höchstens' });
    await page.getByLabel('Wert').first().fill('100');
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await clerk.sees('Nächster Punkt');
    await clerk.examine('settled rule');
    await on(clerk, 'Nächster Punkt');
    await page.getByText('Nicht nötig?', { exact: true }).click();
    await clerk.press('Als nicht nötig kennzeichnen', 'no reason');
    await clerk.sees('Schreiben Sie, warum das nicht nötig ist');
    await page.getByLabel('Warum ist das nicht nötig?').fill('Verweist nur auf die Satzung.');
    await clerk.press('Als nicht nötig kennzeichnen', 'all settled');
    await settled(clerk, 8);
    await clerk.sees('Alles geklärt');

    await page.goto(new URL(`${base}/texte`, page.url()).href);
    const boxes = page.locator('.amt-texts textarea');
    for (let i = 0; i < (await boxes.count()); i++)
      if ((await boxes.nth(i).inputValue()).trim() === '') await boxes.nth(i).fill(`English ${i + 1}`);
    await on(clerk, 'Alle Texte speichern');
  });

  it('is tried: the rule that was read holds, and so does the one that was built', async () => {
    const { page } = clerk;
    await page.goto(new URL(base, page.url()).href);
    await on(clerk, 'Ausprobieren');
    const device = page.locator('.amt-device').first();
    const next = async (): Promise<void> => {
      await device.getByRole('button', { name: 'Weiter', exact: true }).click();
      await page.waitForLoadState('load');
    };
    await device.getByLabel('Vornamen').fill('Anna');
    await device.getByLabel('Familienname').fill('Lehner');
    await next();
    await device.getByText('Lenkdrachen').click();
    await device.getByLabel('Farbe').selectOption({ label: 'Grün' });
    await device.getByLabel('Länge der Schnur').fill('101');
    await next();
    await device.getByText('Die Schnur darf höchstens 100 Meter lang sein.').first().waitFor();
    await device
      .getByText(/Erfahrung im Lenken/)
      .first()
      .waitFor();
    await device.getByLabel('Erfahrung im Lenken').fill('Zehn Jahre');
    await device.getByLabel('Länge der Schnur').fill('100');
    await next();
    await on(clerk, 'Diese Antworten als Test behalten');
    await page.goto(new URL(`${base}/versionen`, page.url()).href);
    await page.getByLabel('Was haben Sie').fill('Aus dem FIM-Baukasten');
    await on(clerk, 'Zur Freigabe einreichen');
    await clerk.leave();
  });

  it('is approved by a second person who reads how each point was settled, and offered as a service', async () => {
    const lead = await visitor();
    const { page } = lead;
    await signInAsStaff(lead, 'Emre Kaya');
    await page.goto(new URL(`${base}/versionen`, page.url()).href);
    await lead.press('Ansehen', 'imported, to approve');
    await lead.sees('Verweist nur auf die Satzung.');
    await on(lead, 'Freigeben und veröffentlichen');
    await page.goto(new URL(`${base}/einstellungen`, page.url()).href);
    await page.getByLabel('Name der Leistung').fill('Drachen anmelden');
    await page.getByLabel('Name auf Englisch').fill('Register a kite');
    await page.getByLabel('In ein, zwei').fill('Melden Sie Ihren Drachen an.');
    await page.getByLabel('Dasselbe').fill('Register your kite.');
    await on(lead, 'Als Leistung anbieten');
    await lead.leave();
  });

  it('is found and filled in by a resident without an account; the case holds the answers', async () => {
    const resident = await visitor({ width: 360 });
    const { page } = resident;
    await resident.go('/de/suche?q=Drachen');
    await on(resident, 'Drachen anmelden');
    await on(resident, 'Online beantragen');
    await on(resident, 'Ohne Anmeldung beginnen');
    await resident.write('Vornamen', 'Anna');
    await resident.write('Familienname', 'Lehner');
    await resident.press('Weiter', 'kite');
    await resident.choose('Bauart', 'Einleiner');
    await page.getByLabel('Farbe').selectOption({ label: 'Rot' });
    await resident.write('Länge der Schnur in Metern', '80');
    await resident.press('Weiter', 'kite');
    await on(resident, 'Antrag verbindlich absenden');
    assert.equal(await resident.heading(), 'Ihr Antrag ist angekommen');
    await resident.leave();

    const { house } = await houseUnderTest();
    const { db } = house.database;
    const formId = base.slice(base.lastIndexOf('/') + 1);
    const row = await db.selectFrom('forms.submission').select('id').where('formId', '=', formId).executeTakeFirstOrThrow();
    const submission = await submissionById(db, row.id);
    const application = await applicationBySubmission(db, row.id);
    assert.deepEqual(submission?.answers, {
      G99000000001: { F99000000001: 'Anna', F99000000002: 'Lehner' },
      G99000000002: { F99000000010: '001', F99000000011: 'r', F99000000013: 80 },
    });
    const found = application && (await caseById(db, application.caseId));
    assert.equal(found?.caseTypeId, formId);
    const { definition } = await house.database.db
      .selectFrom('forms.definition')
      .select('definition')
      .where('formId', '=', formId)
      .executeTakeFirstOrThrow();
    assert.equal(Object.values(definition.lists ?? {})[0]?.source, colours);
  });
});
