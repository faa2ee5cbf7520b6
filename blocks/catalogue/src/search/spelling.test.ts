import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { editDistance, spelling } from './spelling.ts';

const words = new Map([
  ['parkausweis', 5],
  ['personalausweis', 3],
  ['wohngeld', 4],
  ['hund', 2],
  ['hundesteuer', 4],
  ['meldebescheinigung', 1],
]);

describe('spelling', () => {
  const known = spelling(words);

  it('finds the word behind one slip of any kind', () => {
    const long = fc.constantFrom(...words.keys()).filter((word) => word.length >= 8);
    fc.assert(
      fc.property(long, fc.nat(), fc.constantFrom('drop', 'double', 'swap', 'replace'), (word, where, slip) => {
        const at = 1 + (where % (word.length - 2));
        const typed =
          slip === 'drop'
            ? word.slice(0, at) + word.slice(at + 1)
            : slip === 'double'
              ? word.slice(0, at) + word[at] + word.slice(at)
              : slip === 'swap'
                ? word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
                : `${word.slice(0, at)}x${word.slice(at + 1)}`;
        return known.has(typed) || known.near(typed) === word;
      }),
    );
  });
  it('does not guess at short or far words', () =>
    assert.deepEqual([known.near('hut'), known.near('xylophon'), known.near('')], [undefined, undefined, undefined]));
  it('continues a prefix, most used first', () => assert.deepEqual(known.startingWith('hund', 5), ['hundesteuer', 'hund']));
});

describe('edit distance', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
  it('is the same both ways, and nothing exactly for equal words', () =>
    fc.assert(
      fc.property(text, text, (x, y) => editDistance(x, y, 9) === editDistance(y, x, 9) && (editDistance(x, y, 9) === 0) === (x === y)),
    ));
  it('counts a swap of neighbours as one', () => assert.equal(editDistance('ausweis', 'auswies', 2), 1));
  it('says "too far" past the limit', () => assert.equal(editDistance('wohngeld', 'fundbuero', 2), 3));
});
