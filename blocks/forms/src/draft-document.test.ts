import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import fc from 'fast-check';
import { draftById } from './draft-store.ts';
import { type DraftDocument, readDraftDocument, writeDraftDocument } from './draft-document.ts';
import { householdForm } from './household-form.fixture.ts';
import { type Visitor, formOf, startWizard } from './wizard.fixture.ts';

const wizard = await startWizard([householdForm(), householdForm({ id: 'secure', trustLevel: 'substantial' })]);
const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off' } });
for (const [id, formId] of [
  ['service', 'household'],
  ['secure-service', 'secure'],
] as const) {
  await wizard.house.db
    .insertInto('catalogue.service')
    .values({
      id,
      leikaKey: null,
      unitId: 'unit',
      definition: JSON.stringify({ id, formId, signIn: 'optional', trustLevel: 'none' }),
      contentHash: id,
      changedAt: wizard.house.clock.now(),
      withdrawnAt: null,
    })
    .execute();
}

const document: DraftDocument = {
  format: 'amt-draft',
  formatVersion: 1,
  formId: 'household',
  formHash: 'f'.repeat(64),
  serviceId: 'service',
  savedAt: '2026-11-23T12:00:00Z',
  answers: { givenName: 'Erika' },
  attachments: [],
};
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('a draft as a file', () => {
  it('is read as it was written, protected or not', async () => {
    assert.deepEqual(await readDraftDocument(bytes(await writeDraftDocument(document, '')), ''), document);
    const locked = await writeDraftDocument(document, 'Sonnenblümchen');
    assert.ok(!locked.includes('Erika') && !locked.includes('household'));
    assert.deepEqual(await readDraftDocument(bytes(locked), 'Sonnenblümchen'.normalize('NFD')), document);
    for (const wrong of ['', 'Sonnenblume']) assert.equal(await readDraftDocument(bytes(locked), wrong), 'passphrase');
  });

  it('is refused when it is anything else, too deep, too large, or asks for another format', async () => {
    const deep = `${'[1,{"a":'.repeat(40)}1${'}]'.repeat(40)}`;
    const hostile: unknown[] = [
      '',
      'null',
      '[]',
      '{"format":"amt-draft"}',
      { ...document, formatVersion: 2 },
      { ...document, answers: [] },
      { ...document, formId: { toString: 1 } },
      { ...document, attachments: [{ path: 'lease' }] },
      { ...document, attachments: Array.from({ length: 51 }, () => ({ path: 'a', fileName: 'a', mediaType: 'a', content: '' })) },
      JSON.stringify(document).replace('"Erika"', deep),
      JSON.stringify({ ...document, answers: { givenName: 'a\0b' } }),
      { ...document, protected: { salt: 'x', nonce: 1, content: '' } },
      Buffer.alloc(20_000_001, ' '),
      Buffer.from([0xff, 0xfe, 0x00]),
    ];
    for (const one of hostile)
      assert.equal(await readDraftDocument(Buffer.isBuffer(one) ? one : bytes(one), 'x'), 'no-draft', String(one).slice(0, 80));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.jsonValue().map(bytes), fc.uint8Array()), async (content) => {
        assert.equal(await readDraftDocument(content, ''), 'no-draft');
      }),
    );
  });
});

async function send(visitor: Visitor, url: string, fields: Record<string, string | string[]>) {
  const { action, revision } = formOf(await visitor.get(url));
  return visitor.post(action, { _revision: revision, _go: 'on', ...fields });
}

const openAt = '/de/antrag-fortsetzen/datei';
const open = (visitor: Visitor, content: string, passphrase = '') =>
  visitor.upload(openAt, { passphrase }, [{ field: 'file', name: 'draft.json', content: Buffer.from(content) }]);

describe('keeping and opening', () => {
  it('makes a new draft with answers and files, also on a device that knows nothing', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '77' });
    const { action } = formOf(await visitor.get(`${draft}/seite/proof`));
    const content = Buffer.from('%PDF-1.7\nlease');
    await visitor.upload(action, { _revision: '0', _go: 'on' }, [{ field: 'lease', name: 'Mietvertrag.pdf', content }]);
    const file = await visitor.post(`${draft}/datei-speichern`, { passphrase: 'geheim' });
    assert.equal(file.headers['content-type'], 'application/json; charset=utf-8');
    assert.match(String(file.headers['content-disposition']), /attachment.*household\.json/);

    const elsewhere = wizard.visitor();
    assert.ok((await open(elsewhere, file.body, 'falsch')).body.includes('href="#passphrase"'));
    const opened = await open(elsewhere, file.body, 'geheim');
    assert.equal(opened.statusCode, 303, opened.body);
    const copy = String(opened.headers.location);
    assert.notEqual(copy, draft);
    assert.ok((await elsewhere.get(`${copy}/seite/rent`)).body.includes('value="77"'));
    const proof = await elsewhere.get(`${copy}/seite/proof`);
    assert.ok(proof.body.includes('Mietvertrag.pdf'));
    assert.equal((await elsewhere.get(/href="([^"]*\/datei\/[^"]+)"/.exec(proof.body)?.[1] ?? '')).body, content.toString());
    for await (const { sha256 } of wizard.house.files.list())
      assert.ok(!Buffer.from(await wizard.house.files.read(sha256)).includes('lease'), 'neither file nor attachment lies in clear');
  });

  it('drops what does not fit and says so; believes no file about where answers come from', async () => {
    const visitor = wizard.visitor();
    await visitor.become(await wizard.account());
    const hostile = {
      ...document,
      answers: { givenName: 'Erika', birthDate: '1984-02-31', nonsense: 1, lease: [{ id: 'x', sha256: 'a'.repeat(64), size: 1 }] },
      provenance: { givenName: { source: 'prefilled', from: 'bayernid', trustLevel: 'high', at: 'x' } },
      attachments: [
        { path: 'lease', fileName: '../../x.pdf', mediaType: 'application/pdf', content: Buffer.from('<html>').toString('base64') },
        { path: 'members.9.lease', fileName: 'x.pdf', mediaType: 'application/pdf', content: '' },
      ],
    };
    const opened = await open(visitor, JSON.stringify(hostile));
    const id = String(opened.headers.location).split('/').at(-1) ?? '';
    const draft = await draftById(wizard.house.db, id, wizard.house.clock.now());
    assert.ok(draft);
    const { answers, provenance } = draft;
    assert.deepEqual(answers, { givenName: 'Erika' });
    assert.deepEqual(
      Object.entries(provenance).map(([path, { source, trustLevel }]) => [path, source, trustLevel]),
      [['givenName', 'file', undefined]],
    );
    const { data } = await wizard.house.db
      .selectFrom('http.session')
      .select('data')
      .where('holderKind', '=', 'person')
      .executeTakeFirstOrThrow();
    assert.match(JSON.stringify(data), /5 Angaben aus der Datei/);
  });

  it('never gets around a sign-in, nor pairs a form with another service', async () => {
    const secure = JSON.stringify({ ...document, formId: 'secure', serviceId: 'secure-service' });
    assert.ok((await open(wizard.visitor(), secure)).body.includes('zuerst anmelden'));
    const paired = JSON.stringify({ ...document, serviceId: 'secure-service' });
    assert.ok((await open(wizard.visitor(), paired)).body.includes('gibt es hier nicht mehr'));
    assert.equal((await open(wizard.visitor(), 'no json')).statusCode, 422);
    assert.equal((await wizard.visitor().upload(openAt, {}, [])).statusCode, 422);
  });

  it('is for who may open the draft, and its pages are right HTML', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    assert.equal((await wizard.visitor().post(`${draft}/datei-speichern`)).statusCode, 404);
    for (const url of [`${draft}/datei-speichern`, openAt, `${draft}/gespeichert`, '/de/antrag-fortsetzen']) {
      const report = await validator.validateString((await visitor.get(url)).body);
      assert.deepEqual(
        report.results.flatMap((result) => result.messages.map((one) => `${one.ruleId}: ${one.message}`)),
        [],
        url,
      );
    }
  });
});
