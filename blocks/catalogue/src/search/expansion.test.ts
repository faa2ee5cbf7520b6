import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { expander, readConcepts } from './expansion.ts';
import { wordsOf } from './fold.ts';
import { municipalGlossary } from './municipal-glossary.ts';

describe('expansion of queries', () => {
  const concepts = readConcepts(municipalGlossary);
  const expand = expander(concepts);
  const words = (query: string): string[] => expand(wordsOf(query)).map((expansion) => expansion.words.join(' '));

  it('reads every line as a concept with words in both languages', () => {
    assert.ok(concepts.length >= 70);
    for (const concept of concepts) assert.ok(concept.de.length > 0 && concept.en.length > 0, JSON.stringify(concept));
  });
  it('brings the administrative term for one of everyday life', () => assert.ok(words('mein Perso').includes('personalausweis')));
  it('brings the German term for an English one', () => assert.ok(words('help with rent').includes('wohngeld')));
  it('matches other forms of the same word', () => assert.ok(words('Hunde').includes('dog')));
  it('brings nothing for other words', () => assert.deepEqual(words('quantenmechanik'), []));
});
