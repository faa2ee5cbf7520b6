import type { Expression, FormDefinition } from '@amt/forms';
import fc from 'fast-check';

const t = (de: string): { de: string; en: string } => ({ de, en: de });
const options = (...values: string[]) => values.map((value) => ({ value, label: t(value) }));

/** A form with every kind of value, with small domains so that random answers meet random conditions. */
export function conditionForm(): FormDefinition {
  return {
    id: 'conditions',
    version: '1.0.0',
    title: t('Bedingungen'),
    serviceKeys: [{ scheme: 'city', key: 'conditions' }],
    ownerUnit: 'unit',
    legalBasis: [{ citation: '§ 1' }],
    retention: { submissionMonths: 1, draftDays: 1 },
    trustLevel: 'none',
    languages: ['de', 'en'],
    pages: [
      {
        id: 'all',
        title: t('Alles'),
        fields: [
          { kind: 'bool', id: 'flag', label: t('Flagge') },
          { kind: 'bool', id: 'other', label: t('Andere'), required: false },
          { kind: 'int', id: 'count', label: t('Zahl'), min: 0, max: 10 },
          { kind: 'number', id: 'size', label: t('Größe'), min: 0, max: 100, places: 2 },
          { kind: 'currency', id: 'amount', label: t('Betrag'), max: 1000 },
          { kind: 'radios', id: 'colour', label: t('Farbe'), options: options('red', 'green', 'blue') },
          { kind: 'select', id: 'tone', label: t('Ton'), options: options('red', 'grey'), required: false },
          { kind: 'checkboxes', id: 'ticks', label: t('Haken'), options: options('a', 'b', 'c'), max: 2 },
          { kind: 'text', id: 'word', label: t('Wort') },
          { kind: 'text', id: 'digits', label: t('Ziffern'), pattern: { regex: '[0-9]{1,3}', message: t('Ziffern') } },
          { kind: 'date', id: 'born', label: t('Geboren'), max: 'today' },
          { kind: 'date', id: 'from', label: t('Von'), required: false },
          { kind: 'date', id: 'to', label: t('Bis') },
          { kind: 'time', id: 'opens', label: t('Öffnet') },
          { kind: 'time', id: 'closes', label: t('Schließt') },
          { kind: 'text', id: 'onlyWithoutFlag', label: t('Nur ohne'), when: { op: 'not', args: [{ answer: 'flag' }] } },
          { kind: 'address', id: 'home', label: t('Anschrift') },
          { kind: 'file', id: 'proof', label: t('Nachweis'), mediaTypes: ['application/pdf'] },
          { kind: 'matrix', id: 'grid', label: t('Tage'), rows: [{ value: 'monday', label: t('Montag') }], columns: options('yes', 'no') },
          {
            kind: 'choice',
            id: 'way',
            label: t('Weg'),
            branches: [
              { id: 'mail', label: t('Post'), fields: [{ kind: 'int', id: 'weight', label: t('Gewicht'), min: 0, max: 5 }] },
              { id: 'pickup', label: t('Abholung') },
            ],
          },
          {
            kind: 'repeat',
            id: 'people',
            label: t('Menschen'),
            itemLabel: t('Mensch'),
            min: 0,
            max: 3,
            fields: [
              { kind: 'int', id: 'age', label: t('Alter'), min: 0, max: 8 },
              { kind: 'bool', id: 'adult', label: t('Erwachsen'), when: { op: 'gt', args: [{ answer: 'people.age' }, 4] } },
            ],
          },
          { kind: 'locked', id: 'locked', label: t('Fest'), value: { computed: 'double' }, when: { answer: 'flag' } },
        ],
      },
    ],
    computed: [
      { id: 'double', value: { op: 'multiply', args: [{ answer: 'count' }, 2] } },
      {
        id: 'half',
        value: {
          op: 'if',
          args: [
            { answer: 'flag' },
            { op: 'divide', args: [{ answer: 'size' }, 3] },
            { op: 'round', args: [{ answer: 'size' }], places: 0 },
          ],
        },
      },
    ],
  };
}

const answer = (path: string): Expression => ({ answer: path });
const comparison = fc.constantFrom('equal', 'not_equal', 'lt', 'lte', 'gt', 'gte');
const day = fc
  .integer({ min: 0, max: 40 })
  .map((days) => new Date(Date.UTC(2008, 0, 1) + days * 86_400_000 * 183).toISOString().slice(0, 10));

const { number, date, atom } = fc.letrec<{ number: Expression; date: Expression; atom: Expression }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: -2, max: 22 }),
    fc.constantFrom(
      answer('count'),
      answer('size'),
      answer('way.mail.weight'),
      answer('locked'),
      { computed: 'double' },
      { computed: 'half' },
    ),
    fc.constantFrom<Expression>({ op: 'count', over: 'people' }, { op: 'sum', over: 'people', value: answer('people.age') }),
    fc.constant<Expression>({ op: 'count', over: 'people', where: answer('people.adult') }),
    fc
      .tuple(fc.constantFrom('add', 'subtract', 'multiply', 'divide', 'min', 'max'), tie('number'), tie('number'))
      .map(([op, a, b]): Expression => ({ op, args: [a, b] })),
    fc
      .tuple(fc.constantFrom('half_up', 'up', 'down'), tie('number'))
      .map(([mode, a]): Expression => ({ op: 'round', args: [a], places: 0, mode })),
    tie('date').map((d): Expression => ({ op: 'age_years', args: [d] })),
    fc.tuple(tie('date'), tie('date')).map(([a, b]): Expression => ({ op: 'days_between', args: [a, b] })),
    fc.tuple(tie('atom'), tie('number'), tie('number')).map(([c, a, b]): Expression => ({ op: 'if', args: [c, a, b] })),
  ),
  date: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Expression>(answer('born'), answer('from'), answer('to'), { fact: 'today' }),
    day.map((d): Expression => ({ date: d })),
    fc
      .tuple(fc.constantFrom('add_days', 'add_months'), tie('date'), fc.integer({ min: -40, max: 40 }))
      .map(([op, d, n]): Expression => ({ op, args: [d, n] })),
  ),
  atom: fc.oneof(
    { depthSize: 'small' },
    fc
      .constantFrom(answer('flag'), answer('other'), answer('onlyWithoutFlag'))
      .map((a): Expression => (JSON.stringify(a).includes('only') ? { op: 'is_empty', args: [a] } : a)),
    fc.tuple(comparison, tie('number'), tie('number')).map(([op, a, b]): Expression => ({ op, args: [a, b] })),
    fc.tuple(comparison, tie('date'), tie('date')).map(([op, a, b]): Expression => ({ op, args: [a, b] })),
    fc
      .tuple(comparison, fc.integer({ min: -1, max: 1001 }))
      .map(([op, cents]): Expression => ({ op, args: [answer('amount'), { cents }] })),
    fc
      .tuple(comparison, fc.constantFrom(answer('opens'), answer('closes')))
      .map(([op, a]): Expression => ({ op, args: [a, answer('closes')] })),
    fc
      .tuple(fc.constantFrom('equal', 'not_equal'), fc.constantFrom('red', 'green', 'blue'))
      .map(([op, v]): Expression => ({ op, args: [answer('colour'), v] })),
    fc.constantFrom('equal', 'not_equal').map((op): Expression => ({ op, args: [answer('colour'), answer('tone')] })),
    fc
      .tuple(
        fc.constantFrom('equal', 'not_equal'),
        fc.constantFrom<Expression>(true, false, answer('other'), { op: 'not', args: [answer('other')] }),
      )
      .map(([op, v]): Expression => ({ op, args: [answer('flag'), v] })),
    fc
      .tuple(fc.constantFrom('word', 'digits'), fc.constantFrom('12', 'ab', 'x'))
      .map(([path, v]): Expression => ({ op: 'equal', args: [answer(path), v] })),
    fc.constantFrom('[0-9]+', '[a-z]{1,2}').map((pattern): Expression => ({ op: 'matches', args: [answer('word')], pattern })),
    fc.subarray(['red', 'green', 'blue'], { minLength: 1 }).map((values): Expression => ({ op: 'in', args: [answer('colour')], values })),
    fc.constantFrom('a', 'b', 'c').map((v): Expression => ({ op: 'in', args: [v, answer('ticks')] })),
    fc
      .constantFrom('count', 'colour', 'ticks', 'people', 'proof', 'home', 'from', 'locked', 'way', 'grid.monday')
      .map((p): Expression => ({ op: 'is_empty', args: [answer(p)] })),
    fc.constantFrom('mail', 'pickup').map((v): Expression => ({ op: 'equal', args: [answer('way'), v] })),
    fc
      .tuple(fc.constantFrom('any', 'all'), comparison, fc.integer({ min: 0, max: 8 }))
      .map(([op, cmp, n]): Expression => ({ op, over: 'people', where: { op: cmp, args: [answer('people.age'), n] } })),
    fc.constantFrom('any', 'all').map((op): Expression => ({ op, over: 'people', where: answer('people.adult') })),
  ),
}));

/** Conditions over {@link conditionForm}. */
export const randomCondition = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    atom,
    fc
      .tuple(fc.constantFrom('and', 'or', 'xor'), fc.array(tie('node'), { minLength: 1, maxLength: 4 }))
      .map(([op, args]): Expression => ({ op, args })),
    tie('node').map((arg): Expression => ({ op: 'not', args: [arg] })),
    // close neighbours contradict each other more often than strangers
    fc.tuple(fc.constantFrom('and', 'xor'), tie('node')).map(([op, a]): Expression => ({ op, args: [a, { op: 'not', args: [a] }] })),
    fc.tuple(comparison, comparison, number, fc.integer({ min: 0, max: 12 })).map(([x, y, a, n]): Expression => ({
      op: 'and',
      args: [
        { op: x, args: [a, n] },
        { op: y, args: [a, n] },
      ],
    })),
    fc.tuple(comparison, comparison, date, date).map(([x, y, a, b]): Expression => ({
      op: 'and',
      args: [
        { op: x, args: [a, b] },
        { op: y, args: [b, a] },
      ],
    })),
  ),
})).node;

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined, freq: 6 });
const clock = fc.constantFrom('08:00', '12:30', '18:00');

/** Answers every field accepts, or none, and facts of a visit. */
export const randomAnswers = fc
  .record({
    flag: maybe(fc.boolean()),
    other: maybe(fc.boolean()),
    count: maybe(fc.integer({ min: 0, max: 10 })),
    size: maybe(fc.integer({ min: 0, max: 10000 }).map((n) => (n % 3 === 0 ? String(Math.floor(n / 100)) : (n / 100).toFixed(2)))),
    amount: maybe(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constantFrom(0, 1, 999, 1000))),
    colour: maybe(fc.constantFrom('red', 'green', 'blue')),
    tone: maybe(fc.constantFrom('red', 'grey')),
    ticks: maybe(fc.subarray(['a', 'b', 'c'], { maxLength: 2 })),
    word: maybe(fc.constantFrom('12', 'ab', 'x', 'Wort')),
    digits: maybe(fc.constantFrom('12', '1', '999')),
    born: maybe(day),
    from: maybe(day),
    to: maybe(day),
    opens: maybe(clock),
    closes: maybe(clock),
    onlyWithoutFlag: maybe(fc.constantFrom('x', 'y')),
    home: maybe(fc.constant({ street: 'Weg', houseNumber: '1', postalCode: '80331', city: 'München' })),
    proof: maybe(fc.constant([{ id: '1', fileName: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: '0' }])),
    grid: maybe(fc.constantFrom({ monday: 'yes' }, { monday: 'no' })),
    way: maybe(
      fc.oneof(
        fc.constant({ choice: 'pickup' }),
        fc.integer({ min: 0, max: 5 }).map((weight) => ({ choice: 'mail', mail: { weight } })),
      ),
    ),
    people: maybe(fc.array(fc.record({ age: maybe(fc.integer({ min: 0, max: 8 })), adult: maybe(fc.boolean()) }), { maxLength: 3 })),
    today: fc.oneof(
      fc.constant('2028-01-01'),
      fc.integer({ min: 0, max: 300 }).map((n) => new Date(Date.UTC(2027, 11, 31) + n * 86_400_000).toISOString().slice(0, 10)),
    ),
    signedIn: fc.boolean(),
  })
  .map(({ today, signedIn, ...given }) => ({
    // the field refuses days after today
    answers: Object.fromEntries(
      Object.entries(given).filter(
        ([key, value]) => value !== undefined && !(key === 'born' && typeof value === 'string' && value > today),
      ),
    ),
    facts: { today, signedIn, trustLevel: 'none' },
  }));
