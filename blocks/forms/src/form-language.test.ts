import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { compileForm } from './check-definition.ts';
import type { FormDefinition } from './definition.ts';
import { directionOf, formInLanguage, ownNameOf } from './form-language.ts';
import { formOf as formWith } from './composite-form.fixture.ts';
import { formOf, startWizard } from './wizard.fixture.ts';

const definition: FormDefinition = (() => {
  const text = (de: string, en: string, uk: string, ar: string) => ({ de, en, uk, ar });
  const base = formWith([], { when: true });
  return {
    ...base,
    id: 'many',
    languages: ['de', 'en', 'uk', 'ar'],
    title: text('Anmeldung', 'Registration', 'Реєстрація', 'تسجيل'),
    pages: [
      {
        id: 'one',
        title: text('Ihre Angaben', 'Your details', 'Ваші дані', 'بياناتك'),
        fields: [
          { kind: 'text', id: 'name', label: text('Name', 'Name', "Ім'я", 'الاسم') },
          {
            kind: 'radios',
            id: 'size',
            label: text('Größe', 'Size', 'Розмір', 'الحجم'),
            options: [
              { value: 's', label: text('klein', 'small', 'малий', 'صغير') },
              { value: 'l', label: text('groß', 'large', 'великий', 'كبير') },
            ],
          },
        ],
      },
    ],
  };
})();
const wizard = await startWizard([definition]);
const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off' } });

describe('a form in more languages than the house', () => {
  it('is the same form with other words', () => {
    const form = compileForm(definition);
    const variant = formInLanguage(form, 'uk');
    assert.equal(variant.hash, form.hash);
    assert.equal(variant.definition.pages[0]?.title.de, 'Ваші дані');
    assert.equal(form.definition.pages[0]?.title.de, 'Ihre Angaben');
    assert.equal(formInLanguage(form, 'uk'), variant);
    assert.equal(formInLanguage(form, 'fr').definition.title.de, 'Anmeldung');
  });

  it('shows its questions in the chosen one, and the words around in the language of the page', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin('many');
    const url = `${draft}/seite/one`;
    const before = await visitor.get(url);
    assert.match(before.body, /Українська/);
    const language = async (value: string) => {
      const { action, revision } = formOf(await visitor.get(url));
      return visitor.post(action, { _revision: revision, _language: value, name: 'Олена' });
    };
    assert.equal((await language('uk')).headers.location, url);
    const shown = await visitor.get(url);
    assert.match(shown.body, /<span lang="uk" dir="ltr">великий<\/span>/);
    assert.match(shown.body, />Weiter</);
    assert.match(shown.body, /value="Олена"/, 'what was typed is kept');
    assert.equal((await validator.validateString(shown.body)).results.flatMap((result) => result.messages).length, 0);
    const { action, revision } = formOf(shown);
    const refused = await visitor.post(action, { _revision: revision, _go: 'on', name: '', size: 'l' });
    assert.equal(refused.statusCode, 422);
    assert.match(refused.body, /Ім&#39;я|Ім'я/);
    const again = formOf(await visitor.get(url));
    await visitor.post(again.action, { _revision: again.revision, _go: 'on', name: 'Олена', size: 'l' });
    assert.match((await visitor.get(`${draft}/pruefen`)).body, /великий/);
    await language('ar');
    assert.match((await visitor.get(url)).body, /<span lang="ar" dir="rtl">كبير<\/span>/);
    await language('page');
    assert.doesNotMatch((await visitor.get(url)).body, /великий|كبير/);
    await language('xx"><script>');
    assert.match((await visitor.get(url)).body, /Ihre Angaben/);
  });

  it('names languages as their speakers do, with their direction', () => {
    assert.deepEqual(['uk', 'tr', 'ar'].map(ownNameOf), ['Українська', 'Türkçe', 'العربية']);
    assert.deepEqual(['uk', 'ar', 'fa-AF'].map(directionOf), ['ltr', 'rtl', 'rtl']);
  });
});
