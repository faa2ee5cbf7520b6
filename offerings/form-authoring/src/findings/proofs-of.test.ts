import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { AuthorForm } from '../model/author-form.ts';
import { proofsOf } from './proofs-of.ts';

const city = new URL('../../../../cities/muenchen/forms/technischer-support.json', import.meta.url);
const form = JSON.parse(readFileSync(city, 'utf8')) as AuthorForm;
const changedAt = Temporal.Instant.from('2026-11-25T10:00:00Z');
const copy = (definition: AuthorForm, revision: number, faults: { path: string; message: string }[] = []) => ({
  formId: 'f',
  revision,
  faults,
  definition,
  changedAt,
});

describe('proofs while a form is written', () => {
  it('tell a page that can never show, at its place, and nothing of a form that is right', () => {
    const impossible = {
      op: 'and',
      args: [
        { op: 'equal', args: [{ answer: 'topic' }, 'upload'] },
        { op: 'equal', args: [{ answer: 'topic' }, 'payment'] },
      ],
    };
    const [first, second, ...more] = form.pages;
    assert.ok(first && second);
    const broken: AuthorForm = { ...form, pages: [first, { ...second, when: impossible }, ...more] };
    assert.ok(proofsOf(copy(broken, 1), 'de').some(({ severity, pointer }) => severity === 'fault' && pointer.startsWith('/pages/1')));
    assert.deepEqual(
      proofsOf(copy(form, 2), 'de').filter(({ severity }) => severity === 'fault'),
      [],
    );
  });

  it('wait until the definition itself is right', () => assert.deepEqual(proofsOf(copy(form, 3, [{ path: '', message: 'x' }]), 'de'), []));
});
