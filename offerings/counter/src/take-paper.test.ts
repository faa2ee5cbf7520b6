import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { formByHash, offeredForm, openedDraft, publishForm, compileForm, scansOf, staffDraft, type Consent } from '@amt/forms';
import { httpModule } from '@amt/http';
import type { Actor } from '@amt/module';
import { testHouse } from '@amt/testing';
import { PDFDocument } from '@cantoo/pdf-lib';
import counter from './index.ts';
import { paperSheet } from './paper-sheet.ts';
import { takePaper, type Bringer } from './take-paper.ts';

const house = await testHouse({ modules: [httpModule, counter], now: '2026-06-15T08:00:00Z', env: { AUTHORITY_NAME: 'Stadt' } });
const city = { id: 'muenchen', folder: fileURLToPath(new URL('../../../cities/muenchen', import.meta.url)) };
for (const module of house.modules) await module.seed.city?.(house.context(), city);

const unitId = 'itr-hilfe';
const clerk: Actor = { ...house.context().actor, kind: 'staff', id: randomUUID(), unitIds: [unitId] };
const ctx = { ...house.context(), actor: clerk };
const consent: Consent = { given: 'letter', identified: 'document', at: ctx.now.toString() };

async function aSheet(
  formId = 'technischer-support',
  values: Readonly<Record<string, string>> = { description: 'The upload of my photograph never ends.', mail: 'nobody' },
) {
  const form = (await offeredForm(house.db, formId)) ?? assert.fail();
  const sheet = await paperSheet(ctx, form, 'de', 'Stadt', 'https://city.example/send');
  const pdf = await PDFDocument.load(sheet.bytes, { updateMetadata: false });
  for (const [name, value] of Object.entries(values)) pdf.getForm().getTextField(name).setText(value);
  return pdf.save({ updateFieldAppearances: false });
}

async function byClerk(pdf: Uint8Array, formId = 'technischer-support'): Promise<Bringer> {
  const { sha256 } = await house.files.put(Buffer.from(pdf));
  const upload = { field: 'paper', fileName: 'sheet.pdf', mediaType: 'application/pdf', size: pdf.length, sha256 };
  return { kind: 'staff', staffId: clerk.id ?? '', unitId, consent, service: { id: 'technischer-support', formId }, upload };
}

const drafts = async (): Promise<number> => (await house.db.selectFrom('forms.draft').select('id').execute()).length;
const entries = async (): Promise<string[]> =>
  (await house.db.selectFrom('audit.entry').select('action').where('action', '=', 'counter.take-paper').execute()).map(
    ({ action }) => action,
  );

describe('a sheet that comes back to a clerk', () => {
  it('becomes a paper draft with its answers, what cannot be read as it was typed, the file as its scan, and a trace in the audit', async () => {
    const pdf = await aSheet();
    const before = (await entries()).length;
    const taken = await takePaper(ctx, pdf, await byClerk(pdf));
    assert.ok(taken.ok, JSON.stringify(taken));
    const draft = (await staffDraft(ctx, taken.value)) ?? assert.fail();
    assert.deepEqual([draft.channel, draft.trustLevel, draft.consent?.given, draft.unitId], ['paper', 'high', 'letter', unitId]);
    assert.equal(draft.answers['description'], 'The upload of my photograph never ends.');
    assert.equal(draft.provenance['description']?.source, 'paper');
    assert.deepEqual(draft.raw, { mail: 'nobody' });
    const { errors } = await openedDraft(house.db, draft, ctx.now);
    assert.deepEqual(errors.map(({ path, code }) => `${path} ${code}`).toSorted(), ['mail email', 'topic choose']);
    assert.deepEqual(
      (await scansOf(ctx, draft)).map(({ fileName, size }) => [fileName, size]),
      [['sheet.pdf', pdf.length]],
    );
    assert.equal((await entries()).length, before + 1);
  });

  it('begins nothing when it belongs to another service, to nobody, or to an older version', async () => {
    const before = [await drafts(), (await entries()).length];
    const pdf = await aSheet();
    const code = async (file: Uint8Array, formId?: string) => {
      const taken = await takePaper(ctx, file, await byClerk(file, formId));
      return taken.ok ? 'ok' : taken.code;
    };
    assert.equal(await code(pdf, 'wohngeld'), 'other-form');
    assert.equal(await code(Buffer.from('%PDF-1.7 nothing')), 'not-our-form');
    assert.equal(await code(Buffer.from('GIF89a')), 'not-a-pdf');
    const old = (await offeredForm(house.db, 'technischer-support')) ?? assert.fail();
    const { definition } = await formByHash(house.db, old.hash);
    await publishForm(house.context(), compileForm({ ...definition, version: '99.0.0', title: { de: 'Neu', en: 'New' } }));
    assert.equal(await code(pdf), 'not-offered');
    assert.deepEqual([await drafts(), (await entries()).length], before);
  });
});
