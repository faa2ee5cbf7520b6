import { type CompiledForm, type Json, compileForm, evaluate } from '@amt/forms';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { escapeXml } from '@amt/xml';
import { RandomForm } from './random-form.fixture.ts';
import { xsdNamespace, xsdOf } from './xsd-of.ts';

const facts = { today: '2025-06-15', signedIn: false, trustLevel: 'none' };
const absent = spawnSync('xmllint', ['--version']).error ? 'xmllint is not installed' : false;

/** Values of a form as XML; a choice holds its branch. */
function xmlOf(form: CompiledForm, values: Readonly<Record<string, Json>>): string {
  const element = (name: string, value: Json, path: string): string => {
    if (Array.isArray(value)) return value.map((one: Json) => element(name, one, path)).join('');
    if (typeof value !== 'object' || value === null) return `<${name}>${escapeXml(String(value))}</${name}>`;
    const record = value as Readonly<Record<string, Json>>;
    if (form.tree.byPath.get(path)?.kind === 'choice') {
      const branch = String(record['choice']);
      return `<${name}>${element(branch, record[branch] ?? {}, `${path}.${branch}`)}</${name}>`;
    }
    return `<${name}>${children(record, path)}</${name}>`;
  };
  const children = (record: Readonly<Record<string, Json>>, path: string): string =>
    Object.entries(record)
      .map(([id, one]) => element(id, one, path === '' ? id : `${path}.${id}`))
      .join('');
  return `<${form.definition.id} xmlns="${xsdNamespace(form)}">${children(values, '')}</${form.definition.id}>`;
}

/** Which of some documents xmllint takes. */
function accepted(schema: string, documents: readonly string[]): boolean[] {
  if (documents.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), 'xsd-'));
  try {
    writeFileSync(join(folder, 'form.xsd'), schema);
    const files = documents.map((text, i) => {
      const file = join(folder, `${i}.xml`);
      writeFileSync(file, text);
      return file;
    });
    const { stderr, status } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(folder, 'form.xsd'), ...files], {
      encoding: 'utf8',
    });
    assert.ok(!stderr.includes('WXS schema'), stderr);
    assert.notEqual(status, 5, stderr);
    return files.map((file) => stderr.includes(`${file} validates`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('XML Schema of a form', () => {
  it('accepts the values that the form accepts', { skip: absent }, () => {
    let right = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const random = new RandomForm(seed, seed % 2 === 0);
      const form = compileForm(random.definition);
      const values = Array.from({ length: 8 }, (_, i) => evaluate(form, random.answers(seed * 31 + i), facts).values).filter(
        (one) => evaluate(form, one, facts).errors.length === 0,
      );
      const documents = values.map((one) => xmlOf(form, one));
      accepted(xsdOf(form), documents).forEach((taken, i) => assert.ok(taken, `seed ${seed}: ${documents[i]}\n${xsdOf(form)}`));
      right += documents.length;
    }
    assert.ok(right > 60, `${right} documents`);
  });

  it('refuses what is missing, unknown, too often or of the wrong kind', { skip: absent }, () => {
    const text = { de: 'x' };
    const { definition } = new RandomForm(1);
    const form = compileForm({
      ...definition,
      rules: [],
      pages: [
        {
          id: 'p',
          title: text,
          fields: [
            { kind: 'text', id: 'code', label: text, pattern: { regex: '[A-Z]{2}\\d', message: text } },
            {
              kind: 'repeat',
              id: 'child',
              label: text,
              itemLabel: text,
              min: 1,
              max: 2,
              fields: [{ kind: 'date', id: 'born', label: text, min: '2020-01-01' }],
            },
            {
              kind: 'choice',
              id: 'way',
              label: text,
              branches: [
                { id: 'mail', label: text },
                { id: 'visit', label: text, fields: [{ kind: 'int', id: 'floor', label: text, max: 9 }] },
              ],
            },
          ],
        },
      ],
    });
    const born = { born: '2020-02-29' };
    const wrap = (values: Record<string, Json>): string => xmlOf(form, values);
    const right = { code: 'AB1', child: [born], way: { choice: 'visit', visit: { floor: 3 } } };
    const documents = [
      wrap(right),
      wrap({ ...right, way: { choice: 'mail' } }),
      wrap({ ...right, code: 'AB' }),
      wrap({ child: [born], way: right.way }),
      wrap({ ...right, child: [born, born, born] }),
      wrap({ ...right, child: [{ born: '2019-12-31' }] }),
      wrap({ ...right, child: [{ born: '2023-02-29' }] }),
      wrap({ ...right, way: { choice: 'fax' } }),
      wrap({ ...right, way: { choice: 'visit', visit: { floor: 10 } } }),
      wrap({ ...right, more: 'x' }),
    ];
    assert.deepEqual(accepted(xsdOf(form), documents), [true, true, ...documents.slice(2).map(() => false)]);
  });
});
