import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importForeignForm } from '../import-form.ts';
import { bytesOf, faults, imported, shown } from '../shown.fixture.ts';

const element = (id: number, type: string, titleEn: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  id,
  type,
  uuid: `00000000-0000-4000-8000-00000000000${id % 10}`,
  properties: {
    titleEn,
    titleFr: `${titleEn} (fr)`,
    descriptionEn: '',
    descriptionFr: '',
    choices: [{ en: '', fr: '' }],
    validation: { required: true },
    subElements: [],
    conditionalRules: [],
    ...more,
  },
});
const choices = (...words: string[]): { choices: unknown[] } => ({ choices: words.map((word) => ({ en: word, fr: `${word} (fr)` })) });
const when = (...ids: string[]): { conditionalRules: unknown[] } => ({ conditionalRules: ids.map((choiceId) => ({ choiceId })) });

const boats = {
  titleEn: 'Boat licence',
  titleFr: 'Permis de bateau',
  introduction: { descriptionEn: '## Before you begin\n\nHave your [register](https://register.example) ready.', descriptionFr: '' },
  privacyPolicy: { descriptionEn: 'We keep this for a year.', descriptionFr: '' },
  confirmation: { descriptionEn: 'Thanks', descriptionFr: 'Merci' },
  layout: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  elements: [
    element(1, 'radio', 'Who owns the boat?', choices('I do', 'A club', 'Nobody knows')),
    element(2, 'textField', 'Name of the club', when('1.1')),
    element(3, 'checkbox', 'What is it for?', { ...choices('Work', 'Sport'), validation: { required: false } }),
    element(4, 'textArea', 'Tell us more', { ...when('3.1', '1.2'), validation: { required: false, maxLength: 300 } }),
    element(5, 'textField', 'E-mail', { validation: { required: true, type: 'email' }, autoComplete: 'email' }),
    element(6, 'dynamicRow', 'Sailors', {
      maxNumberOfRows: 4,
      dynamicRow: { rowTitleEn: 'Sailor', rowTitleFr: 'Marin' },
      subElements: [element(601, 'textField', 'Name'), element(602, 'dropdown', 'Role', choices('Captain', 'Cook'))],
    }),
    element(7, 'formattedDate', 'Date of sale'),
    element(8, 'attestation', 'I declare', choices('it is true', 'it is complete')),
    element(9, 'sextant', 'Position', { wobble: 3 }),
  ],
  groups: {
    start: {
      name: 'Start',
      titleEn: 'Start',
      titleFr: 'Début',
      elements: ['1', '2', '3', '4'],
      nextAction: [
        { groupId: 'crew', choiceId: '1.0' },
        { groupId: 'sale', choiceId: '1.1' },
        { groupId: 'last', choiceId: '1.catch-all' },
      ],
    },
    crew: { name: 'Crew', titleEn: 'Crew', titleFr: '', elements: ['6'], nextAction: 'last' },
    sale: { name: 'Sale', titleEn: 'Sale', titleFr: '', elements: ['7'], nextAction: 'last' },
    last: { name: 'Last', titleEn: 'Last page', titleFr: '', elements: ['5', '8', '9'], nextAction: 'review' },
    review: { name: 'Review', titleEn: 'Review', titleFr: '', elements: [], nextAction: 'end' },
    end: { name: 'End', titleEn: 'End', titleFr: '', elements: [] },
  },
  groupsLayout: ['crew', 'sale', 'last'],
};

describe('importing from GC Forms', () => {
  it('takes over groups as pages, kinds, both languages, rows and choices', async () => {
    const { definition, product } = await imported(bytesOf(boats));
    assert.equal(product, 'gc-forms');
    assert.deepEqual(definition.languages, ['de', 'en', 'fr']);
    assert.deepEqual(
      definition.pages.map(({ id, fields }) => [id, fields.map((node) => `${node.kind} ${node.id}`)]),
      [
        ['start', ['radios whoOwnsTheBoat', 'text nameOfTheClub', 'checkboxes whatIsItFor', 'textarea tellUsMore']],
        ['crew', ['repeat sailors']],
        ['sale', ['date dateOfSale']],
        ['last-page', ['email eMail', 'checkboxes iDeclare', 'text position']],
      ],
    );
    assert.equal(definition.pages[0]?.intro?.['en'], 'Before you begin\n\nHave your register (https://register.example) ready.');
    const [owner] = definition.pages[0]?.fields ?? [];
    assert.ok(owner?.kind === 'radios');
    assert.deepEqual(owner.options?.[1], { value: 'A club', label: { de: 'A club', en: 'A club', fr: 'A club (fr)' } });
    const rows = definition.pages[1]?.fields[0];
    assert.ok(rows?.kind === 'repeat');
    assert.deepEqual([rows.min, rows.max, rows.itemLabel['fr']], [1, 4, 'Marin']);
    const declared = definition.pages[3]?.fields[1];
    assert.ok(declared?.kind === 'checkboxes' && declared.min === 2);
  });

  it('shows what the choices show and leads where they lead', async () => {
    const { definition } = await imported(bytesOf(boats));
    const at = (answers: Parameters<typeof shown>[1]) => shown(definition, answers);
    assert.deepEqual(at({ whoOwnsTheBoat: 'I do' }).pages, ['start', 'crew', 'last-page']);
    assert.deepEqual(at({ whoOwnsTheBoat: 'A club' }).pages, ['start', 'sale', 'last-page']);
    assert.deepEqual(at({ whoOwnsTheBoat: 'Nobody knows' }).pages, ['start', 'last-page']);
    assert.ok(at({ whoOwnsTheBoat: 'A club' }).nodes.includes('nameOfTheClub'));
    assert.ok(!at({ whoOwnsTheBoat: 'I do' }).nodes.includes('nameOfTheClub'));
    assert.ok(at({ whatIsItFor: ['Sport'] }).nodes.includes('tellUsMore'));
    assert.ok(at({ whoOwnsTheBoat: 'Nobody knows' }).nodes.includes('tellUsMore'));
    assert.ok(!at({ whatIsItFor: ['Work'] }).nodes.includes('tellUsMore'));
    assert.equal(faults(definition, { iDeclare: ['it is true'] })['iDeclare'], 'tooFewChosen');
  });

  it('says what is not taken over', async () => {
    const { remarks } = await imported(bytesOf(boats));
    const texts = remarks.map(({ text }) => text);
    assert.ok(texts.some((text) => text.includes('We keep this for a year.')));
    assert.ok(remarks.some(({ at, text }) => at === 'position' && text.includes('sextant')));
    assert.ok(remarks.some(({ at, text }) => at === 'position' && text.includes('wobble = 3')));
    assert.ok(texts.some((text) => text.startsWith('Die Datei hat keine deutschen Texte')));
    assert.ok(!texts.some((text) => text.startsWith('Nicht übernommen')), texts.join('\n'));
  });

  it('does not guess which way several ticked boxes lead, nor what a rule for nothing means', async () => {
    const form = structuredClone(boats);
    form.groups.start.nextAction = [{ groupId: 'crew', choiceId: '3.0' }];
    form.elements[1] = element(2, 'textField', 'Name of the club', when('77.1'));
    const { remarks, definition } = await imported(bytesOf(form));
    assert.ok(remarks.some(({ text }) => text.includes('Mehrfachauswahl') && text.includes('"3.0"')));
    assert.ok(remarks.some(({ at, text }) => at === 'nameOfTheClub' && text.includes('77.1')));
    assert.equal(definition.pages.find(({ id }) => id === 'crew')?.when, undefined);
  });

  it('reads older forms without groups in the order of their layout, and refuses what cannot be', async () => {
    const { groups: _, groupsLayout: __, ...old } = boats;
    const { definition } = await imported(bytesOf({ form: { ...old, layout: [5, 1] } }));
    assert.deepEqual(
      definition.pages.map(({ fields }) => fields.slice(0, 3).map((node) => node.id)),
      [['eMail', 'whoOwnsTheBoat', 'nameOfTheClub']],
    );
    const refused = async (form: unknown): Promise<unknown> => {
      const result = await importForeignForm(bytesOf(form));
      assert.ok(!result.ok);
      return [result.faults[0]?.code, result.faults[0]?.path];
    };
    assert.deepEqual(await refused({ ...old, layout: [1, 99] }), ['value', '/layout/1']);
    assert.deepEqual(await refused({ ...old, elements: [...boats.elements, boats.elements[0]] }), ['twice', '/elements/9']);
    assert.deepEqual(await refused({ ...old, layout: [], elements: [{ id: 1 }] }), ['missing', '/elements/0/type']);
  });
});
