import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { compileForm } from '@amt/forms';
import { checkAccessiblePdf, din91379 } from '@amt/pdf';
import { PDFBool, PDFDocument, type PDFField, PDFName } from '@cantoo/pdf-lib';
import { everyKind, everyKindDefinition } from './every-kind.fixture.ts';
import { instancesOf } from './instances.ts';
import { fieldsOf } from './paper-fields.ts';
import { paperFormAnswer } from './paper-form-answer.ts';
import { paperOrder } from './paper-order.ts';
import { renderPaperForm } from './render-paper-form.ts';
import { sampleOptions } from './sample-options.fixture.ts';

const installed = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;
const without = (...programs: readonly string[]) => {
  const missing = programs.filter((program) => !installed(program));
  return missing.length === 0 ? {} : { skip: `${missing.join(', ')} not installed` };
};

const folder = new URL('../../../cities/muenchen/forms/', import.meta.url);
const cityForms = readdirSync(folder).map((file) => compileForm(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
const locales = ['de', 'en'] as const;

/** What a program prints of a sheet written to a file. */
function run(pdf: Uint8Array, program: string, before: readonly string[], after: readonly string[] = []): string {
  const place = mkdtempSync(join(tmpdir(), 'paper-'));
  try {
    const file = join(place, 'form.pdf');
    writeFileSync(file, pdf);
    const { status, stdout, stderr } = spawnSync(program, [...before, file, ...after], { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.equal(status, 0, `${program}: ${stdout}${stderr}`);
    return stdout;
  } finally {
    rmSync(place, { recursive: true });
  }
}

async function fieldsIn(pdf: Uint8Array): Promise<{ readonly document: PDFDocument; readonly fields: readonly PDFField[] }> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  return { document, fields: document.getForm().getFields() };
}

describe('the paper forms of the city', without('qpdf'), () => {
  for (const form of cityForms)
    for (const locale of locales)
      it(`${form.definition.id} (${locale}) has no fault of accessibility that a program can see`, async () => {
        assert.deepEqual(checkAccessiblePdf(await renderPaperForm(form, locale, sampleOptions)), []);
      });
});

describe('a paper form', () => {
  it('is the same bytes for the same input, and others for another', async () => {
    const [one, two] = [await renderPaperForm(everyKind, 'de', sampleOptions), await renderPaperForm(everyKind, 'de', sampleOptions)];
    assert.deepEqual(one, two);
    assert.notDeepEqual(await renderPaperForm(everyKind, 'en', sampleOptions), one);
    const [first, again] = [await paperFormAnswer(everyKind, 'de', sampleOptions), await paperFormAnswer(everyKind, 'de', sampleOptions)];
    assert.equal(first.bytes, again.bytes);
    assert.match(first.etag, /^"[\w-]{27}"$/);
    const other = await paperFormAnswer(everyKind, 'de', { ...sampleOptions, uploadUrl: 'https://elsewhere.example' });
    assert.notEqual(other.etag, first.etag);
    assert.equal(other.fileName, 'every-kind-1.2.3-de.pdf');
  });

  it('has no fault of accessibility with every kind of field and every letter of DIN 91379', without('qpdf'), async () => {
    assert.deepEqual(checkAccessiblePdf(await renderPaperForm(everyKind, 'de', sampleOptions)), []);
    const labels = compileForm({
      ...everyKindDefinition,
      languages: ['de'],
      pages: [
        {
          id: 'letters',
          title: { de: 'Buchstaben' },
          fields: din91379.flatMap((letters, row) =>
            (letters.match(/.{1,90}/gu) ?? []).map((part, at) => ({
              kind: 'bool' as const,
              id: `letters${row}x${at}`,
              label: { de: part },
            })),
          ),
        },
      ],
    });
    assert.deepEqual(checkAccessiblePdf(await renderPaperForm(labels, 'de', sampleOptions)), []);
  });

  it('shows every letter of DIN 91379 that a person types, in a reader that draws the text itself', without('pdftotext'), async () => {
    const chunks = din91379.flatMap((letters) => letters.normalize('NFC').match(/(?:\P{M}\p{M}*){1,18}/gu) ?? []);
    const form = compileForm({
      ...everyKindDefinition,
      languages: ['de'],
      pages: [
        {
          id: 'typed',
          title: { de: 'Getippt' },
          fields: chunks.map((_, at) => ({ kind: 'text' as const, id: `typed${at}`, label: { de: 'x' } })),
        },
      ],
    });
    const { document } = await fieldsIn(await renderPaperForm(form, 'de', sampleOptions));
    const sheet = document.getForm();
    for (const [at, chunk] of chunks.entries()) sheet.getTextField(`typed${at}`).setText(chunk);
    // As some readers do: only the value is written, and whoever shows it next makes the appearance with the form's font.
    sheet.acroForm.dict.set(PDFName.of('NeedAppearances'), PDFBool.True);
    const shown = run(await document.save({ updateFieldAppearances: false }), 'pdftotext', ['-layout'], ['-']).normalize('NFC');
    const missing = chunks.flatMap((chunk) => [...chunk].filter((sign) => !shown.includes(sign)));
    assert.deepEqual(missing, []);
  });

  it('names its fields as the inputs of the web form, and has them all', async () => {
    const { fields } = await fieldsIn(await renderPaperForm(everyKind, 'de', sampleOptions));
    const expected = instancesOf(everyKind).flatMap(({ node, path }) => fieldsOf(everyKind, node, path).map((field) => field.name));
    assert.deepEqual(new Set(fields.map((field) => field.getName())), new Set([...expected, '_signed-0']));
    assert.equal(new Set(expected).size, expected.length);
    for (const name of ['oneDate-day', 'people.0.eachName', 'people.3.pets.1.petName', 'way.choice', 'way.byMail.to.street'])
      assert.ok(expected.includes(name), name);
  });

  it('never parts a question by the end of a page', async () => {
    for (const form of [everyKind, ...cityForms]) {
      const { document, fields } = await fieldsIn(await renderPaperForm(form, 'de', sampleOptions));
      const pageOf = new Map(
        document
          .getPages()
          .flatMap((page, at) => (page.node.Annots()?.asArray() ?? []).map((reference) => [document.context.lookup(reference), at])),
      );
      const widgets = new Map(
        fields.map((field) => [field.getName(), field.acroField.getWidgets().map((widget) => pageOf.get(widget.dict))]),
      );
      for (const { node, path } of instancesOf(form)) {
        const pages = fieldsOf(form, node, path).flatMap((field) => widgets.get(field.name) ?? []);
        assert.ok(new Set(pages).size <= 1, `${form.definition.id} ${path}: pages ${pages.join(', ')}`);
        assert.ok(!pages.includes(undefined));
      }
    }
  });

  it('keeps its fields inside of the page and apart from each other', async () => {
    for (const form of [everyKind, ...cityForms]) {
      const { document } = await fieldsIn(await renderPaperForm(form, 'en', sampleOptions));
      for (const page of document.getPages()) {
        const boxes = (page.node.Annots()?.asArray() ?? []).map((_, at) => rectangleOf(page, at));
        for (const [at, box] of boxes.entries()) {
          assert.ok(
            box.left >= 50 && box.right <= 560 && box.low >= 55 && box.high <= 765,
            `${form.definition.id}: ${JSON.stringify(box)}`,
          );
          for (const other of boxes.slice(at + 1))
            assert.ok(
              box.right <= other.left || other.right <= box.left || box.high <= other.low || other.high <= box.low,
              `${form.definition.id}: ${JSON.stringify([box, other])}`,
            );
        }
      }
    }
  });

  it('prints the numbers that counter entry goes by', without('pdftotext'), async () => {
    const text = run(await renderPaperForm(everyKind, 'de', sampleOptions), 'pdftotext', ['-layout'], ['-']);
    for (const { number, label } of paperOrder(everyKind).filter((question) => question.path !== 'oneDeclaration'))
      assert.match(text, new RegExp(`(^|\\s)${number}\\s+${label.slice(0, 20)}`, 'm'), `${number} ${label}`);
  });

  it('carries on each page a code that a scanner reads', without('pdftoppm', 'dmtxread'), async () => {
    const place = mkdtempSync(join(tmpdir(), 'paper-'));
    try {
      const pdf = await renderPaperForm(everyKind, 'de', sampleOptions);
      writeFileSync(join(place, 'form.pdf'), pdf);
      for (const page of ['1', '3']) {
        spawnSync('pdftoppm', ['-r', '200', '-f', page, '-l', page, '-singlefile', '-png', join(place, 'form.pdf'), join(place, 'page')]);
        const read = spawnSync('dmtxread', ['-n', '-N1', '-m20000', join(place, 'page.png')], { encoding: 'utf8' });
        assert.equal(read.stdout.trim(), `amt-form:every-kind:1.2.3:de:${everyKind.hash.slice(0, 12)}:${page}`);
      }
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  it('is clean for qpdf', without('qpdf'), async () => {
    assert.match(run(await renderPaperForm(everyKind, 'de', sampleOptions), 'qpdf', ['--check']), /No syntax or stream encoding errors/);
  });
});

type Page = ReturnType<PDFDocument['getPage']>;

function rectangleOf(page: Page, at: number): { left: number; low: number; right: number; high: number } {
  const annotation = page.node.Annots()?.lookup(at);
  const [left = 0, low = 0, right = 0, high = 0] =
    /\/Rect \[([^\]]*)\]/.exec(String(annotation))?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  return { left, low, right, high };
}
