import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { compileForm, publishForm } from '@amt/forms';
import { done, Forbidden } from '@amt/module';
import { testHouse } from '@amt/testing';
import { streetMusic } from '../../test/street-music.ts';
import { formChanged, lockTakenOver } from '../events.ts';
import formAuthoring from '../index.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { definitionOf } from '../model/definition-of.ts';
import { readAuthorForm } from '../model/read-author-form.ts';
import { beginForm, editOffered, importForm } from './begin-form.ts';
import { changeForm } from './change-form.ts';
import { lockMinutes, releaseLock, takeLock } from './edit-lock.ts';
import { workingCopy } from './working-copy-store.ts';

const house = await testHouse({
  modules: [formAuthoring],
  now: '2026-11-25T10:00:00Z',
  env: { AUTHORITY_NAME: 'Stadt', ORIGIN: 'http://localhost' },
});
const unit = 'kvr-bezirksinspektion';
const permissions = ['form-authoring.edit'];
const [annaId, boId] = [randomUUID(), randomUUID()];
const anna = () => house.asStaff({ id: annaId, name: 'Anna', permissions, unitIds: [unit] });
const bo = () => house.asStaff({ id: boId, name: 'Bo', permissions, unitIds: [unit] });

/** A new form in the hands of Anna. */
async function begun(title = 'Straßenmusik'): Promise<string> {
  const result = await beginForm(anna(), { title, unitId: unit, languages: ['en'] });
  assert.ok(result.ok);
  return result.value;
}

const titled =
  (de: string) =>
  (form: AuthorForm): { ok: true; value: { form: AuthorForm } } =>
    done({ form: { ...form, title: { ...form.title, de } } });

async function copyOf(formId: string) {
  const copy = await workingCopy(house.db, formId);
  assert.ok(copy);
  return copy;
}

describe('a working copy', () => {
  it('begins with a title, has a page, and says what is still missing', async () => {
    const formId = await begun();
    assert.equal(formId, 'strassenmusik');
    const copy = await copyOf(formId);
    assert.equal(copy.definition.pages.length, 1);
    assert.ok(copy.faults.length > 0);
    assert.deepEqual((await house.outbox(formChanged)).at(-1), { formId, unitId: unit, revision: 1 });
    assert.notEqual(await begun(), formId, 'a second form of that name gets its own id');
  });
  it('is refused to people of other units and without the permission', async () => {
    const formId = await begun();
    const stranger = house.asStaff({ permissions, unitIds: ['ska'] });
    await assert.rejects(changeForm(stranger, { formId, revision: 1, change: titled('x') }), Forbidden);
    await assert.rejects(beginForm(house.asStaff({ unitIds: [unit] }), { title: 'x', unitId: unit, languages: [] }), Forbidden);
    assert.equal((await copyOf(formId)).revision, 1);
  });
  it('is not given away to a unit the author does not work in', async () => {
    const formId = await begun();
    const away = changeForm(anna(), { formId, revision: 1, change: (form) => done({ form: { ...form, ownerUnit: 'ska' } }) });
    await assert.rejects(away, Forbidden);
    assert.equal((await copyOf(formId)).unitId, unit);
  });
  it('of a published form begins with what is offered', async () => {
    await publishForm(house.context(), compileForm(definitionOf(streetMusic({ id: 'published' }), '1.0.0')));
    assert.deepEqual(await editOffered(anna(), { formId: 'published' }), done());
    assert.deepEqual((await copyOf('published')).faults, []);
    assert.deepEqual(await editOffered(anna(), { formId: 'nothing' }), { ok: false, code: 'not-found' });
  });
});

describe('two authors', () => {
  it('one change of two drawn from the same state is taken, the other is told, nothing is lost', async () => {
    const formId = await begun();
    await releaseLock(anna(), { formId });
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) => changeForm(i % 2 === 0 ? anna() : bo(), { formId, revision: 1, change: titled(`Titel ${i}`) })),
    );
    const taken = results.filter((result) => result.ok);
    assert.equal(taken.length, 1);
    assert.equal((await copyOf(formId)).revision, 2);
    const winner = results.findIndex((result) => result.ok);
    assert.equal((await copyOf(formId)).definition.title.de, `Titel ${winner}`);
  });
  it('the second waits until the lock runs out, is released, or is taken over', async () => {
    const formId = await begun();
    assert.deepEqual(await changeForm(bo(), { formId, revision: 1, change: titled('Bo') }), { ok: false, code: 'locked' });
    house.clock.advance({ minutes: lockMinutes + 1 });
    assert.ok((await changeForm(bo(), { formId, revision: 1, change: titled('Bo') })).ok);
    assert.deepEqual(await changeForm(anna(), { formId, revision: 2, change: titled('Anna') }), { ok: false, code: 'locked' });
    assert.deepEqual(await takeLock(anna(), { formId }), done());
    assert.deepEqual((await house.outbox(lockTakenOver)).at(-1), { formId, unitId: unit, from: boId, to: annaId });
    assert.deepEqual(await changeForm(bo(), { formId, revision: 2, change: titled('Bo') }), { ok: false, code: 'locked' });
    assert.deepEqual(await releaseLock(bo(), { formId }), done(), 'what is not his is not released');
    assert.deepEqual(await changeForm(bo(), { formId, revision: 2, change: titled('Bo') }), { ok: false, code: 'locked' });
    assert.ok((await changeForm(anna(), { formId, revision: 2, change: titled('Anna') })).ok);
  });
  it('a page drawn before somebody else changed the form is outdated', async () => {
    const formId = await begun();
    assert.ok((await changeForm(anna(), { formId, revision: 1, change: titled('neu') })).ok);
    assert.deepEqual(await changeForm(anna(), { formId, revision: 1, change: titled('alt') }), { ok: false, code: 'outdated' });
    assert.equal((await copyOf(formId)).definition.title.de, 'neu');
  });
});

describe('translations', () => {
  it('are marked when their German text changes, and no more when somebody has looked at them', async () => {
    const formId = await importForm(anna(), { form: streetMusic({ id: 'stale' }), unitId: unit });
    assert.ok((await changeForm(anna(), { formId, revision: 1, change: titled('Straßenkunst') })).ok);
    const pair = { language: 'en', de: 'Straßenkunst', text: 'Registration of street music' };
    assert.deepEqual((await copyOf(formId)).stale, [pair]);
    assert.ok((await changeForm(anna(), { formId, revision: 2, change: titled('Kunst auf der Straße') })).ok);
    const now = { ...pair, de: 'Kunst auf der Straße' };
    assert.deepEqual((await copyOf(formId)).stale, [now], 'the mark stays with a text that changes again');
    assert.ok((await changeForm(anna(), { formId, revision: 3, change: (form) => done({ form }), confirmed: [now] })).ok);
    assert.deepEqual((await copyOf(formId)).stale, []);
  });
});

describe('a form from a file', () => {
  it('keeps its faults and gets a free id', async () => {
    const read = readAuthorForm(JSON.parse(JSON.stringify({ ...streetMusic({ id: 'published' }), legalBasis: [] })));
    assert.ok(read.ok);
    const formId = await importForm(anna(), { form: read.form, unitId: unit });
    assert.equal(formId, 'published2');
    assert.deepEqual(
      (await copyOf(formId)).faults.map(({ path }) => path),
      ['/legalBasis'],
    );
  });
  it('that is none is refused with places, whatever it is', () => {
    for (const json of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { pages: {} },
      { id: 'x', title: { de: 'x' }, ownerUnit: 'x', pages: [{ id: 'p', title: { de: '' }, fields: [{ id: '__proto__' }] }] },
    ]) {
      const read = readAuthorForm(json);
      assert.equal(read.ok, false, JSON.stringify(json));
    }
    let deep: unknown = 1;
    for (let i = 0; i < 5000; i++) deep = { not: deep };
    const nested = readAuthorForm({ ...streetMusic(), rules: [{ id: 'r', valid: deep }] });
    assert.deepEqual(nested.ok ? [] : nested.faults, [{ path: '', message: 'nested deeper than 80 levels' }]);
    const twice = readAuthorForm({ ...streetMusic(), pages: [streetMusic().pages[0], { ...streetMusic().pages[0], id: 'again' }] });
    assert.equal(twice.ok, false);
  });
  it('with more fields than a form may have changes nothing', async () => {
    const formId = await begun('Zu groß');
    const fields = Array.from({ length: 10_001 }, (_, i) => ({ kind: 'text', id: `f${i}`, label: { de: 'x', en: 'x' } }));
    const grown = await changeForm(anna(), {
      formId,
      revision: 1,
      change: (form) => done({ form: { ...form, pages: [{ id: 'p', title: { de: 'x', en: 'x' }, fields }] } }),
    });
    assert.equal(grown.ok ? 'taken' : grown.code, 'too-large');
    assert.equal((await copyOf(formId)).revision, 1);
  });
});
