import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { genericCaseType, checkCaseType } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { sql } from '@amt/db';
import { offeredForm } from '@amt/forms';
import { done, Forbidden } from '@amt/module';
import { testHouse } from '@amt/testing';
import { streetMusic } from '../../test/street-music.ts';
import { importForm } from '../copies/begin-form.ts';
import { changeForm } from '../copies/change-form.ts';
import { discardCopy } from '../copies/discard-copy.ts';
import { workingCopy } from '../copies/working-copy-store.ts';
import { versionMoved } from '../events.ts';
import formAuthoring from '../index.ts';
import type { AuthorForm } from '../model/author-form.ts';
import { withNode } from '../model/author-tree.ts';
import { addNode } from '../operations/add-node.ts';
import { makeService } from '../services/make-service.ts';
import { approveVersion, returnVersion, withdrawVersion } from './decide-version.ts';
import { raiseBetween } from './next-number.ts';
import { restoreVersion } from './restore-version.ts';
import { submitVersion } from './submit-version.ts';
import { versionById } from './version-store.ts';

const house = await testHouse({
  modules: [formAuthoring],
  now: '2026-11-25T10:00:00Z',
  env: { AUTHORITY_NAME: 'Stadt', ORIGIN: 'http://localhost' },
});
const unit = 'kvr-bezirksinspektion';
const ids = { anna: randomUUID(), lead: randomUUID() };
const anna = () =>
  house.asStaff({ id: ids.anna, name: 'Anna', permissions: ['form-authoring.edit', 'form-authoring.publish'], unitIds: [unit] });
const lead = () =>
  house.asStaff({ id: ids.lead, name: 'Lea', permissions: ['form-authoring.edit', 'form-authoring.publish'], unitIds: [unit] });

async function written(id: string): Promise<string> {
  return importForm(anna(), { form: streetMusic({ id }), unitId: unit });
}

async function submitted(formId: string): Promise<string> {
  const copy = await workingCopy(house.db, formId);
  const result = await submitVersion(anna(), { formId, revision: copy?.revision ?? 0, note: 'Neu' });
  assert.ok(result.ok, result.ok ? '' : result.code);
  return result.value;
}

async function changed(formId: string, change: (form: AuthorForm) => AuthorForm): Promise<void> {
  const copy = await workingCopy(house.db, formId);
  const result = await changeForm(anna(), { formId, revision: copy?.revision ?? 0, change: (form) => done({ form: change(form) }) });
  assert.ok(result.ok);
}

const numberOffered = async (formId: string): Promise<string | undefined> => (await offeredForm(house.db, formId))?.definition.version;
const stateOf = async (id: string): Promise<string | undefined> => (await versionById(house.db, id))?.state;

describe('four eyes', () => {
  it('the author cannot approve what they handed in; another person can, once', async () => {
    const formId = await written('four-eyes');
    const versionId = await submitted(formId);
    assert.deepEqual(await approveVersion(anna(), { versionId, note: '' }), { ok: false, code: 'own-version' });
    assert.equal(await numberOffered(formId), undefined);
    const results = await Promise.all(Array.from({ length: 5 }, () => approveVersion(lead(), { versionId, note: 'Gut' })));
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    assert.equal(await numberOffered(formId), '1.0.0');
    assert.equal(await stateOf(versionId), 'published');
    const told = (await house.outbox(versionMoved)).filter((event) => event.versionId === versionId).map(({ state }) => state);
    assert.deepEqual(told, ['submitted', 'published']);
  });
  it('not even the table takes an approver who is the author', async () => {
    const versionId = await submitted(await written('table'));
    const update = sql`update ${sql.table('form_authoring.version')} set approver_id = author_id where id = ${versionId}`.execute(house.db);
    await assert.rejects(update, /check/);
  });
  it('needs the permission in the unit', async () => {
    const versionId = await submitted(await written('permission'));
    const clerk = house.asStaff({ permissions: ['form-authoring.edit'], unitIds: [unit] });
    const stranger = house.asStaff({ permissions: ['form-authoring.publish'], unitIds: ['ska'] });
    await assert.rejects(approveVersion(clerk, { versionId, note: '' }), Forbidden);
    await assert.rejects(approveVersion(stranger, { versionId, note: '' }), Forbidden);
  });
  it('a faulty form, one with something undecided, and one that says nothing new are not taken', async () => {
    const formId = await written('faulty');
    await changed(formId, (form) => ({ ...form, remarks: [{ id: 'open', text: 'Regel prüfen' }] }));
    const revision = async (): Promise<number> => (await workingCopy(house.db, formId))?.revision ?? 0;
    assert.deepEqual(await submitVersion(anna(), { formId, revision: await revision(), note: '' }), { ok: false, code: 'faulty' });
    await changed(formId, ({ remarks: _remarks, ...form }) => ({ ...form, legalBasis: [] }));
    assert.deepEqual(await submitVersion(anna(), { formId, revision: await revision(), note: '' }), { ok: false, code: 'faulty' });
    await changed(formId, (form) => ({ ...form, legalBasis: [{ citation: '§ 1' }] }));
    await approveVersion(lead(), { versionId: await submitted(formId), note: '' });
    assert.deepEqual(await submitVersion(anna(), { formId, revision: await revision(), note: '' }), { ok: false, code: 'unchanged' });
  });
  it('a form with a red test is not taken', async () => {
    const formId = await written('red');
    await changed(formId, (form) => ({ ...form, fee: { lines: [{ id: 'base', label: { de: 'x', en: 'x' }, amount: { cents: 1 } }] } }));
    const copy = await workingCopy(house.db, formId);
    assert.deepEqual(await submitVersion(anna(), { formId, revision: copy?.revision ?? 0, note: '' }), { ok: false, code: 'faulty' });
  });
  it('one version waits at a time; it can be returned with a reason, or withdrawn', async () => {
    const formId = await written('waiting');
    const versionId = await submitted(formId);
    const revision = (await workingCopy(house.db, formId))?.revision ?? 0;
    assert.deepEqual(await submitVersion(anna(), { formId, revision, note: '' }), { ok: false, code: 'version-open' });
    assert.deepEqual(await discardCopy(anna(), { formId }), { ok: false, code: 'version-open' });
    assert.deepEqual(await returnVersion(lead(), { versionId, note: ' ' }), { ok: false, code: 'no-reason' });
    assert.deepEqual(await returnVersion(lead(), { versionId, note: 'Bitte kürzer' }), done());
    assert.deepEqual(await approveVersion(lead(), { versionId, note: '' }), { ok: false, code: 'not-open' });
    const second = await submitted(formId);
    assert.deepEqual(await withdrawVersion(anna(), { versionId: second }), done());
    assert.equal(await stateOf(second), 'withdrawn');
    assert.equal(await numberOffered(formId), undefined);
  });
});

describe('a scheduled publication', () => {
  it('comes at its time and not before, and once', async () => {
    const formId = await written('scheduled');
    const versionId = await submitted(formId);
    const at = house.clock.now().add({ hours: 3 });
    assert.deepEqual(await approveVersion(lead(), { versionId, note: '', at: house.clock.now() }), { ok: false, code: 'too-early' });
    assert.deepEqual(await approveVersion(lead(), { versionId, note: '', at }), done());
    await house.runJobs();
    assert.equal(await numberOffered(formId), undefined);
    house.clock.advance({ hours: 3, minutes: 1 });
    await house.runJobs();
    assert.equal(await numberOffered(formId), '1.0.0');
    assert.equal(await stateOf(versionId), 'published');
  });
  it('that is cancelled does not come', async () => {
    const formId = await written('cancelled');
    const versionId = await submitted(formId);
    assert.deepEqual(await approveVersion(lead(), { versionId, note: '', at: house.clock.now().add({ hours: 1 }) }), done());
    assert.deepEqual(await withdrawVersion(lead(), { versionId }), done());
    house.clock.advance({ hours: 2 });
    await house.runJobs();
    assert.equal(await numberOffered(formId), undefined);
    assert.equal(await stateOf(versionId), 'submitted');
  });
});

describe('versions', () => {
  it('are numbered by what changed: texts, something optional, anything else', async () => {
    const form = streetMusic();
    const text = { ...form, title: { ...form.title, de: 'Anders' } };
    assert.equal(raiseBetween(form, text), 'patch');
    const optional = addNode(form, { page: 'person' }, { kind: 'text', id: 'note', label: { de: 'x' }, required: false });
    assert.ok(optional.ok);
    assert.equal(raiseBetween(form, optional.value.form), 'minor');
    const required = addNode(form, { page: 'person' }, { kind: 'text', id: 'note', label: { de: 'x' } });
    assert.ok(required.ok);
    assert.equal(raiseBetween(form, required.value.form), 'major');
    assert.equal(raiseBetween(optional.value.form, form), 'major', 'something gone');
    assert.equal(
      raiseBetween(
        form,
        withNode(form, 'name', (node) => ({ ...node, kind: 'text' })),
      ),
      'major',
    );
  });
  it('that were published can be taken up again and published as a new one', async () => {
    const formId = await written('restore');
    await approveVersion(lead(), { versionId: await submitted(formId), note: '' });
    const first = await offeredForm(house.db, formId);
    await changed(formId, (form) => ({ ...form, title: { ...form.title, de: 'Zweite' } }));
    await approveVersion(lead(), { versionId: await submitted(formId), note: '' });
    assert.equal(await numberOffered(formId), '1.0.1');
    const revision = (await workingCopy(house.db, formId))?.revision ?? 0;
    assert.ok((await restoreVersion(anna(), { formId, hash: first?.hash ?? '', revision })).ok);
    await approveVersion(lead(), { versionId: await submitted(formId), note: '' });
    const now = await offeredForm(house.db, formId);
    assert.equal(now?.definition.version, '1.0.2');
    assert.equal(now?.definition.title.de, first?.definition.title.de);
    const other = await written('other');
    const foreign = await restoreVersion(anna(), { formId: other, hash: first?.hash ?? '', revision: 1 });
    assert.deepEqual(foreign, { ok: false, code: 'not-found' });
  });
});

describe('a form as a service', () => {
  const description = {
    name: { de: 'Straßenmusik', en: 'Street music' },
    lead: { de: 'Auftritte anmelden.', en: 'Register performances.' },
    slug: { de: 'strassenmusik', en: 'street-music' },
    processingDays: 5,
    lifeSituations: [],
    phone: '089 233-00130',
    referencePrefix: 'STM',
  };
  it('is found once it is published, and has the usual way of a case', async () => {
    const formId = await written('service');
    assert.deepEqual(await makeService(lead(), { formId, description }), { ok: false, code: 'not-published' });
    await approveVersion(lead(), { versionId: await submitted(formId), note: '' });
    assert.deepEqual(await makeService(lead(), { formId, description }), done(formId));
    assert.deepEqual(await makeService(lead(), { formId, description }), done(formId), 'again changes nothing');
    const service = await serviceById(house.db, formId);
    assert.equal(service?.caseTypeId, formId);
    assert.equal(service?.fees[0]?.kind, 'variable');
    const second = await written('service-two');
    await approveVersion(lead(), { versionId: await submitted(second), note: '' });
    assert.deepEqual(await makeService(lead(), { formId: second, description }), { ok: false, code: 'address-taken' });
  });
  it('has a case type the block finds nothing wrong with, with and without a fee', () => {
    for (const paidFirst of [true, false]) {
      const checked = checkCaseType(
        genericCaseType({
          id: 'x-y',
          version: 1,
          name: description.name,
          referencePrefix: 'XY',
          unitId: unit,
          legalBasis: ['§ 1'],
          retentionMonths: 12,
          decisionWithinDays: 5,
          paidFirst,
        }),
      );
      assert.deepEqual(checked.ok ? [] : checked.faults, []);
    }
  });
});
