import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../../src/root.ts';
import { houseUnderTest } from '../house.ts';
import { answerQuestions, findAndBegin, proof, submitAndPay } from '../parking-permit.ts';
import { demoPerson, signInAsStaff } from '../sign-in.ts';
import { until } from '../until.ts';
import { visitor, type Visitor } from '../visitor.ts';

const ways = [
  { name: 'with scripts, 1280 px', scripts: true, width: 1280, person: 'Anna Lehner', clerkName: 'Katharina Moser' },
  { name: 'with scripts, 360 px', scripts: true, width: 360, person: 'Renate Özdemir', clerkName: 'Tarik Demir' },
  { name: 'without scripts', scripts: false, width: 1280, person: 'Sasha Petrenko', clerkName: 'Katharina Moser' },
] as const;

/** The two people of the main job and what they speak about. */
interface Job {
  readonly resident: Visitor;
  readonly clerk: Visitor;
  readonly clerkName: string;
  readonly mail: string;
  readonly reference: string;
  /** address of the case in the resident's account */
  readonly caseAddress: string;
}

describe('from search to sealed decision', () => {
  for (const way of ways) {
    const { person, clerkName } = way;
    it(way.name, async () => {
      const resident = await visitor(way);
      const clerk = await visitor(way);
      const { mail, ...expected } = await demoPerson(person);
      await findAndBegin(resident, 'de', person);
      await answerQuestions(resident, 'de', expected);
      await submitAndPay(resident, 'de');
      const reference = await receiptComes(resident);
      await rate(resident);
      await resident.press('Zum Stand Ihres Antrags', 'received');
      await resident.sees('Eingegangen');
      const job: Job = { resident, clerk, clerkName, mail, reference, caseAddress: resident.page.url() };
      await findAndTake(job);
      await askBack(job);
      await answer(job);
      await decide(job);
      // the document is the same whichever way it was asked for
      if (way === ways[0]) await verify(job);
      await myData(job);
      await resident.leave();
      await clerk.leave();
    });
  }
});

/** @returns the file reference */
async function receiptComes(resident: Visitor): Promise<string> {
  assert.equal(await resident.heading(), 'Ihr Antrag ist angekommen');
  const reference = /BPA-[\w-]+/.exec(await resident.page.locator('main').innerText())?.[0];
  assert.ok(reference);
  await until(async () => {
    await resident.page.reload();
    return resident.page.getByRole('link', { name: 'Eingangsbestätigung (PDF)' }).isVisible();
  });
  await resident.examine('receipt is there');
  const receipt = await resident.download('Eingangsbestätigung (PDF)');
  assert.equal(receipt.subarray(0, 5).toString(), '%PDF-');
  return reference;
}

async function rate(resident: Visitor): Promise<void> {
  await resident.page.getByLabel('4: gut').check();
  await resident.choose('Würden Sie diesen Online-Dienst weiterempfehlen?', 'Ja');
  await resident.write(/Was sollen wir besser machen/, 'Nichts, danke.');
  await resident.press('Bewertung abgeben', 'rated');
  await resident.sees('Danke für Ihre Bewertung.');
}

async function findAndTake({ resident, clerk, clerkName, reference, caseAddress }: Job): Promise<void> {
  await signInAsStaff(clerk, clerkName);
  await clerk.go('/de/mitarbeit/vorgaenge');
  await clerk.write('Aktenzeichen oder Name', reference);
  await clerk.page.getByLabel('Aktenzeichen oder Name').press('Enter');
  await clerk.page.waitForURL(/q=/);
  await clerk.press(reference, 'received');
  await clerk.sees('Westend');
  await clerk.sees('Fahrzeugschein.pdf');
  await clerk.press('Vorgang übernehmen', 'in review');
  await clerk.sees('In Prüfung');
  await seesStatus(resident, caseAddress, 'In Prüfung');
}

/** The resident is told by mail that there is something, and not what. */
async function askBack({ resident, clerk, caseAddress, mail: address }: Job): Promise<void> {
  const { mailsTo } = await houseUnderTest();
  const before = (await mailsTo(address)).length;
  await clerk.page.getByRole('combobox', { name: 'Textbaustein' }).selectOption({ label: 'Fahrzeugschein unleserlich' });
  await clerk.press('Einfügen', 'text block inserted');
  assert.match(await clerk.page.getByLabel('Ihre Frage').inputValue(), /nicht lesbar/);
  await clerk.press('Rückfrage senden', 'waiting for the answer');
  await clerk.sees('Rückfrage offen');
  await seesStatus(resident, caseAddress, 'Rückfrage offen');
  const mail = await until(async () => (await mailsTo(address))[before]);
  assert.equal(mail.subject, 'Neue Nachricht in Ihrem Postfach');
  assert.doesNotMatch(`${mail.text ?? ''}${mail.html ?? ''}`, /Fahrzeugschein|lesbar|BPA-|Bewohner/);
}

async function answer({ resident, caseAddress }: Job): Promise<void> {
  await resident.go('/de/konto', 'with a question');
  await resident.go('/de/postfach', 'with a question');
  await resident.press(/Rückfrage/, 'question');
  await resident.press(/antworten/i, 'answer');
  await resident.write(/Ihre Antwort/, 'Hier ist ein besseres Foto.');
  await resident.page.getByLabel(/Dateien/).setInputFiles({ ...proof, name: 'Besseres-Foto.pdf' });
  await resident.press('Antwort senden', 'answered');
  await seesStatus(resident, caseAddress, 'In Prüfung');
}

async function decide({ resident, clerk, caseAddress }: Job): Promise<void> {
  await clerk.page.reload();
  await clerk.examine('answered');
  await clerk.sees('Besseres-Foto.pdf');
  await clerk.choose('Entscheidung', 'Bewilligen');
  await clerk.press('Bescheid erlassen', 'decided');
  await until(async () => {
    await clerk.page.reload();
    return clerk.page.getByText('Dieser Vorgang ist abgeschlossen.').isVisible();
  });
  await clerk.examine('closed');
  await seesStatus(resident, caseAddress, 'Der Bescheid liegt in Ihrem Postfach.');
}

/** The decision in the mailbox holds; with one byte changed it does not. `pdfsig` is asked where it is installed. */
async function verify({ resident, reference }: Job): Promise<void> {
  await resident.go('/de/postfach', 'with the decision');
  await resident.press(/Bescheid/, 'decision');
  const decision = await resident.download(/\.pdf/);
  const { folder, env } = await houseUnderTest();
  const [good, bad] = [join(folder, `${reference}.pdf`), join(folder, `${reference}-changed.pdf`)];
  writeFileSync(good, decision);
  const changed = Buffer.from(decision);
  const middle = Math.floor(changed.length / 3);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  writeFileSync(bad, changed);
  const amt = (file: string) =>
    spawnSync(process.execPath, [join(root, 'apps/amt/src/main.ts'), 'document', 'verify', file], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  const held = amt(good);
  assert.equal(held.status, 0, held.stdout + held.stderr);
  assert.equal(amt(bad).status, 1);
  const pdfsig = (file: string) => spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  if (pdfsig(good).error) return;
  assert.match(pdfsig(good).stdout, /Signature is Valid/);
  assert.doesNotMatch(pdfsig(bad).stdout, /Signature is Valid/);
}

/** The export has it all, and who looked at it can be read. */
async function myData({ resident, clerkName, reference }: Job): Promise<void> {
  await resident.go('/de/konto/meine-daten');
  await resident.sees(clerkName);
  const exported = (await resident.download('Meine Daten herunterladen')).toString();
  assert.match(exported, new RegExp(reference));
  assert.match(exported, /Hier ist ein besseres Foto/);
}

async function seesStatus(resident: Visitor, address: string, status: string): Promise<void> {
  await resident.go(address, status);
  await resident.sees(status);
}
