import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import { readDemoCity } from '../../src/demo/demo-city.ts';
import { fillForm } from '../../src/demo/fill-form.ts';
import { stageOf } from '../../src/demo/stage.ts';
import { passingSession } from '../../src/demo/visitor-session.ts';
import { houseUnderTest } from '../house.ts';
import { signIn, signInAsStaff } from '../sign-in.ts';
import { until } from '../until.ts';
import { visitor, type Visitor } from '../visitor.ts';

const running = await houseUnderTest();
const { house, env, simulators } = running;
const service = 'freischankflaeche';

/** A filled-in draft of a demo resident with an account. */
async function draftOf(): Promise<{ draftId: string; person: string }> {
  const city = await readDemoCity(env['AMT_CITY'] ?? '');
  const scenario = city.cases.find((one) => one.service === service && one.person !== undefined) ?? assert.fail();
  return inTransaction(house.database.db, async (tx) => {
    const stage = stageOf(house, tx, house.clock.now());
    const person = await stage.person(scenario.person);
    const ctx = stage.context(person, stage.now);
    const { answers, files = {} } = scenario;
    return { draftId: await fillForm(ctx, await passingSession(ctx), { service, answers, files }), person: person.name };
  });
}

async function onCheckPage(resident: Visitor, draftId: string, person: string): Promise<void> {
  await resident.go(`/de/anmelden?return=${encodeURIComponent(`/de/antrag/${draftId}/pruefen`)}`);
  await signIn(resident, person);
  await resident.go(`/de/antrag/${draftId}/pruefen`, 'no appointment');
}

describe('an application with an appointment', () => {
  for (const scripts of [true, false]) {
    it(`is sent with a chosen time, ${scripts ? 'with' : 'without'} scripts, and the book has it`, async () => {
      const { draftId, person } = await draftOf();
      const resident = await visitor({ scripts });
      await onCheckPage(resident, draftId, person);
      await resident.press('Termin wählen', 'appointment');
      await resident.page
        .getByRole('button', { name: /^\d{1,2}:\d{2}/ })
        .first()
        .click();
      await resident.page.waitForURL(/pruefen/);
      await resident.examine('held');
      await resident.sees(/für Sie festgehalten/);
      await resident.press('Anderen Termin wählen', 'held');
      await resident.press('Zurück zur Prüfung', 'held');
      await resident.press(/^Antrag absenden und/, 'with an appointment');
      await until(async () =>
        simulators.appointments.appointments().some(({ status, familyName }) => status === 'confirmed' && familyName === person),
      );
      await resident.leave();
    });
  }

  it('shows the time at the office', async () => {
    const clerk = await visitor();
    await signInAsStaff(clerk, 'Sabine Wolkersdorfer');
    await clerk.follow('/de/mitarbeit/vorgaenge?service=freischankflaeche&phase=awaiting-payment&sort=newest', /vorgaenge\/[0-9a-f-]{36}$/);
    await clerk.sees(/Dienststelle (Mitte|Süd)/);
    await clerk.leave();
  });
});
