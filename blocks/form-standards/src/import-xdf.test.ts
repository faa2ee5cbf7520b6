import { type FormDefinition, type FormNode, checkDefinition, compileForm, evaluate } from '@amt/forms';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importXdf } from './import-xdf.ts';
import { nodesByPath } from './rule-effect.ts';
import { bytes, field, field2, group, part, schema2, schema3 } from './xdf-file.fixture.ts';

async function imported(xml: string): Promise<{
  definition: FormDefinition;
  remarks: readonly { at?: string; text: string; source?: string }[];
  nodes: Map<string, FormNode>;
}> {
  const result = await importXdf(bytes(xml), { ownerUnit: 'drachen', serviceKeys: [{ scheme: 'city', key: 'drachen' }] });
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.faults));
  const checked = checkDefinition(result.definition);
  assert.ok(checked.ok, JSON.stringify(checked.ok ? [] : checked.faults));
  return { ...result, nodes: nodesByPath(result.definition) };
}
const kindAt = (nodes: Map<string, FormNode>, path: string): string | undefined => nodes.get(path)?.kind;
const facts = { today: '2026-05-01', signedIn: false, trustLevel: 'none' };

describe('importing XDatenfelder 3.0', () => {
  it('keeps the ids of the catalogue as paths and sources, and makes a page of each group at the top', async () => {
    const { definition, nodes } = await imported(
      schema3([
        part(
          '1:1',
          group('G99000000001', 'Halter', [
            part('1:1', field({ id: 'F99000000001', label: 'Vorname', prefill: 'optional', bezug: '§ 4' })),
          ]),
        ),
        part('1:1', group('G99000000002', 'Verein', [part('0:1', field({ id: 'F99000000001', label: 'Vorname' }))])),
      ]),
    );
    assert.deepEqual(
      definition.pages.map((page) => [page.id, page.title.de]),
      [
        ['halter', 'Halter'],
        ['verein', 'Verein'],
      ],
    );
    assert.equal(definition.version, '2.1.0');
    assert.deepEqual(definition.legalBasis, [{ citation: '§ 3 Drachensatzung', url: 'https://drachen.example/satzung' }]);
    assert.deepEqual(definition.source, { scheme: 'fim', id: 'S99000000001', version: '2.1.0' });
    assert.deepEqual(nodes.get('G99000000001.F99000000001'), {
      kind: 'text',
      id: 'F99000000001',
      source: { scheme: 'fim', id: 'F99000000001', version: '1.0.0' },
      label: { de: 'Vorname' },
      legalBasis: { citation: '§ 4' },
      prefill: 'givenName',
    });
    assert.equal((nodes.get('G99000000002.F99000000001') as { required?: boolean }).required, false);
  });

  it('reads multiplicities: none or one, several, several of a group in a group, and choices', async () => {
    const name = field({ id: 'F99000000002', label: 'Name' });
    const { nodes } = await imported(
      schema3([
        part(
          '1:*',
          group('G99000000001', 'Drachen', [part('1:1', name), part('0:3', group('G99000000002', 'Leinen', [part('1:1', name)]))]),
        ),
        part('0:1', group('G99000000003', 'Zelt', [part('1:1', name)])),
        part('0:2', field({ id: 'F99000000003', label: 'Spitzname' })),
        part('0:*', field({ id: 'F99000000004', label: 'Farben', type: 'select', values: { r: 'Rot', b: 'Blau' } })),
        part(
          '1:1',
          group(
            'G99000000004',
            'Erreichbar',
            [part('1:1', group('G99000000005', 'Brief', [part('1:1', name)])), part('0:1', field({ id: 'F99000000005' }))],
            { choice: true },
          ),
        ),
      ]),
    );
    const times = (path: string): unknown => {
      const node = nodes.get(path);
      return node?.kind === 'repeat' ? [node.min, node.max] : node?.kind;
    };
    assert.deepEqual(times('G99000000001'), [1, 200]);
    assert.deepEqual(times('G99000000001.G99000000002'), [0, 3]);
    assert.deepEqual(times('G99000000003'), [0, 1]);
    assert.deepEqual(times('F99000000003'), [0, 2]);
    assert.equal(kindAt(nodes, 'F99000000003.F99000000003'), 'text');
    assert.equal(kindAt(nodes, 'F99000000004'), 'checkboxes');
    assert.equal(kindAt(nodes, 'G99000000004'), 'choice');
    assert.equal(kindAt(nodes, 'G99000000004.G99000000005.F99000000002'), 'text');
    assert.equal(kindAt(nodes, 'G99000000004.F99000000005.F99000000005'), 'text');
  });

  it('reads kinds and limits of fields', async () => {
    const sketches = [
      field({ id: 'F1', data: 'text_latin', constraints: { minLength: '2', maxLength: '40' } }),
      field({ id: 'F2', data: 'num_currency', constraints: { minValue: '1.50', maxValue: '20' } }),
      field({ id: 'F3', data: 'num_int', constraints: { maxValue: '9' } }),
      field({ id: 'F4', data: 'date', constraints: { minValue: '2020-01-31' } }),
      field({ id: 'F5', data: 'text', constraints: { maxLength: '900' } }),
      field({ id: 'F6', data: 'text', constraints: { pattern: '^[A-Z]{2}\\d+$' } }),
      field({ id: 'F7', type: 'label', content: 'Bitte lesen Sie die Satzung.' }),
      field({ id: 'F8', type: 'hidden', data: 'bool', content: 'true' }),
      field({ id: 'F9', data: 'file', inside: '<xdf:maxSize>5</xdf:maxSize><xdf:mediaType>application/pdf</xdf:mediaType>' }),
      field({ id: 'F10', data: 'datetime' }),
    ];
    const { nodes } = await imported(schema3(sketches.map((one) => part('1:1', one))));
    const shape = (id: string): unknown => {
      const shared = new Set(['id', 'source', 'label']);
      return Object.fromEntries(Object.entries(nodes.get(id) ?? {}).filter(([name]) => !shared.has(name)));
    };
    assert.deepEqual(shape('F1'), { kind: 'text-latin', minLength: 2, maxLength: 40 });
    assert.deepEqual(shape('F2'), { kind: 'currency', min: 150, max: 2000 });
    assert.deepEqual(shape('F3'), { kind: 'int', max: 9 });
    assert.deepEqual(shape('F4'), { kind: 'date', min: '2020-01-31' });
    assert.deepEqual(shape('F5'), { kind: 'textarea', maxLength: 900 });
    assert.deepEqual(shape('F6'), {
      kind: 'text',
      pattern: { regex: '[A-Z]{2}\\d+', message: { de: 'Bitte prüfen Sie die Schreibweise dieser Angabe.' } },
    });
    assert.deepEqual(shape('F7'), { kind: 'label', text: { de: 'Bitte lesen Sie die Satzung.' } });
    assert.deepEqual(shape('F8'), { kind: 'hidden', value: true });
    assert.deepEqual(shape('F9'), { kind: 'file', mediaTypes: ['application/pdf'], maxBytes: 5_000_000 });
    assert.deepEqual(shape('F10'), { kind: 'datetime' });
  });

  it('leaves what it is not sure of to the author, at its place', async () => {
    const { remarks, nodes } = await imported(
      schema3([
        part(
          '1:1',
          group(
            'G1',
            'Drachen',
            [
              part(
                '1:1',
                field({
                  id: 'F1',
                  type: 'select',
                  list: 'urn:drachen:farben',
                  prefill: 'verpflichtend',
                  constraints: { pattern: 'a(?=b)' },
                }),
              ),
            ],
            {
              rules: ['Je nach Wetterlage ist von einer Angabe abzusehen.'],
            },
          ),
        ),
        part('1:1', field({ id: 'F2', constraints: { pattern: '(?<!x)y' } })),
      ]),
    );
    assert.ok(remarks.some((one) => one.at === 'G1' && one.text.startsWith('Je nach Wetterlage') && one.source === 'FIM R99000000000'));
    assert.ok(remarks.some((one) => one.at === 'G1.F1' && one.text.includes('urn:drachen:farben_1')));
    assert.ok(remarks.some((one) => one.at === 'G1.F1' && one.text.includes('vorbefüllt')));
    assert.ok(remarks.some((one) => one.at === 'F2' && one.text.includes('(?<!x)y')));
    assert.equal('pattern' in (nodes.get('F2') ?? {}), false);
  });

  it('is the same every time', async () => {
    const xml = schema3([part('1:1', group('G1', 'A', [part('1:1', field({ id: 'F1' })), part('1:1', field({ id: 'F1' }))]))]);
    assert.deepEqual((await imported(xml)).definition, (await imported(xml)).definition);
    assert.deepEqual([...(await imported(xml)).nodes.keys()], ['G1', 'G1.F1', 'G1.F1x2']);
  });
});

describe('importing XDatenfelder 2.0', () => {
  it('reads constraints in JSON, the older code list reference and versions of two parts', async () => {
    const { definition, nodes, remarks } = await imported(
      schema2([
        part('1:1', field2({ id: 'F99000001', constraints: { maxLength: '12' } })),
        part('0:1', field2({ id: 'F99000002', type: 'select', list: 'urn:drachen:farben' })),
      ]),
    );
    assert.equal(definition.version, '1.2.0');
    assert.equal((nodes.get('F99000001') as { maxLength?: number }).maxLength, 12);
    assert.equal((nodes.get('F99000002') as { list?: string }).list, 'farben1');
    assert.ok(remarks.some((one) => one.source === 'urn:drachen:farben_1'));
  });
});

describe('rules in prose', () => {
  const parts = [
    part('0:1', field({ id: 'F99000000001', label: 'Art', type: 'select', values: { '001': 'Lenkdrachen', '002': 'Einleiner' } })),
    part('0:1', field({ id: 'F99000000002', label: 'Leinen', data: 'num_int' })),
    part('0:1', field({ id: 'F99000000003', label: 'Kauf', data: 'date' })),
    part('0:1', field({ id: 'F99000000004', label: 'Erster Flug', data: 'date' })),
  ];
  const errorsOf = async (rule: string, answers: Record<string, string | number>): Promise<[string, string][] | 'remark'> => {
    const { definition, remarks } = await imported(schema3(parts, { rules: [rule] }));
    if (remarks.some((one) => one.text === rule)) return 'remark';
    return evaluate(compileForm(definition), answers, facts).errors.map((error) => [error.path, error.code]);
  };

  it('requires, where the sentence says so', async () => {
    const rule = 'Wenn F99000000001 = 001, dann muss F99000000002 befüllt werden.';
    assert.deepEqual(await errorsOf(rule, { F99000000001: '001' }), [['F99000000002', 'required']]);
    assert.deepEqual(await errorsOf(rule, { F99000000001: '002' }), []);
  });

  it('knows near variants: names of elements, older ids, words for equal, names of values', async () => {
    for (const rule of [
      'Wenn das Datenfeld F99000001 „Art“ den Wert "001" hat, dann muss das Datenfeld F99000002 „Leinen“ ausgefüllt werden.',
      'Falls F99000000001 ist gleich 001, dann müssen F99000000002 und F99000000003 angegeben werden.',
      'Wenn F99000000001 entspricht „Lenkdrachen“, muss Feld F99000000002 befüllt sein.',
      'Wenn F99000000001 befüllt ist und F99000000001 <> 002, dann muss F99000000002 befüllt werden.',
    ]) {
      const errors = await errorsOf(rule, { F99000000001: '001' });
      assert.ok(errors !== 'remark' && errors.some(([path]) => path === 'F99000000002'), rule);
      assert.deepEqual(await errorsOf(rule, { F99000000001: '002' }), [], rule);
    }
  });

  it('forbids by hiding', async () => {
    const { nodes } = await imported(schema3(parts, { rules: ['Wenn F99000000001 = 002, dann darf F99000000002 nicht befüllt werden.'] }));
    assert.deepEqual(nodes.get('F99000000002')?.when, { op: 'not', args: [{ op: 'equal', args: [{ answer: 'F99000000001' }, '002'] }] });
  });

  it('compares dates and numbers', async () => {
    const after = 'F99000000004 darf nicht vor F99000000003 liegen.';
    assert.deepEqual(await errorsOf(after, { F99000000003: '2026-02-02', F99000000004: '2026-02-01' }), [['F99000000004', 'rule']]);
    assert.deepEqual(await errorsOf(after, { F99000000004: '2026-02-01' }), []);
    assert.deepEqual(await errorsOf('F99000000003 darf nicht in der Zukunft liegen.', { F99000000003: '2026-05-02' }), [
      ['F99000000003', 'rule'],
    ]);
    assert.deepEqual(await errorsOf('F99000000002 muss größer oder gleich 2 sein.', { F99000000002: 1 }), [['F99000000002', 'rule']]);
    assert.deepEqual(await errorsOf('F99000000002 muss größer oder gleich 2 sein.', { F99000000002: 2 }), []);
  });

  it('never guesses', async () => {
    for (const rule of [
      'Wenn F99000000001 = 003, dann muss F99000000002 befüllt werden.',
      'Wenn F99000000001 = 001, dann muss F99000000099 befüllt werden.',
      'Wenn F99000000001 = 001 und F99000000002 = 2 oder F99000000002 = 3, dann muss F99000000003 befüllt werden.',
      'Wenn F99000000001 = 001, dann muss F99000000002 befüllt werden. Dies gilt nicht für Vereine.',
      'Wenn F99000000001 = 001, dann sollte F99000000002 befüllt werden.',
      'Wenn F99000000002 = viel, dann muss F99000000003 befüllt werden.',
      'Wenn F99000000001 nicht überwiegend 001 ist, dann muss F99000000002 befüllt werden.',
      'F99000000003 muss nach F99000000002 liegen.',
    ])
      assert.equal(await errorsOf(rule, {}), 'remark', rule);
  });

  it('leaves out a rule that would close a circle or reads several entries at once, and keeps the others', async () => {
    const circle = 'Wenn F99000000002 > 1, dann darf F99000000001 nicht befüllt werden.';
    const back = 'Wenn F99000000001 = 001, dann darf F99000000002 nicht befüllt werden.';
    const fine = 'Wenn F99000000003 befüllt ist, dann muss F99000000004 befüllt werden.';
    const { remarks, nodes } = await imported(schema3(parts, { rules: [circle, back, fine] }));
    assert.deepEqual(
      remarks.filter((one) => one.source?.startsWith('FIM R')).map((one) => one.text),
      [back],
    );
    assert.ok('requiredWhen' in (nodes.get('F99000000004') ?? {}));
  });

  it('asks for each fact the standard has no place for by itself, and for no fact that is known', async () => {
    const file = bytes(schema3([part('1:1', field({ id: 'F1' }))]));
    const topics = async (facts: Parameters<typeof importXdf>[1]): Promise<unknown[]> => {
      const result = await importXdf(file, facts);
      assert.ok(result.ok);
      return result.remarks.map(({ about }) => about);
    };
    assert.deepEqual(await topics({}), ['ownerUnit', 'serviceKeys', 'trustLevel', 'retention', 'languages']);
    assert.deepEqual(await topics({ ownerUnit: 'amt', serviceKeys: [{ scheme: 'city', key: 'x' }] }), [
      'trustLevel',
      'retention',
      'languages',
    ]);
  });

  it('names questions by their labels in what people read, not by ids', async () => {
    const parts = [
      part('1:1', field({ id: 'F99000000001', label: 'Von', data: 'date' })),
      part('1:1', field({ id: 'F99000000002', label: 'Bis', data: 'date' })),
    ];
    const { definition } = await imported(schema3(parts, { rules: ['Das Datenfeld F99000002 „Ende“ muss nach F99000000001 liegen.'] }));
    assert.deepEqual(
      definition.rules?.map(({ message }) => message.de),
      ['„Bis“ muss nach „Von“ liegen.'],
    );
  });
});
