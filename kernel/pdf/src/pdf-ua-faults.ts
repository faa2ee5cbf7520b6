import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formFaults } from './form-faults.ts';
import { readQpdfJson, type PdfObjects, type PdfValue } from './qpdf-json.ts';

const standardTypes = new Set(
  'Document Part Sect Div P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Caption Figure Form Span Link Note BlockQuote Quote TOC TOCI Reference Annot'.split(
    ' ',
  ),
);
const allowedChildren: Record<string, readonly string[]> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  TR: ['TH', 'TD'],
  L: ['LI', 'Caption', 'L'],
  LI: ['Lbl', 'LBody'],
};

/**
 * A subset of the Matterhorn Protocol 1.1 (the checks of PDF/UA-1 that a program can decide), read from `qpdf --json`.
 * Each fault begins with the checkpoint it belongs to; `[]` means that none of these checks failed.
 *
 * @throws Error `qpdf not found` where the program is not installed
 */
export function pdfUaFaults(pdf: Uint8Array): readonly string[] {
  const run = runQpdf(pdf);
  if (run.error) throw new Error('qpdf not found', { cause: run.error });
  if (run.status !== 0) return [`06-000 qpdf cannot read the file: ${run.stderr.toString().trim()}`];
  const objects = readQpdfJson(run.stdout.toString());
  return [
    ...catalogFaults(objects),
    ...fontFaults(objects),
    ...structureFaults(objects),
    ...objects.pages.flatMap((page, index) => pageFaults(objects, page, index + 1)),
    ...formFaults(objects),
  ];
}

/** qpdf reads files only, so the document lies in a private folder for the moment of the check. */
function runQpdf(pdf: Uint8Array) {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-ua-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    return spawnSync('qpdf', ['--json=2', '--json-stream-data=inline', '--decode-level=generalized', file], { maxBuffer: 1 << 28 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function catalogFaults(objects: PdfObjects): string[] {
  const faults: string[] = [];
  const root = objects.root;
  if (objects.trailer.get('/Encrypt')) faults.push('26-001 encrypted');
  if (objects.text(root.get('/Lang')) === undefined) faults.push('11-006 no language');
  if (root.dictionary('/MarkInfo')?.get('/Marked') !== true) faults.push('06-001 not marked as tagged');
  if (root.dictionary('/ViewerPreferences')?.get('/DisplayDocTitle') !== true) faults.push('07-001 the title is not shown');
  if (!root.dictionary('/StructTreeRoot')) faults.push('01-004 no structure tree');
  const metadata = root.stream('/Metadata');
  if (!metadata) faults.push('06-001 no XMP metadata');
  else {
    if (!/<pdfuaid:part>1<\/pdfuaid:part>/.test(metadata)) faults.push('05-001 no PDF/UA identifier');
    if (!/<dc:title>[\s\S]*\S[\s\S]*<\/dc:title>/.test(metadata)) faults.push('06-003 no dc:title');
  }
  return faults;
}

function fontFaults(objects: PdfObjects): string[] {
  return objects.all().flatMap((font): string[] => {
    if (font.get('/Type') !== '/Font') return [];
    const name = font.name('/BaseFont');
    if (font.get('/Subtype') === '/Type0') return font.stream('/ToUnicode') === undefined ? [`10-001 ${name} has no Unicode mapping`] : [];
    const descriptor = font.dictionary('/FontDescriptor');
    const embedded = ['/FontFile', '/FontFile2', '/FontFile3'].some((key) => descriptor?.get(key) !== undefined);
    return embedded ? [] : [`31-009 ${name} is not embedded`];
  });
}

function structureFaults(objects: PdfObjects): string[] {
  const faults: string[] = [];
  let heading = 0;
  const visit = (element: PdfValue, parent: string): void => {
    const type = element.name('/S');
    if (!standardTypes.has(type)) faults.push(`02-001 unknown structure type ${type}`);
    const allowed = allowedChildren[parent];
    if (allowed && !allowed.includes(type)) faults.push(`09-004 ${type} inside ${parent}`);
    if (type === 'Figure' && !objects.text(element.get('/Alt'))) faults.push('13-004 figure without alternative text');
    if (type === 'TH' && !element.dictionary('/A')?.name('/Scope')) faults.push('15-003 header cell without scope');
    const level = /^H([1-6])$/.exec(type)?.[1];
    if (level !== undefined) {
      if (Number(level) > heading + 1) faults.push(`14-003 heading level ${level} follows ${heading}`);
      heading = Number(level);
    }
    if (element.dictionary('/P') === undefined) faults.push(`01-006 ${type} has no parent`);
    for (const child of element.list('/K')) if (child.get('/S') !== undefined) visit(child, type);
  };
  for (const child of objects.root.dictionary('/StructTreeRoot')?.list('/K') ?? []) visit(child, 'StructTreeRoot');
  if (heading === 0) faults.push('14-001 no heading');
  return faults;
}

/** Operators that paint; each must stand inside marked content. */
const painting = new Set(['Tj', 'TJ', "'", '"', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'EI']);

function pageFaults(objects: PdfObjects, page: PdfValue, number: number): string[] {
  const faults: string[] = [];
  const owners = parentTreeEntry(objects, page.get('/StructParents'));
  let depth = 0;
  const tokens = contentTokens(page.streams('/Contents'));
  for (const [index, token] of tokens.entries()) {
    if (token === 'BMC' || token === 'BDC') depth += 1;
    else if (token === 'EMC') depth -= 1;
    else if (painting.has(token) && depth === 0) faults.push(`01-005 page ${number}: something is drawn outside of tags and artifacts`);
    else if (token === '/MCID' && !owners?.[Number(tokens[index + 1])])
      faults.push(`01-006 page ${number}: content ${tokens[index + 1]} belongs to no element`);
    else if (/^<(?:[0-9a-f]{4})*?0000/i.test(token) && /^<(?:[0-9a-f]{4})*0000(?:[0-9a-f]{4})*>$/i.test(token))
      faults.push(`31-030 page ${number}: a sign without glyph`);
  }
  if (depth !== 0) faults.push(`01-000 page ${number}: marked content is not closed`);
  for (const annotation of page.list('/Annots')) {
    const hidden = (Number(annotation.get('/F') ?? 0) & 2) !== 0;
    if (!hidden && annotation.get('/StructParent') === undefined)
      faults.push(`28-002 page ${number}: an annotation stands outside of the structure`);
  }
  if (page.list('/Annots').length > 0 && page.get('/Tabs') !== '/S')
    faults.push(`28-004 page ${number}: tab order does not follow the structure`);
  return faults;
}

function parentTreeEntry(objects: PdfObjects, key: unknown): readonly unknown[] | undefined {
  const numbers = objects.root.dictionary('/StructTreeRoot')?.dictionary('/ParentTree')?.get('/Nums');
  if (!Array.isArray(numbers)) return undefined;
  const entry: unknown = objects.resolve(numbers[numbers.findIndex((each, index) => index % 2 === 0 && each === key) + 1]);
  return Array.isArray(entry) ? entry : undefined;
}

/** Operators, names, numbers and hex strings; literal strings are passed over. */
function contentTokens(content: string): readonly string[] {
  return content.replace(/\((?:\\.|[^\\()])*\)/gs, ' ').match(/<<|>>|<[0-9a-fA-F\s]*>|\/[^\s/<>[\]()]+|[^\s/<>[\]()]+/g) ?? [];
}
