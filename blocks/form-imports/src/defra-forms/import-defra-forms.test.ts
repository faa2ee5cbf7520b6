import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bytesOf, imported, shown } from '../shown.fixture.ts';

const v1 = (name: string, ...conditions: unknown[]): unknown => ({ name, displayName: name, value: { name, conditions } });
const is = (field: string, operator: string, value: string, coordinator?: string): unknown => ({
  ...(coordinator === undefined ? {} : { coordinator }),
  field: { name: field, type: 'x', display: field },
  operator,
  value: { type: 'Value', value, display: value },
});
const ago = (field: string, operator: string, period: string, unit: string): unknown => ({
  field: { name: field, type: 'DatePartsField', display: field },
  operator,
  value: { type: 'RelativeDate', period, unit, direction: 'in the past' },
});
const list = {
  name: 'fish',
  title: 'Fish',
  type: 'string',
  items: [
    { text: 'Trout', value: 'trout', hint: { text: 'Brown' } },
    { text: 'Salmon', value: 'salmon' },
  ],
};

/** Version 1: pages that link, here with the summary and a detour in the wrong order. */
const rod = {
  name: 'Rod licence',
  startPage: '/born',
  sections: [{ name: 'you', title: 'About you' }],
  pages: [
    { path: '/summary', controller: './pages/summary.js', title: 'Check' },
    {
      path: '/guardian',
      title: 'Guardian',
      section: 'you',
      components: [{ type: 'TextField', name: 'guardian', title: 'Your guardian', options: {}, schema: {} }],
      next: [{ path: '/fish' }],
    },
    {
      path: '/born',
      title: 'Born',
      section: 'you',
      components: [
        { type: 'DatePartsField', name: 'born', title: 'Date of birth', options: { maxDaysInFuture: 0 } },
        { type: 'YesNoField', name: 'disabled', title: 'Blue badge?', options: { required: false } },
        {
          type: 'NumberField',
          name: 'rods',
          title: 'Rods',
          options: { required: false, suffix: 'rods' },
          schema: { min: 0, max: 9, precision: 0 },
        },
      ],
      next: [{ path: '/fish' }, { path: '/guardian', condition: 'young' }],
    },
    {
      path: '/fish',
      title: 'Fish',
      components: [
        { type: 'CheckboxesField', name: 'qXzTWp', title: 'Which fish?', list: 'fish', options: {} },
        { type: 'Html', name: 'html', title: 'Html', content: '<p>Few rods &amp; no salmon.</p>', options: { condition: 'few' } },
      ],
      next: [{ path: '/where', condition: 'salmonOrBadge' }, { path: '/summary' }],
    },
    {
      path: '/where',
      title: 'Where',
      controller: 'RepeatPageController',
      repeat: { options: { name: 'rivers', title: 'River' }, schema: { min: 1, max: 3 } },
      components: [{ type: 'TextField', name: 'river', title: 'Name of the river', options: {}, schema: { max: 40, regex: '^[A-Z].*$' } }],
      next: [{ path: '/summary' }],
    },
    {
      path: '/island',
      title: 'Island',
      components: [{ type: 'TextField', name: 'island', title: 'Nobody comes here', options: {}, schema: {} }],
      next: [],
    },
  ],
  lists: [list],
  conditions: [
    v1('young', ago('you.born', 'is less than', '16', 'years')),
    v1('few', is('rods', 'is less than', '3'), is('qXzTWp', 'does not contain', 'salmon', 'and')),
    v1('badge', is('disabled', 'is', 'true')),
    v1('salmonOrBadge', is('qXzTWp', 'contains', 'salmon'), { coordinator: 'or', conditionName: 'badge', conditionDisplayName: 'badge' }),
  ],
};

describe('importing from DEFRA Forms', () => {
  it('takes over pages in the order of the journey, sections, kinds, limits, lists and repeating pages', async () => {
    const { definition, product } = await imported(bytesOf(rod));
    assert.equal(product, 'defra-forms');
    assert.deepEqual(
      definition.pages.map(({ id, section, fields }) => [id, section, fields.map((node) => `${node.kind} ${node.id}`)]),
      [
        ['born', 'aboutYou', ['date born', 'bool disabled', 'int rods']],
        ['guardian', 'aboutYou', ['text guardian']],
        ['fish', undefined, ['checkboxes whichFish', 'label html']],
        ['where', undefined, ['repeat river']],
        ['island', undefined, ['text island']],
      ],
    );
    const [born, , rods] = definition.pages[0]?.fields ?? [];
    assert.ok(born?.kind === 'date' && born.max === 'today');
    assert.ok(rods?.kind === 'int');
    assert.deepEqual([rods.min, rods.max, rods.unit?.['en']], [0, 9, 'rods']);
    const river = definition.pages[3]?.fields[0];
    assert.ok(river?.kind === 'repeat' && river.max === 3 && river.fields[0]?.kind === 'text');
    assert.deepEqual([river.fields[0].maxLength, river.fields[0].pattern?.regex], [40, '[A-Z].*']);
    const fish = definition.pages[2]?.fields[0];
    assert.equal(fish?.kind === 'checkboxes' ? fish.options?.[0]?.hint?.['en'] : '', 'Brown');
  });

  it('shows the pages the links lead to and what the conditions show', async () => {
    const { definition } = await imported(bytesOf(rod));
    const pages = (answers: Parameters<typeof shown>[1]) => shown(definition, answers).pages;
    assert.deepEqual(pages({ born: '2010-11-26' }), ['born', 'guardian', 'fish']);
    // sixteen today: not less than sixteen years in the past
    assert.deepEqual(pages({ born: '2010-11-25' }), ['born', 'fish']);
    assert.deepEqual(pages({ born: '1990-01-01', whichFish: ['salmon'] }), ['born', 'fish', 'where']);
    assert.deepEqual(pages({ born: '1990-01-01', disabled: true }), ['born', 'fish', 'where']);
    assert.deepEqual(pages({ born: '1990-01-01', disabled: false, whichFish: ['trout'] }), ['born', 'fish']);
    const few = (answers: Parameters<typeof shown>[1]) => shown(definition, answers).nodes.includes('html');
    // an unanswered number is 0 where the original compares it
    assert.deepEqual([few({}), few({ rods: 2 }), few({ rods: 3 }), few({ rods: 1, whichFish: ['salmon'] })], [true, true, false, false]);
  });

  it('reads version 2: named conditions by id, list items, pages that end the journey', async () => {
    const page = (path: string, name: string, more: object = {}): unknown => ({
      path,
      title: name,
      id: `page-${name}`,
      components: [{ id: `id-${name}`, type: 'TextField', name, title: name, options: {}, schema: {} }],
      next: [],
      ...more,
    });
    const form = {
      name: 'Newts',
      engine: 'V2',
      schema: 2,
      pages: [
        {
          path: '/pond',
          title: 'Pond',
          components: [{ id: 'id-kind', type: 'RadiosField', name: 'kind', title: 'Kind', list: 'list-1', options: {} }],
          next: [],
        },
        page('/no', 'no', { controller: 'TerminalPageController', condition: 'c-none' }),
        page('/count', 'count', { condition: 'c-big' }),
        page('/rest', 'rest'),
      ],
      lists: [
        {
          id: 'list-1',
          name: 'kinds',
          title: 'Kinds',
          type: 'string',
          items: [
            { id: 'i-none', text: 'None', value: 'none' },
            { id: 'i-big', text: 'Big', value: 'big' },
            { id: 'i-small', text: 'Small', value: 'small' },
          ],
        },
      ],
      conditions: [
        {
          id: 'c-none',
          displayName: 'none',
          items: [{ id: '1', componentId: 'id-kind', operator: 'is', type: 'ListItemRef', value: { listId: 'list-1', itemId: 'i-none' } }],
        },
        {
          id: 'c-big',
          displayName: 'big',
          coordinator: 'or',
          items: [
            { id: '2', componentId: 'id-kind', operator: 'is', type: 'ListItemRef', value: { listId: 'list-1', itemId: 'i-big' } },
            { id: '3', conditionId: 'c-loop' },
          ],
        },
        {
          id: 'c-loop',
          displayName: 'loop',
          items: [{ id: '4', componentId: 'id-kind', operator: 'is', type: 'StringValue', value: 'small' }],
        },
      ],
    };
    const { definition, remarks } = await imported(bytesOf(form));
    const pages = (kind: string) => shown(definition, { kind }).pages;
    assert.deepEqual(
      [pages('none'), pages('big'), pages('small')],
      [
        ['pond', 'no'],
        ['pond', 'count', 'rest'],
        ['pond', 'count', 'rest'],
      ],
    );
    assert.ok(remarks.some(({ text }) => text.includes('endet die Vorlage')));
  });

  it('does not guess: lengths, circles of pages and of conditions, fields that are not there', async () => {
    const circle = {
      name: 'Circle',
      startPage: '/a',
      pages: [
        {
          path: '/a',
          title: 'A',
          components: [{ type: 'TextField', name: 'aa', title: 'AA', options: {}, schema: {} }],
          next: [{ path: '/b', condition: 'long' }, { path: '/c' }],
        },
        {
          path: '/b',
          title: 'B',
          components: [{ type: 'TextField', name: 'bb', title: 'BB', options: {}, schema: {} }],
          next: [{ path: '/d', condition: 'self' }],
        },
        {
          path: '/c',
          title: 'C',
          components: [{ type: 'TextField', name: 'cc', title: 'CC', options: {}, schema: {} }],
          next: [{ path: '/d' }],
        },
        { path: '/d', title: 'D', components: [{ type: 'TextField', name: 'dd', title: 'DD', options: {}, schema: {} }], next: [] },
      ],
      lists: [],
      conditions: [v1('long', is('aa', 'is longer than', '3')), v1('self', { conditionName: 'self' })],
    };
    const first = await imported(bytesOf(circle));
    assert.ok(first.remarks.some(({ text }) => text.startsWith('Nicht übernommen') && text.includes('is longer than')));
    assert.deepEqual(
      first.definition.pages.map(({ when }) => when),
      [undefined, undefined, undefined, undefined],
    );
    circle.pages[3]?.next.push({ path: '/a' } as never);
    const second = await imported(bytesOf(circle));
    assert.ok(second.remarks.some(({ text }) => text.includes('im Kreis')));
  });

  it('takes over texts in other languages, of forms, pages, questions and choices', async () => {
    const form = {
      name: 'Boats',
      engine: 'V2',
      pages: [
        {
          id: 'p1',
          path: '/boat',
          title: 'Boat',
          next: [],
          components: [
            { id: 'c1', type: 'RadiosField', name: 'boat', title: 'Which boat?', hint: 'One', list: 'l1', options: {} },
            { id: 'c2', type: 'Markdown', name: 'md', title: 'md', content: '## Good', options: {} },
          ],
        },
      ],
      lists: [
        {
          id: 'l1',
          name: 'boats',
          title: 'Boats',
          type: 'string',
          items: [
            { id: 'i1', text: 'Sail', value: 's' },
            { id: 'i2', text: 'Row', value: 'r' },
          ],
        },
      ],
      conditions: [],
      metadata: {
        translations: {
          cy: {
            'form.title': 'Cychod',
            'pages.p1.title': 'Cwch',
            'components.c1.title': 'Pa gwch?',
            'components.c2.content': '## Da',
            'listItems.i1.text': 'Hwyl',
          },
        },
      },
    };
    const { definition, remarks } = await imported(bytesOf(form));
    assert.deepEqual(definition.languages, ['de', 'en', 'cy']);
    const [page] = definition.pages;
    const [boat, text] = page?.fields ?? [];
    assert.ok(boat?.kind === 'radios' && text?.kind === 'label');
    assert.deepEqual(
      [definition.title['cy'], page?.title['cy'], boat.label['cy'], boat.hint?.['cy'], boat.options?.[0]?.label['cy'], text.text['cy']],
      ['Cychod', 'Cwch', 'Pa gwch?', 'One', 'Hwyl', 'Da'],
    );
    assert.ok(remarks.some(({ text }) => text.includes('In der Sprache „cy“ fehlen 2 Texte')));
    assert.ok(!remarks.some(({ text }) => text.includes('metadata')));
  });
});
