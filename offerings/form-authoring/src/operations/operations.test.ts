import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runScenario } from '@amt/form-proofs';
import { compileForm, type FormScenario, idFromWords, slugFromWords } from '@amt/forms';
import fc from 'fast-check';
import { streetMusic } from '../../test/street-music.ts';
import { type AuthorForm, entriesOf } from '../model/author-form.ts';
import { type Container, childrenOf, nodeAt, nodesOf } from '../model/author-tree.ts';
import { definitionOf } from '../model/definition-of.ts';
import { mentionedIn } from '../model/expression-references.ts';
import { expressionSlots } from '../model/expression-slots.ts';
import { referencesToNode } from '../model/references.ts';
import { addNode } from './add-node.ts';
import { changeNode, renamedOptions } from './change-node.ts';
import { changeEntry } from './entries.ts';
import { freshId } from './fresh-id.ts';
import { moveNode } from './move-node.ts';
import { directions, nudgeNode } from './nudge-node.ts';
import { addPage, changePage, movePage, removePage } from './pages.ts';
import { removeComputed, removeNode } from './remove-node.ts';

/** All scenarios of the form, run on what is compiled from it; a form that is wrong throws. */
function deviations(form: AuthorForm): unknown[] {
  const compiled = compileForm(definitionOf(form, '1.0.0'));
  return entriesOf(form, 'scenarios').flatMap((scenario) => runScenario(compiled, scenario as unknown as FormScenario).differences);
}

/** Paths that something refers to and no node has; parts of addresses do not occur here. */
function dangling(form: AuthorForm): string[] {
  const known = new Set([...nodesOf(form)].map(({ path }) => path));
  const computed = new Set(entriesOf(form, 'computed').map(({ id }) => id));
  return expressionSlots(form).flatMap(({ expression }) => {
    const mentioned = mentionedIn(expression);
    return [...[...mentioned.paths].filter((path) => !known.has(path)), ...[...mentioned.computed].filter((id) => !computed.has(id))];
  });
}

function uniquePaths(form: AuthorForm): boolean {
  const paths = [...nodesOf(form)].map(({ path }) => path);
  return new Set(paths).size === paths.length;
}

const idArbitrary = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);

describe('the form the tests begin with', () => {
  it('is right and does what its scenario says', () => assert.deepEqual(deviations(streetMusic()), []));
  it('is red when the fee changes: the scenario can fail', () => {
    const cheaper = changeEntry(streetMusic(), 'fee', 'loud', { ...entriesOf(streetMusic(), 'fee')[1], id: 'loud', amount: { cents: 1 } });
    assert.ok(cheaper.ok);
    assert.equal(deviations(cheaper.value).length, 1);
  });
});

describe('renaming', () => {
  it('carries a new id into conditions, rules, calculations, fee, mappings and scenarios: the form does what it did', () => {
    fc.assert(
      fc.property(fc.nat(), idArbitrary, (which, id) => {
        const form = streetMusic();
        const all = [...nodesOf(form)];
        const placed = all[which % all.length];
        if (!placed) return;
        const renamed = changeNode(form, placed.path, { ...placed.node, id });
        if (!renamed.ok) return assert.equal(renamed.code, 'taken');
        assert.deepEqual(dangling(renamed.value.form), []);
        assert.deepEqual(deviations(renamed.value.form), []);
      }),
      { numRuns: 60 },
    );
  });
  it('of a value of a choice is followed by what compares with it', () => {
    const form = streetMusic();
    const sound = nodeAt(form, 'sound')?.node;
    assert.ok(sound?.options);
    const options = sound.options.map((option) => (option.value === 'loud' ? { ...option, value: 'amplified' } : option));
    const renamed = changeNode(form, 'sound', { ...sound, options }, renamedOptions(sound.options, options));
    assert.ok(renamed.ok);
    assert.deepEqual(deviations(renamed.value.form), []);
    assert.doesNotMatch(JSON.stringify(expressionSlots(renamed.value.form)), /"loud"/);
  });
  it('of a computed value is followed by what builds on it', () => {
    const form = streetMusic();
    const renamed = changeEntry(form, 'computed', 'minutes', { ...entriesOf(form, 'computed')[0], id: 'total' });
    assert.ok(renamed.ok);
    assert.deepEqual(deviations(renamed.value), []);
  });
  it('refuses an id a sibling has, and names that objects inherit', () => {
    const form = streetMusic();
    const name = nodeAt(form, 'name')?.node;
    assert.ok(name);
    assert.deepEqual(changeNode(form, 'name', { ...name, id: 'sound' }), { ok: false, code: 'taken' });
    assert.deepEqual(changeNode(form, 'name', { ...name, id: 'constructor' }), { ok: false, code: 'taken' });
  });
});

describe('moving', () => {
  it('keeps every node, every reference and unique paths, wherever it goes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(6)), { minLength: 1, maxLength: 12 }), (moves) => {
        let form = streetMusic();
        const count = [...nodesOf(form)].length;
        for (const [which, where, index] of moves) {
          const all = [...nodesOf(form)];
          const containers: Container[] = [...form.pages.map(({ id }) => ({ page: id })), ...all.map(({ path }) => ({ node: path }))];
          const path = all[which % all.length]?.path ?? '';
          const moved = moveNode(form, path, containers[where % containers.length] ?? { page: 'person' }, index);
          if (!moved.ok) continue;
          assert.ok(nodeAt(moved.value.form, moved.value.path), 'it is where it says');
          form = moved.value.form;
        }
        assert.equal([...nodesOf(form)].length, count);
        assert.ok(uniquePaths(form));
        assert.deepEqual(dangling(form), []);
      }),
      { numRuns: 200 },
    );
  });
  it('into a group and out again with the buttons is as before', () => {
    const form = streetMusic();
    const into = nudgeNode(form, 'reply', 'in');
    assert.ok(into.ok);
    assert.equal(into.value.path, 'band.reply');
    assert.deepEqual(deviations(into.value.form), []);
    const out = nudgeNode(into.value.form, 'band.reply', 'out');
    assert.ok(out.ok);
    assert.deepEqual(out.value.form.pages, form.pages);
  });
  it('an answer of a scenario follows its field, and is left out when it leaves its repeat group', () => {
    const moved = moveNode(streetMusic(), 'name', { node: 'band' });
    assert.ok(moved.ok);
    const [scenario] = entriesOf(moved.value.form, 'scenarios');
    assert.ok(scenario);
    assert.deepEqual((scenario['answers'] as { band: unknown }).band, { name: 'Anna' });
    const left = moveNode(streetMusic(), 'shows.square', { page: 'person' });
    assert.ok(left.ok);
    const [after] = entriesOf(left.value.form, 'scenarios');
    assert.ok(after);
    assert.deepEqual((after['answers'] as { shows: unknown }).shows, [{ minutes: 50 }, { minutes: 40 }]);
  });
  it('refuses to put a group into itself, and branches anywhere but in their choice', () => {
    assert.deepEqual(moveNode(streetMusic(), 'band', { node: 'band' }), { ok: false, code: 'no-place' });
    assert.deepEqual(moveNode(streetMusic(), 'reply.byMail', { page: 'person' }), { ok: false, code: 'no-place' });
  });
  it('up, down, in and out never lose anything', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.constantFrom(...directions)), { maxLength: 25 }), (steps) => {
        let form = streetMusic();
        const ids = [...nodesOf(form)].length;
        for (const [which, direction] of steps) {
          const all = [...nodesOf(form)];
          const moved = nudgeNode(form, all[which % all.length]?.path ?? '', direction);
          if (moved.ok) form = moved.value.form;
        }
        assert.equal([...nodesOf(form)].length, ids);
        assert.deepEqual(dangling(form), []);
      }),
      { numRuns: 100 },
    );
  });
});

describe('removing', () => {
  it('is refused while something refers to it, or takes that along', () => {
    for (const { path } of nodesOf(streetMusic())) {
      const form = streetMusic();
      const kept = removeNode(form, path, { withReferences: false });
      if (kept.ok) {
        assert.deepEqual(dangling(kept.value), [], path);
        continue;
      }
      if (kept.code === 'last-branches') continue;
      assert.equal(kept.code, 'referenced');
      assert.ok(referencesToNode(form, path).length > 0);
      const removed = removeNode(form, path, { withReferences: true });
      assert.ok(removed.ok);
      assert.deepEqual(dangling(removed.value), [], path);
      assert.equal(nodeAt(removed.value, path), undefined);
      compileForm(definitionOf({ ...removed.value, pages: removed.value.pages.filter((page) => page.fields.length > 0) }, '1.0.0'));
    }
  });
  it('of a repeat group takes the calculations along that build on calculations over it', () => {
    const removed = removeNode(streetMusic(), 'shows', { withReferences: true });
    assert.ok(removed.ok);
    assert.deepEqual(entriesOf(removed.value, 'computed'), []);
    assert.deepEqual(
      entriesOf(removed.value, 'fee').map(({ id }) => id),
      ['loud'],
    );
    assert.equal(entriesOf(removed.value, 'fee')[0]?.['when'], undefined);
  });
  it('of a computed value is refused while another builds on it', () => {
    assert.deepEqual(removeComputed(streetMusic(), 'minutes', { withReferences: false }), { ok: false, code: 'referenced' });
    const removed = removeComputed(streetMusic(), 'minutes', { withReferences: true });
    assert.ok(removed.ok);
    assert.deepEqual(dangling(removed.value), []);
  });
  it('of a page with fields others refer to is refused', () => {
    assert.deepEqual(removePage(streetMusic(), 'music', { withReferences: false }), { ok: false, code: 'referenced' });
    const removed = removePage(streetMusic(), 'music', { withReferences: true });
    assert.ok(removed.ok);
    assert.deepEqual(dangling(removed.value), []);
    const [scenario] = entriesOf(removed.value, 'scenarios');
    assert.ok(scenario);
    assert.deepEqual((scenario['expect'] as { pages: unknown }).pages, ['person', 'shows']);
    assert.equal('sound' in (scenario['answers'] as object), false);
  });
});

describe('adding', () => {
  it('numbers an id that is taken, on any page', () => {
    const added = addNode(streetMusic(), { page: 'shows' }, { kind: 'text', id: 'name', label: { de: 'x' } });
    assert.ok(added.ok);
    assert.equal(added.value.path, 'name2');
  });
  it('puts branches into choices only, and fields nowhere else', () => {
    assert.deepEqual(addNode(streetMusic(), { node: 'reply' }, { kind: 'text', id: 'x' }), { ok: false, code: 'no-place' });
    assert.deepEqual(addNode(streetMusic(), { page: 'person' }, { id: 'x' }), { ok: false, code: 'no-place' });
    const added = addNode(streetMusic(), { node: 'reply' }, { id: 'byMail', label: { de: 'x' }, fields: [] });
    assert.ok(added.ok);
    assert.equal(childrenOf(nodeAt(added.value.form, 'reply')?.node ?? { id: '' }).at(-1)?.id, 'byMail2');
  });
  it('makes ids of words that are ids', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        assert.match(idFromWords(words, 'feld'), /^[a-z][A-Za-z0-9]*$/);
        assert.match(slugFromWords(words, 'seite'), /^[a-z][a-z0-9-]*$/);
        assert.equal(freshId(idFromWords(words, 'feld'), new Set()) in Object.prototype, false);
      }),
    );
    assert.equal(idFromWords('Art des Instruments', 'feld'), 'artDesInstruments');
    assert.equal(slugFromWords('Anmeldung Straßenmusik', 'seite'), 'anmeldung-strassenmusik');
  });
});

describe('pages', () => {
  it('are added beside, moved, and renamed with what scenarios expect', () => {
    const added = addPage(streetMusic(), { id: 'music', title: { de: 'x' }, fields: [] }, 1);
    assert.equal(added.pageId, 'music2');
    assert.deepEqual(
      added.form.pages.map(({ id }) => id),
      ['person', 'music2', 'music', 'shows'],
    );
    const moved = movePage(streetMusic(), 'person', 1);
    assert.ok(moved.ok);
    assert.deepEqual(
      moved.value.pages.map(({ id }) => id),
      ['music', 'person', 'shows'],
    );
    assert.deepEqual(movePage(streetMusic(), 'person', -1), { ok: false, code: 'no-place' });
    const page = streetMusic().pages[0];
    assert.ok(page);
    const renamed = changePage(streetMusic(), 'person', { ...page, id: 'you' });
    assert.ok(renamed.ok);
    assert.deepEqual(deviations(renamed.value), []);
    assert.deepEqual(changePage(streetMusic(), 'person', { ...page, id: 'music' }), { ok: false, code: 'taken' });
  });
});
