import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { folderStore } from '@amt/files';
import { memorySession } from '@amt/module';
import { blobsInUse } from './blobs-in-use.ts';
import { DraftKey } from './draft-key.ts';
import { visitorsDraft } from './draft-access.ts';
import { resumeDraft } from './resume-draft.ts';
import { draftById } from './draft-store.ts';
import { householdForm } from './household-form.fixture.ts';
import { submissionById } from './submission-store.ts';
import { type Visitor, formOf, startWizard } from './wizard.fixture.ts';

const wizard = await startWizard([householdForm()]);
const { house } = wizard;

/** Everything somebody with the database and the file store in hands can read. */
async function everything(): Promise<Buffer> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(
    house.db,
  );
  const parts: Buffer[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(house.db);
    parts.push(...rows.map(({ row }) => Buffer.from(`${name} ${row}\n`)));
  }
  const stored = folderStore(house.filesFolder);
  for await (const { sha256 } of stored.list()) parts.push(Buffer.from(await stored.read(sha256)));
  return Buffer.concat(parts);
}

/** The text as it stands, and as bytes and encodings would show it. */
function found(all: Buffer, text: string): string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [text, bytes.toString('hex'), ...base64].filter((form) => all.includes(form));
}

async function send(visitor: Visitor, url: string, fields: Record<string, string | string[]>) {
  const { action, revision } = formOf(await visitor.get(url));
  return visitor.post(action, { _revision: revision, _go: 'on', ...fields });
}

const marker = 'Zwetschgendatschi';
const person = {
  givenName: marker,
  surname: 'Mustermann',
  'birthDate-day': '12',
  'birthDate-month': '8',
  'birthDate-year': '1984',
  'home.street': `${marker}straße`,
  'home.houseNumber': '8',
  'home.postalCode': '80331',
  'home.city': 'München',
};
const content = Buffer.from(`%PDF-1.7\n${marker} in the file`);

/** A visitor who has typed and uploaded; the address of the draft. */
async function begun(visitor: Visitor): Promise<string> {
  const draft = await visitor.begin();
  await send(visitor, `${draft}/seite/person`, person);
  await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: `${marker} qm` });
  const { action } = formOf(await visitor.get(`${draft}/seite/proof`));
  const uploaded = await visitor.upload(action, { _revision: '0', _go: 'on' }, [{ field: 'lease', name: `${marker}.pdf`, content }]);
  assert.equal(uploaded.statusCode, 303);
  return draft;
}

describe('a draft without account', () => {
  it('can be read by nobody but the person: not from the database, not from the files, not from the session', async () => {
    const visitor = wizard.visitor();
    const draft = await begun(visitor);
    const saved = await visitor.follow(await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: `${marker} qm`, _go: 'leave' }));
    const code = /<code>([^<]+)<\/code>/.exec(saved.body)?.[1] ?? '';
    for await (const { sha256 } of house.files.list()) assert.deepEqual(await blobsInUse(house.db, [sha256]), [sha256]);
    const all = await everything();
    assert.ok(all.includes(draft.split('/').at(-1) ?? '-'), 'the draft is among what was looked through');
    for (const text of [marker, 'Mustermann', '1984-08-12', code, code.replaceAll('-', '')]) assert.deepEqual(found(all, text), [], text);

    const elsewhere = wizard.visitor();
    assert.equal((await elsewhere.post('/de/antrag-fortsetzen', { code })).headers.location, draft);
    assert.ok((await elsewhere.get(`${draft}/seite/person`)).body.includes(`${marker}straße`));
    assert.ok((await elsewhere.get(`${draft}/seite/rent`)).body.includes(`${marker} qm`), 'what could not be taken is kept too');
    const proof = await elsewhere.get(`${draft}/seite/proof`);
    assert.ok(proof.body.includes(`${marker}.pdf`));
    const file = await elsewhere.get(/href="([^"]*\/datei\/[^"]+)"/.exec(proof.body)?.[1] ?? '');
    assert.deepEqual([file.body, file.headers['content-type']], [content.toString(), 'application/pdf']);
  });

  it('becomes readable with its submission, files included, and with nothing before', async () => {
    const visitor = wizard.visitor();
    const draft = await begun(visitor);
    const id = draft.split('/').at(-1) ?? '';
    await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '50' });
    await send(visitor, `${draft}/seite/people`, {});
    await send(visitor, `${draft}/seite/payment`, { 'payout.choice': 'cash' });
    assert.equal((await visitor.post(`${draft}/absenden`)).headers.location, `${draft}/pruefen`, 'incomplete');
    assert.deepEqual(found(await everything(), marker), []);
    await send(visitor, `${draft}/seite/declare`, { truth: 'yes' });
    const sent = await visitor.post(`${draft}/absenden`);
    assert.equal(sent.statusCode, 200, sent.body);
    const submission = await submissionById(house.db, /<h1>([^<]+)/.exec(sent.body)?.[1] ?? '');
    assert.ok(submission);
    const { answers, files } = submission;
    assert.equal(answers['givenName'], marker);
    assert.deepEqual(Object.keys(files[0] ?? {}).toSorted(), ['fileName', 'id', 'mediaType', 'sha256', 'size']);
    assert.ok(!JSON.stringify(answers).includes('seal'));
    assert.deepEqual(Buffer.from(await house.files.read(files[0]?.sha256 ?? '')), content);
    const sha256 = files[0]?.sha256 ?? '';
    assert.deepEqual(await blobsInUse(house.db, [sha256, 'f'.repeat(64)]), [sha256], 'no sweep takes files of a submission');
    assert.deepEqual(found(await everything(), marker), [], 'a submission lies encrypted too');
    const row = await house.db.selectFrom('forms.draft').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    assert.deepEqual([row.sealed, row.resumeHash, row.answers], [null, null, {}]);
    assert.equal((await visitor.post(`${draft}/absenden`)).body, sent.body, 'a second click finds what the first has done');
  });

  it('goes into the account at sign-in with its files, and then belongs to the account alone', async () => {
    const visitor = wizard.visitor();
    const draft = await begun(visitor);
    const elsewhere = wizard.visitor();
    const code = /<code>([^<]+)<\/code>/.exec((await visitor.get(`${draft}/gespeichert`)).body)?.[1] ?? '';
    await elsewhere.post('/de/antrag-fortsetzen', { code });
    await visitor.become(await wizard.account());
    const proof = await visitor.get(`${draft}/seite/proof`);
    assert.equal((await visitor.get(/href="([^"]*\/datei\/[^"]+)"/.exec(proof.body)?.[1] ?? '')).body, content.toString());
    assert.ok(!(await visitor.get(`${draft}/gespeichert`)).body.includes('<code>'));
    assert.notEqual((await elsewhere.get(`${draft}/seite/person`)).statusCode, 200, 'the code has ended');
    assert.equal((await wizard.visitor().post('/de/antrag-fortsetzen', { code })).statusCode, 422);
  });

  it('opens with the cookie alone or the session alone for nobody, and cannot be moved to another form', async () => {
    const visitor = wizard.visitor();
    const draft = await begun(visitor);
    const id = draft.split('/').at(-1) ?? '';
    assert.equal((await wizard.visitor().get(`${draft}/seite/person`)).statusCode, 404);
    visitor.forget(/^amt-secret-/);
    assert.equal((await visitor.get(`${draft}/seite/person`)).statusCode, 404);
    assert.equal(await draftById(house.db, id, house.clock.now()), undefined);
    assert.equal(await draftById(house.db, id, house.clock.now(), DraftKey.create()), undefined);
    await assert.rejects(house.db.updateTable('forms.draft').set({ answers: '{"a":1}' }).where('id', '=', id).execute(), /draft_encrypted/);

    const other = wizard.visitor();
    const second = await begun(other);
    await house.db
      .updateTable('forms.draft')
      .set({ serviceId: 'elsewhere' })
      .where('id', '=', second.split('/').at(-1) ?? '')
      .execute();
    assert.equal((await other.get(`${second}/seite/person`)).statusCode, 500, 'a row that was tampered with does not open');
  });

  it('loses nothing when two windows save at once', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const [one, two] = await Promise.all([visitor.get(`${draft}/seite/person`), visitor.get(`${draft}/seite/rent`)]);
    await Promise.all([
      visitor.post(formOf(one).action, { ...person, _revision: formOf(one).revision, _go: 'on' }),
      visitor.post(formOf(two).action, { rents: 'no', size: '60', _revision: formOf(two).revision, _go: 'on' }),
    ]);
    const check = await visitor.get(`${draft}/pruefen`);
    assert.ok(check.body.includes(marker) && check.body.includes('60 m²'));
  });

  it('and another begun at the same time in another tab both stay open', async () => {
    const visitor = wizard.visitor();
    await visitor.begin();
    const [one, two] = [await visitor.begin(), await visitor.begin()];
    for (const draft of [one, two]) assert.equal((await visitor.get(`${draft}/seite/person`)).statusCode, 200);
  });
});

describe('a clerk with the code of a person', () => {
  it('goes on with the draft, and the audit says so without the code', async () => {
    const visitor = wizard.visitor();
    const draft = await begun(visitor);
    const id = draft.split('/').at(-1) ?? '';
    const code = /<code>([^<]+)<\/code>/.exec((await visitor.get(`${draft}/gespeichert`)).body)?.[1] ?? '';
    const session = memorySession();
    const clerk = house.asStaff({ name: 'Clerk' });
    assert.equal((await visitorsDraft(clerk, session, id)).kind, 'not-found');
    assert.deepEqual(await resumeDraft(clerk, session, code), { ok: true, value: id });
    const access = await visitorsDraft(clerk, session, id);
    assert.ok(access.kind === 'open' && access.draft.answers['givenName'] === marker);
    const { rows } = await sql<{ entry: string }>`
      select e::text || p::text as entry from audit.entry e join audit.personal p on p.entry_id = e.id where e.subject_id = ${id}`.execute(
      house.db,
    );
    assert.equal(rows.length, 1);
    assert.ok(rows[0]?.entry.includes('forms.continue-draft') && !rows[0].entry.includes(code));
  });
});

describe('the key of a draft', () => {
  it('opens what it sealed, for the same form and service alone', () => {
    const key = DraftKey.create();
    const part = { answers: { a: 'ä' }, provenance: {}, raw: {}, pageRevisions: { p: 3 } };
    const sealed = key.seal(part, ['form', 'service']);
    assert.deepEqual(DraftKey.read(key.readable.toLowerCase())?.open(sealed, ['form', 'service']), part);
    assert.throws(() => key.open(sealed, ['form', 'other']));
    assert.throws(() => DraftKey.create().open(sealed, ['form', 'service']));
    for (const at of [0, 5, 40, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.throws(() => key.open(changed, ['form', 'service']), `byte ${at}`);
    }
    assert.equal(key.seal({ ...part, answers: { a: 'x'.repeat(300) } }, []).length, sealed.length, 'length tells little');
    assert.ok(!JSON.stringify(key).includes(key.code) && !key.lookup.includes(key.code));
  });
});
