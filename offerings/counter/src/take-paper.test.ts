import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  carriedNotice,
  compileForm,
  formByHash,
  offeredForm,
  openedDraft,
  publishForm,
  scansOf,
  staffDraft,
  visitorsDraft,
  type CompiledForm,
  type Consent,
  type FormDefinition,
} from '@amt/forms';
import { httpModule } from '@amt/http';
import { anonymous, memorySession, type Actor } from '@amt/module';
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
  return filledIn((await offeredForm(house.db, formId)) ?? assert.fail(), values);
}

async function filledIn(form: CompiledForm, values: Readonly<Record<string, string>>) {
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

  it('begins nothing when it belongs to another service or to nobody, or was never published', async () => {
    const before = [await drafts(), (await entries()).length];
    const pdf = await aSheet();
    const code = async (file: Uint8Array, formId?: string) => {
      const taken = await takePaper(ctx, file, await byClerk(file, formId));
      return taken.ok ? 'ok' : taken.code;
    };
    assert.equal(await code(pdf, 'wohngeld'), 'other-form');
    assert.equal(await code(Buffer.from('%PDF-1.7 nothing')), 'not-our-form');
    assert.equal(await code(Buffer.from('GIF89a')), 'not-a-pdf');
    const offered = (await offeredForm(house.db, 'technischer-support')) ?? assert.fail();
    const unknown = compileForm({ ...offered.definition, version: '98.0.0', title: { de: 'Nie', en: 'Never' } });
    assert.equal(await code(await filledIn(unknown, { description: 'x' })), 'unknown-version');
    assert.deepEqual([await drafts(), (await entries()).length], before);
  });
});

/** The form of support in a later version: the words about the problem are called otherwise, and somebody has to say since when. */
function changed({ definition }: CompiledForm): FormDefinition {
  const pages = definition.pages.map((page) =>
    page.id === 'problem'
      ? {
          ...page,
          fields: [
            ...page.fields.map((field) => (field.id === 'description' ? { ...field, id: 'story' } : field)),
            { kind: 'date' as const, id: 'since', label: { de: 'Seit wann?', en: 'Since when?' } },
          ],
        }
      : page,
  );
  return { ...definition, version: '99.0.0', pages, scenarios: [] };
}

describe('a sheet of an older version', async () => {
  const old = (await offeredForm(house.db, 'technischer-support')) ?? assert.fail();
  const values = { description: 'The upload of my photograph never ends.', name: 'Kim Canary', mail: 'nobody' };
  const lost = [{ label: 'Was ist passiert?', text: values.description, reason: 'gone' }];

  it('is read as that version and carried over; the clerk learns what was not kept and what is newly asked', async () => {
    const pdf = await filledIn(old, values);
    await publishForm(house.context(), compileForm(changed(await formByHash(house.db, old.hash))));
    const taken = await takePaper(ctx, pdf, await byClerk(pdf));
    assert.ok(taken.ok, JSON.stringify(taken));
    const draft = (await staffDraft(ctx, taken.value)) ?? assert.fail();
    assert.equal(draft.formHash, (await offeredForm(house.db, 'technischer-support'))?.hash);
    assert.deepEqual([draft.answers['name'], draft.answers['description'], draft.raw['mail']], ['Kim Canary', undefined, 'nobody']);
    assert.equal(draft.carried?.version, old.definition.version);
    assert.deepEqual(
      draft.carried.lost.map(({ text, reason }) => [text, reason]),
      lost.map(({ text, reason }) => [text, reason]),
    );
    assert.deepEqual([...draft.carried.asked].toSorted(), ['since', 'story']);
    const shown = String(carriedNotice(await openedDraft(house.db, draft, ctx.now), 'de'));
    assert.match(shown, /never ends/);
    assert.match(shown, /Seit wann\?/);
    // the file as it came is kept with it
    assert.equal((await scansOf(ctx, draft)).length, 1);
  });

  it('tells a person the same, and keeps it sealed', async () => {
    const pdf = await filledIn(old, values);
    const visitor = { ...house.context(), actor: anonymous };
    const session = memorySession();
    const taken = await takePaper(visitor, pdf, { kind: 'visitor', session });
    assert.ok(taken.ok, JSON.stringify(taken));
    const access = await visitorsDraft(visitor, session, taken.value);
    assert.ok(access.kind === 'open');
    assert.equal(access.draft.carried?.lost[0]?.text, values.description);
    const row = await house.db.selectFrom('forms.draft').selectAll().where('id', '=', taken.value).executeTakeFirstOrThrow();
    assert.ok(!JSON.stringify(row).includes('never ends'));
  });
});
