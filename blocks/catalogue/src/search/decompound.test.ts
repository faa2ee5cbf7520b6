import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitter } from './decompound.ts';
import { fold } from './fold.ts';

describe('splitting compounds', () => {
  const split = splitter(['personalausweis', 'freischankflache'].map(fold));
  const parts = (word: string): readonly string[] => split(fold(word));

  it('finds the parts, and the parts of parts', () =>
    assert.deepEqual(parts('Personalausweisverlängerung'), ['personalausweis', 'personal', 'ausweis', 'verlangerung']));
  it('knows the letters between parts', () => {
    assert.deepEqual(parts('Hundesteuer'), ['hunde', 'steuer']);
    assert.deepEqual(parts('Wohnungsgeberbestätigung').includes('bestatigung'), false, '"geber" is in no lexicon, so nothing is cut');
    assert.deepEqual(parts('Geburtsurkunde'), ['geburt', 'urkunde']);
  });
  it('leaves a word whole that it cannot cover', () => assert.deepEqual(parts('Bewohnerxyz'), []));
  it('leaves short words whole', () => assert.deepEqual(parts('Amt'), []));
  it('yields pieces of the word only, in bounded time', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('park', 'ausweis', 's', 'en', 'steuer', 'hund', 'e', 'a'), { maxLength: 20 }), (pieces) => {
        const word = pieces.join('');
        return split(word).every((part) => word.includes(part) && part.length >= 3);
      }),
    ));
});
