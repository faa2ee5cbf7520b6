import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Expression, compileForm, typeOfExpression } from '@amt/forms';
import fc from 'fast-check';
import { conditionForm, randomCondition } from './condition-form.fixture.ts';
import { clauseOf, sentenceOf, statementOf } from './sentence.ts';
import { smallForm, t } from './small-form.fixture.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

const form = compileForm(
  smallForm([
    {
      kind: 'radios',
      id: 'keeper',
      label: t('Haltereigenschaft', 'Keeper'),
      options: [
        { value: 'company', label: t('Firmenwagen', 'Company car') },
        { value: 'own', label: t('Eigenes', 'Own') },
        { value: 'shared', label: t('Geteilt', 'Shared') },
      ],
    },
    { kind: 'bool', id: 'electric', label: t('Elektrisch?', 'Electric?') },
    { kind: 'declaration', id: 'truth', label: t('Alles stimmt', 'All is true') },
    { kind: 'date', id: 'start', label: t('Beginn', 'Start') },
    { kind: 'currency', id: 'rent', label: t('Miete', 'Rent') },
    { kind: 'address', id: 'home', label: t('Anschrift', 'Address') },
    {
      kind: 'checkboxes',
      id: 'ticks',
      label: t('Dazu', 'Also'),
      options: [
        { value: 'a', label: t('Handwerk', 'Craft') },
        { value: 'b', label: t('Handel', 'Trade') },
      ],
    },
    {
      kind: 'repeat',
      id: 'people',
      label: t('Personen im Haushalt', 'People in the household'),
      itemLabel: t('Person'),
      min: 0,
      max: 9,
      fields: [{ kind: 'int', id: 'age', label: t('Alter', 'Age') }],
    },
  ]),
);
const words = vocabularyOf(form);
const a = (path: string): Expression => ({ answer: path });
const op = (name: string, ...args: Expression[]): Expression => ({ op: name, args }) as Expression;
const company = op('equal', a('keeper'), 'company');
const electric = op('equal', a('electric'), true);

/** expression, German, English */
const sentences: readonly (readonly [Expression, string, string])[] = [
  [
    op('and', company, op('gt', { op: 'count', over: 'people' }, 2)),
    'wenn „Haltereigenschaft“ = „Firmenwagen“ ist und die Zahl der Personen im Haushalt größer als 2 ist',
    'if “Keeper” is “Company car” and the number of people in the household is greater than 2',
  ],
  [
    op('xor', company, electric),
    'wenn entweder „Haltereigenschaft“ = „Firmenwagen“ ist oder „Elektrisch?“ mit „Ja“ beantwortet ist',
    'if either “Keeper” is “Company car” or “Electric?” is answered with “Yes”',
  ],
  [
    op('and', electric, op('or', company, op('lt', a('start'), { fact: 'today' }))),
    'wenn alles davon zutrifft: (1) „Elektrisch?“ mit „Ja“ beantwortet ist; (2) „Haltereigenschaft“ = „Firmenwagen“ ist oder „Beginn“ vor dem heutigen Tag liegt',
    'if all of these hold: (1) “Electric?” is answered with “Yes”; (2) “Keeper” is “Company car” or “Start” is before today',
  ],
  [
    op('not', op('or', company, a('electric'))),
    'wenn „Haltereigenschaft“ nicht „Firmenwagen“ ist und „Elektrisch?“ nicht mit „Ja“ beantwortet ist',
    'if “Keeper” is not “Company car” and “Electric?” is not answered with “Yes”',
  ],
  [
    op('not_equal', a('electric'), false),
    'wenn „Elektrisch?“ nicht mit „Nein“ beantwortet ist',
    'if “Electric?” is not answered with “No”',
  ],
  [a('truth'), 'wenn „Alles stimmt“ bestätigt ist', 'if “Alles stimmt” is confirmed'.replace('Alles stimmt', 'All is true')],
  [
    op('gte', a('start'), op('add_days', { date: '2026-03-01' }, 1)),
    'wenn „Beginn“ nicht vor dem Tag einen Tag nach dem 1. März 2026 liegt',
    'if “Start” is not before the day one day after 1 March 2026',
  ],
  [
    op('not', op('lte', a('start'), { date: '2026-03-01' })),
    'wenn „Beginn“ nach dem 1. März 2026 liegt oder fehlt',
    'if “Start” is after 1 March 2026 or is missing',
  ],
  [
    op('lt', op('age_years', a('start')), 18),
    'wenn das Alter in Jahren nach „Beginn“ kleiner als 18 ist',
    'if the age in years by “Start” is less than 18',
  ],
  [
    op('lte', op('days_between', { fact: 'today' }, a('start')), 30),
    'wenn die Zahl der Tage von dem heutigen Tag bis zu „Beginn“ höchstens 30 ist',
    'if the number of days from today to “Start” is at most 30',
  ],
  [op('equal', a('rent'), { cents: 123456 }), 'wenn „Miete“ gleich 1.234,56 € ist', 'if “Rent” equals €1,234.56'],
  [
    { op: 'in', args: [a('keeper')], values: ['own', 'shared'] },
    'wenn „Haltereigenschaft“ = „Eigenes“ oder „Geteilt“ ist',
    'if “Keeper” is “Own” or “Shared”',
  ],
  [{ op: 'in', args: ['a', a('ticks')] }, 'wenn bei „Dazu“ „Handwerk“ angekreuzt ist', 'if “Craft” is ticked at “Also”'],
  [
    { op: 'matches', args: [a('home.postalCode')], pattern: '80.*' },
    'wenn Postleitzahl bei „Anschrift“ dem Muster „80.*“ entspricht',
    'if postal code of “Address” matches the pattern “80.*”',
  ],
  [op('is_empty', a('home')), 'wenn bei „Anschrift“ nichts angegeben ist', 'if nothing is given at “Address”'],
  [
    { op: 'any', over: 'people', where: op('lt', a('people.age'), 3) },
    'wenn es in „Personen im Haushalt“ mindestens einen Eintrag gibt, bei dem „Alter“ kleiner als 3 ist',
    'if there is at least one entry in “People in the household” for which “Age” is less than 3',
  ],
  [
    op('not', { op: 'all', over: 'people', where: op('lt', a('people.age'), 3) }),
    'wenn es in „Personen im Haushalt“ mindestens einen Eintrag gibt, bei dem „Alter“ nicht kleiner als 3 ist',
    'if there is at least one entry in “People in the household” for which “Age” is not less than 3',
  ],
  [op('equal', { fact: 'trustLevel' }, 'high'), 'wenn das Vertrauensniveau = „hoch“ ist', 'if the trust level is “high”'],
  [{ fact: 'signedIn' }, 'wenn die Person angemeldet ist', 'if the person is signed in'],
  [
    op('multiply', op('add', a('rent'), { cents: 100 }), 2),
    'das Produkt aus (der Summe aus „Miete“ und 1,00 €) und 2',
    'the product of (the sum of “Rent” and €1.00) and 2',
  ],
  [
    { op: 'round', args: [a('rent')], places: 0, mode: 'up' },
    'der auf ganze Zahlen aufgerundete Wert von „Miete“',
    '“Rent” rounded up to whole numbers',
  ],
  [
    { op: 'sum', over: 'people', value: a('people.age') },
    'die Summe von „Alter“ über alle Einträge in „Personen im Haushalt“',
    'the sum of “Age” over all entries in “People in the household”',
  ],
  [
    op('if', electric, { cents: 0 }, { cents: 500 }),
    '0,00 €, falls „Elektrisch?“ mit „Ja“ beantwortet ist, sonst 5,00 €',
    '€0.00 if “Electric?” is answered with “Yes”, else €5.00',
  ],
];

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('conditions and calculations as sentences', () => {
  for (const [expression, german, english] of sentences)
    it(german, () => {
      assert.notEqual(typeOfExpression(form, expression), undefined);
      assert.equal(plain(sentenceOf(expression, words, 'de')), german);
      assert.equal(plain(sentenceOf(expression, words, 'en')), english);
    });

  it('is said without "wenn" after words of the page', () =>
    assert.equal(statementOf(electric, words, 'de'), '„Elektrisch?“ mit „Ja“ beantwortet ist'));

  it('gives the parts of nested conditions for lists on a page', () => {
    assert.deepEqual(clauseOf(op('and', electric, op('or', company, op('not', electric))), words, 'en'), {
      join: 'all',
      parts: [
        { text: '“Electric?” is answered with “Yes”' },
        { join: 'any', parts: [{ text: '“Keeper” is “Company car”' }, { text: '“Electric?” is not answered with “Yes”' }] },
      ],
    });
  });

  it('has words for every condition, with no names of paths or operators in them', () => {
    const all = vocabularyOf(compileForm(conditionForm()));
    fc.assert(
      fc.property(randomCondition, (condition) => {
        for (const locale of ['de', 'en'] as const) {
          const sentence = sentenceOf(condition, all, locale);
          assert.match(sentence, locale === 'de' ? /^wenn ./ : /^if ./);
          assert.doesNotMatch(sentence, /undefined|\[object|people\.|_empty|add_days|postalCode|"/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('calls missing what a form that is being written does not have, and shows what is no expression', () => {
    const unfinished: Vocabulary = {
      node: (path) => (path === 'colour' ? { kind: 'radios', label: { de: '' }, choices: [] } : undefined),
      computed: () => undefined,
    };
    assert.equal(
      sentenceOf(op('and', op('equal', a('colour'), 'red'), op('is_empty', a('gone'))), unfinished, 'de'),
      'wenn „colour“ = „red“ (fehlt in der Auswahl) ist und bei der fehlenden Angabe „gone“ nichts angegeben ist',
    );
    assert.equal(plain(sentenceOf(op('add', { computed: 'fee' }, 1), unfinished, 'de')), 'die Summe aus dem fehlenden Wert „fee“ und 1');
    assert.equal(
      plain(sentenceOf({ op: 'sum', over: 'people', value: a('people.age') }, unfinished, 'en')),
      'the sum of the missing answer “people.age” over all entries in the missing answer “people”',
    );
    assert.equal(sentenceOf({ op: 'equal', args: ['x'] }, unfinished, 'en'), 'something that cannot be read: {"op":"equal","args":["x"]}');
    assert.equal(clauseOf({ cents: 1 }, unfinished, 'de'), undefined);
    fc.assert(
      fc.property(fc.jsonValue(), (anything) => {
        for (const said of [sentenceOf(anything, unfinished, 'de'), sentenceOf(op('equal', anything as Expression, true), words, 'de')])
          assert.equal(typeof said, 'string');
      }),
    );
  });

  it('of hostile depth ends', () => {
    let deep: Expression = electric;
    for (let i = 0; i < 60; i++) deep = op('equal', op('not', electric), deep);
    assert.ok(sentenceOf(deep, words, 'de').length < 1_000_000);
  });
});
