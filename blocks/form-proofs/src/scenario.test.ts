import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Expression, compileForm } from '@amt/forms';
import { runScenario } from './run-scenario.ts';
import { smallForm, t } from './small-form.fixture.ts';
import { suggestScenarios } from './suggest-scenarios.ts';

const equal = (path: string, value: Expression): Expression => ({ op: 'equal', args: [{ answer: path }, value] });
const form = compileForm(
  smallForm([], {
    pages: [
      {
        id: 'one',
        title: t('Eins'),
        fields: [
          { kind: 'bool', id: 'flag', label: t('Flagge') },
          { kind: 'int', id: 'count', label: t('Zahl'), min: 0, max: 10 },
        ],
      },
      {
        id: 'two',
        title: t('Zwei'),
        when: equal('flag', true),
        fields: [
          { kind: 'text', id: 'more', label: t('Mehr'), when: { op: 'gt', args: [{ answer: 'count' }, 5] } },
          { kind: 'text', id: 'name', label: t('Wort') },
        ],
      },
    ],
    rules: [{ id: 'even', at: 'count', valid: { op: 'not_equal', args: [{ answer: 'count' }, 7] }, message: t('Nicht sieben.') }],
    computed: [{ id: 'tenth', value: { op: 'divide', args: [{ answer: 'count' }, 10] } }],
    fee: { lines: [{ id: 'fee', label: t('Gebühr'), when: equal('flag', true), amount: { cents: 500 } }] },
    outputs: [
      { kind: 'case', id: 'case' },
      { kind: 'mail', id: 'mail', to: 'amt@example.org', when: equal('flag', false) },
    ],
  }),
);

const right = {
  id: 's',
  title: 'S',
  answers: { flag: true, count: 7, name: 'x', more: 'y' },
  expect: {
    pages: ['one', 'two'],
    asked: ['more'],
    notAsked: ['nothing'],
    computed: { tenth: 0.7 },
    feeCents: 500,
    errors: [{ path: 'count', code: 'rule' }],
    outputs: ['case'],
  },
};

describe('running a scenario', () => {
  it('passes where everything comes out as expected', () => {
    assert.deepEqual(runScenario(form, right), { passed: true, differences: [] });
  });

  it('names the place of each difference', () => {
    const wrong = {
      ...right,
      expect: {
        pages: ['one'],
        asked: ['less'],
        notAsked: ['more'],
        computed: { tenth: 0.8, gone: 1 },
        feeCents: 0,
        errors: [],
        outputs: ['case', 'mail'],
      },
    };
    assert.deepEqual(
      runScenario(form, wrong).differences.map(({ what, at }) => `${what} ${at}`),
      ['pages two', 'asked less', 'notAsked more', 'outputs mail', 'computed tenth', 'computed gone', 'feeCents fee', 'errors count'],
    );
  });

  it('suggests scenarios that pass and meet each condition both ways', () => {
    const scenarios = suggestScenarios(form);
    for (const scenario of scenarios) assert.deepEqual(runScenario(form, scenario).differences, [], scenario.title);
    const asked = (path: string): boolean => scenarios.some(({ expect }) => expect.asked?.includes(path) === true);
    const notAsked = (path: string): boolean => scenarios.some(({ expect }) => expect.notAsked?.includes(path) === true);
    assert.ok(asked('more') && notAsked('more'));
    for (const fee of [0, 500]) assert.ok(scenarios.some(({ expect }) => expect.feeCents === fee));
    for (const pages of ['one', 'one,two']) assert.ok(scenarios.some(({ expect }) => expect.pages?.join() === pages));
    assert.ok(
      scenarios.some(({ answers }) => answers['count'] === 7),
      'the rule is met and broken',
    );
    compileForm({ ...form.definition, scenarios });
  });
});
