import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CompiledForm, type Condition, type FormDefinition, compileForm, evaluate } from '@amt/forms';
import fc from 'fast-check';
import { conditionWords } from './condition-words.ts';
import { everyKindDefinition } from './every-kind.fixture.ts';
import { numbersOf, paperOrder } from './paper-order.ts';
import { planPaper } from './paper-plan.ts';
import { skipAfter } from './skips.ts';

const label = (de: string) => ({ de });
const yes = (path: string): Condition => ({ op: 'equal', args: [{ answer: path }, true] });
const options = ['a', 'b', 'c'].map((value) => ({ value, label: label(value.toUpperCase()) }));

const definition: FormDefinition = {
  ...everyKindDefinition,
  id: 'conditions',
  languages: ['de'],
  pages: [
    {
      id: 'first',
      title: label('Erste Seite'),
      fields: [
        { kind: 'bool', id: 'car', label: label('Haben Sie ein Auto?') },
        { kind: 'text', id: 'plate', label: label('Kennzeichen'), when: yes('car') },
        {
          kind: 'radios',
          id: 'keeper',
          label: label('Wem gehört es?'),
          options,
          when: { op: 'and', args: [yes('car'), { op: 'not', args: [{ op: 'is_empty', args: [{ answer: 'plate' }] }] }] },
        },
        { kind: 'date', id: 'birth', label: label('Geburtsdatum') },
        { kind: 'bool', id: 'more', label: label('Noch mehr?') },
      ],
    },
    {
      id: 'second',
      title: label('Zweite Seite'),
      when: yes('more'),
      fields: [
        {
          kind: 'repeat',
          id: 'pets',
          label: label('Tiere'),
          itemLabel: label('Tier'),
          min: 1,
          max: 5,
          fields: [
            { kind: 'bool', id: 'dog', label: label('Ein Hund?') },
            { kind: 'text', id: 'breed', label: label('Rasse'), when: yes('pets.dog') },
          ],
        },
        { kind: 'declaration', id: 'truth', label: label('Es stimmt.') },
      ],
    },
  ],
};
const form: CompiledForm = compileForm(definition);
const numbers = numbersOf(form);
const node = (path: string) => {
  const found = form.tree.byPath.get(path);
  assert.ok(found);
  return found;
};

describe('the order of the sheet', () => {
  it('numbers questions in the order of the definition, those of a repeated group once', () => {
    assert.deepEqual(
      paperOrder(form).map(({ number, path }) => `${number} ${path}`),
      ['1 car', '2 plate', '3 keeper', '4 birth', '5 more', '6 pets.dog', '7 pets.breed', '8 truth'],
    );
  });

  it('prints three blocks, and one more on an extra sheet', () => {
    const { sections, extraSheets } = planPaper(form, 'de');
    const blocks = sections.flatMap((section) => section.parts).filter((part) => part.kind === 'question' && part.node.id === 'dog');
    assert.deepEqual(
      blocks.map((part) => (part.kind === 'question' ? [part.number, part.path] : [])),
      [
        [6, 'pets.0.dog'],
        [6, 'pets.1.dog'],
        [6, 'pets.2.dog'],
      ],
    );
    assert.deepEqual(
      extraSheets.map((sheet) => sheet.title),
      ['Zusatzblatt: Tiere'],
    );
  });
});

describe('going on elsewhere', () => {
  it('leads past all that an answer makes needless, and no further', () => {
    assert.equal(skipAfter(numbers, node('car'), 'no'), 4);
    assert.equal(skipAfter(numbers, node('car'), 'yes'), undefined);
    assert.equal(skipAfter(numbers, node('keeper'), 'a'), undefined);
    assert.equal(skipAfter(numbers, node('more'), 'no'), 'end');
  });

  it('is not said inside of a block about what lies outside of it', () => {
    assert.equal(skipAfter(numbers, node('pets.dog'), 'no'), undefined);
  });

  it('agrees with the running form, whatever else is answered: what is skipped is hidden', () => {
    const facts = { today: '2026-01-01', signedIn: false, trustLevel: 'none' };
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const others = fc.record({
      car: flag,
      more: flag,
      plate: fc.constantFrom(undefined, 'M-A 1'),
      keeper: fc.constantFrom(undefined, 'a', 'b'),
    });
    const ticks = [...numbers].flatMap(([asked]) =>
      asked.owner
        ? []
        : asked.kind === 'bool'
          ? ['yes', 'no'].map((value) => ({ asked, value }))
          : asked.kind === 'radios'
            ? [{ asked, value: 'a' }]
            : [],
    );
    fc.assert(
      fc.property(others, fc.constantFrom(...ticks), (given, { asked, value }) => {
        const answers = { ...given, pets: [{ dog: true }], [asked.id]: asked.kind === 'bool' ? value === 'yes' : value };
        const { nodes } = evaluate(form, JSON.parse(JSON.stringify(answers)), facts);
        const target = skipAfter(numbers, asked, value);
        const until = target === undefined ? 0 : target === 'end' ? numbers.size + 1 : target;
        for (const [node, number] of numbers)
          if (number > (numbers.get(asked) ?? 0) && number < until)
            assert.ok(![...nodes.values()].some((state) => state.node === node), `${asked.path} = ${value} skips ${node.path}`);
      }),
    );
  });
});

describe('what a reader calls required', () => {
  it('is only what must be answered whatever else is', () => {
    const { sections } = planPaper(form, 'de');
    const required = sections.flatMap((section) =>
      section.parts.flatMap((part) => (part.kind === 'question' && part.required ? [part.path] : [])),
    );
    assert.deepEqual(required, ['car', 'birth', 'more']);
  });
});

describe('words for conditions', () => {
  const words = conditionWords(form, 'de');
  const cases: readonly (readonly [Condition, string | undefined])[] = [
    [yes('car'), 'bei Frage 1 „Ja“ angekreuzt ist'],
    [{ op: 'not', args: [yes('car')] }, 'bei Frage 1 nicht „Ja“ angekreuzt ist'],
    [{ op: 'in', args: [{ answer: 'keeper' }], values: ['a', 'c'] }, 'bei Frage 3 „A“ oder „C“ angekreuzt ist'],
    [
      { op: 'and', args: [yes('car'), { op: 'or', args: [yes('more'), { op: 'equal', args: [{ answer: 'plate' }, 'M-A 1'] }] }] },
      'bei Frage 1 „Ja“ angekreuzt ist und (bei Frage 5 „Ja“ angekreuzt ist oder die Antwort auf Frage 2 „M-A 1“ ist)',
    ],
    [{ op: 'lt', args: [{ op: 'age_years', args: [{ answer: 'birth' }] }, 18] }, 'die Person aus Frage 4 jünger als 18 Jahre ist'],
    [{ op: 'gte', args: [{ answer: 'birth' }, { date: '2020-02-01' }] }, 'das Datum bei Frage 4 nicht vor dem 1. Februar 2020 liegt'],
    [
      {
        op: 'or',
        args: [
          { op: 'equal', args: [{ answer: 'keeper' }, 'a'] },
          { op: 'equal', args: [{ answer: 'keeper' }, 'b'] },
        ],
      },
      'bei Frage 3 „A“ oder „B“ angekreuzt ist',
    ],
    [{ op: 'is_empty', args: [{ answer: 'plate' }] }, 'Sie Frage 2 nicht beantworten'],
    [{ op: 'gte', args: [{ op: 'count', over: 'pets' }, 2] }, 'unter „Tiere“ mindestens 2 Einträge stehen'],
    [
      { op: 'not', args: [{ op: 'any', over: 'pets', where: yes('pets.dog') }] },
      'bei keinem Eintrag unter „Tiere“ gilt: bei Frage 6 „Ja“ angekreuzt ist',
    ],
    [{ op: 'equal', args: [{ fact: 'signedIn' }, true] }, undefined],
    [{ op: 'and', args: [yes('car'), { op: 'equal', args: [{ fact: 'signedIn' }, true] }] }, undefined],
  ];
  for (const [condition, expected] of cases)
    it(expected ?? `has none for ${JSON.stringify(condition)}`, () => assert.equal(words(condition), expected));

  it('has them in English', () => {
    assert.equal(conditionWords(form, 'en')(yes('car')), '“Yes” is ticked at question 1');
  });

  it('takes the words of another', () => {
    const { sections } = planPaper(form, 'de', () => 'es regnet');
    const notes = sections.flatMap((section) => [
      section.note,
      ...section.parts.map((part) => (part.kind === 'question' ? part.note : undefined)),
    ]);
    assert.deepEqual([...new Set(notes.filter((note) => note !== undefined))], ['Nur ausfüllen, wenn es regnet.']);
  });
});
