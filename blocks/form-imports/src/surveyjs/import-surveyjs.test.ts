import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileForm, evaluate } from '@amt/forms';
import { bytesOf, faults, imported, shown } from '../shown.fixture.ts';

const trees = {
  locale: 'de',
  title: { default: 'Baumfällung', en: 'Felling a tree' },
  clearInvisibleValues: 'onHidden',
  pages: [
    {
      name: 'tree',
      title: { default: 'Der Baum', en: 'The tree' },
      elements: [
        {
          type: 'dropdown',
          name: 'kind',
          title: { default: 'Art', en: 'Species' },
          isRequired: true,
          choices: [{ value: 'oak', text: { default: 'Eiche', en: 'Oak' } }, 'Fir'],
          showOtherItem: true,
        },
        { type: 'text', name: 'girth', title: 'Umfang', inputType: 'number', min: 1, isRequired: true },
        {
          type: 'checkbox',
          name: 'reasons',
          title: 'Gründe',
          choices: ['ill', 'shade', 'danger'],
          validators: [{ type: 'answercount', minCount: 1, maxCount: 2 }],
        },
        {
          type: 'comment',
          name: 'danger',
          title: 'Welche Gefahr?',
          visibleIf: "{reasons} contains 'danger' and {kind} anyof ['oak', 'fir']",
          isRequired: true,
        },
        { type: 'text', name: 'permit', title: 'Genehmigung', visibleIf: '{girth} >= 80 or {kind} = OAK' },
        { type: 'boolean', name: 'own', title: 'Eigenes Grundstück?', isRequired: true },
        { type: 'text', name: 'owner', title: 'Wem gehört es?', visibleIf: '{own} = false', requiredIf: '{girth} > 200' },
        {
          type: 'rating',
          name: 'urgency',
          title: 'Wie dringend?',
          rateMax: 4,
          minRateDescription: 'gar nicht',
          maxRateDescription: 'sofort',
        },
        { type: 'comment', name: 'why', title: 'Warum?', visibleIf: '{urgency} > 2' },
      ],
    },
    {
      name: 'costs',
      visibleIf: '{own} = true',
      elements: [
        {
          type: 'paneldynamic',
          name: 'helpers',
          title: 'Wer hilft',
          templateTitle: 'Person',
          minPanelCount: 1,
          maxPanelCount: 3,
          templateElements: [
            { type: 'text', name: 'name', title: 'Name', isRequired: true },
            { type: 'text', name: 'hours', title: 'Stunden', inputType: 'number' },
            { type: 'text', name: 'firm', title: 'Betrieb', visibleIf: '{panel.hours} > 8' },
          ],
        },
        { type: 'expression', name: 'total', title: 'Stunden zusammen', expression: "sumInArray({helpers}, 'hours')" },
        { type: 'expression', name: 'cost', title: 'Kosten', expression: 'iif({total} > 10, {total} * 20 + {girth}, 0)' },
        {
          type: 'text',
          name: 'limit',
          title: 'Höchstens',
          inputType: 'number',
          validators: [{ type: 'expression', expression: '{limit} >= {girth} + 1', text: 'Zu wenig' }],
        },
        {
          type: 'matrix',
          name: 'state',
          title: 'Zustand',
          columns: ['good', 'bad'],
          rows: [{ value: 'crown', text: 'Krone' }, 'root'],
          eachRowRequired: true,
        },
        { type: 'text', name: 'rot', title: 'Wie faul?', visibleIf: "{state.root} = 'bad'" },
      ],
    },
  ],
  calculatedValues: [{ name: 'big', expression: '{girth} * 2' }],
};

describe('importing from SurveyJS', () => {
  it('takes over pages, kinds, limits, languages, panels that repeat, tables, and the text of "other"', async () => {
    const { definition, product, remarks } = await imported(bytesOf(trees));
    assert.equal(product, 'surveyjs');
    assert.deepEqual(definition.languages, ['de', 'en']);
    assert.deepEqual(
      definition.pages.map(({ id, fields }) => [id, fields.map((node) => `${node.kind} ${node.id}`)]),
      [
        [
          'tree',
          [
            'select kind',
            'text kindAndere',
            'number girth',
            'checkboxes reasons',
            'textarea danger',
            'text permit',
            'bool own',
            'text owner',
            'radios urgency',
            'textarea why',
          ],
        ],
        ['costs', ['repeat helpers', 'locked total', 'locked cost', 'number limit', 'matrix state', 'text rot']],
      ],
    );
    const [kind, , girth, reasons] = definition.pages[0]?.fields ?? [];
    assert.ok(kind?.kind === 'select');
    assert.deepEqual(kind.options?.[0], { value: 'oak', label: { de: 'Eiche', en: 'Oak' } });
    assert.ok(girth?.kind === 'number' && girth.min === 1);
    assert.ok(reasons?.kind === 'checkboxes' && reasons.min === 1 && reasons.max === 2);
    const matrix = definition.pages[1]?.fields[4];
    assert.ok(matrix?.kind === 'matrix');
    assert.deepEqual(
      matrix.rows.map(({ value, label }) => [value, label.de]),
      [
        ['crown', 'Krone'],
        ['root', 'root'],
      ],
    );
    assert.ok(!remarks.some(({ text }) => text.startsWith('Nicht übernommen')), JSON.stringify(remarks));
  });

  it('shows the same questions and pages for the same answers', async () => {
    const { definition } = await imported(bytesOf(trees));
    const seen = (answers: Parameters<typeof shown>[1]) => {
      const { nodes } = shown(definition, answers);
      return ['kindAndere', 'danger', 'permit', 'owner', 'why'].filter((id) => nodes.includes(id));
    };
    assert.deepEqual(seen({}), []);
    assert.deepEqual(seen({ kind: 'oak', reasons: ['danger'] }), ['danger', 'permit']);
    assert.deepEqual(seen({ kind: 'Fir', reasons: ['danger', 'ill'] }), ['danger']);
    assert.deepEqual(seen({ kind: 'other', reasons: ['danger'], girth: 80 }), ['kindAndere', 'permit']);
    assert.deepEqual(seen({ own: false, urgency: '3' }), ['owner', 'why']);
    assert.deepEqual(seen({ urgency: '2' }), []);
    assert.deepEqual(shown(definition, { own: true }).pages, ['tree', 'costs']);
    assert.deepEqual(shown(definition, { own: false }).pages, ['tree']);
    const rows = shown(definition, { own: true, helpers: [{ hours: 9 }, { hours: 8 }], state: { root: 'bad' } }).nodes;
    assert.ok(rows.includes('helpers.0.firm') && !rows.includes('helpers.1.firm') && rows.includes('rot'));
    assert.equal(faults(definition, { own: false, girth: '201' })['owner'], 'required');
    assert.equal(faults(definition, { own: false, girth: '200' })['owner'], undefined);
  });

  it('works out what the expressions work out, and checks what they check', async () => {
    const { definition } = await imported(bytesOf(trees));
    const facts = { today: '2026-11-25', signedIn: false, trustLevel: 'none' } as const;
    const values = (hours: number[], girth?: number) => {
      const answers = { own: true, ...(girth !== undefined && { girth }), helpers: hours.map((one) => ({ hours: one })) };
      const { values, computed } = evaluate(compileForm(definition), answers, facts);
      return [values['total'], values['cost'], computed['big']].map(Number);
    };
    assert.deepEqual(values([6, 5], 100), [11, 320, 200]);
    assert.deepEqual(values([6], 100), [6, 0, 200]);
    // not answered counts as nothing
    assert.deepEqual(values([6, 5]).slice(0, 2), [11, 220]);
    assert.equal(faults(definition, { own: true, girth: '5', limit: '5' })['limit'], 'rule');
    assert.equal(faults(definition, { own: true, girth: '5', limit: '6' })['limit'], undefined);
  });

  it('does not guess: parts of texts, letters, functions, entries by number; and says what goes on counting there', async () => {
    const form = {
      elements: [
        { type: 'text', name: 'a', title: 'A', defaultValue: 'x' },
        { type: 'text', name: 'b', title: 'B', visibleIf: "{a} contains 'x'" },
        { type: 'text', name: 'c', title: 'C', visibleIf: "{a} = 'Yes'" },
        { type: 'text', name: 'd', title: 'D', visibleIf: 'isContainerReady({a})' },
        { type: 'text', name: 'e', title: 'E', visibleIf: '{a[0].x} = 1' },
        { type: 'text', name: 'f', title: 'F', visibleIf: "{a} = 'Yes" },
        { type: 'text', name: 'g', title: 'G', visibleIf: '{b} notempty' },
        { type: 'ranking', name: 'h', title: 'H', choices: [1, 2] },
      ],
      triggers: [{ type: 'complete', expression: '{a} = 1' }],
    };
    const { definition, remarks } = await imported(bytesOf(form));
    for (const at of ['b', 'c', 'd', 'e', 'f'])
      assert.ok(
        remarks.some((one) => one.at === at && one.text.startsWith('Nicht übernommen') && one.text.includes('visibleIf')),
        at,
      );
    assert.ok(remarks.some(({ at, text }) => at === 'a' && text.includes('defaultValue = x')));
    assert.ok(remarks.some(({ text }) => text.includes('deren alte Antwort') && text.includes('b')));
    assert.ok(remarks.some(({ text }) => text.includes('"complete"')));
    assert.ok(remarks.some(({ at, text }) => at === 'h' && text.includes('ranking')));
    assert.deepEqual(shown(definition, {}).nodes, ['a', 'b', 'c', 'd', 'e', 'f', 'h']);
    assert.ok(shown(definition, { b: 'x' }).nodes.includes('g'));
  });

  it('compares lists as sets, and none that name a value twice', async () => {
    const box = { type: 'checkbox', name: 'a', title: 'A', choices: ['x', 'y', 'z'] };
    const form = {
      elements: [
        box,
        { type: 'text', name: 'b', title: 'B', visibleIf: "{a} = ['y', 'X']" },
        { type: 'text', name: 'c', title: 'C', visibleIf: "{a} = ['x', 'x']" },
      ],
    };
    const { definition, remarks } = await imported(bytesOf(form));
    const seen = (a: string[]) => shown(definition, { a }).nodes.includes('b');
    assert.deepEqual([seen(['x', 'y']), seen(['x']), seen(['x', 'y', 'z']), seen([])], [true, false, false, false]);
    assert.ok(remarks.some(({ at, text }) => at === 'c' && text.includes('zweimal')));
  });
});
