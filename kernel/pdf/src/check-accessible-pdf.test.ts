import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkAccessiblePdf } from './check-accessible-pdf.ts';
import { din91379 } from './din-91379.ts';
import { readQpdfJson } from './qpdf-json.ts';
import { smallForm } from './small-form.fixture.ts';

const installed = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;
const without = (program: string) => (installed(program) ? {} : { skip: `${program} is not installed` });
const good = smallForm();

/** The form as qpdf writes it: streams unpacked, so that they can be spoiled. */
function throughQpdf(pdf: Uint8Array, ...options: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const [from, to] = [join(folder, 'from.pdf'), join(folder, 'to.pdf')];
    writeFileSync(from, pdf);
    const run = spawnSync('qpdf', [...options, from, to], { encoding: 'utf8' });
    assert.equal(run.status, 0, run.stderr);
    return readFileSync(to);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Puts something of the same length in the place of something else, so that no offset moves. */
function spoiled(pdf: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const found = typeof from === 'string' ? from : (from.exec(text)?.[0] ?? '');
  assert.ok(found !== '' && text.includes(found), `nothing to spoil: ${String(from)}`);
  assert.equal(found.length, to.length, `${found} and ${to}`);
  return Buffer.from(typeof from === 'string' ? text.replaceAll(found, to) : text.replace(found, to), 'latin1');
}

const checkpoints = (pdf: Uint8Array): string =>
  checkAccessiblePdf(pdf)
    .map(({ checkpoint, message }) => `${checkpoint} ${message}`)
    .join('\n');

describe('the check of accessible PDF', without('qpdf'), () => {
  it('finds nothing in a good form', () => assert.deepEqual(checkAccessiblePdf(good), []));

  const spoils: readonly (readonly [expected: RegExp, from: string | RegExp, to: string])[] = [
    [/05-001/, '<pdfuaid:part>1', '<pdfuaid:part>7'],
    [/06-003/, '<dc:title>', '<dc:tital>'],
    [/06-001 not marked/, '/Marked true', '/Marked null'],
    [/07-001/, '/DisplayDocTitle true', '/DisplayDocTitle null'],
    [/11-006/, '/Lang (', '/Long ('],
    [/01-004/, '/StructTreeRoot ', '/StructTreeRooz '],
    [/02-001 unknown structure type Sext/, '/S /Sect', '/S /Sext'],
    [/13-004/, '/Alt (', '/Olt ('],
    [/14-003/, '/S /H2', '/S /H4'],
    [/10-001/, '/ToUnicode', '/ToUnicods'],
    [/31-009 .*Unicode/, '/ToUnicode', '/ToUnicods'],
    [/31-009 NotoSans.* is not embedded/, '/FontFile2', '/FontFilx2'],
    [/31-009 .*font AmtSanz of a field is not there/, '(/AmtSans 10.5', '(/AmtSanz 10.5'],
    [/28-002/, '/StructParent ', '/StructParenz '],
    [/28-004/, '/Tabs /S', '/Tabs /R'],
    [/28-005 .*without a name/, /\/TU \(First/, '/TV (First'],
    [/28-010 .*not named/, '/Type /OBJR', '/Type /OBJX'],
    [/28-010 .*stands in Span/, '/S /Form', '/S /Span'],
    [/28-010 .*do not know each other/, /\/StructParent 1\b/, '/StructParent 2'],
    [/28-000/, /\/AP <</, '/AQ <<'],
    [/25-001/, '/DA (/AmtSans 10 Tf', '/XFA(/AmtSans 10 Tf'],
  ];
  for (const [expected, from, to] of spoils)
    it(`sees ${String(expected)}`, () => assert.match(checkpoints(spoiled(good, from, to)), expected));

  it('sees that there is no heading', () => {
    assert.match(checkpoints(spoiled(spoiled(good, '/S /H1', '/S /P '), '/S /H2', '/S /P ')), /14-001/);
  });

  it('sees a field that the structure puts on another page', () => {
    const text = Buffer.from(good).toString('latin1');
    const [, page = ''] = /\/Type \/OBJR\n\/Obj \d+ 0 R\n\/Pg (\d+) 0 R/.exec(text) ?? [];
    const pages = [...text.matchAll(/\/Kids \[(\d+) 0 R (\d+) 0 R\]/g)].flatMap(([, one, two]) => [one ?? '', two ?? '']);
    const other = pages.find((each) => each !== page && pages.includes(page)) ?? '';
    const from = `/Pg ${page} 0 R\n>>`;
    const to = `/Pg ${other} 0 R${' '.repeat(Math.max(0, page.length - other.length))}\n>>`;
    assert.match(checkpoints(Buffer.from(text.replace(from, to), 'latin1')), /28-010 .*another page/);
  });

  it('sees two fields that are read aloud alike', () => {
    assert.match(checkpoints(smallForm({ tooltips: ['Name', 'Name'] })), /28-005 page 2: two fields are read aloud as "Name"/);
  });

  it('sees content that is neither tagged nor an artifact, or belongs to no element', () => {
    const plain = throughQpdf(good, '--stream-data=uncompress');
    assert.equal(checkpoints(plain), '');
    assert.match(checkpoints(spoiled(plain, /\/Artifact <<\n\/Type \/Layout\n>> BDC/, ' '.repeat(33))), /01-005|01-000/);
    assert.match(checkpoints(spoiled(plain, /\/MCID 0\b/, '/MCID 9')), /01-006 page 1: content 9 belongs to no element/);
  });

  it('sees encryption', () => {
    assert.match(checkpoints(throughQpdf(good, '--encrypt', '', 'owner', '256', '--')), /26-001/);
  });

  it('sees what is no PDF', () => assert.match(checkpoints(Buffer.from('nothing')), /06-000/));
});

describe('the font of fields', without('qpdf'), () => {
  it('has every letter of DIN 91379, wherever a person types it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
    try {
      writeFileSync(join(folder, 'form.pdf'), good);
      const { stdout } = spawnSync(
        'qpdf',
        ['--json=2', '--json-stream-data=inline', '--decode-level=generalized', join(folder, 'form.pdf')],
        { maxBuffer: 1 << 28 },
      );
      const font = readQpdfJson(stdout.toString())
        .root.dictionary('/AcroForm')
        ?.dictionary('/DR')
        ?.dictionary('/Font')
        ?.dictionary('/AmtSans');
      const mapped = new Set([...(font?.stream('/ToUnicode') ?? '').matchAll(/<[0-9a-f]{4}> <([0-9a-f]+)>/g)].map(([, code = '']) => code));
      const missing = [...new Set(din91379.join('').normalize('NFC'))].filter(
        (sign) => !mapped.has(Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at).toString(16).padStart(4, '0')).join('')),
      );
      assert.deepEqual(missing, []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
