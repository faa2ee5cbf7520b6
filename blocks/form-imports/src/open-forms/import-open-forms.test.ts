import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileForm, evaluate } from '@amt/forms';
import { faults, imported, shown } from '../shown.fixture.ts';
import { components, openFormsFile, setApplicable, setHidden, stepUuid } from './open-forms-file.fixture.ts';

const { text, radio, boxes } = components;

const dogs = openFormsFile(
  [
    {
      name: 'Person',
      components: [
        text('name', {
          label: 'Name',
          description: 'Wie im Ausweis',
          validate: { required: true, maxLength: 60 },
          openForms: {
            translations: {
              de: { label: 'Name', description: 'Wie im Ausweis' },
              en: { label: 'Name', description: 'As in your passport' },
            },
          },
        }),
        {
          type: 'date',
          key: 'geburtstag',
          label: 'Geburtstag',
          validate: { required: true },
          openForms: { maxDate: { mode: 'past', includeToday: true } },
        },
        text('vormund', { label: 'Wer sorgt für Sie?', hidden: true }),
        radio('art', ['halter', 'verein']),
        text('verein', { label: 'Name des Vereins', conditional: { show: true, when: 'art', eq: 'verein' } }),
        { type: 'checkbox', key: 'einverstanden', label: 'Ich willige ein', validate: { required: false } },
        text('grund', { label: 'Grund', validate: { required: false } }),
      ],
    },
    {
      name: 'Hunde',
      components: [
        {
          type: 'editgrid',
          key: 'hunde',
          label: 'Hunde',
          groupLabel: 'Hund',
          validate: { required: true, maxLength: 10 },
          components: [
            text('rufname'),
            { type: 'currency', key: 'kosten', label: 'Kosten', currency: 'EUR', validate: { required: false } },
            radio('gefaehrlich', ['ja', 'nein']),
            text('auflagen', { conditional: { show: 'true', when: 'hunde.gefaehrlich', eq: 'ja' } }),
          ],
        },
        boxes('zwecke', ['jagd', 'blind']),
        text('jagdschein', { label: 'Jagdschein', hidden: true }),
      ],
    },
    { name: 'Extra', components: [text('extra')] },
  ],
  [
    setHidden('vormund', false, { '>': [{ date: { var: 'geburtstag' } }, { '-': [{ today: [] }, { rdelta: [18] }] }] }),
    setHidden('jagdschein', false, { '==': [{ var: 'zwecke.jagd' }, true] }),
    setHidden('grund', true, { '==': [{ var: 'einverstanden' }, true] }),
    setApplicable(2, false, { '!=': [{ var: 'art' }, 'verein'] }),
    {
      json_logic_trigger: { '==': [{ var: 'name' }, 'Niemand'] },
      actions: [{ form_step_uuid: stepUuid(0), action: { type: 'disable-next' } }],
    },
    { json_logic_trigger: true, actions: [{ action: { type: 'evaluate-dmn', config: { plugin_id: 'camunda7' } } }] },
    {
      json_logic_trigger: true,
      actions: [
        {
          variable: 'summe',
          action: {
            type: 'variable',
            value: { reduce: [{ var: 'hunde' }, { '+': [{ var: 'accumulator' }, { var: 'current.kosten' }] }, 0] },
          },
        },
      ],
    },
  ],
  [{ key: 'summe', source: 'user_defined', data_type: 'float', initial_value: 0 }],
);

describe('importing from Open Forms', () => {
  it('takes over steps, kinds, limits, texts in every language and repeating groups', async () => {
    const { definition, product } = await imported(dogs);
    assert.equal(product, 'open-forms');
    assert.deepEqual(definition.languages, ['de', 'en']);
    assert.equal(definition.title['en'], 'Dog tax');
    assert.deepEqual(
      definition.pages.map(({ id, fields }) => [id, fields.map((node) => `${node.kind} ${node.id}`)]),
      [
        ['person', ['text name', 'date geburtstag', 'text vormund', 'radios art', 'text verein', 'bool einverstanden', 'text grund']],
        ['hunde', ['repeat hunde', 'checkboxes zwecke', 'text jagdschein']],
        ['extra', ['text extra']],
      ],
    );
    const [name, birthday] = definition.pages[0]?.fields ?? [];
    assert.deepEqual(name, {
      kind: 'text',
      id: 'name',
      label: { de: 'Name', en: 'Name' },
      hint: { de: 'Wie im Ausweis', en: 'As in your passport' },
      maxLength: 60,
    });
    assert.ok(birthday?.kind === 'date');
    assert.equal(birthday.max, 'today');
    const grid = definition.pages[1]?.fields[0];
    assert.ok(grid?.kind === 'repeat');
    assert.deepEqual([grid.min, grid.max, grid.itemLabel.de], [1, 10, 'Hund']);
  });

  it('shows the same fields and steps for the same answers', async () => {
    const { definition } = await imported(dogs);
    const child = shown(definition, { geburtstag: '2010-01-01', art: 'verein', einverstanden: true });
    assert.deepEqual(child.pages, ['person', 'hunde', 'extra']);
    assert.deepEqual(child.nodes.slice(0, 7), ['name', 'geburtstag', 'vormund', 'art', 'verein', 'einverstanden', 'hunde']);
    // 18 on this very day: no longer a minor; a box that is not ticked is "no"
    const grown = shown(definition, { geburtstag: '2008-11-25', art: 'halter', zwecke: ['jagd'] });
    assert.deepEqual(grown.pages, ['person', 'hunde']);
    assert.ok(grown.nodes.includes('grund') && grown.nodes.includes('jagdschein'));
    assert.ok(!grown.nodes.includes('vormund') && !grown.nodes.includes('verein'));
    assert.ok(shown(definition, { geburtstag: '2008-11-26' }).nodes.includes('vormund'));
    const rows = shown(definition, { hunde: [{ gefaehrlich: 'ja' }, { gefaehrlich: 'nein' }] }).nodes;
    assert.ok(rows.includes('hunde.0.auflagen') && !rows.includes('hunde.1.auflagen'));
  });

  it('works out what the rules of the original set, and stops where they stop', async () => {
    const { definition } = await imported(dogs);
    const answers = { hunde: [{ kosten: 1050 }, { kosten: 2000 }] };
    const { computed } = evaluate(compileForm(definition), answers, { today: '2026-11-25', signedIn: false, trustLevel: 'none' });
    assert.deepEqual(computed, { summe: 3050 });
    assert.equal(faults(definition, { name: 'Niemand' })['name'], 'rule');
    assert.equal(faults(definition, { name: 'Jemand' })['name'], undefined);
  });

  it('says what it does not take over, at its place and with the words of the original', async () => {
    const { remarks, definition } = await imported(dogs, { ownerUnit: 'steuer', serviceKeys: [{ scheme: 'city', key: 'hundesteuer' }] });
    assert.deepEqual(definition.remarks, remarks);
    assert.ok(remarks.some(({ text, source }) => text.includes('evaluate-dmn') && source === 'formLogic.json/5'));
    assert.ok(!remarks.some(({ text }) => text.startsWith('Nicht übernommen')), JSON.stringify(remarks));
  });

  it('does not guess: a text that is part of another, a rule that undoes a duty, a field that is not there', async () => {
    const file = openFormsFile(
      [
        {
          name: 'A',
          components: [text('a'), text('b', { hidden: true }), text('c', { conditional: { show: true, when: 'weg', eq: 'x' } })],
        },
      ],
      [
        setHidden('b', false, { in: ['x', { var: 'a' }] }),
        {
          json_logic_trigger: { '==': [{ var: 'a' }, 'x'] },
          actions: [{ component: 'b', action: { type: 'property', property: { value: 'validate.required', type: 'bool' }, state: false } }],
        },
      ],
    );
    const { remarks, definition } = await imported(file);
    for (const [at, words] of [
      ['b', '"in":["x",{"var":"a"}]'],
      ['b', 'validate.required'],
      ['c', '"when":"weg"'],
    ])
      assert.ok(
        remarks.some((remark) => remark.at === at && remark.text.startsWith('Nicht übernommen') && remark.text.includes(words ?? '')),
        `${at} ${words}`,
      );
    assert.deepEqual(shown(definition, {}).nodes, ['a', 'b', 'c']);
  });

  it('follows several rules about one field in their order', async () => {
    const file = openFormsFile(
      [{ name: 'A', components: [radio('a', ['x', 'y', 'z']), radio('b', ['x', 'y']), text('c', { hidden: true })] }],
      [setHidden('c', true, { '==': [{ var: 'b' }, 'y'] }, 2), setHidden('c', false, { in: [{ var: 'a' }, ['x', 'y']] }, 1)],
    );
    const { definition } = await imported(file);
    const seen = (a: string, b: string) => shown(definition, { a, b }).nodes.includes('c');
    assert.deepEqual([seen('x', 'x'), seen('x', 'y'), seen('z', 'x'), seen('y', 'x')], [true, false, false, true]);
  });

  it('takes a box nobody has ticked for "no", as the original does', async () => {
    const box = { type: 'checkbox', key: 'ok', label: 'Einverstanden', validate: { required: false } };
    const file = openFormsFile(
      [{ name: 'A', components: [box, text('warum', { hidden: true })] }],
      [setHidden('warum', false, { '==': [{ var: 'ok' }, false] })],
    );
    const { definition } = await imported(file);
    const seen = (answers: Parameters<typeof shown>[1]) => shown(definition, answers).nodes.includes('warum');
    assert.deepEqual([seen({}), seen({ ok: false }), seen({ ok: true })], [true, true, false]);
  });

  it('leaves out, with a remark, what closes a circle and what a name may mean twice', async () => {
    const circle = openFormsFile(
      [
        {
          name: 'A',
          components: [
            text('a', { conditional: { show: true, when: 'b', eq: 'x' } }),
            text('b', { conditional: { show: true, when: 'a', eq: 'x' } }),
          ],
        },
      ],
      [],
    );
    const one = await imported(circle);
    const left = one.remarks.filter((remark) => remark.text.startsWith('Nicht übernommen'));
    assert.ok(left.length > 0 && left.every((remark) => remark.text.includes('conditional')));
    const grid = { type: 'editgrid', key: 'hunde', label: 'Hunde', components: [text('name')] };
    const outside = await imported(
      openFormsFile([{ name: 'A', components: [grid, text('c', { conditional: { show: true, when: 'hunde.name', eq: 'Rex' } })] }]),
    );
    assert.ok(
      outside.remarks.some(({ at, text }) => at === 'c' && text.startsWith('Nicht übernommen') && text.includes('asked several times')),
    );
    const twice = openFormsFile([
      { name: 'A', components: [radio('a', ['x', 'y'])] },
      { name: 'B', components: [radio('a', ['x', 'z']), text('c', { conditional: { show: true, when: 'a', eq: 'x' } })] },
    ]);
    const two = await imported(twice);
    assert.ok(two.remarks.some(({ at, text }) => at === 'c' && text.includes('heißt mehr als ein Feld')));
    assert.deepEqual(shown(two.definition, {}).nodes, ['a', 'ax2', 'c']);
  });
});
