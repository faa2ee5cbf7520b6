import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { groupedCode, newResumeCode, readResumeCode } from './resume-code.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('resume codes', () => {
  it('are seven groups of four and are read however they are typed', () => {
    const code = groupedCode(newResumeCode());
    assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const bare = code.replaceAll('-', '');
    assert.equal(readResumeCode(` ${code.toLowerCase()} `), bare);
    assert.equal(readResumeCode(bare.replaceAll('0', 'o').replaceAll('1', 'l')), bare);
    assert.notEqual(newResumeCode(), code);
  });

  it('show a wrong character and two that were swapped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 27 }), fc.constantFrom(...alphabet), (at, char) => {
        const bare = newResumeCode();
        fc.pre(bare[at] !== char);
        assert.equal(readResumeCode(bare.slice(0, at) + char + bare.slice(at + 1)), undefined);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 }), (at) => {
        const bare = newResumeCode();
        fc.pre(bare[at] !== bare[at + 1]);
        assert.equal(readResumeCode(bare.slice(0, at) + bare[at + 1] + bare[at] + bare.slice(at + 2)), undefined);
      }),
    );
  });

  it('refuse anything else', () => {
    for (const text of ['', '-', 'x'.repeat(28), newResumeCode().slice(0, -1), `${newResumeCode()}0`])
      assert.equal(readResumeCode(text), undefined, text);
  });
});
