import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fileReference, isFileReference } from './file-reference.ts';

describe('file reference', () => {
  const reference = fc
    .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 9_999_999 }))
    .map(([year, n]) => fileReference('BPA', year, n));

  it('accepts what it made', () => fc.assert(fc.property(reference, (made) => isFileReference(made))));
  it('accepts lower case and blanks around', () => assert.ok(isFileReference(` ${fileReference('HS', 2026, 17).toLowerCase()} `)));
  it('notices every single wrong digit', () =>
    fc.assert(
      fc.property(reference, fc.nat(), fc.integer({ min: 1, max: 9 }), (made, where, add) => {
        const places = [...made].flatMap((c, i) => (/\d/.test(c) ? [i] : []));
        const at = places[where % places.length] ?? 0;
        const wrong = made.slice(0, at) + String((Number(made[at]) + add) % 10) + made.slice(at + 1);
        return !isFileReference(wrong);
      }),
    ));
});
