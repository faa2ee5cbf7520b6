import { addNote, answerQuestion, approveDecision, askBack, caseById, performAction, proposeDecision, withdrawCase } from '@amt/cases';
import { draftKey } from '@amt/forms';
import type { Actor, Result } from '@amt/module';
import { submitApplication, type Submitted } from '@amt/applications';
import { rateService } from '@amt/online-services';
import type { DemoCase } from './demo-city.ts';
import { exampleFile } from './example-file.ts';
import { expireFee } from './expire-fee.ts';
import { withoutMails } from './mute-mails.ts';
import { fillForm } from './fill-form.ts';
import { Past } from './past.ts';
import { addresses, payFee } from './pay-fee.ts';
import { readMail } from './read-mail.ts';
import type { Stage } from './stage.ts';
import { passingSession } from './visitor-session.ts';

/**
 * Plays one application of the demo city from the first question to the state it is in today.
 * @param number of the case; spreads days, hours and small differences, the same way each time
 * @throws Error when a use case refuses or the case ends in another state: the scenario does not fit the city's data
 */
export async function playCase(stage: Stage, scenario: DemoCase, number: number): Promise<void> {
  const person = await stage.person(scenario.person);
  await withoutMails(stage, person, () => play(stage, person, scenario, number));
}

async function play(stage: Stage, person: Actor, scenario: DemoCase, number: number): Promise<void> {
  const past = new Past(stage.now, scenario.ageDays, number);
  const sent = await apply(stage, person, scenario, past);
  await settle(stage, person, scenario, sent, past);
  if (scenario.staff !== undefined) await workOn(stage, person, scenario, sent.caseId, past);
  if (scenario.rating) await rate(stage, person, scenario.rating, sent, past);
  const reached = await caseById(stage.tx, sent.caseId);
  if (reached?.state !== scenario.state)
    throw new Error(`case ${number} (${scenario.service}) is ${reached?.state ?? 'gone'} and should be ${scenario.state}`);
  if (person.kind === 'person') await readMail(stage, person, reached.fileReference, number);
}

async function apply(stage: Stage, person: Actor, { service, locale, answers, files = {} }: DemoCase, past: Past): Promise<Submitted> {
  const ctx = stage.context(person, past.at, locale);
  const session = await passingSession(ctx);
  const draftId = await fillForm(ctx, session, { service, answers, files });
  const confirmationPath = (submissionId: string): string => addresses.href('online-services.confirmation', locale, { submissionId });
  return must(
    await submitApplication(stage.context(person, past.later({ minutes: 9 }), locale), {
      draftId,
      key: draftKey(session, draftId),
      confirmationPath,
    }),
    'submit',
  );
}

/** The fee is paid, lapses, or is still open; without a fee there is only the receipt to write. */
async function settle(stage: Stage, person: Actor, { state }: DemoCase, { claimId }: Submitted, past: Past): Promise<void> {
  await stage.runJobs(past.at);
  if (claimId === null || state === 'awaiting-payment') return;
  if (state === 'expired') await expireFee(stage, past);
  else await payFee(stage, person, claimId, past);
}

async function workOn(stage: Stage, person: Actor, scenario: DemoCase, caseId: string, past: Past): Promise<void> {
  const { state, outcome, question, answer, note, lead } = scenario;
  const clerk = await stage.staff(scenario.staff);
  must(await performAction(stage.context(clerk, past.inOffice(1)), { caseId, actionId: 'take' }), 'take');
  if (note !== undefined) must(await addNote(stage.context(clerk, past.later({ minutes: 25 })), { caseId, body: note }), 'note');
  if (question !== undefined) must(await askBack(stage.context(clerk, past.later({ minutes: 12 })), { caseId, body: question }), 'ask');
  if (answer !== undefined) {
    const files =
      scenario.service === 'technischer-support' ? [] : [await exampleFile(stage.context(person, past.at).files, 'Nachgereicht.pdf')];
    must(await answerQuestion(stage.context(person, past.later({ hours: 31 })), { caseId, body: answer, files }), 'answer');
  }
  if (state === 'withdrawn') must(await withdrawCase(stage.context(person, past.later({ hours: 52 })), { caseId }), 'withdraw');
  if (state === 'solved') must(await performAction(stage.context(clerk, past.inOffice(1)), { caseId, actionId: 'close' }), 'close');
  if (outcome !== undefined) {
    must(await proposeDecision(stage.context(clerk, past.inOffice(2)), { caseId, outcome, remarks: '' }), 'propose');
    if (lead !== undefined) must(await approveDecision(stage.context(await stage.staff(lead), past.inOffice(1)), { caseId }), 'approve');
  }
  await stage.runJobs(past.later({ minutes: 1 }));
}

async function rate(
  stage: Stage,
  person: Actor,
  rating: NonNullable<DemoCase['rating']>,
  { submissionId }: Submitted,
  past: Past,
): Promise<void> {
  const recommends = rating.recommend === undefined ? '' : rating.recommend >= 7 ? 'yes' : 'no';
  must(
    await rateService(stage.context(person, past.later({ hours: 20 })), {
      submissionId,
      stars: String(rating.stars),
      recommends,
      remark: rating.text ?? '',
    }),
    'rate',
  );
}

function must<Value>(result: Result<Value, string>, step: string): Value {
  if (!result.ok) throw new Error(`${step}: ${result.code}`);
  return result.value;
}
