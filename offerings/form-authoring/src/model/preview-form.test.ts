import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { streetMusic } from '../../test/street-music.ts';
import { inLanguage, previewForm } from './preview-form.ts';
import { readAuthorForm } from './read-author-form.ts';
import { staleAfter } from './stale-texts.ts';
import { textSlots, withTranslations } from './text-slots.ts';

describe('the preview of a form in work', () => {
  it('is the form, where nothing is wrong', () => {
    const previewed = previewForm(streetMusic(), '…');
    assert.deepEqual(previewed?.leftOut, []);
    assert.deepEqual(
      previewed?.form.definition.pages.map(({ id }) => id),
      ['person', 'music', 'shows'],
    );
  });
  it('leaves out what is faulty and stops gaps of text', () => {
    const form = streetMusic();
    const [person, music, shows] = form.pages;
    assert.ok(person && music && shows);
    const broken = {
      ...form,
      legalBasis: [],
      pages: [
        {
          ...person,
          title: { de: '' },
          fields: [...person.fields, { kind: 'text', id: 'x', label: { de: '' }, when: { answer: 'gone' } }],
        },
        {
          ...music,
          fields: [...music.fields, { kind: 'nothing', id: 'odd' }, { kind: 'group', id: 'empty', label: { de: 'x' }, fields: [] }],
        },
        shows,
        { id: 'later', title: { de: 'Später' }, fields: [] },
      ],
    };
    const previewed = previewForm(broken, 'fehlt noch');
    assert.ok(previewed);
    assert.equal(previewed.form.definition.pages[0]?.title.de, 'fehlt noch');
    assert.ok(previewed.leftOut.length > 0);
    assert.deepEqual(
      previewed.form.definition.pages.map(({ id }) => id),
      ['person', 'music', 'shows'],
    );
  });
  it('never throws on what can be drawn at all', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            kind: fc.constantFrom('text', 'int', 'radios', 'locked', 'x'),
            when: fc.jsonValue(),
            value: fc.jsonValue(),
            min: fc.jsonValue(),
          }),
          { maxLength: 4 },
        ),
        (fields) => {
          const nodes = fields.map((field, i) => ({ ...field, id: `f${i}`, label: { de: 'x' } }));
          const read = readAuthorForm({ ...streetMusic(), pages: [{ id: 'p', title: { de: 'x' }, fields: nodes }] });
          if (read.ok) previewForm(read.form, '…');
        },
      ),
      { numRuns: 60 },
    );
  });
  it('in another language shows its texts, and German where there are none', () => {
    const form = streetMusic({ description: { de: 'nur deutsch' } });
    const english = inLanguage(form, 'en');
    assert.equal(english.title.de, 'Registration of street music');
    assert.equal(english.description?.de, 'nur deutsch');
  });
});

describe('texts', () => {
  it('are all there, once, and are put back where they were', () => {
    const form = streetMusic();
    const slots = textSlots(form);
    assert.equal(new Set(slots.map(({ pointer }) => pointer)).size, slots.length);
    const translated = withTranslations(form, 'uk', new Map(slots.map(({ pointer, text }) => [pointer, `uk ${text.de}`])));
    assert.ok(textSlots(translated).every(({ text }) => text['uk'] === `uk ${text.de}`));
    const emptied = withTranslations(translated, 'uk', new Map(slots.map(({ pointer }) => [pointer, ''])));
    assert.deepEqual(emptied, form);
  });
  it('are not marked for moving or for a new field that says the same', () => {
    const form = streetMusic();
    const moved = { ...form, pages: form.pages.toReversed() };
    assert.deepEqual(staleAfter(form, moved, []), []);
  });
});
