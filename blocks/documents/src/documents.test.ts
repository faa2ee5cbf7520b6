import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readsOf } from '@amt/audit';
import { inTransaction, sql } from '@amt/db';
import { anonymous } from '@amt/module';
import { testHouse } from '@amt/testing';
import documents, { documentsOf, documentsOfCase, eraseDocumentsOfCase, openDocument, storeDocument, type NewDocument } from './index.ts';
import { routes } from './routes.ts';

const caseId = '01990000-0000-7000-8000-00000000000c';
const house = await testHouse({ modules: [documents] });

const account = async (name: string): Promise<string> => {
  const { rows } = await sql<{
    id: string;
  }>`insert into identity.account (display_name, trust_level, created_at) values (${name}, 'normal', now()) returning id`.execute(house.db);
  assert.ok(rows[0]);
  return rows[0].id;
};
const store = (change: Partial<NewDocument> = {}): Promise<string> =>
  inTransaction(house.db, (tx) =>
    storeDocument(tx, {
      kind: 'decision',
      title: 'Bewilligung',
      fileName: 'bescheid.pdf',
      ...blob,
      accountId: owner,
      unitId: 'parking',
      caseId,
      sealed: true,
      locale: 'de',
      idempotencyKey: crypto.randomUUID(),
      at: house.clock.now(),
      ...change,
    }),
  );

const [owner, stranger] = [await account('A'), await account('B')];
const blob = await house.files.put(Buffer.from('%PDF-1.7 letter'));

describe('a stored document', () => {
  it('is handed to its owner, byte for byte', async () => {
    const opened = await openDocument(house.asPerson(owner), await store());
    assert.ok(opened.ok);
    assert.equal(Buffer.concat(await opened.value.content.toArray()).toString(), '%PDF-1.7 letter');
  });

  it('is handed to staff of its unit who may read cases, and the owner sees that they did', async () => {
    const id = await store();
    assert.ok((await openDocument(house.asStaff({ permissions: ['cases.read'], unitIds: ['parking'] }), id)).ok);
    const reads = await readsOf(house.db, owner);
    assert.deepEqual(
      reads.filter((read) => read.subjectId === id).map(({ action, actorKind }) => ({ action, actorKind })),
      [{ action: 'documents.read-document', actorKind: 'staff' }],
    );
  });

  it('does not exist for anybody else', async () => {
    const id = await store();
    const orphan = await store({ accountId: null });
    const others = [
      house.asPerson(stranger),
      house.asPerson(''),
      house.asStaff({ permissions: ['cases.read'], unitIds: ['housing'] }),
      house.asStaff({ permissions: [], unitIds: ['parking'] }),
      house.context({ actor: anonymous }),
    ];
    for (const ctx of others) assert.deepEqual(await openDocument(ctx, id), { ok: false, code: 'not-found' });
    assert.deepEqual(await openDocument(house.asPerson(owner), orphan), { ok: false, code: 'not-found' });
    assert.deepEqual(await openDocument(house.asPerson(owner), caseId), { ok: false, code: 'not-found' });
  });

  it('is stored once, whatever a repeated job does', async () => {
    const key = { idempotencyKey: 'decision:1' };
    const ids = await Promise.all([store(key), store(key), store(key)]);
    assert.equal(new Set(ids).size, 1);
  });

  it('comes in pages, newest first, and with its case', async () => {
    const person = await account('C');
    const own = '01990000-0000-7000-8000-0000000000aa';
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await store({ accountId: person, caseId: own, at: house.clock.now().add({ seconds: i }) }));
    const { documents: second, total } = await documentsOf(house.db, person, { page: 2, perPage: 2 });
    assert.equal(total, 5);
    assert.deepEqual(
      second.map(({ id }) => id),
      [ids[2], ids[1]],
    );
    assert.deepEqual(
      (await documentsOfCase(house.db, own)).map(({ id }) => id),
      ids,
    );
    assert.equal(await inTransaction(house.db, (tx) => eraseDocumentsOfCase(tx, own)), 5);
    assert.equal((await documentsOf(house.db, person)).total, 0);
  });
});

describe('the life of documents', () => {
  it('is told to the person, and the link is cut when the account is erased', async () => {
    const person = await account('D');
    const id = await store({ accountId: person });
    assert.notEqual(documents.dataSubject, 'none');
    if (documents.dataSubject === 'none') return;
    const { dataSubject } = documents;
    assert.match(JSON.stringify(await dataSubject.export(house.context(), person)), new RegExp(id));
    const kept = await inTransaction(house.db, (tx) => dataSubject.erase({ ...house.context(), db: tx }, person));
    assert.equal(kept.length, 1);
    assert.deepEqual(await dataSubject.export(house.context(), person), { documents: [] });
    assert.equal((await openDocument(house.asPerson(person), id)).ok, false);
  });

  it('ends after ten years where no case holds them', async () => {
    const old = house.clock.now().subtract({ hours: 24 * 366 * 11 });
    const without = await store({ caseId: null, at: old });
    const within = await store({ at: old });
    if (documents.retention !== 'none') assert.equal(await documents.retention.run(house.context()), 1);
    assert.equal((await openDocument(house.context(), without)).ok, false);
    assert.equal((await openDocument(house.context(), within)).ok, true);
  });
});

describe('the download', () => {
  it('is a file nobody keeps on the way, or nothing at all', async () => {
    const [download] = routes;
    assert.ok(download);
    const request = (id: string) => ({ params: { id } }) as unknown as Parameters<typeof download.handle>[1];
    const answer = await download.handle(house.asPerson(owner), request(await store()));
    assert.equal(answer.kind, 'file');
    if (answer.kind !== 'file') return;
    assert.equal(answer.fileName, 'bescheid.pdf');
    assert.deepEqual(answer.headers, { 'cache-control': 'private, no-store', 'content-length': String(blob.size) });
    assert.deepEqual(await download.handle(house.asPerson(stranger), request(await store())), {
      kind: 'problem',
      status: 404,
      code: 'not-found',
    });
  });
});
