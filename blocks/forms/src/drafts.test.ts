import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { memorySession, type Context } from '@amt/module';
import { testHouse } from '@amt/testing';
import { compileForm } from './check-definition.ts';
import { completeDraft } from './complete-draft.ts';
import { formsDataSubject } from './data-subject.ts';
import { draftById, insertDraft, updateDraft } from './draft-store.ts';
import { DraftKey } from './draft-key.ts';
import { discardDraft, eraseDue } from './end-drafts.ts';
import { householdForm } from './household-form.fixture.ts';
import forms, { draftKey, draftsOf, publishForm, startDraft, submissionById, submissionFiles, summaryOf } from './index.ts';

const house = await testHouse({ modules: [forms], now: '2026-11-23T12:00:00Z' });
const form = compileForm(householdForm());
await publishForm(house.context(), form);

const complete = {
  givenName: 'Erika',
  surname: 'Mustermann',
  birthDate: '1984-08-12',
  home: { street: 'Marienplatz', houseNumber: '8', postalCode: '80331', city: 'München' },
  mail: 'erika@example.org',
  rents: false,
  rentAmount: 70_000,
  members: [{ name: 'Max', income: 120_050, works: 'no' }],
  payout: { choice: 'cash' },
  truth: true,
  lease: [{ id: 'f', fileName: 'a.pdf', mediaType: 'application/pdf', size: 10, sha256: 'ab' }],
};

async function account(): Promise<string> {
  const { id } = await house.db
    .insertInto('identity.account')
    .values({
      displayName: 'E',
      trustLevel: 'normal',
      locale: 'de',
      createdAt: house.clock.now(),
      bpk2: null,
      mail: null,
      lastSignInAt: null,
      erasedAt: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** keys of the drafts without account */
const keys = new Map<string, DraftKey>();

async function draftWith(
  answers: Parameters<typeof insertDraft>[1]['answers'],
  accountId: string | null = null,
  days = 30,
): Promise<string> {
  const now = house.clock.now();
  const key = DraftKey.create();
  const id = await insertDraft(house.db, {
    owner: accountId === null ? { key } : { accountId },
    channel: 'web',
    formId: 'household',
    formHash: form.hash,
    serviceId: 'service',
    locale: 'de',
    answers,
    currentPage: 'rent',
    trustLevel: 'none',
    createdAt: now,
    expiresAt: now.add({ hours: 24 * days }),
    provenance: {
      givenName: { source: 'prefilled', from: 'bayernid', trustLevel: 'substantial', at: now.toString() },
      rentAmount: { source: 'typed', at: now.toString() },
    },
  });
  if (accountId === null) keys.set(id, key);
  return id;
}

const read = (draftId: string, now = house.clock.now()) => draftById(house.db, draftId, now, keys.get(draftId));

const send = (ctx: Context, draftId: string) =>
  inTransaction(ctx.db, (tx) => completeDraft({ ...ctx, db: tx }, draftId, keys.get(draftId)));

describe('publishing', () => {
  it('keeps a version as it is and offers the newest', async () => {
    assert.deepEqual(await publishForm(house.context(), compileForm(householdForm({ ownerUnit: 'other' }))), {
      ok: false,
      code: 'version-taken',
    });
    await publishForm(house.context(), compileForm(householdForm({ id: 'other' })));
    await publishForm(house.context(), compileForm(householdForm({ id: 'other', version: '1.1.0' })));
    const rows = await house.db
      .selectFrom('forms.definition')
      .select(['version', 'offered'])
      .where('formId', '=', 'other')
      .orderBy('version')
      .execute();
    assert.deepEqual(rows, [
      { version: '1.0.0', offered: false },
      { version: '1.1.0', offered: true },
    ]);
    await assert.rejects(house.db.updateTable('forms.definition').set({ definition: '{}' }).execute(), /never changes/);
  });
});

describe('sending a draft', () => {
  it('freezes what is visible, with fee, summary, origin and contact', async () => {
    const sent = await send(house.context(), await draftWith(complete));
    assert.ok(sent.ok);
    const { answers, provenance, feeCents, contact, summary, files, accountId } = sent.value;
    assert.equal(answers['rentAmount'], undefined, 'hidden');
    assert.deepEqual(Object.keys(provenance), ['givenName']);
    assert.equal(feeCents, 1250);
    assert.deepEqual(contact, { givenName: 'Erika', surname: 'Mustermann', mail: 'erika@example.org' });
    assert.equal(accountId, undefined);
    assert.deepEqual(
      files.map((file) => file.fileName),
      ['a.pdf'],
    );
    assert.deepEqual(await submissionFiles(house.db, sent.value.id), files);
    assert.deepEqual(summary[0]?.rows[0], {
      path: 'givenName',
      label: 'Vorname',
      value: 'Erika',
      origin: 'Aus Ihrem BayernID-Konto übernommen',
    });
    assert.deepEqual(
      summary.map((section) => section.title),
      ['Ihre Person', 'Wohnung', 'Person 1: Max', 'Auszahlung', 'Nachweise', 'Erklärung', 'Berechnet'],
    );
    assert.equal(summary.at(-1)?.rows[0]?.value, '1.200,50\u00a0€');
    const english = summaryOf(form, sent.value, 'en');
    assert.equal(english[0]?.rows[2]?.value, '12 August 1984');
    await assert.rejects(
      house.db
        .updateTable('forms.submission')
        .set({ content: Buffer.of(1) })
        .execute(),
      /never changes/,
    );
  });

  it('happens once, however many clicks and windows', async () => {
    const draftId = await draftWith(complete);
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(house.context(), draftId)));
    assert.equal(new Set(sent.map((one) => (one.ok ? one.value.id : one.code))).size, 1);
    assert.ok(sent.every((one) => one.ok));
    const { count } = await house.db
      .selectFrom('forms.submission')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('id', '=', sent[0]?.ok ? sent[0].value.id : '')
      .executeTakeFirstOrThrow();
    assert.equal(count, 1);
  });

  it('leaves nothing behind when the caller’s transaction fails', async () => {
    const draftId = await draftWith(complete);
    await assert.rejects(
      inTransaction(house.db, async (tx) => {
        await completeDraft({ ...house.context(), db: tx }, draftId, keys.get(draftId));
        throw new Error('power cut');
      }),
      /power cut/,
    );
    const draft = await read(draftId);
    assert.equal(draft?.submissionId, null);
    assert.deepEqual(draft?.answers['payout'], { choice: 'cash' });
  });

  it('refuses what is incomplete, wrong, or was typed and could not be taken', async () => {
    assert.deepEqual(await send(house.context(), await draftWith({ ...complete, truth: false })), { ok: false, code: 'incomplete' });
    const draftId = await draftWith(complete);
    const draft = await read(draftId);
    assert.ok(draft && (await updateDraft(house.db, draft, { ...draft, raw: { size: 'zwölf' } })));
    assert.deepEqual(await send(house.context(), draftId), { ok: false, code: 'incomplete' });
    assert.deepEqual(await send(house.context(), '00000000-0000-7000-8000-000000000000'), { ok: false, code: 'not-found' });
  });

  it('stays on the version it began with', async () => {
    const older = compileForm(householdForm({ id: 'moving' }));
    await publishForm(house.context(), older);
    const ctx = house.context();
    const session = memorySession();
    const started = await startDraft(ctx, session, { formId: 'moving', serviceId: 's', attributes: [] });
    assert.ok(started.ok);
    keys.set(started.value, draftKey(session, started.value) ?? assert.fail());
    await publishForm(
      ctx,
      compileForm(
        householdForm({ id: 'moving', version: '2.0.0', fee: { lines: [{ id: 'x', label: { de: 'x', en: 'x' }, amount: { cents: 1 } }] } }),
      ),
    );
    const draft = await read(started.value);
    assert.ok(draft && (await updateDraft(house.db, draft, { ...draft, answers: complete })));
    const sent = await send(ctx, started.value);
    assert.ok(sent.ok && sent.value.formHash === older.hash && sent.value.feeCents === 1250);
  });
});

describe('the end of drafts and submissions', () => {
  it('comes with time', async () => {
    const short = await draftWith(complete, null, 1);
    const long = await draftWith(complete, null, 10);
    const sent = await send(house.context(), await draftWith(complete, null, 10));
    assert.ok(sent.ok);
    assert.equal(await read(short, house.clock.now().add({ hours: 25 })), undefined);
    await eraseDue(house.context({ now: house.clock.now().add({ hours: 25 }) }));
    const left = await house.db.selectFrom('forms.draft').select('id').where('id', 'in', [short, long]).execute();
    assert.deepEqual(left, [{ id: long }]);
    await eraseDue(house.context({ now: house.clock.now().add({ hours: 24 * 364 }) }));
    assert.ok(await submissionById(house.db, sent.value.id));
    await eraseDue(house.context({ now: house.clock.now().add({ hours: 24 * 367 }) }));
    assert.equal(await submissionById(house.db, sent.value.id), undefined);
  });

  it('comes at the wish of the person, except for what was sent', async () => {
    const owner = await account();
    const other = await account();
    await draftWith(complete, owner);
    const sentDraft = await draftWith(complete, owner);
    const kept = await draftWith(complete, other);
    await send(house.context(), sentDraft);
    assert.equal((await draftsOf(house.db, owner)).length, 1);
    const exported = await formsDataSubject.export(house.context(), owner);
    assert.ok(JSON.stringify(exported['drafts']).includes('Erika') && JSON.stringify(exported['submissions']).includes('Marienplatz'));
    const stays = await inTransaction(house.db, (tx) => formsDataSubject.erase({ ...house.context(), db: tx }, owner));
    assert.match(stays.join(), /1 × Antragsangaben/);
    assert.equal((await draftsOf(house.db, owner)).length, 0);
    assert.deepEqual(
      (await draftsOf(house.db, other)).map((draft) => draft.id),
      [kept],
    );
    assert.deepEqual(await discardDraft(house.context(), { id: sentDraft }), { ok: false, code: 'not-found' });
  });
});
