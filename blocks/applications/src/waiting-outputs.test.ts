import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseById, withdrawCase } from '@amt/cases';
import { inTransaction } from '@amt/db';
import { deliveriesOfSubmission } from '@amt/deliveries';
import { compileForm, offeredForm, publishForm, type FormOutput } from '@amt/forms';
import { emit } from '@amt/jobs';
import { anonymous } from '@amt/module';
import { claimPaid } from '@amt/payments';
import { aDraft, givenServices } from '../test/given.ts';
import { answerCosignature, askCosigner, cosignaturesOf, submitApplication, type Submitted } from './index.ts';

const given = await givenServices();
const { house, mail, resident } = given;
const text = (de: string) => ({ de, en: de, 'de-simple': de });

// the certificate for 5 euros, with a co-signer, that also goes into a folder and by mail
const offered = await offeredForm(house.db, 'meldebescheinigung');
assert.ok(offered);
const file: FormOutput = {
  kind: 'xml',
  id: 'file',
  root: 'Antrag',
  elements: [{ path: 'purpose', name: 'Zweck' }],
  to: { kind: 'folder' },
};
const outputs: FormOutput[] = [
  { kind: 'case', id: 'case' },
  file,
  { kind: 'mail', id: 'note', to: 'buergerbuero@stadt.example', after: 'submitted' },
];
await publishForm(
  house.context(),
  compileForm({
    ...offered.definition,
    version: '9.0.0',
    outputs,
    steps: [{ kind: 'cosigner', id: 'partner', title: text('Zustimmung'), declaration: text('Ich stimme zu.') }],
  }),
);

async function sent(): Promise<Submitted> {
  const result = await submitApplication(house.context({ actor: resident }), {
    draftId: await aDraft(given),
    confirmationPath: (id) => `/de/${id}`,
  });
  assert.ok(result.ok);
  await house.runJobs();
  return result.value;
}

async function states({ submissionId }: Submitted): Promise<Record<string, string>> {
  const rows = await deliveriesOfSubmission(house.db, submissionId);
  return Object.fromEntries(rows.map(({ outputId, state, waitsFor }) => [outputId, [state, ...waitsFor].join(' ')]));
}

const isPaid = async ({ caseId, claimId }: Submitted): Promise<void> => {
  await inTransaction(house.db, (tx) => emit(tx, claimPaid, { claimId: claimId ?? '', caseId, reference: 'R', amountCents: 500 }));
};

async function agrees({ submissionId }: Submitted): Promise<void> {
  const [one] = await cosignaturesOf(house.db, submissionId);
  const linkOf = (token: string): string => `https://amt.example/${token}`;
  await askCosigner(house.context({ actor: resident }), {
    cosignatureId: one?.id ?? '',
    submissionId,
    name: 'Kim',
    mail: 'kim@example.org',
    linkOf,
  });
  await house.runJobs();
  const [, token = ''] =
    /amt\.example\/([\w-]{32})/.exec(mail.mails().findLast(({ to }) => to.includes('kim@example.org'))?.text ?? '') ?? [];
  const answer = { token, answer: 'agreed', name: 'Kim' };
  assert.ok((await answerCosignature(house.context({ actor: anonymous }), answer)).ok);
}

describe('what else an application goes to', () => {
  it('gets it when the fee is paid and the other person has agreed, in whichever order', async () => {
    for (const order of [
      [isPaid, agrees],
      [agrees, isPaid],
    ]) {
      const application = await sent();
      assert.deepEqual(await states(application), { case: 'delivered', file: 'waiting payment agreement', note: 'delivered' });
      await order[0]?.(application);
      await house.runJobs();
      assert.match((await states(application))['file'] ?? '', /^waiting \w+$/);
      await order[1]?.(application);
      await house.runJobs();
      assert.equal((await states(application))['file'], 'delivered');
    }
  });

  it('gets nothing when it is withdrawn before', async () => {
    const application = await sent();
    await isPaid(application);
    await house.runJobs();
    assert.equal((await caseById(house.db, application.caseId))?.phase, 'open');
    assert.ok((await withdrawCase(house.context({ actor: resident }), { caseId: application.caseId })).ok);
    await house.runJobs();
    assert.equal((await states(application))['file'], 'dropped');
  });
});
