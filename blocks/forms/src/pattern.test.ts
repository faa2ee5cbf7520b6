import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PatternFault, compilePattern } from './pattern.ts';

const atom: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', '\\d', '\\w', '[ab]', '[^a]', '[a-c1]', '.', '\\.', '\\p{L}');
const source: fc.Arbitrary<string> = fc.letrec<{ part: string; sequence: string; whole: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 2 },
    atom,
    tie('whole').map((inner) => `(${inner})`),
    tie('whole').map((inner) => `(?:${inner})`),
  ),
  sequence: fc
    .array(
      fc.tuple(tie('part'), fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,2}', '{1,}')).map(([part, count]) => part + count),
      { maxLength: 3 },
    )
    .map((parts) => parts.join('')),
  whole: fc.array(tie('sequence'), { minLength: 1, maxLength: 2 }).map((parts) => parts.join('|')),
})).whole;

describe('patterns', () => {
  it('match as the regular expressions of JavaScript do', () => {
    fc.assert(
      fc.property(source, fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', 'ä', '\n'), maxLength: 5 }), (pattern, text) => {
        assert.equal(
          compilePattern(pattern).test(text),
          new RegExp(`^(?:${pattern})$`, 'u').test(text),
          `${pattern} on ${JSON.stringify(text)}`,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('read number plates', () => {
    const plate = compilePattern('[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?[1-9]\\d{0,3}[EH]?');
    assert.ok(plate.test('M-AB 1234E'));
    assert.ok(!plate.test('M-AB 1234E '));
    assert.ok(!plate.test('m-ab 1'));
  });

  it('cannot be made to hang', () => {
    assert.equal(compilePattern('(a*)*b').test('a'.repeat(5000)), false);
    assert.equal(compilePattern('(a|a)*b').test('a'.repeat(5000)), false);
    assert.equal(compilePattern('(a?){100}a{100}').test('a'.repeat(100)), true);
  });

  it('tell what is wrong with them', () => {
    for (const wrong of [
      '(',
      'a)',
      '[',
      '[]',
      'a**',
      '(?=a)',
      '\\1',
      '\\b',
      'a{3,1}',
      'a{1000}',
      '{',
      '[b-a]',
      '\\p{Greek}',
      '^a$',
      '((((((((((((((((((((((((a))))))))))))))))))))))))',
      '((a{200}){200}){200}',
    ]) {
      assert.throws(() => compilePattern(wrong), PatternFault, wrong);
    }
  });
});
