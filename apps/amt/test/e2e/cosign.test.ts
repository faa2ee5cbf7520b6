import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { submitApplication } from '@amt/applications';
import { inTransaction } from '@amt/db';
import { compileForm, offeredForm, publishForm } from '@amt/forms';
import { readDemoCity } from '../../src/demo/demo-city.ts';
import { fillForm } from '../../src/demo/fill-form.ts';
import { stageOf } from '../../src/demo/stage.ts';
import { passingSession } from '../../src/demo/visitor-session.ts';
import { houseUnderTest } from '../house.ts';
import { signIn, signInAsStaff } from '../sign-in.ts';
import { until } from '../until.ts';
import { visitor } from '../visitor.ts';

const running = await houseUnderTest();
const { house, env } = running;
const { db } = house.database;
const service = 'hundesteuer-abmeldung';
const cosignerMail = 'mitbewohnerin@example.org';

/** An application of a demo resident that another person has to agree with; sent as the resident would. */
async function sent(): Promise<{ submissionId: string; caseId: string; person: string }> {
  await running.seeded;
  const offered = (await offeredForm(db, service)) ?? assert.fail();
  const text = (de: string, en: string) => ({ de, en });
  const step = {
    kind: 'cosigner' as const,
    id: 'household',
    title: text('Zustimmung aus dem Haushalt', 'Agreement of the household'),
    declaration: text('Der Hund lebt nicht mehr bei uns.', 'The dog does not live with us any more.'),
  };
  await publishForm(house.systemContext(), compileForm({ ...offered.definition, version: '9.0.0', steps: [step] }));
  const city = await readDemoCity(env['AMT_CITY'] ?? '');
  const scenario = city.cases.find((one) => one.service === service && one.person !== undefined) ?? assert.fail();
  return inTransaction(db, async (tx) => {
    const stage = stageOf(house, tx, house.clock.now());
    const person = await stage.person(scenario.person);
    const ctx = stage.context(person, stage.now);
    const { answers, files = {} } = scenario;
    const draftId = await fillForm(ctx, await passingSession(ctx), { service, answers, files });
    const result = await submitApplication(ctx, { draftId, confirmationPath: (id) => `/de/${id}` });
    if (!result.ok) assert.fail(result.code);
    return { ...result.value, person: person.name };
  });
}

async function link(count: number): Promise<string> {
  const mails = await until(async () => {
    const found = await running.mailsTo(cosignerMail);
    return found.length >= count ? found : undefined;
  });
  return /http\S+\/mitunterzeichnen\/[\w-]{32}/.exec(mails.at(-1)?.text ?? '')?.[0] ?? assert.fail('no link in the mail');
}

describe('an application that another person has to agree with', () => {
  it('waits for it, in the account and at the office, until she agrees or the office goes on without', async () => {
    const { submissionId, caseId, person } = await sent();

    const resident = await visitor();
    await resident.go(`/de/anmelden?return=${encodeURIComponent(`/de/konto/antraege/${caseId}`)}`);
    await signIn(resident, person);
    await resident.go(`/de/konto/antraege/${caseId}`, 'agreement missing');
    await resident.sees('Eine andere Person muss noch zustimmen');
    await resident.press('Um Zustimmung bitten oder Adresse ändern', 'agreement missing');
    await resident.write('Name der Person', 'Robin Berger');
    await resident.write('E-Mail-Adresse der Person', 'mitbewohnerin');
    await resident.press('Um Zustimmung bitten', 'wrong address');
    assert.equal(await resident.page.getByLabel('Name der Person').inputValue(), 'Robin Berger');
    await resident.write('E-Mail-Adresse der Person', cosignerMail);
    await resident.press('Um Zustimmung bitten', 'asked');
    await resident.sees(/Robin Berger hat einen Link bekommen/);

    const other = await visitor({ scripts: false });
    await other.go(new URL(await link(1)).pathname, 'co-sign');
    await other.choose('Der Hund lebt nicht mehr bei uns.', 'Ich stimme nicht zu');
    await other.write('Ihr Vor- und Nachname', 'Robin Berger');
    await other.press('Antwort absenden', 'declined');
    assert.equal(await other.heading(), 'Ihre Ablehnung ist angekommen');

    await resident.go(`/de/antrag/eingegangen/${submissionId}`, 'declined');
    await resident.sees('Die andere Person hat nicht zugestimmt.');
    await resident.write('Name der Person', 'Robin Berger');
    await resident.write('E-Mail-Adresse der Person', cosignerMail);
    await resident.press('Neuen Link schicken', 'asked again');

    const clerk = await visitor();
    await signInAsStaff(clerk, 'Gisela Rauch');
    await clerk.go('/de/mitarbeit/vorgaenge?phase=awaiting-agreement', 'awaiting agreement');
    await clerk.sees('Zustimmung fehlt');
    await clerk.go(`/de/mitarbeit/vorgaenge/${caseId}`, 'agreement missing');
    await clerk.press('Vorgang übernehmen', 'agreement missing');
    await clerk.choose('Entscheidung', 'Abmeldung bestätigen');
    await clerk.press('Bescheid erlassen', 'granting too early');
    await clerk.sees(/Solange sie fehlt, können Sie den Antrag nicht bewilligen/);
    await clerk.press('Erinnern', 'reminded');
    await link(3);
    await clerk.page.getByText('Auf die Zustimmung verzichten').first().click();
    await clerk.press('Auf die Zustimmung verzichten', 'no reason');
    await clerk.sees(/Geben Sie einen Grund an/);
    await clerk.write('Grund', 'Liegt unterschrieben auf Papier vor.');
    await clerk.press('Auf die Zustimmung verzichten', 'waived');
    await clerk.choose('Entscheidung', 'Abmeldung bestätigen');
    await clerk.press('Bescheid erlassen', 'after the waiver');
    await clerk.sees('Die Entscheidung ist festgehalten.');

    await resident.go(`/de/konto/antraege/${caseId}`, 'waived');
    await resident.sees('Die zuständige Stelle verzichtet auf die Zustimmung per Link.');
    await Promise.all([resident, other, clerk].map((one) => one.leave()));
  });
});
