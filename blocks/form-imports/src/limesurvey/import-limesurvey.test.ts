import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileForm, evaluate } from '@amt/forms';
import { importForeignForm } from '../import-form.ts';
import { bytesOf, faults, imported, shown } from '../shown.fixture.ts';
import { limeFile, limeTable } from './lime-file.fixture.ts';

const cycling = limeFile([
  {
    name: 'Fahren',
    questions: [
      { type: 'Y', code: 'rides', text: 'Fahren Sie Rad?', english: 'Do you cycle?', mandatory: 'Y' },
      {
        type: 'L',
        code: 'often',
        text: 'Wie oft?',
        relevance: 'rides.NAOK == "Y"',
        answers: { A1: 'täglich', A2: 'selten' },
        other: 'Y',
        mandatory: 'Y',
      },
      {
        type: 'N',
        code: 'km',
        text: 'Wie viele Kilometer?',
        attributes: {
          num_value_int_only: '1',
          min_num_value_n: '0',
          max_num_value_n: '500',
          em_validation_q: 'this.NAOK != 13',
          em_validation_q_tip: 'Nicht 13',
        },
      },
      { type: 'M', code: 'why', text: 'Wozu?', parts: { work: 'Arbeit', fun: 'Freude' }, attributes: { max_answers: '2' } },
      { type: 'S', code: 'plate', text: 'Kennzeichen', preg: '/^[A-Z]{2}$/', relevance: '!is_empty(km.NAOK) and why_work.NAOK == "Y"' },
    ],
  },
  {
    name: 'Wege',
    relevance: 'km.NAOK > 10 or often.NAOK == "A1"',
    questions: [
      {
        type: 'F',
        code: 'ways',
        text: 'Wie finden Sie',
        parts: { SQ1: 'Breite', SQ2: 'Belag' },
        answers: { '1': 'gut', '2': 'mittel', '3': 'schlecht' },
      },
      { type: 'T', code: 'bad', text: 'Was ist schlecht?', relevance: '(ways_SQ2.NAOK > 1 && 7X1X102.NAOK == "") || Q101.NAOK == "A2"' },
      { type: 'K', code: 'money', text: 'Ausgaben', parts: { bike: 'Rad', coat: 'Jacke' } },
      { type: '*', code: 'all', text: '{sum(money_bike.NAOK, money_coat.NAOK)}' },
      { type: 'X', code: 'thanks', text: '<b>Danke</b> an alle<br/>Radelnden' },
    ],
  },
]);

describe('importing from LimeSurvey', () => {
  it('takes over groups, kinds, limits, answers, rows and languages', async () => {
    const { definition, product } = await imported(bytesOf(cycling));
    assert.equal(product, 'limesurvey');
    assert.deepEqual(definition.languages, ['de', 'en']);
    assert.deepEqual([definition.title.de, definition.description?.de], ['Radwege', 'Was fehlt?']);
    assert.deepEqual(
      definition.pages.map(({ id, fields }) => [id, fields.map((node) => `${node.kind} ${node.id}`)]),
      [
        ['fahren', ['bool rides', 'radios often', 'text oftenAndere', 'int km', 'checkboxes why', 'text plate']],
        ['wege', ['matrix ways', 'textarea bad', 'group money', 'locked all', 'label thanks']],
      ],
    );
    const [rides, , , km, , plate] = definition.pages[0]?.fields ?? [];
    assert.ok(rides?.kind === 'bool' && rides.label['en'] === 'Do you cycle?' && rides.required === undefined);
    assert.ok(km?.kind === 'int' && km.min === 0 && km.max === 500);
    assert.ok(plate?.kind === 'text' && plate.pattern?.regex === '[A-Z]{2}');
    const thanks = definition.pages[1]?.fields[4];
    assert.equal(thanks?.kind === 'label' ? thanks.text.de : '', 'Danke an alle\nRadelnden');
  });

  it('shows the same questions and groups for the same answers', async () => {
    const { definition } = await imported(bytesOf(cycling));
    const seen = (answers: Parameters<typeof shown>[1]) => {
      const { nodes } = shown(definition, answers);
      return ['often', 'oftenAndere', 'plate', 'ways', 'bad'].filter((id) => nodes.includes(id));
    };
    assert.deepEqual(seen({}), []);
    assert.deepEqual(seen({ rides: true, often: '-oth-' }), ['often', 'oftenAndere']);
    // irrelevant counts as empty
    assert.deepEqual(seen({ rides: false, often: 'A1' }), []);
    assert.deepEqual(seen({ rides: true, often: 'A1' }), ['often', 'ways']);
    assert.deepEqual(seen({ rides: true, often: 'A1', ways: { SQ2: '2' } }), ['often', 'ways', 'bad']);
    assert.deepEqual(seen({ rides: true, often: 'A1', km: 1, ways: { SQ2: '2' } }), ['often', 'ways']);
    assert.deepEqual(seen({ km: 10, why: ['work'] }), ['plate']);
    assert.deepEqual(seen({ km: 11, why: ['fun'] }), ['ways']);
    assert.deepEqual(shown(definition, { km: 11 }).pages, ['fahren', 'wege']);
    assert.equal(faults(definition, { rides: true, km: 13 })['km'], 'rule');
    assert.equal(faults(definition, { rides: true, km: 14 })['km'], undefined);
  });

  it('works out what an equation works out; what is missing counts as nothing', async () => {
    const { definition } = await imported(bytesOf(cycling));
    const { values } = evaluate(
      compileForm(definition),
      { km: 20, money: { bike: 700 } },
      { today: '2026-11-25', signedIn: false, trustLevel: 'none' },
    );
    assert.equal(Number(values['all']), 700);
  });

  it('does not guess: what a name does not stand for, numbers in quotes, fields that may be missing, functions', async () => {
    const odd = limeFile([
      {
        name: 'G',
        questions: [
          { type: 'N', code: 'n', text: 'N' },
          { type: 'S', code: 'm', text: 'M', relevance: 'n.NAOK > 3' },
          { type: 'S', code: 'a', text: 'A', relevance: 'n.NAOK > "3"' },
          { type: 'S', code: 'b', text: 'B', relevance: 'm != "x"' },
          { type: 'S', code: 'c', text: 'C', relevance: 'm == "x"' },
          { type: 'S', code: 'd', text: 'D', relevance: 'regexMatch("/x/", m.NAOK)' },
          { type: 'S', code: 'e', text: 'E', relevance: 'TOKEN:FIRSTNAME == "x"' },
          { type: 'R', code: 'f', text: 'F', answers: { A: 'A' } },
        ],
      },
    ]);
    const { remarks, definition } = await imported(bytesOf(odd));
    for (const at of ['a', 'b', 'd', 'e'])
      assert.ok(
        remarks.some((one) => one.at === at && one.text.startsWith('Nicht übernommen')),
        at,
      );
    assert.ok(!remarks.some((one) => one.at === 'c' && one.text.startsWith('Nicht übernommen')));
    assert.ok(remarks.some(({ at, text }) => at === 'f' && text.includes('Rangfolge')));
    assert.deepEqual(shown(definition, { n: 4, m: 'x' }).nodes, ['n', 'm', 'a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('reads the structure as a table with tabs, too', async () => {
    const text = limeTable(
      ['', '', 'S', '', 'language', '', 'de'],
      ['', '', 'SL', '', 'surveyls_title', '', 'Spielplätze', '', 'de'],
      ['1', '', 'G', 'G1', 'Kinder', '1', '', '', 'de'],
      ['2', '', 'Q', 'M', 'age', '1', 'Wie alt sind die Kinder?', 'Alle "ankreuzen"', 'de', '', 'Y', 'N', '', '', '2'],
      ['3', '', 'SQ', '0', 'baby', '', 'unter 3', '', 'de'],
      ['4', '', 'SQ', '0', 'school', '', 'über 6', '', 'de'],
      ['5', '', 'Q', 'T', 'wish', 'age_school.NAOK == "Y"', 'Was fehlt?\nBitte kurz', '', 'de', '', 'N', 'N'],
      ['6', '', 'G', 'G1', 'Children', '1', '', '', 'en'],
      ['7', '', 'Q', 'M', 'age', '1', 'How old are they?', '', 'en', '', 'Y', 'N'],
      ['8', '', 'G', 'G1', 'Kinder', '1', '', '', 'de-easy'],
      ['9', '', 'Q', 'M', 'age', '1', 'Wie alt?', '', 'de-easy', '', 'Y', 'N'],
    );
    const { definition, product } = await imported(bytesOf(text));
    assert.equal(product, 'limesurvey');
    assert.equal(definition.title.de, 'Spielplätze');
    assert.deepEqual(
      definition.pages.map(({ title }) => title['en']),
      ['Children'],
    );
    const [age, wish] = definition.pages[0]?.fields ?? [];
    assert.ok(age?.kind === 'checkboxes' && age.max === 2 && age.required === undefined);
    assert.deepEqual(
      [age.label, age.hint?.de],
      [{ de: 'Wie alt sind die Kinder?', en: 'How old are they?', 'de-simple': 'Wie alt?' }, 'Alle "ankreuzen"'],
    );
    assert.ok(wish?.kind === 'textarea' && wish.label.de === 'Was fehlt?\nBitte kurz');
    assert.deepEqual(
      [shown(definition, { age: ['baby'] }).nodes, shown(definition, { age: ['school'] }).nodes],
      [['age'], ['age', 'wish']],
    );
    for (const [file, line] of [
      [limeTable(['', '', 'Q', 'T', 'a', '', 'A']), 2],
      [limeTable(['', '', 'A', '', 'a', '', 'A']), 2],
      [`${limeTable(['', '', 'G', '', 'a'])}\n"open`, 3],
    ] as const) {
      const result = await importForeignForm(bytesOf(file));
      assert.ok(!result.ok);
      assert.equal(result.faults[0]?.line, line);
    }
  });
});
