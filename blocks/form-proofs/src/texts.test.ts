import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileForm } from '@amt/forms';
import { measureText, passiveOf, sentencesOf } from './readability.ts';
import { smallForm, t } from './small-form.fixture.ts';
import { pairHash, translationStates } from './translation-states.ts';

const flag = { kind: 'bool' as const, id: 'flag', label: t('Flagge', 'Flag') };

describe('states of translations', () => {
  it('are fresh while nothing is known of reviews', () => {
    assert.ok(translationStates(smallForm([flag])).every(({ state }) => state === 'fresh'));
  });

  it('go stale when the German text or the translation changes, and stay fresh when they move', () => {
    const before = smallForm([flag]);
    const reviewed = { en: translationStates(before).flatMap(({ hash }) => hash ?? []) };
    const moved = smallForm([{ kind: 'label', id: 'note', text: t('Formular', 'Form') }, flag]);
    assert.ok(translationStates(moved, reviewed).every(({ state }) => state === 'fresh'));
    const changed = smallForm([{ ...flag, label: t('Fahne', 'Flag') }]);
    assert.deepEqual(
      translationStates(changed, reviewed).filter(({ state }) => state === 'stale'),
      [{ pointer: '/pages/0/fields/0/label', language: 'en', state: 'stale', hash: pairHash('Fahne', 'Flag') }],
    );
  });

  it('tell what is missing in each language', () => {
    const states = translationStates({ ...smallForm([flag]), languages: ['de', 'en', 'uk'] });
    assert.equal(states.filter(({ language, state }) => language === 'uk' && state === 'missing').length, 3);
  });

  it('do not change the name of the content', () => {
    const form = smallForm([flag]);
    assert.equal(compileForm({ ...form, reviewed: { en: [pairHash('a', 'b')] } }).hash, compileForm(form).hash);
  });
});

describe('measures of a text', () => {
  it('sentences end at marks before capitals, not at abbreviations, ordinals and dates', () => {
    assert.deepEqual(sentencesOf('Nach § 45 Abs. 1b Nr. 2a StVO gilt das ab 27. März 2026. Dann z. B. nicht mehr! Und Sie?'), [
      'Nach § 45 Abs. 1b Nr. 2a StVO gilt das ab 27. März 2026.',
      'Dann z. B. nicht mehr!',
      'Und Sie?',
    ]);
  });

  it('counts as the formulas say', () => {
    const { words, longestSentence, lix } = measureText('Der Hund bellt. Die Katze schläft wirklich lange.', 'de');
    assert.deepEqual([words, longestSentence], [8, 5]);
    // 8 words in 2 sentences, 2 of them longer than six letters
    assert.equal(lix, 4 + 25);
    assert.ok(measureText('The cat sat on the mat.', 'en').flesch > 100);
  });

  it('hears the passive', () => {
    assert.equal(passiveOf('Der Antrag wird im Amt geprüft.'), 'wird … geprüft');
    assert.equal(passiveOf('Wir prüfen den Antrag.'), undefined);
    assert.equal(passiveOf('Es wird kalt.'), undefined);
  });
});
