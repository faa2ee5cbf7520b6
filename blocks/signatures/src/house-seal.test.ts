import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { renderDecision } from '@amt/documents';
import type { Upload } from '@amt/module';
import { render } from '@amt/html';
import { startTimeStampAuthority } from '@amt/simulators';
import { testHouse } from '@amt/testing';
import { HtmlValidate } from 'html-validate';
import signatures, { explain, sealPdf, TimeStampFailed, trustOf, verifyFile, verifyPdf } from './index.ts';
import { routes } from './routes.ts';
import { weights, type Finding } from './verify/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'house-seal-'));
const authority = await startTimeStampAuthority({ port: 0 });
const house = await testHouse({
  modules: [signatures],
  env: { AMT_DATA: folder, TSA_URL: authority.url, SEAL_TRUST: authority.rootCertificate },
});
after(async () => {
  await authority.close();
  rmSync(folder, { recursive: true });
});

const letter = (reference: string): Promise<Uint8Array> =>
  renderDecision({
    locale: 'de',
    sender: { authority: 'Landeshauptstadt München', unit: 'Mobilitätsreferat', address: 'Implerstraße 9, 81371 München' },
    recipient: ['Kim Beispiel'],
    fileReference: reference,
    issuedAt: Temporal.Instant.from('2026-11-23T10:00:00Z'),
    outcome: 'granted',
    service: 'Bewohnerparkausweis',
    operativePart: 'Ihrem Antrag geben wir statt.',
    legalBasis: [],
  });
const seal = async (key: string, pdf = letter(key), ctx = house.context()) =>
  sealPdf(ctx, await pdf, { reason: 'Bewilligung', idempotencyKey: key });
const verified = async (pdf: Uint8Array) => verifyPdf(pdf, { trust: await trustOf(house.context()), now: house.clock.now() });
const same = (a: Uint8Array, b: Uint8Array): void => assert.equal(Buffer.compare(a, b), 0);
const logged = () => house.db.selectFrom('signatures.seal').selectAll().orderBy('idempotencyKey').execute();

describe('sealing in the house', () => {
  it('gives a seal that holds, at level B-T, and logs it', async () => {
    const sealed = await seal('a:1');
    const report = await verified(sealed);
    assert.equal(report.holds, true);
    const row = (await logged()).find((each) => each.idempotencyKey === 'a:1');
    assert.equal(row?.level, 'B-T');
    assert.equal(row.sealedSha256, report.sha256);
    assert.equal(row.timeStampedAt?.toString(), report.signatures[0]?.timeStamp?.at.toString());
  });

  it('gives the same bytes for the same key, ever after, even if the letter would read differently today', async () => {
    const first = await seal('a:2');
    same(await seal('a:2'), first);
    same(await seal('a:2', letter('other')), first);
    // Nothing is asked of the time-stamping authority a second time.
    const withoutTime = new Map([...house.settings, ['signatures', { AMT_DATA: folder, TSA_URL: 'http://127.0.0.1:9/' }]]);
    same(await seal('a:2', letter('a:2'), house.context({ settings: withoutTime })), first);
  });

  it('gives one seal to jobs that run at the same time', async () => {
    const all = await Promise.all([seal('a:3'), seal('a:3'), seal('a:3'), seal('a:3')]);
    for (const each of all) same(each, all[0] ?? new Uint8Array());
    assert.equal((await logged()).filter((row) => row.idempotencyKey === 'a:3').length, 1);
  });

  it('leaves nothing half done when the process dies before the log is written', async () => {
    const dies = {
      ...house.context(),
      db: house.db.withPlugin({ transformQuery: ({ node }) => refuseInsert(node), transformResult: async ({ result }) => result }),
    };
    await assert.rejects(sealPdf(dies, await letter('a:4'), { reason: 'x', idempotencyKey: 'a:4' }), /killed/);
    assert.equal(
      (await logged()).some((row) => row.idempotencyKey === 'a:4'),
      false,
    );
    assert.equal((await verified(await seal('a:4'))).holds, true);
  });

  it('fails, without a row, when the time-stamping authority is away', async () => {
    const away = await testHouse({ modules: [signatures], env: { AMT_DATA: folder, TSA_URL: 'http://127.0.0.1:9/' } });
    await assert.rejects(sealPdf(away.context(), await letter('a:5'), { reason: 'x', idempotencyKey: 'a:5' }), TimeStampFailed);
    assert.equal((await away.db.selectFrom('signatures.seal').selectAll().execute()).length, 0);
    await away.close();
  });

  it('believes authorities that lie in the trust folder', async () => {
    const bare = await testHouse({ modules: [signatures], env: { AMT_DATA: folder } });
    const sealed = await seal('a:6');
    const verify = async () => (await verifyPdf(sealed, { trust: await trustOf(bare.context()), now: house.clock.now() })).indication;
    assert.equal(await verify(), 'INDETERMINATE');
    mkdirSync(join(folder, 'trust'));
    writeFileSync(join(folder, 'trust', 'time.pem'), authority.rootCertificate);
    assert.equal(await verify(), 'TOTAL-PASSED');
    await bare.close();
  });
});

describe('the command line', () => {
  it('tells whether a file holds, in both languages', async () => {
    const file = join(folder, 'letter.pdf');
    const sealed = await seal('b:1');
    writeFileSync(file, sealed);
    const good = await verifyFile(house.context(), file);
    assert.equal(good.holds, true);
    assert.equal(good.sentences.de[0], 'Das Dokument ist echt und unverändert.');
    assert.match(good.sentences.en[2] ?? '', /Zeitstempel \(nur zum Test\)/);
    writeFileSync(file, Buffer.concat([sealed, Buffer.from('\n')]));
    const bad = await verifyFile(house.context(), file);
    assert.equal(bad.holds, false);
    assert.equal(bad.sentences.en[0], 'Do not rely on this document.');
    await assert.rejects(verifyFile(house.context(), join(folder, 'nowhere.pdf')), /ENOENT/);
  });
});

describe('the verify page', () => {
  const check = routes.find((each) => each.name === 'signatures.check');
  assert.ok(check);
  const { handle } = check;
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
      'no-trailing-whitespace': 'off',
      'attribute-boolean-style': 'off',
      'prefer-native-element': 'off',
      'long-title': 'off',
      'void-style': 'off',
    },
  });

  async function answer(
    pdf: Uint8Array | undefined,
    refused: readonly { field: string; fileName: string; reason: 'too-large' | 'too-many' | 'empty' }[] = [],
    locale: 'de' | 'en' = 'de',
  ) {
    const uploads: Upload[] = pdf
      ? [{ field: 'document', fileName: 'bescheid.pdf', mediaType: 'application/pdf', ...(await house.files.put(pdf)) }]
      : [];
    const request = { uploads, refusedUploads: refused, href: () => '/de/pruefen' } as unknown as Parameters<typeof handle>[1];
    const got = await handle(house.context({ locale }), request);
    assert.equal(got.kind, 'page');
    if (got.kind !== 'page') throw new Error('no page');
    const body = render(got.page.body);
    const report = await validator.validateString(
      `<!DOCTYPE html><html lang="${locale}"><head><title>x</title></head><body><main>${body}</main></body></html>`,
    );
    assert.deepEqual(
      report.results.flatMap((each) => each.messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} (${line})`)),
      [],
    );
    return { body, status: got.status };
  }

  it('says that a sealed letter is genuine, by whom and when', async () => {
    const { body, status } = await answer(await seal('c:1'));
    assert.equal(status, 200);
    assert.match(body, /Das Dokument ist echt und unverändert\./);
    assert.match(body, /Elektronisches Siegel \(nur zum Test\)/);
    assert.match(body, /B-T/);
  });

  it('warns of a changed one, in English too', async () => {
    const changed = (await seal('c:2')).slice();
    changed[400] = (changed[400] ?? 0) ^ 1;
    assert.match((await answer(changed, [], 'en')).body, /Do not rely on this document\.[\s\S]*changed after it was sealed/);
  });

  it('says that an unsealed file has no seal', async () => {
    assert.match((await answer(await letter('x'))).body, /Das Dokument trägt kein Siegel\./);
  });

  it('asks for a file, at the field, when there is none or it was not taken', async () => {
    const none = await answer(undefined);
    assert.equal(none.status, 422);
    assert.match(none.body, /Wählen Sie die PDF-Datei aus/);
    assert.match((await answer(undefined, [{ field: 'document', fileName: 'a.pdf', reason: 'too-large' }])).body, /größer als/);
  });

  it('has a sentence for everything that can be found', () => {
    for (const finding of Object.keys(weights) as Finding[]) {
      const report = { indication: weights[finding], holds: false, size: 1, sha256: '', signatures: [], findings: [finding] };
      for (const locale of ['de', 'en'] as const) assert.ok((explain(report, locale).at(-1) ?? '').length > 20, finding);
    }
  });
});

function refuseInsert<Node extends { readonly kind: string }>(node: Node): Node {
  if (node.kind === 'InsertQueryNode') throw new Error('killed');
  return node;
}
