import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuthorForm } from '../model/author-form.ts';
import { openCount, pointsOf, withPoint } from '../model/open-points.ts';
import { mentionsOf, messageOf } from '../model/prose-of-point.ts';
import { beginRule } from './begin-rule.ts';
import { entriesOfList, fillList } from './fill-list.ts';
import { settleChangedFacts } from './settle-facts.ts';

const uri = 'urn:drachenverein:farben_1';
const form: AuthorForm = {
  id: 'drachen',
  title: { de: 'Drachen' },
  ownerUnit: 'amt',
  serviceKeys: [],
  legalBasis: [],
  retention: { submissionMonths: 12, draftDays: 30 },
  trustLevel: 'none',
  languages: ['de'],
  lists: { farben: { source: uri, entries: [{ value: 'nicht-geladen', label: { de: 'Liste noch nicht geladen' } }] } },
  pages: [
    {
      id: 'p',
      title: { de: 'Seite' },
      fields: [
        {
          id: 'G1',
          kind: 'group',
          label: { de: 'Der Drachen' },
          source: { scheme: 'fim', id: 'G99000000001' },
          fields: [{ id: 'F1', kind: 'int', label: { de: 'Schnur' }, source: { scheme: 'fim', id: 'F99000000013' } }],
        },
      ],
    },
  ],
  remarks: [
    { id: 'r1', about: 'rule', at: 'G1', text: 'Die Schnur F99000013 "Schnurlänge" darf bei F99000099 nicht länger sein.' },
    { id: 'r2', about: 'list', at: 'G1.F1', source: uri, text: 'Die Liste fehlt.' },
    { id: 'r3', about: 'list', source: uri, text: 'Die Liste fehlt.' },
    { id: 'r4', about: 'retention', text: 'Wie lange?' },
  ],
};

describe('points of an imported form', () => {
  it('are open until they are settled, and can be opened again', () => {
    assert.equal(openCount(form), 4);
    const settled = withPoint(form, 'r1', { how: 'not-needed', reason: 'Gilt nicht' });
    assert.deepEqual([openCount(settled), pointsOf(settled)[0]?.settled], [3, { how: 'not-needed', reason: 'Gilt nicht' }]);
    assert.deepEqual(withPoint(settled, 'r1', undefined), form);
    assert.equal(withPoint(form, 'r9', { how: 'done' }), form);
  });

  it('about a list are all done when it has its entries', () => {
    assert.deepEqual(entriesOfList(form, uri), []);
    const entries = [{ value: 'r', label: { de: 'Rot' } }];
    const filled = fillList(form, uri, { source: 'urn:drachenverein:farben_2', entries });
    assert.deepEqual([filled.lists?.['farben'], openCount(filled)], [{ source: 'urn:drachenverein:farben_2', entries }, 2]);
  });

  it('about a fact are done when somebody changes it, not when something else changes', () => {
    assert.equal(openCount(settleChangedFacts(form, { ...form, trustLevel: 'high' })), 4);
    assert.equal(openCount(settleChangedFacts(form, { ...form, retention: { submissionMonths: 36, draftDays: 30 } })), 3);
  });

  it('about a rule say where the form has what it names, in words for people', () => {
    const [point] = pointsOf(form);
    assert.ok(point);
    assert.deepEqual(
      mentionsOf(form, point).map(({ id, places }) => [id, places.map(({ path }) => path)]),
      [
        ['F99000000013', ['G1.F1']],
        ['F99000000099', []],
      ],
    );
    assert.equal(messageOf(form, point), 'Die Schnur „Schnur“ darf bei F99000099 nicht länger sein.');
  });

  it('become a check, a condition or a value; begun twice it is one check', () => {
    const begun = beginRule(form, { way: 'valid', at: 'G1.F1', message: 'Zu lang' });
    assert.ok(begun.ok);
    assert.deepEqual(begun.value.slot, { owner: 'rules', id: 'regel', slot: 'valid' });
    assert.deepEqual(begun.value.form.rules, [{ id: 'regel', valid: true, message: { de: 'Zu lang' }, at: 'G1.F1' }]);
    assert.deepEqual(beginRule(begun.value.form, { way: 'valid', at: 'G1.F1', message: 'Zu lang' }), begun);
    const shown = beginRule(form, { way: 'when', at: 'G1', message: '' });
    assert.ok(shown.ok && shown.value.form === form && shown.value.slot.owner === 'node');
    assert.deepEqual(beginRule(form, { way: 'requiredWhen', at: 'G1', message: '' }), { ok: false, code: 'no-place' });
    assert.deepEqual(beginRule(form, { way: 'valid', at: 'G9', message: 'x' }), { ok: false, code: 'no-place' });
    const value = beginRule(form, { way: 'value', at: 'G1', message: 'Summe' });
    assert.ok(value.ok && value.value.slot.owner === 'computed');
  });
});
