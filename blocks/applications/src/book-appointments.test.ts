import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { withdrawCase } from '@amt/cases';
import { appointmentBookOf, compileForm, keepAppointment, offeredForm, publishForm, visitorsDraft } from '@amt/forms';
import { inboxOf } from '@amt/mailbox';
import { memorySession, type Context } from '@amt/module';
import { startAppointments } from '@amt/simulators';
import { aDraft, Crash, crashAfter, givenServices } from '../test/given.ts';
import { appointmentsOf, submitApplication, type Submitted } from './index.ts';
import { confirmAppointment } from './book-appointments.ts';

let now = (): number => 0;
const book = await startAppointments({
  port: 0,
  services: ['meldebescheinigung'],
  offices: [{ id: 7, name: 'Bürgerbüro' }],
  now: () => now(),
});
after(() => book.close());
const given = await givenServices({ APPOINTMENTS_URL: book.apiUrl });
const { house, resident } = given;
now = () => house.clock.now().epochMilliseconds;

// the certificate, paid later, with an appointment
const offered = (await offeredForm(house.db, 'meldebescheinigung')) ?? assert.fail();
const title = { de: 'Termin', en: 'Appointment', 'de-simple': 'Termin' };
await publishForm(
  house.context(),
  compileForm({
    ...offered.definition,
    version: '9.0.0',
    payment: { timing: 'later' },
    steps: [{ kind: 'appointment', id: 'visit', title, service: 'meldebescheinigung' }],
  }),
);

const ctx = (): Context => house.context({ actor: resident });

/** Sent with a time held for it; nothing is confirmed yet. */
async function sent(): Promise<Submitted & { holdId: string }> {
  const session = memorySession({ kind: 'person', id: resident.id });
  await session.set('identity.trust-level', 'high');
  const draftId = await aDraft(given, { session });
  const access = await visitorsDraft(ctx(), session, draftId);
  assert.ok(access.kind === 'open');
  const books = appointmentBookOf(ctx()) ?? assert.fail();
  const days = await books.days('meldebescheinigung');
  const slots = await books.slots('meldebescheinigung', (days.ok && days.value[0]) || '');
  const held = await books.hold('meldebescheinigung', (slots.ok && slots.value[0]) || assert.fail());
  assert.ok(held.ok);
  assert.ok((await keepAppointment(ctx(), access.draft, 'visit', held.value)).ok);
  const result = await submitApplication(ctx(), { draftId, confirmationPath: (id) => `/de/${id}` });
  assert.ok(result.ok, result.ok ? '' : result.code);
  return { ...result.value, holdId: held.value.holdId };
}

const stateOf = async ({ submissionId }: Submitted): Promise<string | undefined> =>
  (await appointmentsOf(house.db, submissionId))[0]?.state;
const processOf = (holdId: string) => book.appointments().find(({ processId }) => String(processId) === holdId);

describe('a time that came with an application', () => {
  it('is confirmed once, under submission and step, and given back when the application is withdrawn', async () => {
    const application = await sent();
    assert.equal(await stateOf(application), 'held');
    await house.runJobs();
    assert.equal(await stateOf(application), 'confirmed');
    const process = processOf(application.holdId);
    assert.deepEqual(
      [process?.status, process?.confirmations, process?.customTextfield],
      ['confirmed', 1, `${application.submissionId}/visit`],
    );
    assert.ok((await withdrawCase(ctx(), { caseId: application.caseId })).ok);
    await house.runJobs();
    assert.deepEqual([await stateOf(application), processOf(application.holdId)?.status], ['cancelled', 'cancelled']);
  });

  it('is confirmed once whatever crashes, and when the answer is lost', async () => {
    let crashes = 0;
    for (let statement = 1; ; statement++) {
      const application = await sent();
      const payload = { submissionId: application.submissionId, step: 'visit' };
      let crashed = false;
      try {
        const db = house.db.withPlugin(crashAfter(statement));
        await confirmAppointment.run(house.context({ db }), payload, { attempt: 1, maxAttempts: 25 });
      } catch (fault) {
        if (!(fault instanceof Crash)) throw fault;
        crashed = true;
        crashes++;
      }
      await house.runJobs();
      assert.deepEqual(
        [await stateOf(application), processOf(application.holdId)?.confirmations],
        ['confirmed', 1],
        `statement ${statement}`,
      );
      if (!crashed) break;
    }
    assert.ok(crashes >= 5, `${crashes} places to crash`);
    const application = await sent();
    book.behave({ fault: 'down' });
    await house.runJobs({ failures: 'keep' });
    assert.equal(await stateOf(application), 'held');
    book.behave({ fault: 'none' });
    await confirmAppointment.run(
      house.context(),
      { submissionId: application.submissionId, step: 'visit' },
      { attempt: 2, maxAttempts: 25 },
    );
    assert.deepEqual([await stateOf(application), processOf(application.holdId)?.confirmations], ['confirmed', 1]);
  });

  it('that is gone after all is told to the applicant once, and the application stays', async () => {
    const application = await sent();
    book.expireReservations();
    await house.runJobs({ failures: 'keep' });
    assert.equal(await stateOf(application), 'lost');
    await confirmAppointment.run(
      house.context(),
      { submissionId: application.submissionId, step: 'visit' },
      { attempt: 2, maxAttempts: 25 },
    );
    const { entries } = await inboxOf(house.db, resident.id, { search: 'Termin nicht möglich' });
    assert.equal(entries.length, 1);
  });
});
