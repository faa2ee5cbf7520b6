import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { compileForm } from '@amt/forms';
import { PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { everyKind, everyKindDefinition } from './every-kind.fixture.ts';
import { fill } from './fill.fixture.ts';
import { type PaperFault, readPaperForm } from './read-paper-form.ts';
import { renderPaperForm } from './render-paper-form.ts';
import { sampleOptions } from './sample-options.fixture.ts';

const sheet = await renderPaperForm(everyKind, 'de', sampleOptions);
const filled = await fill(
  sheet,
  new Map([
    ['oneName', 'Łucja'],
    ['oneBool', 'yes'],
    ['oneBoxes.second', 'second'],
  ]),
);
const formOf = () => everyKind;
const without = (program: string) => (spawnSync(program, ['--version']).error === undefined ? {} : { skip: `${program} is not installed` });

const faultOf = async (pdf: Uint8Array, options: Partial<Parameters<typeof readPaperForm>[1]> = {}): Promise<PaperFault | undefined> => {
  const read = await readPaperForm(pdf, { formOf, ...options });
  return read.ok ? undefined : read.fault;
};

/** The filled sheet, changed by hand in its objects. */
async function changed(change: (document: PDFDocument) => void): Promise<Uint8Array> {
  const document = await PDFDocument.load(filled, { updateMetadata: false });
  change(document);
  return document.save({ updateFieldAppearances: false });
}

const acroForm = (document: PDFDocument): PDFDict => document.catalog.lookup(PDFName.of('AcroForm'), PDFDict);

describe('a returned paper form', () => {
  it('is read with the form it belongs to', async () => {
    const read = await readPaperForm(filled, { formOf });
    assert.ok(read.ok);
    assert.deepEqual(read.paper, {
      formId: 'every-kind',
      version: '1.2.3',
      hash: everyKind.hash,
      locale: 'de',
      values: { oneName: 'Łucja', oneBool: 'yes', oneBoxes: ['second'] },
    });
  });

  it('is read also from an uncompressed file, as other readers write it', async () => {
    const document = await PDFDocument.load(filled, { updateMetadata: false });
    assert.equal(await faultOf(await document.save({ useObjectStreams: false, updateFieldAppearances: false })), undefined);
  });

  it('is read also after another program has rewritten it', without('qpdf'), async () => {
    const place = mkdtempSync(join(tmpdir(), 'paper-'));
    try {
      writeFileSync(join(place, 'filled.pdf'), filled);
      const { status, stderr } = spawnSync('qpdf', [
        '--object-streams=generate',
        '--linearize',
        join(place, 'filled.pdf'),
        join(place, 'again.pdf'),
      ]);
      assert.equal(status, 0, String(stderr));
      const read = await readPaperForm(readFileSync(join(place, 'again.pdf')), { formOf });
      assert.ok(read.ok);
      assert.deepEqual(read.paper.values, { oneName: 'Łucja', oneBool: 'yes', oneBoxes: ['second'] });
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  const refused: Record<PaperFault, () => Promise<PaperFault | undefined> | PaperFault | undefined> = {
    'too-large': () => faultOf(filled, { maxBytes: filled.length - 1 }),
    'not-a-pdf': () => faultOf(Buffer.from('PK\u0003\u0004 not a PDF at all')),
    damaged: () => faultOf(filled.slice(0, 5000)),
    encrypted: async () => {
      const document = await PDFDocument.load(filled, { updateMetadata: false });
      document.encrypt({ userPassword: '', ownerPassword: 'owner', permissions: {} });
      return faultOf(await document.save({ updateFieldAppearances: false }));
    },
    'active-content': async () => faultOf(await changed((document) => document.addJavaScript('main', 'app.alert(1)'))),
    xfa: async () => faultOf(await changed((document) => acroForm(document).set(PDFName.of('XFA'), PDFString.of('<xdp/>')))),
    'embedded-files': async () => {
      const document = await PDFDocument.load(filled, { updateMetadata: false });
      await document.attach(new Uint8Array([1, 2, 3]), 'virus.exe');
      return faultOf(await document.save({ updateFieldAppearances: false }));
    },
    'not-our-form': async () => faultOf(await changed((document) => document.setKeywords(['amt-form/1 every-kind']))),
    'unknown-version': () => faultOf(filled, { formOf: () => undefined }),
    'changed-form': () => faultOf(filled, { formOf: () => compileForm({ ...everyKindDefinition, ownerUnit: 'another' }) }),
    'foreign-fields': async () => faultOf(await changed((document) => document.getForm().createTextField('somethingElse'))),
    'no-fields': async () => faultOf(await changed((document) => document.catalog.delete(PDFName.of('AcroForm')))),
  };
  for (const [fault, made] of Object.entries(refused)) it(`is refused as ${fault}`, async () => assert.equal(await made(), fault));

  it('is refused whatever starts something: at a page, at a field, at the opening', async () => {
    const dictionaries = (document: PDFDocument): Record<string, PDFDict> => ({
      page: document.getPage(0).node,
      catalog: document.catalog,
      field: document.getForm().getTextField('oneName').acroField.dict,
    });
    for (const place of ['page', 'catalog', 'field']) {
      const pdf = await changed((document) => {
        const { context } = document;
        const action = context.obj({ S: 'Launch', F: PDFString.of('cmd.exe') });
        dictionaries(document)[place]?.set(PDFName.of('A'), context.register(action));
      });
      assert.equal(await faultOf(pdf), 'active-content', place);
    }
  });

  it('is refused with a field of another kind, with a choice that the question does not have', async () => {
    const other = await changed((document) =>
      document.getForm().getTextField('oneName').acroField.dict.set(PDFName.of('FT'), PDFName.of('Btn')),
    );
    assert.equal(await faultOf(other), 'foreign-fields');
    const choice = await changed((document) =>
      document.getForm().getRadioGroup('oneBool').acroField.dict.set(PDFName.of('V'), PDFName.of('perhaps')),
    );
    assert.equal(await faultOf(choice), 'damaged');
  });

  it('is refused when a small file would unpack to a large one', async () => {
    const bomb = deflateSync(Buffer.alloc(40_000_000, 32));
    const packed = (dictionary: string): Uint8Array =>
      Buffer.concat([
        Buffer.from(`%PDF-1.7\n1 0 obj\n<< ${dictionary} /N 1 /First 5 /Length ${bomb.length} >>\nstream\n`),
        bomb,
        Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF'),
      ]);
    assert.ok(bomb.length < 100_000);
    assert.equal(await faultOf(packed('/Type /ObjStm /Filter /FlateDecode')), 'damaged');
    assert.equal(await faultOf(packed('/Type /Obj#53tm /Filter [/FlateDecode /FlateDecode]')), 'damaged');
  });

  it('never falls over, whatever happened to the file', async () => {
    const known = new Set<string | undefined>([undefined, ...Object.keys(refused)]);
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      kind: fc.constantFrom('replace', 'remove', 'repeat', 'cut'),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 8 }),
        fc.constantFrom('/Kids', ' R ', 'obj', '<<', '>>', '/V 1 0 R', '(', 'null', '/T', '[').map((text) => Buffer.from(text)),
      ),
      length: fc.integer({ min: 1, max: 2000 }),
    });
    const uncompressed = Buffer.from(
      await (await PDFDocument.load(filled, { updateMetadata: false })).save({ useObjectStreams: false, updateFieldAppearances: false }),
    );
    // The font is two thirds of the file and says nothing about reading fields.
    const font = uncompressed.indexOf('/Length1');
    const start = font < 0 ? 0 : uncompressed.indexOf('endstream', font);
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let pdf: Buffer = uncompressed;
        for (const { at, kind, bytes, length } of changes) {
          const from = start + Math.floor(at * (pdf.length - start));
          if (kind === 'replace') pdf = Buffer.concat([pdf.subarray(0, from), bytes, pdf.subarray(from + bytes.length)]);
          else if (kind === 'remove') pdf = Buffer.concat([pdf.subarray(0, from), pdf.subarray(from + length)]);
          else if (kind === 'repeat') pdf = Buffer.concat([pdf.subarray(0, from), pdf.subarray(from, from + length), pdf.subarray(from)]);
          else pdf = pdf.subarray(0, Math.max(from, 2000));
        }
        assert.ok(known.has(await faultOf(pdf)));
      }),
      { numRuns: 200 },
    );
  });
});
