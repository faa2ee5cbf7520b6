import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerQuestions, findAndBegin, submitAndPay, words } from '../parking-permit.ts';
import { demoPerson, signInAsStaff } from '../sign-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

describe('other ways to an application', () => {
  it('in English, from search to the receipt', async () => {
    const resident = await visitor({ language: 'en' });
    await findAndBegin(resident, 'en', 'Renate Özdemir');
    await answerQuestions(resident, 'en', await demoPerson('Renate Özdemir'), 'M-EN 5');
    await submitAndPay(resident, 'en');
    assert.equal(await resident.heading(), words.en.arrived);
    await resident.leave();
  });

  it('in plain German: the service page and the first question', async () => {
    const resident = await visitor();
    await resident.go('/de-simple/leistungen/bewohnerparkausweis');
    assert.equal(await resident.page.locator('html').getAttribute('lang'), 'de-simple');
    assert.match(await resident.page.locator('main').innerText(), /Park·ausweis/);
    await resident.leave();
  });

  it('without an account: a technical request is put aside, found again by its code and sent', async () => {
    const someone = await visitor();
    const { page } = someone;
    await someone.go('/de/antrag-beginnen/technischer-support');
    await someone.press('Ohne Anmeldung beginnen');
    await page.getByLabel('Worum geht es?').selectOption({ label: 'Hochladen von Dateien' });
    await someone.write(/Beschreiben Sie/, 'Das Foto wird nicht angenommen.');
    await someone.press('Speichern und später weitermachen');
    const code = await page.locator('code').first().innerText();
    await someone.leave();

    const again = await visitor();
    await again.go('/de/antrag-fortsetzen');
    await again.write('Code', 'AAAA-BBBB-CCCC-DDDD-EEEE');
    await again.press('Fortsetzen', 'wrong code');
    await again.write('Code', code.toLowerCase());
    await again.press('Fortsetzen');
    await again.press('Zurück');
    assert.equal(await again.page.getByLabel(/Beschreiben Sie/).inputValue(), 'Das Foto wird nicht angenommen.');
    await again.press('Weiter');
    await again.write('E-Mail-Adresse', 'wer@example.org');
    await again.press('Weiter');
    await again.press('Antrag verbindlich absenden', 'support');
    assert.equal(await again.heading(), 'Ihr Antrag ist angekommen');
    const reference = /Ihr Aktenzeichen: (\S+)/.exec(await again.page.locator('main').innerText())?.[1] ?? '';
    await again.leave();

    const clerk = await visitor();
    await signInAsStaff(clerk, 'Dominik Feichtner');
    await clerk.go('/de/mitarbeit/vorgaenge');
    await clerk.press(reference, 'support');
    await clerk.sees('Das Foto wird nicht angenommen.');
    await clerk.leave();
  });

  it('with the keyboard alone: from the search to the first answers, the focus always visible', async () => {
    const resident = await visitor();
    const keys = new Keyboard(resident);
    await resident.go('/de');
    await keys.tabTo('Leistung oder Stichwort');
    await resident.page.keyboard.type('Parkausweis');
    await keys.enter();
    await keys.tabTo('Bewohnerparkausweis');
    await keys.enter();
    await keys.tabTo('Online beantragen');
    await keys.enter();
    await keys.tabTo('Mit BayernID anmelden');
    await keys.enter();
    await keys.tabTo('Weiter zu BayernID');
    await resident.page.keyboard.press('Enter');
    await resident.page.getByRole('heading', { name: 'Renate Özdemir' }).waitFor();
    await resident.page
      .getByRole('listitem')
      .filter({ has: resident.page.getByRole('heading', { name: 'Renate Özdemir' }) })
      .getByRole('button')
      .first()
      .focus();
    await resident.page.keyboard.press('Enter');
    await resident.page.waitForURL(/antrag-beginnen/);
    await keys.tabTo('Antrag beginnen');
    await keys.enter();
    await keys.tabTo('Weiter');
    await keys.enter();
    await keys.tabTo('Hauptwohnung');
    await resident.page.keyboard.press('Space');
    await keys.tabTo('Weiter');
    await keys.enter();
    await keys.tabTo('In welchem Parklizenzgebiet wohnen Sie?');
    await resident.page.keyboard.type('Weste');
    await resident.page.keyboard.press('ArrowDown');
    await resident.page.keyboard.press('Enter');
    await keys.tabTo('Ja');
    await resident.page.keyboard.press('ArrowRight');
    await keys.tabTo('Weiter');
    await keys.enter();
    assert.equal(await resident.heading(), 'Ihr Fahrzeug');
    await resident.leave();
  });
});

/** Someone who has no mouse. */
class Keyboard {
  readonly #resident: Visitor;

  constructor(resident: Visitor) {
    this.#resident = resident;
  }

  /** Tabs on until the control with this name has the focus, and sees where it is on the way. */
  async tabTo(name: string): Promise<void> {
    const { page } = this.#resident;
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      if ((await focused.count()) === 0) continue;
      const { label, visible } = await focused.evaluate((element) => {
        const control = element as unknown as {
          labels?: ArrayLike<{ innerText: string }>;
          innerText: string;
          getAttribute: (name: string) => string | null;
          parentElement: { querySelector: (query: string) => object | null } | null;
        };
        const view = (
          element.ownerDocument as unknown as {
            defaultView: { getComputedStyle: (of: object) => { outlineStyle: string; boxShadow: string } };
          }
        ).defaultView;
        const shows = (one: object | null): boolean =>
          one !== null && (view.getComputedStyle(one).outlineStyle !== 'none' || view.getComputedStyle(one).boxShadow !== 'none');
        return {
          label: (control.labels?.[0]?.innerText ?? control.getAttribute('aria-label') ?? control.innerText).trim(),
          visible: shows(element) || shows(control.parentElement?.querySelector('label') ?? null),
        };
      });
      assert.ok(visible, `the focus on "${label}" of ${page.url()} cannot be seen`);
      if (label.split('\n')[0]?.trim() === name) return;
    }
    assert.fail(`no way with the Tab key to "${name}" on ${page.url()}`);
  }

  async enter(): Promise<void> {
    await Promise.all([this.#resident.page.waitForEvent('load'), this.#resident.page.keyboard.press('Enter')]);
  }
}
