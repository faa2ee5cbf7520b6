import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { runCommand } from './cli.ts';

const xdf = `<xdf:xdatenfelder.stammdatenschema.0102 xmlns:xdf="urn:xoev-de:fim:standard:xdatenfelder_3.0.0"><xdf:stammdatenschema>
<xdf:identifikation><xdf:id>S99000000001</xdf:id><xdf:version>1.0.0</xdf:version></xdf:identifikation><xdf:name>Drachen</xdf:name>
<xdf:struktur><xdf:anzahl>1:1</xdf:anzahl><xdf:enthaelt><xdf:datenfeld><xdf:identifikation><xdf:id>F99000000001</xdf:id></xdf:identifikation>
<xdf:bezeichnungEingabe>Leinen</xdf:bezeichnungEingabe><xdf:feldart><code>input</code></xdf:feldart><xdf:datentyp><code>num_int</code></xdf:datentyp></xdf:datenfeld></xdf:enthaelt></xdf:struktur>
</xdf:stammdatenschema></xdf:xdatenfelder.stammdatenschema.0102>`;

/** Runs a command; what it prints is caught. */
async function run(t: TestContext, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const stdout = t.mock.method(process.stdout, 'write', (text: string | Uint8Array) => ((out += String(text)), true));
  const stderr = t.mock.method(process.stderr, 'write', (text: string | Uint8Array) => ((err += String(text)), true));
  try {
    return { code: await runCommand(args), out, err };
  } finally {
    stdout.mock.restore();
    stderr.mock.restore();
  }
}

function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'forms-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

describe('amt form', () => {
  it('imports XDatenfelder, evaluates answers and exports again', async (t) => {
    const at = folder(t);
    const [file, form, answers, back] = ['drachen.xml', 'drachen.json', 'answers.json', 'back.xml'].map((name) => join(at, name)) as [
      string,
      string,
      string,
      string,
    ];
    writeFileSync(file, xdf);
    const imported = await run(t, 'form', 'import', file, '--out', form);
    assert.equal(imported.code, 0);
    assert.match(imported.err, /Wie lange werden Anträge und Entwürfe aufbewahrt/);
    writeFileSync(answers, '{"F99000000001": "drei"}');
    const evaluated = await run(t, 'form', 'evaluate', form, answers, '--today', '2026-05-01');
    assert.equal(evaluated.code, 0);
    assert.deepEqual((JSON.parse(evaluated.out) as { errors: unknown }).errors, [{ path: 'F99000000001', code: 'int' }]);
    assert.equal((await run(t, 'form', 'export', form, '--as', 'xdf3', '--out', back)).code, 0);
    const again = await run(t, 'form', 'import', back);
    assert.deepEqual(
      (JSON.parse(again.out) as { pages: unknown }).pages,
      (JSON.parse(readFileSync(form, 'utf8')) as { pages: unknown }).pages,
    );
  });

  it('exports forms of the city by their id', async (t) => {
    for (const kind of ['json', 'json-schema']) {
      const { code, out } = await run(t, 'form', 'export', 'bewohnerparkausweis', '--as', kind);
      assert.equal(code, 0);
      assert.ok(JSON.parse(out));
    }
    assert.match((await run(t, 'form', 'export', 'wohngeld', '--as', 'xsd')).out, /targetNamespace="urn:digitales-amt:form:wohngeld:/);
  });

  it('says what is wrong with a file and where, with exit code 2', async (t) => {
    const at = folder(t);
    const file = join(at, 'x.xml');
    writeFileSync(file, xdf.replace('<xdf:feldart>', '\n<xdf:fehlart/><xdf:feldart>'));
    const refused = await run(t, 'form', 'import', file);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /x\.xml:5:\d+ .*fehlart/);
    writeFileSync(file, '{"id": 1}');
    assert.equal((await run(t, 'form', 'import', file)).code, 2);
    assert.equal((await run(t, 'form', 'import', join(at, 'none.xml'))).code, 2);
    assert.equal((await run(t, 'form', 'export', join(at, 'none.json'), '--as', 'xsd')).code, 2);
    assert.equal((await run(t, 'form', 'export', 'wohngeld', '--as', 'docx')).code, 2);
    writeFileSync(file, '[]');
    assert.equal((await run(t, 'form', 'evaluate', 'wohngeld', file)).code, 2);
  });
});
