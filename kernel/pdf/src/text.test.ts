import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { din91379 } from './din-91379.ts';
import { linesOf } from './line-breaks.ts';
import { printable } from './typeface.ts';

const measure = (text: string, bold: boolean): number => text.length * (bold ? 6 : 5);

describe('line breaks', () => {
  it('keep every sign in order and no line is wider than the column', () => {
    const run = fc.record({ text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '/', '\n', 'K͟H', 'ä') }), bold: fc.boolean() });
    fc.assert(
      fc.property(fc.array(run), fc.integer({ min: 20, max: 200 }), (runs, width) => {
        const lines = linesOf(runs, width, measure);
        const shown = lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join('');
        assert.equal(shown, runs.map((each) => each.text.replaceAll('\n', '')).join(''));
        for (const { pieces } of lines) {
          const text = pieces.map((piece) => piece.text).join('');
          const last = pieces.at(-1);
          const used =
            pieces.reduce((sum, piece) => sum + measure(piece.text, piece.bold), 0) -
            (last ? measure(last.text, last.bold) - measure(last.text.trimEnd(), last.bold) : 0);
          assert.ok(used <= width || text.trim() === '', `${JSON.stringify(text)} is ${used} wide, the column ${width}`);
        }
      }),
    );
  });
});

describe('the typeface', () => {
  it('prints every letter and sequence of DIN 91379', () => {
    for (const letters of din91379) assert.equal(printable(letters), letters.normalize('NFC'));
  });

  it('shows a sign it lacks as such and drops what cannot be seen', () => {
    assert.equal(printable('a\u0000b\u202E🙈\u200Bc\r\nd'), 'ab�c\nd');
  });
});
