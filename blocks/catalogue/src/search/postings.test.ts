import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addScores, buildPostings } from './postings.ts';

const document = (...terms: [string, number][]): Map<string, number> => new Map(terms);

describe('postings', () => {
  const postings = buildPostings([
    document(['pass', 4], ['foto', 1]),
    document(['hund', 4], ['foto', 1]),
    document(['pass', 1], ['foto', 1], ['haus', 6]),
  ]);
  const scores = (term: string): number[] => {
    const made = new Float32Array(3);
    addScores(postings, term, 1, made);
    return [...made];
  };

  it('scores a document higher that says it more often', () => {
    const [first = 0, second = 0, third = 0] = scores('pass');
    assert.equal(second, 0);
    assert.ok(first > third && third > 0);
  });
  it('scores a rare term higher than one that all have', () => assert.ok((scores('hund')[1] ?? 0) > (scores('foto')[1] ?? 0)));
  it('tells whether the term is known', () =>
    assert.deepEqual(
      [addScores(postings, 'pass', 1, new Float32Array(3)), addScores(postings, 'nichts', 1, new Float32Array(3))],
      [true, false],
    ));
  it('is empty without documents', () => assert.equal(buildPostings([]).terms.size, 0));
});
