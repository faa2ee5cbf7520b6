import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Answers, type Json, answerAt, isRecord } from './answers.ts';
import { compileForm } from './check-definition.ts';
import type { FormDefinition, FormNode } from './definition.ts';
import { householdForm } from './household-form.fixture.ts';
import { previewMigration } from './preview-migration.ts';

const facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };
const label = { de: 'x', en: 'x' };

function formOf(fields: readonly FormNode[], version = '1.0.0', more: Partial<FormDefinition> = {}): FormDefinition {
  const { sections: _sections, fee: _fee, lists: _lists, scenarios: _scenarios, ...rest } = householdForm({ version });
  return {
    ...rest,
    pages: [{ id: 'one', title: label, fields: [...fields] }],
    rules: [],
    computed: [],
    ...more,
  };
}

const options = (values: readonly string[]) => values.map((value) => ({ value, label }));

/** Fields of a version: each id may be missing or of any kind, at the top, in a group, in a repeat group, in a branch. */
const leaf = (id: string): fc.Arbitrary<FormNode> => {
  const some = fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map(options);
  return fc.oneof(
    fc.constantFrom<FormNode>(
      { id, kind: 'text', label, maxLength: 4 },
      { id, kind: 'text', label },
      { id, kind: 'textarea', label },
      { id, kind: 'name', label },
      { id, kind: 'int', label },
      { id, kind: 'int', label, max: 5 },
      { id, kind: 'currency', label },
      { id, kind: 'bool', label },
      { id, kind: 'date', label },
      { id, kind: 'email', label },
    ),
    some.map((list): FormNode => ({ id, kind: 'radios', label, options: list })),
    some.map((list): FormNode => ({ id, kind: 'select', label, options: list })),
    some.map((list): FormNode => ({ id, kind: 'checkboxes', label, options: list })),
  );
};
const leaves = fc
  .subarray(['u', 'v', 'w'], { minLength: 1 })
  .chain((ids) => fc.tuple(...ids.map(leaf)))
  .map((fields) => [...fields]);
const container = (id: string): fc.Arbitrary<FormNode> =>
  fc.oneof(
    leaves.map((fields): FormNode => ({ id, kind: 'group', label, fields })),
    leaves.map((fields): FormNode => ({ id, kind: 'repeat', label, itemLabel: label, min: 0, max: 9, fields })),
    fc
      .tuple(fc.subarray(['a', 'b', 'c'], { minLength: 2 }), leaves)
      .map(([ids, fields]): FormNode => ({ id, kind: 'choice', label, branches: ids.map((branch) => ({ id: branch, label, fields })) })),
    leaf(id),
  );
const version = fc
  .subarray(['p', 'q', 'r', 's'], { minLength: 1 })
  .chain((ids) => fc.tuple(...ids.map(container)))
  .map((fields) => [...fields]);

/** A version after it: some fields as they were, some changed, some gone, some new. */
const versionAfter = (before: readonly FormNode[]): fc.Arbitrary<FormNode[]> =>
  fc
    .tuple(version, ...before.map((field) => fc.oneof(fc.constant(field), fc.constant(field), container(field.id))))
    .chain(([others, ...fields]) => {
      const all = [...fields, ...others.filter(({ id }) => !fields.some((field) => field.id === id))];
      return fc.subarray(all, { minLength: 1 });
    });

/** An answer of the shape the field's kind has; seldom a wrong one. */
function answerFor(node: FormNode): fc.Arbitrary<Json | undefined> {
  const inside = (fields: readonly FormNode[]) =>
    fc.record(Object.fromEntries(fields.map((field) => [field.id, answerFor(field)]))) as fc.Arbitrary<Json>;
  switch (node.kind) {
    case 'group':
      return inside(node.fields);
    case 'repeat':
      return fc.array(inside(node.fields), { maxLength: 3 });
    case 'choice':
      return fc
        .tuple(fc.constantFrom(...node.branches.map(({ id }) => id)), inside(node.branches[0]?.fields ?? []))
        .map(([choice, fields]) => ({
          choice,
          [node.branches[0]?.id ?? '']: fields,
        }));
    case 'bool':
      return fc.boolean();
    case 'int':
    case 'currency':
      return fc.integer({ min: 0, max: 9 });
    case 'checkboxes':
      return fc.subarray(['a', 'b', 'c']);
    default:
      return fc.constantFrom('a', 'b', 'Erika', 'abcdefgh', '2026-01-01', 'a@example.org', undefined);
  }
}

const withoutAbsent = (value: unknown): Answers => JSON.parse(JSON.stringify(value)) as Answers;

/** Single values of any JSON with their paths, seen without any form. */
function values(json: Json, path: string): [string, Json][] {
  if (Array.isArray(json) && json.every((one) => !isRecord(one))) return json.length === 0 ? [] : [[path, json]];
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap((one, i) => values(one, `${path}.${i}`));
  if (isRecord(json)) return Object.entries(json).flatMap(([key, one]) => values(one, path === '' ? key : `${path}.${key}`));
  return json === '' || json === null ? [] : [[path, json]];
}

describe('moving answers to another version', () => {
  it('loses nothing that the preview does not name, and makes nothing up', () => {
    let losses = 0;
    let keeps = 0;
    fc.assert(
      fc.property(
        version.chain((fields) =>
          fc.tuple(fc.constant(fields), versionAfter(fields), fc.record(Object.fromEntries(fields.map((one) => [one.id, answerFor(one)])))),
        ),
        ([before, after, given]) => {
          const answers = withoutAbsent(given);
          const from = compileForm(formOf(before));
          const to = compileForm(formOf(after, '2.0.0'));
          const { answers: moved, kept, lost } = previewMigration(from, to, answers, facts);
          const named = lost.map(({ path }) => path);
          for (const [path, value] of values(answers, '')) {
            const stays = JSON.stringify(answerAt(moved, path)) === JSON.stringify(value);
            const isNamed = named.some((one) => one === path || path.startsWith(`${one}.`));
            assert.notEqual(stays, isNamed, `${path} ${stays ? 'stays and is named' : 'vanishes unnamed'}`);
            if (stays) keeps++;
            else losses++;
          }
          for (const [path, value] of values(moved, '')) assert.deepEqual(answerAt(answers, path), value, `${path} is new`);
          assert.equal(new Set([...kept, ...named]).size, kept.length + named.length);
          assert.ok(!JSON.stringify(moved).includes('null'), 'no holes');
          // what has gone along is right there, and moving again changes nothing
          const again = previewMigration(to, to, moved, facts);
          assert.deepEqual([again.lost, again.answers], [[], moved]);
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(losses > 100 && keeps > 100, `both happen: ${losses} lost, ${keeps} kept`);
  });

  it('on the same version changes nothing', () => {
    const form = compileForm(householdForm());
    const answers = { givenName: 'Erika', members: [{ name: 'Max' }, {}], payout: { choice: 'cash' }, rents: true, rentAmount: 100 };
    const { answers: moved, lost, open, fee } = previewMigration(form, form, answers, facts);
    assert.deepEqual([moved, lost, open, fee.afterCents], [answers, [], [], fee.beforeCents]);
  });

  it('says why: gone, another kind, an option that is no longer offered, a value that is refused now', () => {
    const from = compileForm(
      formOf([
        { id: 'gone', kind: 'text', label },
        { id: 'cents', kind: 'int', label },
        { id: 'way', kind: 'radios', label, options: options(['a', 'b']) },
        { id: 'size', kind: 'int', label },
        { id: 'name', kind: 'text', label },
      ]),
    );
    const to = compileForm(
      formOf(
        [
          { id: 'cents', kind: 'currency', label },
          { id: 'way', kind: 'select', label, options: options(['b', 'c']) },
          { id: 'size', kind: 'int', label, max: 5 },
          { id: 'name', kind: 'name', label },
          { id: 'new', kind: 'text', label },
        ],
        '2.0.0',
        { fee: { lines: [{ id: 'x', label, amount: { cents: 700 } }] } },
      ),
    );
    const { lost, kept, open, fee } = previewMigration(from, to, { gone: 'x', cents: 5, way: 'a', size: 9, name: 'Erika' }, facts);
    assert.deepEqual(Object.fromEntries(lost.map(({ path, reason }) => [path, reason])), {
      gone: 'gone',
      cents: 'kind',
      way: 'option',
      size: 'refused',
    });
    assert.deepEqual(kept, ['name']);
    assert.deepEqual(open.map(({ path }) => path).toSorted(), ['cents', 'new', 'size', 'way']);
    assert.deepEqual(fee, { beforeCents: 0, afterCents: 700 });
  });
});
