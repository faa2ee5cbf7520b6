import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { din91379, pdfUaFaults } from '@amt/pdf';
import { renderDecision } from './render-decision.ts';
import { renderPaymentReceipt } from './render-payment-receipt.ts';
import { renderReceipt } from './render-receipt.ts';
import { sampleDecision, samplePaymentReceipt, sampleReceipt } from './sample-letters.ts';

const letters = {
  receipt: renderReceipt(sampleReceipt),
  decision: renderDecision(sampleDecision),
  payment: renderPaymentReceipt(samplePaymentReceipt),
  english: renderDecision({ ...sampleDecision, locale: 'en', outcome: 'refused' }),
};

const installed = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;
/** Programs we did not write judge our files; where one is missing this is said aloud, and the checks by our own code still run. */
const outside = new Set(
  ['qpdf', 'pdfinfo', 'pdffonts', 'pdftotext'].filter((program) => {
    if (installed(program)) return true;
    console.warn(`outside verifier not found: ${program}; what it would have checked was NOT checked`);
    return false;
  }),
);

function run(program: string, pdf: Uint8Array, before: readonly string[], after: readonly string[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), 'letters-'));
  try {
    const file = join(folder, 'letter.pdf');
    writeFileSync(file, pdf);
    const { status, stdout, stderr } = spawnSync(program, [...before, file, ...after], { encoding: 'utf8' });
    assert.equal(status, 0, `${program}: ${stdout}${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('letters', () => {
  it('are the same bytes for the same input', () => {
    assert.deepEqual(renderDecision(sampleDecision), letters.decision);
    assert.notDeepEqual(renderDecision({ ...sampleDecision, fileReference: 'X' }), letters.decision);
  });

  it('print hostile and endless answers without falling over or leaving the page', () => {
    const value = fc.string({ unit: 'binary', maxLength: 3000 });
    fc.assert(
      fc.property(value, value, (label, text) => {
        const pdf = renderReceipt({
          ...sampleReceipt,
          service: label,
          name: text,
          recipient: [text, label],
          sections: [{ title: label, answers: [{ label: text, value: text.repeat(3) }] }],
        });
        assert.ok(pdf.length > 1000);
      }),
      { numRuns: 12 },
    );
  });

  if (outside.has('qpdf')) {
    for (const [name, pdf] of Object.entries(letters)) {
      it(`${name} has no fault of PDF/UA that a program can see`, () => assert.deepEqual(pdfUaFaults(pdf), []));
      it(`${name} is clean for qpdf`, () => assert.match(run('qpdf', pdf, ['--check']), /No syntax or stream encoding errors/));
    }

    it('stay tagged over many pages and with every letter of DIN 91379', () => {
      const answers = din91379.map((value, index) => ({ label: `Zeichen ${index}`, value: value.replace(/(.{40})/gu, '$1 ').repeat(6) }));
      const pdf = renderReceipt({
        ...sampleReceipt,
        sections: [
          { title: 'Zeichen', answers },
          ...sampleReceipt.sections,
          { title: 'Lang', answers: [{ label: 'Text', value: 'wort '.repeat(2500) }] },
        ],
      });
      assert.deepEqual(pdfUaFaults(pdf), []);
    });

    it('are refused by the check once tags, language or title are taken away', () => {
      const spoiled = (from: string, to: string): readonly string[] =>
        pdfUaFaults(Buffer.from(Buffer.from(letters.decision).toString('latin1').replaceAll(from, to), 'latin1'));
      assert.match(spoiled('/S /Figure', '/S /Figurx').join(), /02-001/);
      assert.match(spoiled('/Marked true', '/Marked null').join(), /06-001/);
      assert.match(spoiled('/Scope /Row', '/Skope /Row').join(), /15-003/);
      assert.match(spoiled('/Lang (', '/Long (').join(), /11-006/);
      assert.match(spoiled('/S /H1', '/S /H3').join(), /14-003/);
      assert.match(spoiled('/DisplayDocTitle true', '/DisplayDocTitle null').join(), /07-001/);
      assert.match(spoiled('/Alt (', '/Olt (').join(), /13-004/);
      assert.match(spoiled('/FontFile2', '/FontFilx2').join(), /31-009/);
      assert.match(spoiled('<pdfuaid:part>1', '<pdfuaid:part>9').join(), /05-001/);
    });
  }

  if (outside.has('pdfinfo')) {
    it('show their structure to poppler: headings, tables, lists, figure', () => {
      const structure = run('pdfinfo', letters.decision, ['-struct-text']);
      for (const type of ['Document', 'Figure', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'LI', 'Lbl', 'LBody'])
        assert.match(structure, new RegExp(`^\\s*${type}\\b`, 'm'));
      assert.match(structure, /H1 \(block\)\s+"Bewilligung: Bewohnerparkausweis"/);
      assert.ok(structure.indexOf('Lehel (12)') < structure.indexOf('Rechtsbehelfsbelehrung'));
    });
  }

  if (outside.has('pdffonts')) {
    it('carry their fonts', () => {
      const fonts = run('pdffonts', letters.decision, []).trim().split('\n').slice(2);
      assert.equal(fonts.length, 2);
      for (const font of fonts) assert.match(font, /NotoSans.*CID TrueType\s+Identity-H\s+yes yes yes/);
    });
  }

  if (outside.has('pdftotext')) {
    it('read in order, names as they are written', () => {
      const text = run('pdftotext', letters.receipt, [], ['-']);
      const order = ['Łucja Ḫoḏa-Müller', 'Eingangsbestätigung', 'drei Arbeitstage', 'M-AX 1234', 'Mit freundlichen Grüßen'];
      const places = order.map((part) => text.indexOf(part));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      assert.ok(
        places.every((place) => place >= 0),
        text,
      );
    });
  }
});
