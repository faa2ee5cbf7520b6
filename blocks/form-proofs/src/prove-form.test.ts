import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Condition,
  type Expression,
  type FormDefinition,
  type FormNode,
  checkDefinition,
  compileForm,
  syntheticForm,
} from '@amt/forms';
import type { FindingKind } from './finding.ts';
import { proveDefinition, proveForm } from './prove-form.ts';
import { smallForm, t } from './small-form.fixture.ts';
import { pairHash } from './translation-states.ts';

const a = (path: string): Expression => ({ answer: path });
const op = (name: string, ...args: Expression[]): Condition => ({ op: name, args }) as Condition;
const flag: FormNode = { kind: 'bool', id: 'flag', label: t('Flagge') };
const count: FormNode = { kind: 'int', id: 'count', label: t('Zahl'), min: 0, max: 10 };
const colour: FormNode = {
  kind: 'radios',
  id: 'colour',
  label: t('Farbe'),
  options: [
    { value: 'red', label: t('Rot') },
    { value: 'blue', label: t('Blau') },
  ],
};
const note = (when: Condition): FormNode => ({ kind: 'label', id: 'note', text: t('Hinweis'), when });
const more = (when: Condition): FormNode => ({ kind: 'text', id: 'more', label: t('Mehr'), when });
const day = (id: string): FormNode => ({ kind: 'date', id, label: t(id) });
const rule = (valid: Condition, at: string, when?: Condition) => ({
  id: 'r',
  valid,
  at,
  message: t('So nicht.'),
  ...(when === undefined ? {} : { when }),
});
const withPage = (when: Condition): FormDefinition =>
  smallForm([count], {
    pages: [
      { id: 'one', title: t('Eins'), fields: [count] },
      { id: 'two', title: t('Zwei'), when, fields: [flag] },
    ],
  });
const mail = (more: object): FormNode => ({ kind: 'email', id: 'mail', label: t('E-Mail'), ...more }) as FormNode;
const told = { legalBasis: { citation: '§ 2' }, purpose: t('Für Antworten.') };
const long =
  'Wer einen Antrag stellt und dabei Angaben macht, die sich später als falsch erweisen, muss damit rechnen, dass die Leistung wieder zurück verlangt wird.';

/** Each finding: where it stands, a form that has it, and the form repaired. */
const twins: readonly { readonly kind: FindingKind; readonly at: string; readonly sick: object; readonly healthy: object }[] = [
  {
    kind: 'definition',
    at: '/pages/0/fields/0',
    sick: smallForm([{ ...count, kind: 'amount' } as unknown as FormNode]),
    healthy: smallForm([count]),
  },
  {
    kind: 'cycle',
    at: '/pages/0/fields/0',
    sick: smallForm([
      { ...flag, when: op('equal', a('count'), 1) },
      { ...count, when: a('flag') },
    ]),
    healthy: smallForm([flag, { ...count, when: a('flag') }]),
  },
  { kind: 'missing-translation', at: '/title', sick: smallForm([flag], { title: { de: 'Nur Deutsch' } }), healthy: smallForm([flag]) },
  {
    kind: 'contradiction',
    at: '/pages/0/fields/1/when',
    sick: smallForm([count, note(op('and', op('gt', a('count'), 3), op('lt', a('count'), 4)))]),
    healthy: smallForm([count, note(op('and', op('gt', a('count'), 3), op('lt', a('count'), 5)))]),
  },
  { kind: 'unreachable-page', at: '/pages/1/when', sick: withPage(op('gt', a('count'), 10)), healthy: withPage(op('gt', a('count'), 9)) },
  {
    kind: 'unreachable-field',
    at: '/pages/0/fields/1/fields/0/when',
    sick: smallForm([count, { kind: 'group', id: 'g', when: op('gt', a('count'), 5), fields: [note(op('lt', a('count'), 5))] }]),
    healthy: smallForm([count, { kind: 'group', id: 'g', when: op('gt', a('count'), 5), fields: [note(op('lt', a('count'), 8))] }]),
  },
  {
    kind: 'required-never-asked',
    at: '/pages/0/fields/2/when',
    sick: smallForm([flag, { ...count, when: a('flag') }, more(op('and', op('not', a('flag')), op('gt', a('count'), 1)))]),
    healthy: smallForm([flag, { ...count, when: a('flag') }, more(op('and', a('flag'), op('gt', a('count'), 1)))]),
  },
  {
    kind: 'required-when-never',
    at: '/pages/0/fields/1/requiredWhen',
    sick: smallForm([flag, { kind: 'text', id: 'more', label: t('Mehr'), when: a('flag'), requiredWhen: op('equal', a('flag'), false) }]),
    healthy: smallForm([
      flag,
      count,
      { kind: 'text', id: 'more', label: t('Mehr'), when: a('flag'), requiredWhen: op('gt', a('count'), 3) },
    ]),
  },
  {
    kind: 'always-true',
    at: '/pages/0/fields/1/when',
    sick: smallForm([count, note(op('gte', a('count'), 0))]),
    healthy: smallForm([count, note(op('gte', a('count'), 1))]),
  },
  {
    kind: 'never-holds',
    at: '/outputs/0/when',
    sick: smallForm([colour], {
      outputs: [{ kind: 'case', id: 'c', when: op('and', op('equal', a('colour'), 'red'), op('equal', a('colour'), 'blue')) }],
    }),
    healthy: smallForm([colour], { outputs: [{ kind: 'case', id: 'c', when: op('equal', a('colour'), 'red') }] }),
  },
  {
    kind: 'rule-never-applies',
    at: '/rules/0/when',
    sick: smallForm([count], { rules: [rule(op('lt', a('count'), 5), 'count', op('gt', a('count'), 10))] }),
    healthy: smallForm([count], { rules: [rule(op('lt', a('count'), 5), 'count', op('gt', a('count'), 3))] }),
  },
  {
    kind: 'rule-never-met',
    at: '/rules/0/valid',
    sick: smallForm([{ ...count, required: false } as FormNode], { rules: [rule(op('gt', a('count'), 10), 'count')] }),
    healthy: smallForm([{ ...count, required: false } as FormNode], { rules: [rule(op('gt', a('count'), 9), 'count')] }),
  },
  {
    kind: 'dead-end',
    at: '/pages/0',
    sick: smallForm([day('start'), day('end')], {
      rules: [rule(op('lt', a('start'), a('end')), 'start'), { ...rule(op('lt', a('end'), a('start')), 'end'), id: 'other' }],
    }),
    healthy: smallForm([day('start'), day('end')], {
      rules: [rule(op('lt', a('start'), a('end')), 'start'), { ...rule(op('gt', a('end'), a('start')), 'end'), id: 'other' }],
    }),
  },
  {
    kind: 'dead-end',
    at: '/pages/0/fields/0',
    sick: smallForm([{ kind: 'date', id: 'on', label: t('Am'), min: '2027-01-01', max: '2026-01-01' }]),
    healthy: smallForm([{ kind: 'date', id: 'on', label: t('Am'), min: '2026-01-01', max: '2027-01-01' }]),
  },
  {
    kind: 'option-never-accepted',
    at: '/pages/0/fields/0/options/1',
    sick: smallForm([colour], { rules: [rule(op('not_equal', a('colour'), 'blue'), 'colour')] }),
    healthy: smallForm([colour, flag], { rules: [rule(op('or', op('not_equal', a('colour'), 'blue'), a('flag')), 'colour')] }),
  },
  {
    kind: 'missing-legal-basis',
    at: '/pages/0/fields/0',
    sick: smallForm([mail({ purpose: told.purpose })]),
    healthy: smallForm([mail(told)]),
  },
  {
    kind: 'missing-purpose',
    at: '/pages/0/fields/0',
    sick: smallForm([mail({ legalBasis: told.legalBasis })]),
    healthy: smallForm([mail(told)]),
  },
  {
    kind: 'stale-translation',
    at: '/title/en',
    sick: smallForm([{ ...flag, label: t('x') }], { reviewed: { en: [pairHash('Eins', 'One'), pairHash('x', 'x')] } }),
    healthy: smallForm([{ ...flag, label: t('x') }], {
      reviewed: { en: [pairHash('Formular', 'Form'), pairHash('Eins', 'One'), pairHash('x', 'x')] },
    }),
  },
  {
    kind: 'hard-to-read',
    at: '/description/de',
    sick: smallForm([flag], { description: t(`${long.slice(0, -1)} und dass weitere Schritte folgen.`, 'Short.') }),
    healthy: smallForm([flag], { description: t('Machen Sie richtige Angaben. Sonst müssen Sie Geld zurückzahlen.', 'Short.') }),
  },
  {
    kind: 'hard-to-read',
    at: '/description/de-simple',
    sick: smallForm([flag], {
      languages: ['de', 'en', 'de-simple'],
      description: { ...t('Kurz.'), 'de-simple': 'Ihr Antrag wird bald von uns geprüft.' },
    }),
    healthy: smallForm([flag], {
      languages: ['de', 'en', 'de-simple'],
      description: { ...t('Kurz.'), 'de-simple': 'Wir prüfen Ihren Antrag bald.' },
    }),
  },
  {
    kind: 'duplicate-label',
    at: '/pages/0/fields/2/label',
    sick: smallForm([flag, { kind: 'text', id: 'x', label: t('Name') }, { kind: 'text', id: 'y', label: t('Name') }]),
    healthy: smallForm([
      flag,
      { kind: 'text', id: 'x', label: t('Name'), when: a('flag') },
      { kind: 'text', id: 'y', label: t('Name'), when: op('not', a('flag')) },
    ]),
  },
  {
    kind: 'remark',
    at: '/remarks/0',
    sick: smallForm([flag], { remarks: [{ id: 'r', text: 'Regel R1 klären' }] }),
    healthy: smallForm([flag], {
      remarks: [{ id: 'r', text: 'Regel R1 klären', settled: { how: 'not-needed', reason: 'Gilt nicht mehr' } }],
    }),
  },
  {
    kind: 'unknown-prefill',
    at: '/pages/0/fields/0/prefill',
    sick: smallForm([mail({ ...told, prefill: 'email' })]),
    healthy: smallForm([mail({ ...told, prefill: 'mail' })]),
  },
  {
    kind: 'scenario-failed',
    at: '/scenarios/0/expect/asked',
    sick: smallForm([flag, more(a('flag'))], {
      scenarios: [{ id: 's', title: 'S', answers: { flag: false }, expect: { asked: ['more'] } }],
    }),
    healthy: smallForm([flag, more(a('flag'))], {
      scenarios: [{ id: 's', title: 'S', answers: { flag: true }, expect: { asked: ['more'] } }],
    }),
  },
];

const attributes = new Set(['mail', 'givenName']);

describe('proofs about a form', () => {
  for (const { kind, at, sick, healthy } of twins)
    it(`${kind} at ${at}: found where it is, and gone where it is repaired`, () => {
      const found = proveDefinition(sick, { attributes }).filter((finding) => finding.kind === kind);
      assert.ok(
        found.some(({ pointer }) => pointer === at),
        JSON.stringify(proveDefinition(sick, { attributes }), null, 1),
      );
      for (const { message } of found) assert.ok(message.de.length > 10 && message.en.length > 10 && message.de !== message.en);
      assert.deepEqual(proveDefinition(healthy, { attributes }), []);
    });

  it('knows every kind of finding a twin', () => {
    const kinds: Record<FindingKind, true> = {
      definition: true,
      cycle: true,
      'missing-translation': true,
      contradiction: true,
      'unreachable-page': true,
      'unreachable-field': true,
      'required-never-asked': true,
      'required-when-never': true,
      'always-true': true,
      'never-holds': true,
      'rule-never-applies': true,
      'rule-never-met': true,
      'dead-end': true,
      'option-never-accepted': true,
      'missing-legal-basis': true,
      'missing-purpose': true,
      'stale-translation': true,
      'hard-to-read': true,
      'duplicate-label': true,
      remark: true,
      'unknown-prefill': true,
      'scenario-failed': true,
    };
    assert.deepEqual([...new Set(twins.map(({ kind }) => kind))].toSorted(), Object.keys(kinds).toSorted());
  });

  it('a way to say no is no dead end: answers that end the form on purpose are warnings at most', () => {
    const knockOut = smallForm([colour], { rules: [rule(false, 'colour', op('equal', a('colour'), 'blue'))] });
    const findings = proveDefinition(knockOut);
    assert.ok(findings.length > 0 && findings.every(({ severity }) => severity === 'warning'), JSON.stringify(findings));
  });

  it('tells what is unreachable once, not for everything inside', () => {
    const findings = proveDefinition(
      smallForm([count, { kind: 'group', id: 'g', when: op('gt', a('count'), 10), fields: [flag, more(a('g.flag'))] }]),
    );
    assert.deepEqual(
      findings.map(({ kind, pointer }) => `${kind} ${pointer}`),
      ['contradiction /pages/0/fields/1/when', 'unreachable-field /pages/0/fields/1/when'],
    );
  });

  it('at certain places finds what is there, as the proofs of the whole form do, and nothing else', () => {
    for (const { kind, at, sick } of twins) {
      const checked = checkDefinition(sick);
      if (!checked.ok || kind === 'scenario-failed') continue;
      const place = /^\/pages\/\d+(?:\/fields\/\d+)*|^\/[a-z]+(?:\/lines)?\/\d+/.exec(at)?.[0] ?? at.replace(/\/(?:de|en|de-simple)$/, '');
      const only = (pointer: string): boolean => pointer === place || pointer.startsWith(`${place}/`);
      const all = proveForm(checked.form, { attributes });
      const here = proveForm(checked.form, { attributes, only });
      assert.ok(
        here.some((finding) => finding.kind === kind),
        `${kind} at ${place}`,
      );
      assert.deepEqual(
        here,
        all.filter(({ pointer }) => only(pointer)),
        kind,
      );
      assert.deepEqual(proveForm(checked.form, { attributes, only: () => false }), []);
    }
  });

  it('finds nothing wrong with a large form that is right', () => {
    const { form } = syntheticForm(1000, 500);
    assert.deepEqual(proveForm(form), []);
    assert.deepEqual(proveForm(compileForm(smallForm([flag]))), []);
  });
});
