import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PDFCheckBox, PDFDocument, PDFDropdown, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { caseById } from '@amt/cases';
import { applicationBySubmission } from '@amt/applications';
import { createClient } from '@amt/form-api';
import { sql } from '@amt/db';
import { submissionById, type Submission } from '@amt/forms';
import { houseUnderTest } from '../house.ts';
import { signInAsStaff } from '../sign-in.ts';
import { visitor, type Visitor } from '../visitor.ts';

const text = 'Der Abgleich der Adresse hängt: Straße „Am Hart“ fehlt.';
const topic = 'Hochladen von Dateien';

/** What the application came to: its submission and its case. */
async function arrived(): Promise<{ submission: Submission; phase: string | undefined; applicantMail: string | null | undefined }> {
  const { house } = await houseUnderTest();
  const { db } = house.database;
  const row = await db
    .selectFrom('forms.submission')
    .select('id')
    .where('formId', '=', 'technischer-support')
    .orderBy('submittedAt', 'desc')
    .executeTakeFirstOrThrow();
  const submission = await submissionById(db, row.id);
  const application = await applicationBySubmission(db, row.id);
  const found = application && (await caseById(db, application.caseId));
  assert.ok(submission && found);
  return { submission, phase: found.phase, applicantMail: found.applicantMail };
}

/** The two pages of the form, from the first question to the check page. */
async function answer(who: Visitor): Promise<void> {
  await who.page.getByLabel('Worum geht es?').selectOption({ label: topic });
  await who.write(/Beschreiben Sie/, text);
  await who.press('Weiter');
  await who.write('E-Mail-Adresse', 'kim@example.org');
  await who.press('Weiter');
}

/** As a reader of PDF fills fields: by their names. */
async function fill(pdf: Uint8Array, values: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const form = document.getForm();
  for (const [name, value] of Object.entries(values)) {
    const field = form.getField(name);
    if (field instanceof PDFTextField) field.setText(value);
    else if (field instanceof PDFCheckBox) field.check();
    else if (field instanceof PDFRadioGroup || field instanceof PDFDropdown) field.select(value);
  }
  return document.save({ updateFieldAppearances: false });
}

/** How it comes in, how the person agreed, how the clerk knows who it is. */
async function agree({ page }: Visitor, ...answers: readonly [string, string, string]): Promise<void> {
  const form = page.getByRole('form', { name: 'Ausfüllen beginnen' });
  for (const answer of answers) await form.getByText(answer, { exact: true }).first().click();
  await form.getByText(/Die Person ist einverstanden/).click();
}

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

const equal = ({ submission, phase, applicantMail }: Awaited<ReturnType<typeof arrived>>) => ({
  answers: submission.answers,
  fee: submission.fee,
  formHash: submission.formHash,
  phase,
  applicantMail,
});

describe('one form, every way', () => {
  const ways: Awaited<ReturnType<typeof arrived>>[] = [];

  it('on the web', async () => {
    const someone = await visitor();
    await someone.go('/de/antrag-beginnen/technischer-support');
    await someone.press('Ohne Anmeldung beginnen');
    await answer(someone);
    await someone.press('Antrag verbindlich absenden', 'three ways');
    assert.equal(await someone.heading(), 'Ihr Antrag ist angekommen');
    await someone.leave();
    ways.push(await arrived());
    assert.equal(ways.at(-1)?.submission.channel, 'web');
  });

  it('on paper: the sheet is filled in on screen, uploaded, checked and sent', async () => {
    const { folder } = await houseUnderTest();
    const someone = await visitor({ scripts: false });
    const { page } = someone;
    await someone.go('/de/antrag-beginnen/technischer-support');
    const sheet = await someone.download('Formular zum Ausdrucken (PDF)');
    assert.equal(sheet.subarray(0, 5).toString(), '%PDF-');
    const filled = join(folder, 'filled.pdf');
    await writeFile(filled, await fill(sheet, { topic: 'upload', description: text, mail: 'kim@example.org' }));
    await someone.go('/de/papierformular-hochladen');
    await page
      .getByLabel('Ausgefülltes PDF')
      .setInputFiles({ name: 'not.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 nothing') });
    await someone.press('Angaben einlesen', 'damaged');
    await someone.sees('Bitte prüfen Sie eine Angabe');
    await page.getByLabel('Ausgefülltes PDF').setInputFiles(filled);
    await someone.press('Angaben einlesen', 'read');
    assert.equal(await someone.heading(), 'Prüfen Sie Ihre Angaben');
    await someone.sees(text);
    await someone.press('Antrag verbindlich absenden', 'paper');
    assert.equal(await someone.heading(), 'Ihr Antrag ist angekommen');
    await someone.leave();
    ways.push(await arrived());
    assert.equal(ways.at(-1)?.submission.provenance['description']?.source, 'paper');
    assert.ok((await readFile(filled)).length > 0);
  });

  it('at the counter: a clerk fills in for somebody who agreed', async () => {
    const clerk = await visitor();
    await signInAsStaff(clerk, 'Dominik Feichtner');
    await clerk.go('/de/mitarbeit/schalter');
    await clerk.press('Technische Hilfe zum Digitalen Amt');
    await clerk.press('Ausfüllen beginnen', 'without consent');
    await clerk.sees('Bitte wählen Sie, wie die Person zugestimmt hat.');
    await agree(clerk, 'am Telefon', 'mündlich, sie ist anwesend', 'Ausweis geprüft');
    await clerk.press('Ausfüllen beginnen');
    await answer(clerk);
    await clerk.press('Antrag verbindlich absenden', 'counter');
    await clerk.sees('am Telefon, mündlich einverstanden, Ausweis geprüft');
    await clerk.leave();
    ways.push(await arrived());
    assert.deepEqual(
      [ways.at(-1)?.submission.channel, ways.at(-1)?.submission.consent?.given, ways.at(-1)?.submission.facts.trustLevel],
      ['telephone', 'present', 'high'],
    );
  });

  for (const { scripts, width } of [
    { scripts: true, width: 1280 },
    { scripts: false, width: 360 },
  ])
    it(`on paper by letter: a clerk types it in on one page, ${scripts ? 'with' : 'without'} scripts, and adds the scan`, async () => {
      const clerk = await visitor({ scripts, width });
      const { page } = clerk;
      await signInAsStaff(clerk, 'Dominik Feichtner');
      await clerk.go('/de/mitarbeit/schalter/technischer-support');
      await agree(clerk, 'auf Papier eingegangen', 'schriftlich', 'nicht geprüft');
      await clerk.press('Ausfüllen beginnen');
      await clerk.sees('Nur ausfüllen, wenn');
      await page.getByLabel('1 Worum geht es?').selectOption({ label: topic });
      await clerk.write(/^2 Beschreiben Sie/, text);
      await clerk.write('7 E-Mail-Adresse', 'kim');
      await clerk.press('Speichern und prüfen', `sheet with a fault ${scripts}`);
      await clerk.sees(/^7 E-Mail-Adresse: /);
      await clerk.sees('4 Hindert das Problem Sie daran, die Seite überhaupt zu benutzen? – entfällt');
      await clerk.write('7 E-Mail-Adresse', 'kim@example.org');
      await page.getByLabel('Dateien auswählen').setInputFiles({ name: 'bogen.png', mimeType: 'image/png', buffer: onePixel });
      await clerk.press('Speichern und später weitermachen');
      await clerk.press('Technische Hilfe zum Digitalen Amt', 'goes on');
      await clerk.sees('bogen.png');
      await clerk.press('Speichern und prüfen');
      await clerk.sees('Sie füllen für eine andere Person aus');
      await clerk.press('Antrag verbindlich absenden', 'typed in');
      await clerk.sees('auf Papier, schriftlich einverstanden, Person nicht geprüft');
      assert.deepEqual((await clerk.download('bogen.png')).equals(onePixel), true);
      await clerk.leave();
      ways.push(await arrived());
      const { submission } = ways.at(-1) ?? assert.fail();
      assert.deepEqual([submission.channel, submission.facts.trustLevel, submission.files.length], ['paper', 'none', 1]);
      assert.equal(submission.provenance['description']?.source, 'paper');
    });

  it('on paper, filled in on screen, brought by a clerk: what cannot be read is told at its number', async () => {
    const { folder } = await houseUnderTest();
    const clerk = await visitor();
    const { page } = clerk;
    await signInAsStaff(clerk, 'Dominik Feichtner');
    await clerk.go('/de/mitarbeit/schalter');
    const filled = join(folder, 'brought.pdf');
    await writeFile(
      filled,
      await fill(await clerk.download(/^Formular drucken/), { topic: 'upload', description: text, mail: 'kim at example' }),
    );
    await clerk.go('/de/mitarbeit/schalter/technischer-support', 'bring');
    const form = page.getByRole('form', { name: 'Ausgefülltes PDF einlesen' });
    await form.getByText('schriftlich', { exact: true }).click();
    await form.getByText('persönlich bekannt').click();
    await form.getByText(/Die Person ist einverstanden/).click();
    await form.getByLabel('Ausgefülltes PDF').setInputFiles(filled);
    await clerk.press('PDF einlesen', 'brought');
    await clerk.sees(/^7 E-Mail-Adresse: /);
    await clerk.sees('brought.pdf');
    assert.equal(await page.locator('.amt-error-summary li').count(), 1);
    await clerk.write('7 E-Mail-Adresse', 'kim@example.org');
    await clerk.press('Speichern und prüfen');
    await clerk.press('Antrag verbindlich absenden', 'brought');
    await clerk.sees('auf Papier, schriftlich einverstanden, persönlich bekannt');
    await clerk.leave();
    ways.push(await arrived());
  });

  it('at the counter, with a fee: it stays open, and the person can pay at once', async () => {
    const clerk = await visitor({ scripts: false });
    await signInAsStaff(clerk, 'Florian Aigner');
    await clerk.go('/de/mitarbeit/schalter/meldebescheinigung');
    await agree(clerk, 'auf Papier eingegangen', 'mündlich, sie ist anwesend', 'Ausweis geprüft');
    await clerk.press('Ausfüllen beginnen', 'with a fee');
    await clerk.write('1 Vornamen', 'Erika');
    await clerk.write('2 Familienname', 'Mustermann');
    for (const [part, value] of Object.entries({ Tag: '12', Monat: '8', Jahr: '1984' })) await clerk.write(part, value);
    for (const [part, value] of Object.entries({ Straße: 'Marienplatz', Hausnummer: '8', Postleitzahl: '80331', Ort: 'München' }))
      await clerk.write(part, value);
    await clerk.choose(/Wie viele/, 'Eine');
    await clerk.write(/E-Mail-Adresse/, 'erika@example.org');
    await clerk.page.getByText(/Meine Angaben sind vollständig/).click();
    await clerk.press('Speichern und prüfen', 'with a fee');
    await clerk.press(/^Antrag .*absenden/, 'with a fee');
    await clerk.sees('Am Schalter bezahlen');
    await clerk.press('Am Schalter bezahlen', 'at the counter');
    await clerk.sees('5,00');
    await clerk.leave();
  });

  it('from another system', async () => {
    const { origin, house } = await houseUnderTest();
    const key = await createClient(
      { db: house.database.db, now: house.clock.now() },
      { id: 'other-town', name: 'Other town', scopes: ['submissions.write'], forms: [] },
    );
    assert.ok(key.ok);
    const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
      const response = await fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key.value}`, 'idempotency-key': randomUUID(), 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      });
      assert.equal(response.status, 201, path);
      return (await response.json()) as Record<string, unknown>;
    };
    const answers = { topic: 'upload', description: text, mail: 'kim@example.org' };
    const begun = await ask('/api/submissions', { formId: 'technischer-support', answers });
    await ask(`/api/submissions/${String(begun['id'])}/submit`);
    ways.push(await arrived());
    assert.equal(ways.at(-1)?.submission.channel, 'api');
  });

  it('all arrive as equal cases: they differ in channel, consent, origin of the answers, and the scan', () => {
    const [web, ...others] = ways.map(equal);
    assert.ok(web);
    assert.equal(others.length, 6);
    for (const other of others) assert.deepEqual(other, web);
  });

  it('who has sent for whom is in the audit', async () => {
    const { house } = await houseUnderTest();
    const { rows } = await sql<{ action: string; times: number }>`
      select action, count(*)::int as times from ${sql.table('audit.entry')}
      where action in ('counter.begin-for-somebody', 'counter.take-paper', 'applications.send-for-somebody') group by action order by action`.execute(
      house.database.db,
    );
    assert.deepEqual(
      rows.map(({ action, times }) => [action, times]),
      [
        ['applications.send-for-somebody', 5],
        ['counter.begin-for-somebody', 4],
        ['counter.take-paper', 1],
      ],
    );
  });
});
