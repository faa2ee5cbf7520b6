import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fold, wordsOf } from './fold.ts';

describe('folding', () => {
  it('takes all spellings of an umlaut for the same', () => {
    for (const word of ['Führungszeugnis', 'Fuehrungszeugnis', 'fuhrungszeugnis', 'FÜHRUNGSZEUGNIS'])
      assert.equal(fold(word), 'fuhrungszeugnis');
    assert.equal(fold('Straße'), fold('Strasse'));
    assert.equal(fold('Gärtnerplatz'), fold('Gaertnerplatz'));
  });
  it('leaves "ue" after a vowel or q alone', () => assert.deepEqual(['Steuer', 'neue', 'Quelle'].map(fold), ['steuer', 'neue', 'quelle']));
  it('drops accents of other languages', () => assert.equal(fold('Wiśniewska Đặng café'), 'wisniewska đang cafe'));
  it('never yields an upper-case letter or a blank in a word', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        wordsOf(text).every((word) => word === word.toLowerCase() && !/\s/.test(word)),
      ),
    ));
  it('stops at the limit', () => assert.equal(wordsOf('eins zwei drei vier', 3).length, 3));
});
