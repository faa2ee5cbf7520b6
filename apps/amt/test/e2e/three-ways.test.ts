import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PDFCheckBox, PDFDocument, PDFDropdown, PDFRadioGroup, PDFTextField } from '@cantoo/pdf-lib';
import { caseById } from '@amt/cases';
import { applicationBySubmission } from '@amt/applications';
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

const equal = ({ submission, phase, applicantMail }: Awaited<ReturnType<typeof arrived>>) => ({
  answers: submission.answers,
  fee: submission.fee,
  formHash: submission.formHash,
  phase,
  applicantMail,
});

describe('one form, three ways', () => {
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
    const form = clerk.page.getByRole('form', { name: 'Ausfüllen beginnen' });
    await form.getByText('am Telefon', { exact: true }).first().click();
    await form.getByText('mündlich, sie ist anwesend').click();
    await form.getByText('Ausweis geprüft').click();
    await form.getByText(/Die Person ist einverstanden/).click();
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

  it('all three arrive as equal cases', () => {
    const [web, paper, counter] = ways.map(equal);
    assert.ok(web);
    assert.deepEqual(paper, web);
    assert.deepEqual(counter, web);
  });
});
