import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signInAsStaff } from '../sign-in.ts';
import { visitor } from '../visitor.ts';

const survey = {
  title: 'Radwege in der Stadt',
  locale: 'de',
  pages: [
    {
      name: 'wege',
      title: 'Ihre Wege',
      elements: [
        { type: 'radiogroup', name: 'oft', title: 'Wie oft fahren Sie Rad?', isRequired: true, choices: ['täglich', 'selten'] },
        { type: 'text', name: 'warum', title: 'Warum so selten?', visibleIf: "{oft} = 'selten'" },
        { type: 'text', name: 'wo', title: 'Wo?', visibleIf: 'nearSchool({warum})' },
      ],
    },
  ],
};

describe('a form of another product comes into the builder', () => {
  it('says what was recognised and what is open, and refuses what is broken with its place', async () => {
    const clerk = await visitor();
    const { page } = clerk;
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.go('/de/mitarbeit/formulare/einlesen');
    const send = async (name: string, content: string): Promise<void> => {
      await page.getByLabel('Datei').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
      await clerk.press('Einlesen', name);
    };
    await send('umfrage.json', JSON.stringify({ pages: [{ elements: [{ type: 'text', name: 'a', isRequired: 'vielleicht' }] }] }));
    assert.match(await page.locator('main').innerText(), /Erkannt als SurveyJS, aber nicht lesbar: ein Fehler/);
    assert.match(await page.locator('main').innerText(), /Dieser Wert passt hier nicht\.\s+pages › 0 › elements › 0 › isRequired/);
    await send('umfrage.lss', '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "b">]><document>&a;</document>');
    assert.match(await page.locator('main').innerText(), /Erkannt als LimeSurvey, aber nicht lesbar/);
    await send('brief.txt', 'Sehr geehrte Damen und Herren');
    assert.match(await page.locator('main').innerText(), /kein Formular, das hier erkannt wird/);

    await send('umfrage.json', JSON.stringify(survey));
    const words = await page.locator('body').innerText();
    assert.match(words, /Erkannt als SurveyJS\. Das Formular ist eingelesen; \d Punkte sind offen\./);
    assert.match(words, /Leistung zuordnen/);
    assert.match(await page.content(), /nearSchool/);
    await page.getByRole('link', { name: 'Aufbau' }).click();
    assert.match(await page.locator('main').innerText(), /Warum so selten\?/);
  });
});
