import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { render } from '@amt/html';
import type { Actor, Upload } from '@amt/module';
import { testHouse } from '@amt/testing';
import { compileForm } from './check-definition.ts';
import { completeDraft } from './complete-draft.ts';
import { draftById, type Draft } from './draft-store.ts';
import { householdForm } from './household-form.fixture.ts';
import forms, { attachScan, openedDraft, publishForm, saveSheet, scansOf, sheetErrors, sheetView, startDraftFor } from './index.ts';
import type { FormFields } from './parse-input.ts';

const house = await testHouse({ modules: [forms], now: '2026-11-23T12:00:00Z' });
const form = compileForm(householdForm());
await publishForm(house.context(), form);

const clerk: Actor = { ...house.context().actor, kind: 'staff', id: randomUUID() };
const ctx = { ...house.context(), actor: clerk };

async function aDraft(): Promise<Draft> {
  const begun = await startDraftFor(ctx, {
    formId: 'household',
    serviceId: 's',
    channel: 'paper',
    owner: { kind: 'staff', staffId: clerk.id ?? '', unitId: 'u', consent: { given: 'letter', identified: 'not', at: ctx.now.toString() } },
  });
  assert.ok(begun.ok);
  return again(begun.value);
}
const again = async (id: string): Promise<Draft> => (await draftById(house.db, id, ctx.now)) ?? assert.fail();

async function save(draft: Draft, body: FormFields, seenRevision = draft.revision, uploads: readonly Upload[] = []) {
  const saved = await saveSheet(ctx, { draft: await again(draft.id), body, seenRevision, uploads });
  assert.ok(saved.ok);
  return saved.value;
}

const whole = {
  givenName: 'Erika',
  surname: 'Mustermann',
  'birthDate-day': '12',
  'birthDate-month': '8',
  'birthDate-year': '1984',
  'home.street': 'Marienplatz',
  'home.houseNumber': '8',
  'home.postalCode': '80331',
  'home.city': 'München',
  rents: 'no',
  'members.0.name': 'Max',
  'members.0.income': '1.200,50',
  'members.0.works': 'yes',
  'members.0.employer': 'Bäckerei',
  'payout.choice': 'cash',
  truth: 'yes',
};

async function aScan(text = 'paper'): Promise<Upload> {
  const { sha256 } = await house.files.put(Buffer.from(text));
  return { field: '_scan', fileName: 'bogen.pdf', mediaType: 'application/pdf', size: text.length, sha256 };
}

const draw = async (draft: Draft) => {
  const opened = await openedDraft(house.db, draft, ctx.now);
  const numbers = new Map([['rentAmount', 7]]);
  const props = {
    opened,
    numbers,
    instruction: () => 'only if',
    raw: draft.raw,
    errors: opened.errors,
    fileHref: () => '#',
    locale: 'de' as const,
  };
  return { body: render(sheetView(props)), errors: sheetErrors(props) };
};

describe('a whole sheet', () => {
  it('is saved at once by the rules of the wizard, items of repeated groups too, and says it comes from paper', async () => {
    const draft = await aDraft();
    const saved = await save(draft, whole);
    assert.ok(saved.kind === 'saved');
    assert.deepEqual(saved.errors, []);
    const { answers, provenance, pageRevisions } = await again(draft.id);
    assert.deepEqual(answers['members'], [{ name: 'Max', income: 120050, works: 'yes', employer: 'Bäckerei' }]);
    assert.equal(answers['birthDate'], '1984-08-12');
    assert.equal(provenance['members.0.name']?.source, 'paper');
    assert.deepEqual([pageRevisions['person'], pageRevisions['proof']], [1, undefined]);
  });

  it('keeps what cannot be taken as it was typed, in an item of its own, and leaves empty blocks alone', async () => {
    const draft = await aDraft();
    const saved = await save(draft, {
      ...whole,
      'members.0.name': '',
      'members.0.income': 'viel',
      'members.0.works': '',
      'members.0.employer': '',
    });
    assert.ok(saved.kind === 'saved');
    const { answers, raw } = await again(draft.id);
    assert.deepEqual([answers['members'], raw['members.0.income']], [[{}], 'viel']);
    assert.equal(saved.errors.find(({ path }) => path === 'members.0.income')?.code, 'currency');
    const empty = await aDraft();
    await save(empty, { ...whole, 'members.0.name': '', 'members.0.income': '', 'members.0.works': '', 'members.0.employer': '' });
    assert.equal((await again(empty.id)).answers['members'], undefined);
  });

  it('keeps an answer that conditions hide, does not send it, and says so', async () => {
    const draft = await aDraft();
    await save(draft, { ...whole, rentAmount: '700', 'members.0.works': 'no' });
    const stored = await again(draft.id);
    assert.equal(stored.answers['rentAmount'], 70000);
    const { body } = await draw(stored);
    assert.match(body, /Wird nicht übernommen/);
    const sent = await inTransaction(house.db, (tx) => completeDraft({ ...ctx, db: tx }, draft.id));
    assert.ok(sent.ok);
    assert.equal(sent.value.answers['rentAmount'], undefined);
    assert.deepEqual(sent.value.answers['members'], [{ name: 'Max', income: 120050, works: 'no' }]);
    assert.deepEqual([sent.value.channel, sent.value.consent?.given], ['paper', 'letter']);
  });

  it('shows everything with its instruction at first, and afterwards folds away what does not apply', async () => {
    const draft = await aDraft();
    const first = await draw(draft);
    assert.match(first.body, /only if/);
    assert.doesNotMatch(first.body, /entfällt|<details/);
    assert.match(first.body, /name="rentAmount"/);
    await save(draft, whole);
    const later = await draw(await again(draft.id));
    assert.doesNotMatch(later.body, /only if/);
    assert.match(later.body, /<summary[^>]*>.*7 .*– entfällt/s);
    assert.match(later.body, /name="rentAmount"/);
  });

  it('names faults by printed number and item', async () => {
    const draft = await aDraft();
    await save(draft, { ...whole, rents: 'yes', rentAmount: 'x', 'members.0.income': '' });
    const { errors } = await draw(await again(draft.id));
    assert.ok(
      errors.some(({ field, message }) => field === 'rentAmount' && message.startsWith('7 ')),
      JSON.stringify(errors),
    );
    assert.ok(
      errors.some(({ field, message }) => field === 'members-0-income' && message.startsWith('Person 1, ')),
      JSON.stringify(errors),
    );
  });

  it('tells the second of two windows what the first has saved, and saves nothing of it', async () => {
    const draft = await aDraft();
    await save(draft, whole);
    const second = await save(draft, { ...whole, surname: 'Muster' }, draft.revision);
    assert.ok(second.kind === 'conflict');
    assert.deepEqual(second.paths, ['surname']);
    assert.equal((await again(draft.id)).answers['surname'], 'Mustermann');
    assert.equal((await save(draft, whole, draft.revision)).kind, 'saved');
  });

  it('of ten windows at once loses no answer: each is saved or told', async () => {
    const draft = await aDraft();
    const names = Array.from({ length: 10 }, (_, i) => `Name ${'abcdefghij'[i]}`);
    const results = await Promise.all(names.map((surname) => save(draft, { ...whole, surname }, draft.revision)));
    assert.equal(results.filter(({ kind }) => kind === 'saved').length, 1);
    const winner = names[results.findIndex(({ kind }) => kind === 'saved')];
    assert.equal((await again(draft.id)).answers['surname'], winner);
  });
});

describe('a scan of the paper', () => {
  it('waits at the draft and becomes a file of the submission, without being an answer', async () => {
    const draft = await aDraft();
    const added = await attachScan(ctx, draft, await aScan());
    assert.ok(added.ok);
    assert.deepEqual(
      (await scansOf(ctx, draft)).map(({ id }) => id),
      [added.value],
    );
    await save(draft, whole);
    const sent = await inTransaction(house.db, (tx) => completeDraft({ ...ctx, db: tx }, draft.id));
    assert.ok(sent.ok);
    assert.deepEqual(
      sent.value.files.map(({ id, fileName }) => [id, fileName]),
      [[added.value, 'bogen.pdf']],
    );
    assert.deepEqual(await attachScan(ctx, draft, await aScan()), { ok: false, code: 'not-found' });
  });

  it('is refused when it is of another kind, too large, or one too many; and taken away with the sheet', async () => {
    const draft = await aDraft();
    const scan = await aScan();
    const code = async (upload: Upload) => {
      const added = await attachScan(ctx, draft, upload);
      return added.ok ? 'ok' : added.code;
    };
    assert.equal(await code({ ...scan, mediaType: 'text/html' }), 'mediaType');
    assert.equal(await code({ ...scan, size: 20_000_001 }), 'fileTooLarge');
    const codes = await Promise.all(Array.from({ length: 12 }, () => code(scan)));
    assert.deepEqual(
      codes.filter((one) => one !== 'ok'),
      ['tooManyFiles', 'tooManyFiles'],
    );
    const [first] = await scansOf(ctx, draft);
    const removed = await saveSheet(ctx, { draft: await again(draft.id), body: {}, seenRevision: draft.revision, removeFile: first?.id });
    assert.ok(removed.ok);
    assert.equal((await scansOf(ctx, draft)).length, 9);
  });
});
