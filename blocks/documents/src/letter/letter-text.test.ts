import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { blocksOf, runsOf } from './markup.ts';

describe('light markup', () => {
  it('knows paragraphs, both kinds of lists and bold', () => {
    assert.deepEqual(blocksOf('Erster\nnoch der erste\n\n- a\n- **b**\n1. eins\n2) zwei\nEnde'), [
      { kind: 'paragraph', runs: [{ text: 'Erster\nnoch der erste', bold: false }] },
      { kind: 'list', ordered: false, items: [[{ text: 'a', bold: false }], [{ text: 'b', bold: true }]] },
      { kind: 'list', ordered: true, items: [[{ text: 'eins', bold: false }], [{ text: 'zwei', bold: false }]] },
      { kind: 'paragraph', runs: [{ text: 'Ende', bold: false }] },
    ]);
  });

  it('leaves a lone mark of bold as it is', () => {
    assert.deepEqual(runsOf('2 ** 3 und **'), [{ text: '2 ** 3 und **', bold: false }]);
  });

  it('never loses a letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ß', ' ', '\n', '*', '-', '1', '.', ')') }), (text) => {
        const shown = blocksOf(text)
          .flatMap((block) => (block.kind === 'list' ? block.items.flat() : block.runs))
          .map((run) => run.text)
          .join('');
        const letters = (from: string): string => from.replace(/[^aß]/g, '');
        assert.equal(letters(shown), letters(text));
      }),
    );
  });
});
