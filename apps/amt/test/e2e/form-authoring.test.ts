import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { houseUnderTest } from '../house.ts';
import { signInAsStaff } from '../sign-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

/** The builder as the guide (docs/leitfaden-formulare.md) walks through it. */
class Author {
  readonly who: Visitor;
  constructor(who: Visitor) {
    this.who = who;
  }

  /** Adds a kind of field or a template at the end of the chosen page. */
  async add(what: RegExp): Promise<void> {
    const { page } = this.who;
    await page
      .locator('.amt-builder__tree')
      .getByRole('link', { name: /^Hinzufügen/ })
      .last()
      .click();
    await this.who.examine('add');
    await page.getByRole('button', { name: what }).click();
    await page.waitForLoadState('load');
  }

  async addPage(title: string, first = false): Promise<void> {
    const { page } = this.who;
    if (!first) await page.getByRole('button', { name: 'Seite hinzufügen' }).click();
    await page.getByLabel('Titel der Seite').fill(title);
    await this.save();
  }

  async into(group: RegExp, what: RegExp, label: string): Promise<void> {
    const { page } = this.who;
    await page.locator('.amt-builder__tree').getByRole('link', { name: group }).click();
    await page.getByRole('link', { name: 'Feld hineinsetzen' }).click();
    await page.getByRole('button', { name: what }).click();
    await page.getByLabel('Text der Frage').fill(label);
    await this.save();
  }

  async save(): Promise<void> {
    await this.who.page.locator('#chosen-form').getByRole('button', { name: 'Speichern' }).click();
    await this.who.page.waitForLoadState('load');
  }

  /** The preview and what is open follow what is typed; the focus stays, and nothing is saved. */
  async typesWithoutSaving(): Promise<void> {
    const { page } = this.who;
    const shown = page.locator('#live-preview');
    const open = page.locator('#live-count');
    const before = await open.innerText();
    const question = page.getByLabel('Text der Frage');
    await question.fill('');
    await page.locator('#live-here').getByText('Ein Text ist noch leer').first().waitFor();
    assert.notEqual(await open.innerText(), before);
    await question.pressSequentially('Womit spielen Sie?');
    await shown.getByText('Womit spielen Sie?').waitFor();
    await page.getByLabel('Auswahlmöglichkeiten').fill('Trommel\nTrompete');
    await shown.getByText('Trompete').waitFor();
    assert.equal(await page.evaluate('document.activeElement.name'), 'options');
    await page.reload();
    await shown.getByText('Womit musizieren Sie?').waitFor();
    assert.equal(await open.innerText(), before);
  }

  async feeLine(name: string): Promise<void> {
    const { page } = this.who;
    await page
      .locator('section', { has: page.locator('#fee') })
      .getByRole('button', { name: 'Zeile hinzufügen' })
      .click();
    await page.getByLabel('Bezeichnung').fill(name);
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByRole('link', { name }).click();
    await page.getByRole('link', { name: /^Ändern Betrag/ }).click();
  }
}

describe('a department writes its own online service', () => {
  let base = '';

  it('builds "Anmeldung Straßenmusik" from nothing: three pages, a repeat group, a fee that depends on an answer, two languages', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    const author = new Author(clerk);
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.go('/de/mitarbeit/formulare');
    await clerk.go('/de/mitarbeit/formulare/neu');
    await page.getByLabel('Name des Formulars').fill('Anmeldung Straßenmusik');
    await clerk.press('Anlegen und beginnen');
    base = new URL(page.url()).pathname;

    await author.addPage('Über Sie', true);
    await author.add(/^Person/);
    await author.add(/^Erreichbarkeit/);
    await author.addPage('Ihre Auftritte');
    await author.add(/^Eine Auswahl Zwei/);
    await page.getByLabel('Text der Frage').fill('Womit musizieren Sie?');
    await page.getByLabel('Auswahlmöglichkeiten').fill('Ohne Verstärker\nMit Verstärker');
    await author.save();
    await clerk.examine('a choice');
    await author.typesWithoutSaving();
    await page
      .locator('.amt-builder__tree')
      .getByRole('link', { name: /^Ihre Auftritte/ })
      .click();
    await author.add(/^Liste mit Einträgen/);
    await page.getByLabel('Text der Frage').fill('Auftritte');
    await page.getByLabel('Ein Eintrag heißt').fill('Auftritt');
    await page.getByLabel('Mindestens', { exact: false }).first().fill('1');
    await author.save();
    await author.into(/^Auftritte/, /^Datum Tag/, 'Tag des Auftritts');
    await author.into(/^Auftritte/, /^Kurzer Text/, 'Platz oder Straße');
    await page
      .locator('.amt-builder__tree')
      .getByRole('link', { name: /^Ihre Auftritte/ })
      .click();
    await author.addPage('Erklärung');
    await author.add(/^Wahrheitserklärung/);
    await clerk.examine('three pages');

    await clerk.go(`${base}/einstellungen`);
    await page.getByLabel('Rechtsgrundlagen').fill('Art. 18 BayStrWG');
    await page.getByText('Die erste Rechtsgrundlage').click();
    await page.getByRole('button', { name: 'Speichern' }).first().click();

    await clerk.go(`${base}/ablauf`);
    await author.feeLine('Grundgebühr');
    await page.getByLabel('Betrag in Euro').fill('10');
    await page.getByLabel('mal').selectOption({ label: 'Anzahl der Einträge, Seite 2: Auftritte' });
    await clerk.examine('amount');
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await author.feeLine('Zuschlag Verstärker');
    await page.getByLabel('Betrag in Euro').fill('15');
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await page.getByRole('link', { name: 'Zuschlag Verstärker' }).click();
    await page.getByRole('link', { name: /^Ändern Gilt nur/ }).click();
    await page.getByLabel('Angabe').selectOption({ label: 'Seite 2: Womit musizieren Sie?' });
    await page.getByLabel('Vergleich').locator('option', { hasText: /^ist$/ }).waitFor({ state: 'attached' });
    await page.getByLabel('Vergleich').selectOption({ label: 'ist' });
    await page.getByLabel('Wert').first().locator('option', { hasText: 'Mit Verstärker' }).waitFor({ state: 'attached' });
    await page.getByLabel('Wert').first().selectOption({ label: 'Mit Verstärker' });
    // the sentence follows the rows before they are saved
    await page.locator('#said').getByText('wenn „Womit musizieren Sie?“ = „Mit Verstärker“ ist').waitFor();
    await clerk.examine('condition');
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await clerk.sees(/Mit Verstärker/);

    await clerk.go(`${base}/texte`);
    const boxes = page.locator('.amt-texts textarea');
    for (let i = 0; i < (await boxes.count()); i++)
      if ((await boxes.nth(i).inputValue()).trim() === '') await boxes.nth(i).fill(`English ${i + 1}`);
    await clerk.press('Alle Texte speichern');
    await clerk.leave();
  });

  it('asks about entries of the list in rows, without scripts and without JSON', async () => {
    const clerk = await visitor({ scripts: false });
    const { page } = clerk;
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.go(`${base}/bedingung?owner=page&id=erklaerung&slot=when`);
    const choose = async (label: string, at: number, words: string): Promise<void> => {
      await page.getByLabel(label, { exact: true }).nth(at).selectOption({ label: words });
      await page.getByRole('button', { name: 'Auswahl übernehmen' }).click();
    };
    await choose('Angabe', 0, 'Seite 2: Auftritte');
    await choose('Vergleich', 0, 'mindestens ein Eintrag, bei dem');
    await choose('Angabe', 1, 'Seite 2: Platz oder Straße');
    await choose('Vergleich', 1, 'ist eines von');
    await page.getByLabel('Eines davon').fill('Marienplatz\nStachus');
    await page.getByRole('button', { name: 'Zeile hinzufügen' }).first().click();
    await choose('Angabe', 2, 'Seite 2: Platz oder Straße');
    await choose('Vergleich', 2, 'hat die Form');
    await choose('Form des Textes', 0, 'fünf Ziffern (Postleitzahl)');
    await page.getByLabel('Würde das passen?').fill('8033');
    await page.getByRole('button', { name: 'Prüfen' }).click();
    await clerk.sees(/„8033“ passt nicht/);
    await clerk.examine('entries');
    await page.getByRole('button', { name: 'Zeile entfernen' }).nth(2).click();
    await page.getByRole('button', { name: 'Speichern', exact: true }).click();
    await clerk.sees(
      'wenn es in „Auftritte“ mindestens einen Eintrag gibt, bei dem „Platz oder Straße“ = „Marienplatz“ oder „Stachus“ ist',
    );
    await clerk.go(`${base}/bedingung?owner=page&id=erklaerung&slot=when`);
    assert.equal(await page.getByLabel('Eines davon').inputValue(), 'Marienplatz\nStachus');
    await clerk.press('Bedingung entfernen');
    await clerk.leave();
  });

  it('tries it, keeps the try as a test, sees the paper, and submits it', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.go(base);
    await clerk.press('Ausprobieren', 'preview');
    const device = page.locator('.amt-device').first();
    await device.getByLabel('Vornamen').fill('Anna');
    await device.getByLabel('Familienname').fill('Lehner');
    await device.getByLabel('Tag', { exact: true }).fill('1');
    await device.getByLabel('Monat').fill('2');
    await device.getByLabel('Jahr').fill('1990');
    await device.getByLabel('E-Mail').fill('anna@example.org');
    await device.getByRole('button', { name: 'Weiter', exact: true }).click();
    await device.getByText('Mit Verstärker').click();
    await device.getByRole('button', { name: /Auftritt/ }).click();
    await device.getByLabel('Tag', { exact: true }).fill('1');
    await device.getByLabel('Monat').fill('8');
    await device.getByLabel('Jahr').fill('2027');
    await device.getByLabel('Platz').fill('Marienplatz');
    await device
      .getByRole('button', { name: /Eintrag speichern|Speichern/ })
      .first()
      .click();
    await device.getByRole('button', { name: 'Weiter', exact: true }).click();
    await device.getByText(/vollständig und richtig/).click();
    await device.getByRole('button', { name: 'Weiter', exact: true }).click();
    await page.waitForLoadState('load');
    assert.equal((await clerk.download('Als Papierformular ansehen')).subarray(0, 5).toString(), '%PDF-');
    await clerk.press('Diese Antworten als Test behalten', 'tests');
    await clerk.go(`${base}/versionen`);
    await page.getByLabel('Was haben Sie').fill('Neu');
    await clerk.press('Zur Freigabe einreichen', 'submitted');
    await clerk.press('Ansehen', 'own version');
    assert.equal(
      await page.getByRole('button', { name: 'Freigeben und veröffentlichen' }).count(),
      0,
      'authors do not release their own work',
    );
    await clerk.leave();
  });

  it('is released by somebody else, becomes a service, and residents can begin it', async () => {
    const lead = await visitor();
    const { page } = lead;
    await signInAsStaff(lead, 'Emre Kaya');
    await lead.go(`${base}/versionen`);
    await lead.press('Ansehen', 'to approve');
    await lead.press('Freigeben und veröffentlichen', 'published');
    await lead.go(`${base}/einstellungen`);
    await page.getByLabel('Name der Leistung').fill('Straßenmusik anmelden');
    await page.getByLabel('Name auf Englisch').fill('Register street music');
    await page.getByLabel('In ein, zwei').fill('Melden Sie Ihre Auftritte auf der Straße an.');
    await page.getByLabel('Dasselbe').fill('Register your performances in the street.');
    await lead.press('Als Leistung anbieten', 'service');
    const { house } = await houseUnderTest();
    const forms = await house.database.db.selectFrom('forms.definition').select('formId').where('offered', '=', true).execute();
    assert.ok(forms.some(({ formId }) => base.endsWith(`/${formId}`)));
    await lead.leave();

    const resident = await visitor();
    await resident.go('/de/suche?q=Straßenmusik');
    await resident.press('Straßenmusik anmelden');
    await resident.press('Online beantragen');
    await resident.press('Ohne Anmeldung beginnen');
    assert.equal(await resident.heading(), 'Über Sie');
    await resident.leave();
  });
});
