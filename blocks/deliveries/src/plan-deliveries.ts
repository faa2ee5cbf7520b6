import { officeDate } from '@amt/clock';
import type { Tx } from '@amt/db';
import { aroundOf, formByHash, type FormOutput, type Submission } from '@amt/forms';
import { enqueue } from '@amt/jobs';
import { deliverOutput } from './deliver-output.ts';
import { insertDelivery } from './delivery-store.ts';
import type { WaitsFor } from './tables.ts';

/**
 * Plans where a submission goes, in the transaction that submits it: one delivery for each output whose condition holds, and a job for each that
 * leaves the office. The case is opened by the caller, so its delivery is done already. Planning again changes nothing.
 *
 * @param caseId the case that was opened for it
 * @param open what the application itself still lacks
 */
export async function planDeliveries(tx: Tx, submission: Submission, caseId: string | null, open: readonly WaitsFor[] = []): Promise<void> {
  const form = await formByHash(tx, submission.formHash);
  const { outputs } = aroundOf({ form, answers: submission.answers, facts: submission.facts });
  const at = submission.submittedAt;
  const eraseAfter = officeDate(at).add({ months: form.definition.retention.submissionMonths });
  for (const output of outputs) {
    const done = output.kind === 'case';
    const waitsFor = output.kind === 'case' ? [] : open.filter((one) => waits(output.after, one));
    const id = await insertDelivery(tx, {
      submissionId: submission.id,
      outputId: output.id,
      kind: output.kind,
      caseId,
      accountId: submission.accountId ?? null,
      formId: submission.formId,
      formHash: submission.formHash,
      unitId: form.definition.ownerUnit,
      target: targetOf(output),
      state: done ? 'delivered' : waitsFor.length > 0 ? 'waiting' : 'planned',
      ...(waitsFor.length > 0 && { waitsFor }),
      plannedAt: at,
      changedAt: at,
      deliveredAt: done ? at : null,
      eraseAfter,
    });
    if (id !== undefined && !done && waitsFor.length === 0) await enqueue(tx, deliverOutput, { deliveryId: id });
  }
}

/** What the form says about leaving; without a word it waits for all. */
function waits(after: Exclude<FormOutput, { kind: 'case' }>['after'] = 'complete', open: WaitsFor): boolean {
  if (after === 'complete') return true;
  return after === (open === 'payment' ? 'paid' : 'cosigned');
}

/** Where an output goes, without the address of a person: fixed addresses by their domain, fields by their path. */
function targetOf(output: FormOutput): string {
  switch (output.kind) {
    case 'case':
      return '';
    case 'mail':
      return output.to.includes('@') ? output.to.slice(output.to.lastIndexOf('@')) : output.to;
    case 'webhook':
      return new URL(output.url).host;
    case 'xml':
      return output.to.kind === 'webhook' ? new URL(output.to.url).host : '';
    case 'fit-connect':
      return output.destinationId;
  }
}
