import { checkDefinition } from '@amt/forms';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importGenericode } from './genericode.ts';
import { importXdf } from './import-xdf.ts';
import type { ByteSource } from '@amt/xml';
import { bytes, field, group, part, schema2, schema3, xdf3 } from './xdf-file.fixture.ts';

const right = schema3([
  part(
    '1:1',
    group('G1', 'Drachen', [part('0:*', field({ id: 'F1', values: { a: 'A' }, type: 'select' })), part('1:1', field({ id: 'F2' }))], {
      rules: ['Wenn F1 = a, dann muss F2 befüllt werden.'],
    }),
  ),
]);

async function refusal(source: ByteSource): Promise<{ code: string; line: number | undefined; message: string; path: string | undefined }> {
  const result = await importXdf(source);
  assert.ok(!result.ok, 'this must be refused');
  const [fault] = result.faults;
  assert.ok(fault);
  return { code: fault.code, line: fault.line, message: fault.message, path: fault.path };
}

const start = `<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="${xdf3}"><xdf:stammdatenschema>`;

/** Pieces one after the other; counts what was asked for. */
function stream(piece: Uint8Array, times: number, first: string): { source: AsyncIterable<Uint8Array>; sent: () => number } {
  let sent = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield bytes(first);
    for (let i = 0; i < times; i++) {
      sent += piece.length;
      yield piece;
      await Promise.resolve();
    }
  }
  return { source: pieces(), sent: () => sent };
}

describe('files that are broken', () => {
  it('names line, column and path of what is unknown', async () => {
    const file = right.replace('<xdf:bezeichnung>', '\n\n<xdf:neuesElement/>\n<xdf:bezeichnung>');
    const fault = await refusal(bytes(file));
    assert.deepEqual([fault.code, fault.line, fault.path], ['unknown-element', 6, '/xdatenfelder.stammdatenschema.0102/stammdatenschema']);
    assert.ok(fault.message.includes('neuesElement'));
  });

  it('refuses, each for its reason', async () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', 'not-xml'],
      ['{}', 'not-xml'],
      ['<html/>', 'unknown-namespace'],
      [right.slice(0, right.length / 2), 'not-xml'],
      [right.replace('</xdf:datenfeldgruppe>', '</xdf:datenfeld>'), 'not-xml'],
      [right.replaceAll('xdatenfelder_3.0.0', 'xdatenfelder_4.0.0'), 'unknown-namespace'],
      [
        right.replace('<xdf:bezeichnung>', '<x:bezeichnung xmlns:x="urn:x">').replace('</xdf:bezeichnung>', '</x:bezeichnung>'),
        'unknown-namespace',
      ],
      [right.replace('<xdf:anzahl>0:*', '<xdf:anzahl>viele'), 'value'],
      [right.replace('<xdf:anzahl>1:1', '<xdf:anzahl>3:1'), 'value'],
      [right.replace('<code>select', '<code>dropdown'), 'value'],
      [right.replace('<xdf:id>F2</xdf:id>', ''), 'missing'],
      [right.replace('<xdf:bezeichnung>', '<xdf:bezeichnung fett="ja">'), 'unknown-attribute'],
      [right.replace('<xdf:stammdatenschema>', '<xdf:stammdatenschema>freier Text'), 'unexpected-text'],
      [right.replace('<xdf:bezeichnung>', '<xdf:bezeichnung>x</xdf:bezeichnung><xdf:bezeichnung>'), 'twice'],
      [schema2(['<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl></xdf:struktur>']), 'missing'],
    ];
    for (const [file, code] of cases) assert.equal((await refusal(bytes(file))).code, code, file.slice(0, 300));
  });

  it('refuses a group that holds itself; ids given twice become two fields and a remark; relations in a circle are only kept', async () => {
    const circle = group('G1', 'A', [part('1:1', group('G2', 'B', [part('1:1', group('G1', 'A', []))]))]);
    const fault = await refusal(bytes(schema3([part('1:1', circle)])));
    assert.equal(fault.code, 'cyclic');
    assert.ok(fault.message.includes('G1 → G2 → G1'));
    const relation =
      '<xdf:relation><xdf:praedikat><code>ERS</code></xdf:praedikat><xdf:objekt><xdf:id>S99000000001</xdf:id></xdf:objekt></xdf:relation>';
    const twice = await importXdf(
      bytes(schema3([part('1:1', field({ id: 'F1' })), part('1:1', field({ id: 'F1' }))], { inside: relation })),
    );
    assert.ok(twice.ok && twice.remarks.some((remark) => remark.at === 'F1x2'));
  });
});

describe('files that are hostile', () => {
  it('knows no entities and no document type, inside or outside', async () => {
    for (const doctype of [
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
      '<!DOCTYPE x SYSTEM "http://localhost:9/evil.dtd">',
      '<!DOCTYPE x PUBLIC "-//x//y" "file:///etc/passwd">',
    ])
      assert.equal((await refusal(bytes(right.replace('?>', `?>${doctype}`)))).code, 'doctype');
    assert.equal((await refusal(bytes(right.replace('Drachen', '&xxe;')))).code, 'not-xml');
  });

  it('takes UTF-8 alone', async () => {
    assert.equal((await refusal(Buffer.from(`\uFEFF${right}`, 'utf16le'))).code, 'encoding');
    assert.equal((await refusal(Buffer.from(right, 'utf16le'))).code, 'encoding');
    assert.equal((await refusal(bytes(right.replace('UTF-8', 'ISO-8859-1')))).code, 'encoding');
    assert.equal((await refusal(Buffer.from(right.replace('Halter', 'Hälter').replace('Drachen', 'Dräche'), 'latin1'))).code, 'encoding');
    assert.ok((await importXdf(bytes(`\uFEFF${right}`))).ok, 'a byte order mark is fine');
  });

  it('refuses depth of 100,000 at its limit', async () => {
    assert.equal((await refusal(bytes(start + '<xdf:struktur><xdf:enthaelt><xdf:datenfeldgruppe>'.repeat(100_000)))).code, 'too-deep');
    assert.equal((await refusal(bytes('<a>'.repeat(100_000)))).code, 'unknown-namespace');
  });

  it('stops reading 100 MB long before the end, and holds none of it', async () => {
    const megabyte = (text: string): Uint8Array => bytes(text.repeat(Math.ceil(1_000_000 / text.length)));
    for (const [first, filling, code, most] of [
      [`${start}<xdf:name>`, 'x', 'text-too-long', 2_000_000],
      [`${start}<!--`, 'x', 'text-too-long', 2_000_000],
      [`${start}<xdf:name a="`, 'x', 'text-too-long', 2_000_000],
      ['<!DOCTYPE x [', '<!ENTITY a "b">', 'text-too-long', 2_000_000],
      [start, '<xdf:regel><xdf:identifikation><xdf:id>R1</xdf:id></xdf:identifikation></xdf:regel>', 'too-many-elements', 40_000_000],
      [start, ' \n', 'text-too-long', 2_000_000],
      [start, `${' '.repeat(20_000)}<xdf:regel/>`, 'too-large', 34_000_000],
    ] as const) {
      const before = process.memoryUsage().heapUsed;
      const { source, sent } = stream(megabyte(filling), 100, first);
      assert.equal((await refusal(source)).code, code, `${first} ${filling}`);
      assert.ok(sent() <= most, `${sent()} bytes were read for ${code}`);
      assert.ok(process.memoryUsage().heapUsed - before < 400_000_000, code);
    }
  });
});

describe('any file', () => {
  it('is a definition that passes the check, or named faults, whatever is done to it', async () => {
    const cut = fc.record({
      at: fc.nat(right.length),
      length: fc.nat(40),
      insert: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom('<', '>', '&', ']]>', '<xdf:struktur>', '</xdf:name>', '<code>', '\u0000', 'Wenn F1 = a, dann muss F2', '1:*'),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 3 }), async (cuts) => {
        const file = cuts.reduce((text, { at, length, insert }) => text.slice(0, at) + insert + text.slice(at + length), right);
        const result = await importXdf(bytes(file));
        if (result.ok) assert.ok(checkDefinition(result.definition).ok);
        else assert.ok(result.faults.length > 0 && result.faults.every((fault) => fault.message !== ''));
      }),
      { numRuns: 400 },
    );
  });

  it('never throws over bytes of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        assert.ok(!(await importXdf(noise)).ok);
        assert.ok(!(await importGenericode(noise)).ok);
      }),
      { numRuns: 200 },
    );
  });

  it('reads any sentence without throwing or hanging, and takes few of them', async () => {
    const words = fc.constantFrom(
      'Wenn',
      'dann',
      'muss',
      'F1',
      'F2',
      'G1',
      '=',
      '<>',
      '001',
      'und',
      'oder',
      'befüllt',
      'werden',
      'ist',
      'nicht',
      ',',
      '„a“',
      'das Datenfeld',
      'darf',
      'größer',
      'als',
      'sein',
      '  ',
      '(((',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 120 }), async (sentence) => {
        const result = await importXdf(
          bytes(
            schema3([part('1:1', field({ id: 'F1' })), part('0:1', field({ id: 'F2', data: 'num_int' }))], { rules: [sentence.join(' ')] }),
          ),
        );
        assert.ok(result.ok && checkDefinition(result.definition).ok);
      }),
      { numRuns: 200 },
    );
  });
});
