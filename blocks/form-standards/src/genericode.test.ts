import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportGenericode, importGenericode } from './genericode.ts';
import { bytes } from './xdf-file.fixture.ts';

const kites = (
  rows: string,
  columns = '<Column Id="schluessel" Use="required"><ShortName>s</ShortName><Data Type="string"/></Column><Column Id="text" Use="optional"><ShortName>t</ShortName><Data Type="string" Lang="de"/></Column>',
): string =>
  `<gc:CodeList xmlns:gc="http://docs.oasis-open.org/codelist/ns/genericode/1.0/"><Annotation><Description><p xmlns="http://www.w3.org/1999/xhtml">frei</p></Description></Annotation><Identification><ShortName>Drachen</ShortName><Version>1</Version><CanonicalUri>urn:drachen:art</CanonicalUri><CanonicalVersionUri>urn:drachen:art_1</CanonicalVersionUri></Identification><ColumnSet>${columns}<Key Id="k"><ShortName>k</ShortName><ColumnRef Ref="schluessel"/></Key></ColumnSet><SimpleCodeList>${rows}</SimpleCodeList></gc:CodeList>`;
const row = (...values: string[]): string =>
  `<Row>${values.map((one) => `<Value><SimpleValue>${one}</SimpleValue></Value>`).join('')}</Row>`;

describe('genericode', () => {
  it('reads codes and names; the version URI is the source', async () => {
    const found = await importGenericode(
      bytes(
        kites(
          row('001', 'Lenkdrachen') +
            '<Row><Value ColumnRef="text"><SimpleValue>Einleiner</SimpleValue></Value><Value ColumnRef="schluessel"><SimpleValue>002</SimpleValue></Value></Row>',
        ),
      ),
    );
    assert.deepEqual(found, {
      ok: true,
      shortName: 'Drachen',
      list: {
        source: 'urn:drachen:art_1',
        entries: [
          { value: '001', label: { de: 'Lenkdrachen' } },
          { value: '002', label: { de: 'Einleiner' } },
        ],
      },
    });
  });

  it('takes the columns it is told, and says when there are none such', async () => {
    const found = await importGenericode(bytes(kites(row('001', 'Lenkdrachen'))), { code: 'text', name: 'schluessel' });
    assert.deepEqual(found.ok && found.list.entries, [{ value: 'Lenkdrachen', label: { de: '001' } }]);
    const wrong = await importGenericode(bytes(kites(row('1', 'a'))), { help: 'hilfe' });
    assert.ok(!wrong.ok && wrong.faults[0]?.message.includes('hilfe'));
  });

  it('refuses codes given twice, missing codes, empty lists and unknown elements', async () => {
    for (const [rows, code] of [
      [row('1', 'a') + row('1', 'b'), 'value'],
      ['<Row><Value ColumnRef="text"><SimpleValue>a</SimpleValue></Value></Row>', 'missing'],
      ['', 'value'],
      ['<Zeile/>', 'unknown-element'],
    ] as const) {
      const found = await importGenericode(bytes(kites(rows)));
      assert.equal(!found.ok && found.faults[0]?.code, code, rows);
    }
  });

  it('comes back as it went out', async () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .map((text) => text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').trim())
      .filter((text) => text !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ value: word, label: word, hint: fc.option(word) }), {
          minLength: 1,
          maxLength: 8,
          selector: (one) => one.value,
        }),
        async (rows) => {
          const list = {
            source: 'urn:drachen:farben_2026-01-01',
            entries: rows.map(({ value, label, hint }) => ({ value, label: { de: label }, ...(hint !== null && { hint: { de: hint } }) })),
          };
          const help = rows.some((one) => one.hint !== null) ? { help: 'help' } : {};
          const back = await importGenericode(bytes(exportGenericode(list, 'farben')), help);
          assert.deepEqual(back.ok && back.list, list);
        },
      ),
      { numRuns: 60 },
    );
  });
});
