import { type FormDefinition, type FormNode, checkDefinition } from '@amt/forms';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportXdf3 } from './export-xdf3.ts';
import { importXdf } from './import-xdf.ts';
import { RandomForm } from './random-form.fixture.ts';
import { bytes, field, group, part, schema3 } from './xdf-file.fixture.ts';

/** The form without what XDatenfelder has no place for: conditions and rules. */
function kept(nodes: readonly FormNode[]): unknown[] {
  return nodes.map((node) => {
    const { when: _w, ...rest } = node as FormNode & { requiredWhen?: unknown };
    const { requiredWhen: _r, ...plain } = rest as FormNode & { requiredWhen?: unknown };
    if ('fields' in plain) return { ...plain, fields: kept(plain.fields) };
    if ('branches' in plain)
      return { ...plain, branches: plain.branches.map((branch) => ({ ...branch, ...(branch.fields && { fields: kept(branch.fields) }) })) };
    return plain;
  });
}
const pagesOf = (definition: FormDefinition): unknown => definition.pages.map((page) => ({ title: page.title, fields: kept(page.fields) }));

async function roundTrip(definition: FormDefinition): Promise<FormDefinition> {
  const back = await importXdf(bytes(exportXdf3(definition)), { lists: Object.values(definition.lists ?? {}) });
  assert.ok(back.ok, back.ok ? '' : JSON.stringify(back.faults));
  assert.equal(checkDefinition(back.definition).ok, true);
  return back.definition;
}

describe('exporting XDatenfelder 3.0', () => {
  it('comes back with the same tree, kinds, multiplicities, options and texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const { definition } = new RandomForm(seed, true);
        const back = await roundTrip(definition);
        const expected = JSON.parse(JSON.stringify(pagesOf(definition)).replaceAll('"list":"farben"', '"list":"farben1"')) as unknown;
        assert.deepEqual(pagesOf(back), expected);
        assert.deepEqual(
          [back.id, back.version, back.title, back.legalBasis],
          [definition.id, definition.version, definition.title, definition.legalBasis],
        );
      }),
      { numRuns: 150 },
    );
  });

  it('keeps the building blocks of an imported form', async () => {
    const first = await importXdf(
      bytes(
        schema3([
          part(
            '1:1',
            group('G99000000001', 'Halter & Söhne <neu>', [
              part('0:1', field({ id: 'F99000000001', label: 'Vorname', help: 'Wie im "Ausweis"', prefill: 'optional', bezug: '§ 4' })),
            ]),
          ),
          part('0:3', field({ id: 'F99000000002', label: 'Spitzname', constraints: { maxLength: '20' } })),
          part(
            '1:*',
            group('G99000000003', 'Drachen', [
              part('0:*', field({ id: 'F99000000003', label: 'Farbe', type: 'select', values: { r: 'Rot', b: 'Blau' } })),
            ]),
          ),
        ]),
      ),
    );
    assert.ok(first.ok);
    const back = await roundTrip(first.definition);
    assert.deepEqual(pagesOf(back), pagesOf(first.definition));
    assert.deepEqual(back.source, first.definition.source);
  });

  it('is the same file every time, and rules go along as rules for people', async () => {
    const definition: FormDefinition = {
      ...new RandomForm(7).definition,
      pages: [{ id: 'p', title: { de: 'Seite' }, fields: [{ kind: 'int', id: 'alter', label: { de: 'Alter' } }] }],
      rules: [{ id: 'r', at: 'alter', message: { de: 'Erst ab 18 Jahren.' }, valid: { op: 'gte', args: [{ answer: 'alter' }, 18] } }],
    };
    assert.equal(exportXdf3(definition), exportXdf3(definition));
    const back = await roundTrip(definition);
    assert.ok(back.remarks?.some((remark) => remark.text === 'Erst ab 18 Jahren.'));
  });
});
