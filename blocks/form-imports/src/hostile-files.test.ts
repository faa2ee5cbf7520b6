import { checkDefinition } from '@amt/forms';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importForeignForm } from './import-form.ts';
import { limeFile } from './limesurvey/lime-file.fixture.ts';
import { openFormsFile } from './open-forms/open-forms-file.fixture.ts';
import { products } from './product.ts';
import { jsonLimits } from './read-json.ts';
import { recogniseForm } from './recognise.ts';
import { bytesOf } from './shown.fixture.ts';

async function refusal(bytes: Uint8Array): Promise<{ code: string; path: string | undefined; line: number | undefined }> {
  const result = await importForeignForm(bytes);
  assert.ok(!result.ok, 'this must be refused');
  const [fault] = result.faults;
  assert.ok(fault && fault.message !== '');
  return { code: fault.code, path: fault.path, line: fault.line };
}

const survey = { elements: [{ type: 'text', name: 'a' }] };

describe('files that are broken or hostile', () => {
  it('refuses what is of no known product, with the place of what cannot be read', async () => {
    assert.equal((await refusal(bytesOf(''))).code, 'not-json');
    assert.equal((await refusal(bytesOf('[]'))).code, 'unknown-format');
    assert.equal((await refusal(bytesOf({ hello: 1 }))).code, 'unknown-format');
    assert.deepEqual(await refusal(bytesOf('{\n "elements": [\n  {"type": "text"\n]}')), { code: 'not-json', path: '', line: 4 });
    assert.equal((await refusal(Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d))).code, 'encoding');
    assert.deepEqual(await refusal(bytesOf({ elements: [{ type: 7 }] })), { code: 'value', path: '/elements/0/type', line: undefined });
    assert.deepEqual(await refusal(bytesOf({ pages: [{ path: '/a', components: {} }] })), {
      code: 'value',
      path: '/pages/0/components',
      line: undefined,
    });
  });

  it('refuses depth, number of values and size before it builds anything of them', async () => {
    const deep = `{"elements":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    assert.equal((await refusal(bytesOf(deep))).code, 'too-deep');
    assert.equal((await refusal(bytesOf({ elements: Array.from({ length: jsonLimits.values }, () => 1) }))).code, 'too-many-values');
    assert.equal((await refusal(new Uint8Array(jsonLimits.bytes + 1).fill(0x20))).code, 'too-large');
    const many = { elements: Array.from({ length: 6000 }, () => ({ type: 'text', name: 'a' })) };
    assert.equal((await refusal(bytesOf(many))).code, 'too-many-values');
    const choices = { elements: [{ type: 'dropdown', name: 'a', choices: Array.from({ length: 50_000 }, () => 'x') }] };
    assert.equal((await refusal(bytesOf(choices))).code, 'too-many-values');
  });

  it('unpacks no bomb, no archive of thousands of files, no file twice, nothing that is cut', async () => {
    const zeros = new Uint8Array(21_000_000);
    assert.equal((await refusal(zipSync({ 'forms.json': zeros }))).code, 'too-large');
    const files = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`${i}.json`, strToU8('[]')]));
    assert.equal((await refusal(zipSync(files))).code, 'too-many-files');
    // the directory says ten bytes, the file unpacks to a million: it is cut, and what is left is no JSON
    const lying = zipSync({
      'forms.json': new Uint8Array(1_000_000).fill(0x20),
      'formSteps.json': strToU8('[]'),
      'formDefinitions.json': strToU8('[]'),
    });
    const view = new DataView(lying.buffer);
    const directory = find(lying, [0x50, 0x4b, 1, 2]);
    view.setUint32(directory + 24, 10, true);
    assert.deepEqual(await refusal(lying), { code: 'not-json', path: 'forms.json', line: undefined });
    const whole = openFormsFile([]);
    assert.equal((await refusal(whole.subarray(0, whole.length - 30))).code, 'not-zip');
    const twice = zipSync({ 'a.json': strToU8('[]'), 'b.json': strToU8('[]') });
    const names = [...twice].flatMap((byte, i) => (byte === 0x62 && twice[i + 1] === 0x2e ? [i] : []));
    for (const at of names) twice[at] = 0x61;
    assert.equal((await refusal(twice)).code, 'twice');
    assert.equal((await refusal(zipSync({ 'readme.txt': strToU8('x') }))).code, 'unknown-format');
    const escaped = openFormsFile([{ name: 'A', components: [] }]);
    assert.equal((await importForeignForm(escaped)).ok, true);
  });

  it('has no entities, no document type, no other encoding in XML', async () => {
    const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
    const lime = limeFile([]).slice(head.length);
    const bomb = `${head}<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n${lime}`;
    assert.equal((await refusal(bytesOf(bomb))).code, 'doctype');
    assert.equal((await refusal(bytesOf(`${head}<!DOCTYPE d SYSTEM "file:///etc/passwd">\n${lime}`))).code, 'doctype');
    assert.equal(
      (await refusal(bytesOf(`${head}${lime.replace('Radwege', '&secret;')}`.replace('<![CDATA[&secret;]]>', '&secret;')))).code,
      'not-xml',
    );
    assert.equal(
      (await refusal(bytesOf(`${head}<document><LimeSurveyDocType>Question</LimeSurveyDocType></document>`))).code,
      'unknown-format',
    );
    assert.equal((await refusal(bytesOf(`${head}<document>${'<x>'.repeat(30)}${'</x>'.repeat(30)}</document>`))).code, 'too-deep');
    assert.equal((await refusal(bytesOf(`${head}<document xmlns="urn:other"/>`))).code, 'unknown-namespace');
  });

  it('takes no name for what objects inherit, and no markup for words', async () => {
    const form = {
      title: '<script>alert(1)</script><b>Titel</b> &lt;i&gt; <img src=x onerror=alert(1)>',
      elements: [
        { type: 'text', name: '__proto__', title: 'A' },
        { type: 'text', name: 'constructor', title: 'B', visibleIf: '{toString} = 1' },
        { type: 'dropdown', name: 'c', title: 'C', choices: ['__proto__', 'valueOf'] },
        { type: 'text', name: 'd', title: 'D', visibleIf: "{c} = 'hasOwnProperty'" },
      ],
    };
    const result = await importForeignForm(bytesOf(form));
    assert.ok(result.ok);
    assert.equal(result.definition.title.de, 'Titel <i>');
    assert.ok(result.remarks.some(({ text }) => text.includes('Skript') && text.includes('Bild')));
    assert.equal(result.remarks.filter(({ text }) => text.startsWith('Nicht übernommen')).length, 2);
  });

  it('says what a file is without reading more than it must', () => {
    assert.equal(recogniseForm(bytesOf(survey)), 'surveyjs');
    assert.equal(recogniseForm(openFormsFile([])), 'open-forms');
    assert.equal(recogniseForm(bytesOf(limeFile([]))), 'limesurvey');
    assert.equal(recogniseForm(bytesOf('<xdf:x xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_2"/>')), 'xdatenfelder');
    assert.equal(recogniseForm(bytesOf({ id: 'a', ownerUnit: 'b', pages: [{ id: 'c', fields: [] }] })), 'amt');
    assert.equal(recogniseForm(bytesOf('no form')), undefined);
  });

  it('gives a fault or a right definition for any bytes, whatever product they are said to be from', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(undefined, ...products), async (bytes, from) => {
        await answersRightly(bytes, from);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a fault or a right definition for any JSON with the words of the products', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyForm,
        fc.constantFrom(undefined, 'gc-forms' as const, 'defra-forms' as const, 'surveyjs' as const),
        async (form, from) => {
          await answersRightly(bytesOf(form), from);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives a fault or a right definition for any steps, rules and variables of Open Forms', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyComponent, { maxLength: 4 }),
        fc.array(anyRule, { maxLength: 4 }),
        fc.array(anyVariable, { maxLength: 2 }),
        async (components, rules, variables) => {
          const steps = [{ name: 'A', components }];
          await answersRightly(openFormsFile(steps, rules, variables), undefined);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('gives a fault or a right definition for any questions of LimeSurvey', async () => {
    const question = fc.record({
      type: fc.constantFrom(...'STUQNKL!OMPYGDIX*|5ABCEFH;:1R?'),
      code: fc.constantFrom('a', 'b', 'Q1', '1'),
      text: fc.constantFrom('', 'Text', '{sum(a, b)}'),
      relevance: fc.constantFrom('1', 'a.NAOK == "A1"', 'b > 3', '((', 'a_x.NAOK == "Y"', 'is_empty(Q1)', 'a == b'),
      other: fc.constantFrom('Y', 'N'),
      preg: fc.constantFrom('', '/^a+$/', '/(?=x)/', '/^(a|$/'),
      answers: fc.dictionary(fc.constantFrom('A1', 'A2', ''), fc.constantFrom('x', '')),
      parts: fc.dictionary(fc.constantFrom('x', 'y', '1'), fc.constantFrom('x', '')),
      attributes: fc.dictionary(
        fc.constantFrom('min_answers', 'max_answers', 'max_num_value_n', 'min_num_value_n', 'em_validation_q', 'maximum_chars'),
        fc.constantFrom('0', '3', '-1', 'x', 'this > 1'),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(question, { maxLength: 6 }), async (questions) => {
        await answersRightly(bytesOf(limeFile([{ name: 'G', questions }])), undefined);
      }),
      { numRuns: 300 },
    );
  });
});

async function answersRightly(bytes: Uint8Array, from: (typeof products)[number] | undefined): Promise<void> {
  const result = await importForeignForm(bytes, from === undefined ? {} : { from });
  if (!result.ok) {
    assert.ok(result.faults.length > 0);
    return;
  }
  const checked = checkDefinition(result.definition);
  assert.ok(checked.ok, checked.ok ? '' : JSON.stringify(checked.faults.slice(0, 3)));
  assert.ok(result.remarks.length > 0, 'facts are always open');
}

function find(bytes: Uint8Array, wanted: readonly number[]): number {
  return bytes.findIndex((_, i) => wanted.every((byte, j) => bytes[i + j] === byte));
}

const words = fc.constantFrom(
  'text',
  'radiogroup',
  'checkbox',
  'textfield',
  'radio',
  'matrix',
  'paneldynamic',
  'panel',
  'YesNoField',
  'RadiosField',
  'dynamicRow',
  'richText',
  'a',
  'b',
  '1',
  '1.0',
  '/a',
  '/b',
  "{a} = 'b'",
  '{a',
  'true',
  'today()',
  '',
  'editgrid',
  'selectboxes',
  'date',
  'expression',
);
const keys = fc.constantFrom(
  ...'type name key id path title titleEn label properties choices values validation validate required elements components pages questions columns rows items options schema list lists next condition conditions conditionalRules choiceId groups nextAction subElements visibleIf requiredIf expression templateElements isRequired max min maxLength value text en fr translations conditional when eq show hidden data layout fields hint'.split(
    ' ',
  ),
);
const leaf = fc.oneof(words, fc.boolean(), fc.integer({ min: -3, max: 300 }), fc.constant(null), fc.double());
const { thing: anyThing } = fc.letrec((tie) => ({
  thing: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    leaf,
    fc.array(tie('thing'), { maxLength: 3 }),
    fc.dictionary(keys, tie('thing'), { maxKeys: 6 }),
  ),
}));
const anyForm = fc.dictionary(keys, fc.oneof(anyThing, fc.array(fc.dictionary(keys, anyThing, { maxKeys: 8 }), { maxLength: 4 })), {
  maxKeys: 8,
});
const anyRule = fc.record({
  json_logic_trigger: fc.oneof(anyThing, fc.record({ '==': fc.tuple(fc.record({ var: words }), leaf) })),
  actions: fc.array(
    fc.record({
      component: words,
      variable: words,
      form_step_uuid: fc.constantFrom('x', '00000000-0000-4000-8000-000000000200'),
      action: fc.record({
        type: fc.constantFrom('property', 'variable', 'disable-next', 'step-not-applicable', 'x'),
        property: fc.record({ value: fc.constantFrom('hidden', 'validate.required', 'x') }),
        state: leaf,
        value: anyThing,
      }),
    }),
    { maxLength: 2 },
  ),
});
const ofType = fc.constantFrom(
  'textfield',
  'radio',
  'selectboxes',
  'select',
  'number',
  'date',
  'checkbox',
  'editgrid',
  'fieldset',
  'columns',
  'currency',
  'addressNL',
  'file',
  'content',
  'x',
);
const values = fc.array(fc.record({ value: words, label: words }), { maxLength: 3 });
const anyComponent = fc
  .tuple(
    fc.record({ type: ofType, key: words, label: words, hidden: fc.boolean(), values, data: fc.record({ values }) }),
    fc.dictionary(keys, leaf, { maxKeys: 2 }),
    fc.array(fc.record({ type: ofType, key: words }), { maxLength: 2 }),
  )
  .map(([component, more, components]) => ({ ...more, ...component, components }));
const anyVariable = fc.record({ key: words, data_type: fc.constantFrom('int', 'string', 'boolean'), initial_value: leaf });
