import { officeDate } from '@amt/clock';
import type { Tx } from '@amt/db';
import { type Context, type Result, done, failed } from '@amt/module';
import type { Answers, FileAnswer } from './answers.ts';
import { appointmentStates, appointmentSummary, heldOf } from './appointments/held-appointments.ts';
import { contactOf } from './contact-of.ts';
import type { DraftKey } from './draft-key.ts';
import { filesAt, unsealedAnswers } from './draft-file.ts';
import { scansOfDraft } from './draft-file-store.ts';
import { closeDraft, lockDraft } from './draft-store.ts';
import type { Evaluation } from './evaluate.ts';
import { openedDraft } from './opened-draft.ts';
import { insertSubmission, submissionById } from './submission-store.ts';
import type { Submission } from './submission.ts';
import { summaryOfEvaluation } from './summary.ts';

/**
 * Sends a draft, within the caller's transaction: checks everything once more and freezes it into a submission, exactly once. A second click or tab
 * waits for the first and gets the same submission. The caller has checked that the visitor may send it.
 *
 * @param key of a draft without account (`draftKey` of the visitor's session); without it there is no such draft
 * @returns `incomplete` when an answer is missing or wrong, or a time is not held any more (the check page tells which)
 */
export async function completeDraft(
  ctx: Context & { readonly db: Tx },
  draftId: string,
  key?: DraftKey,
): Promise<Result<Submission, 'not-found' | 'incomplete'>> {
  const draft = await lockDraft(ctx.db, draftId, key);
  if (!draft) return failed('not-found');
  if (draft.submissionId !== null) return submitted(ctx.db, draft.submissionId);
  const { form, evaluation, errors } = await openedDraft(ctx.db, draft, ctx.now);
  const appointments = appointmentStates(evaluation, draft, ctx.now);
  if (errors.length > 0 || appointments.some(({ ranOut }) => ranOut)) return failed('incomplete');

  const answers = await unsealedAnswers(ctx.files, evaluation.values);
  const submission = {
    formId: draft.formId,
    formHash: draft.formHash,
    serviceId: draft.serviceId,
    accountId: draft.accountId ?? undefined,
    locale: ctx.locale,
    answers,
    computed: evaluation.computed,
    provenance: visibleOnly(draft.provenance, evaluation),
    facts: evaluation.facts,
    summary: [...summaryOfEvaluation(evaluation, draft.provenance, ctx.locale), ...appointmentSummary(appointments, ctx.locale)],
    fee: {
      lines: evaluation.fee.lines.map(({ line, cents }) => ({ id: line.id, label: line.label, cents })),
      totalCents: evaluation.fee.totalCents,
    },
    files: [...filesOf(evaluation, answers), ...(await scansOfDraft(ctx.db, draftId))],
    submittedAt: ctx.now,
    channel: draft.channel,
    consent: draft.consent,
    appointments: heldOf(appointments),
  };
  const id = await insertSubmission(ctx.db, submission, officeDate(ctx.now).add({ months: form.definition.retention.submissionMonths }));
  await closeDraft(ctx.db, draftId, id);
  return done({ ...submission, id, feeCents: submission.fee.totalCents, contact: contactOf(form, submission.answers) });
}

async function submitted(tx: Tx, submissionId: string): Promise<Result<Submission, 'not-found'>> {
  const submission = await submissionById(tx, submissionId);
  return submission ? done(submission) : failed('not-found');
}

/** Provenance of hidden answers is not part of what is sent. */
function visibleOnly<T>(byPath: Readonly<Record<string, T>>, evaluation: Evaluation): Record<string, T> {
  return Object.fromEntries(Object.entries(byPath).filter(([path]) => evaluation.nodes.get(path)?.value !== undefined));
}

function filesOf(evaluation: Evaluation, answers: Answers): FileAnswer[] {
  return [...evaluation.nodes.values()].flatMap((state) => (state.node.kind === 'file' ? filesAt(answers, state.path) : []));
}
