import { randomUUID } from 'node:crypto';
import { inTransaction } from '@amt/db';
import { configOf, type Context, type Result } from '@amt/module';
import type { AuthenticationTags } from '../progress.ts';
import { deliveriesConfig } from '../settings.ts';
import { answerOf, ApiFault, fitConnectOf, type FitConnectApi, type WaitingSubmission } from './api.ts';
import type { ArrivedFile, Intake } from './intake.ts';
import { openSubmission, type OpenedSubmission } from './open-submission.ts';
import { ownKeys, type OwnKeys } from './own-keys.ts';
import { problem } from './problems.ts';
import { insertReceived, receivedById, setAnswered, setReference, unansweredReceived } from './received-store.ts';
import { readEvent, signEvent, type EventProblem, type EventToSign } from './security-event.ts';

/**
 * Fetches what waits for our destination and takes it in or rejects it, each in one transaction with the signed word about it; the word is then sent until the
 * service has it. What was received once is never taken in twice. A fault on the way leaves the submission where it is, for the next time.
 */
export async function receiveSubmissions(ctx: Context, intake: Intake): Promise<void> {
  const { FIT_CONNECT_DESTINATION_ID: destinationId } = configOf(ctx, deliveriesConfig);
  const api = fitConnectOf(ctx);
  const keys = destinationId === '' ? undefined : await ownKeys(ctx);
  if (api === undefined || keys === undefined) return;
  await sendReplies(ctx, api);
  const faults: unknown[] = [];
  for (const one of await waitingFor(ctx, api, destinationId)) {
    try {
      await receive(ctx, { api, keys, intake }, one);
    } catch (fault) {
      faults.push(...unexplained(ctx, fault, one.submissionId));
    }
  }
  await sendReplies(ctx, api);
  // one that breaks the intake does not stand in the way of the others
  if (faults.length > 0) throw faults[0];
}

async function waitingFor(ctx: Context, api: FitConnectApi, destinationId: string): Promise<readonly WaitingSubmission[]> {
  try {
    return (await api.waiting(destinationId)).filter((found) => found.destinationId === destinationId);
  } catch (fault) {
    for (const own of unexplained(ctx, fault, destinationId)) throw own;
    return [];
  }
}

/** What is not ours to mend is told and tried again. @returns the fault when it is one of ours */
function unexplained(ctx: Context, fault: unknown, about: string): readonly unknown[] {
  const answer = answerOf(fault) ?? (fault instanceof NotSubmitted ? 'no-submit-event' : undefined);
  if (answer === undefined) return [fault];
  ctx.log.warn({ about, answer }, 'FIT-Connect: could not be received');
  return [];
}

interface Means {
  readonly api: FitConnectApi;
  readonly keys: OwnKeys;
  readonly intake: Intake;
}

async function receive(ctx: Context, { api, keys, intake }: Means, waiting: WaitingSubmission): Promise<void> {
  if (await receivedById(ctx.db, waiting.submissionId)) return;
  const tags = await submittedTags(api, waiting);
  const remote = await api.submission(waiting.submissionId);
  const opened = await openSubmission(api, { remote, keys, tags });
  const formId = opened.ok ? formOf(ctx, opened.value) : undefined;
  const outcome = !opened.ok
    ? opened.problems
    : formId === undefined
      ? [problem('unsupported-schema', 'data')]
      : await take(ctx, { keys, intake }, waiting, opened.seen, {
          ...waiting,
          formId,
          schemaUri: opened.value.metadata.contentStructure.data.submissionSchema.schemaUri,
          leikaKey: /(\d{14})$/.exec(remote.publicService?.identifier ?? '')?.[1],
          answers: opened.value.answers,
          attachments: await store(ctx, opened.value),
          replyChannel: opened.value.metadata.replyChannel,
          authenticationInformation: opened.value.metadata.authenticationInformation ?? [],
          paymentInformation: opened.value.metadata.paymentInformation ?? [],
        });
  if (outcome === 'taken') return;
  const reply = await sign(ctx, keys, waiting, { type: 'reject-submission', problems: outcome });
  await inTransaction(ctx.db, (tx) =>
    insertReceived(tx, { ...rowOf(ctx, waiting), state: 'rejected', reference: null, problems: outcome, reply }),
  );
}

/** Another process was quicker; what this one wrote is undone. */
class TakenBefore extends Error {}
class Refused extends Error {
  readonly code: 'unknown-form' | 'invalid';
  constructor(code: Refused['code']) {
    super(code);
    this.code = code;
  }
}

async function take(
  ctx: Context,
  { keys, intake }: Omit<Means, 'api'>,
  waiting: WaitingSubmission,
  tags: AuthenticationTags,
  arrived: Parameters<Intake>[1],
): Promise<'taken' | readonly EventProblem[]> {
  const reply = await sign(ctx, keys, waiting, { type: 'accept-submission', tags });
  try {
    await inTransaction(ctx.db, async (tx) => {
      const row = { ...rowOf(ctx, waiting), state: 'accepted' as const, reference: '', problems: [], reply };
      // the row first: whoever has it takes the submission in, all others wait for it and step back
      if (!(await insertReceived(tx, row))) throw new TakenBefore();
      const result: Result<{ readonly reference: string }, Refused['code']> = await intake({ ...ctx, db: tx }, arrived);
      if (!result.ok) throw new Refused(result.code);
      await setReference(tx, waiting.submissionId, result.value.reference);
    });
    return 'taken';
  } catch (fault) {
    if (fault instanceof TakenBefore) return 'taken';
    if (!(fault instanceof Refused)) throw fault;
    return [problem(fault.code === 'invalid' ? 'schema-violation' : 'unsupported-schema', 'data')];
  }
}

const rowOf = (ctx: Context, { submissionId, caseId, destinationId }: WaitingSubmission) => ({
  id: submissionId,
  caseId,
  destinationId,
  receivedAt: ctx.now,
});

function sign(ctx: Context, { signature }: OwnKeys, waiting: WaitingSubmission, event: EventToSign['event']): Promise<string> {
  return signEvent(signature, { ...waiting, id: randomUUID(), at: ctx.now, event });
}

class NotSubmitted extends Error {}

/** Tags of what was submitted, as the service says in a signed event. @throws NotSubmitted when no event that counts says it was */
async function submittedTags(api: FitConnectApi, { submissionId, caseId }: WaitingSubmission): Promise<AuthenticationTags> {
  for (const token of await api.events(caseId)) {
    const read = await readEvent(token, {
      submissionId,
      caseId,
      keyOf: async (issuer, keyId) => (issuer.replace(/\/$/, '') === api.url ? api.serviceKey(keyId) : undefined),
      mayTell: (_issuer, type) => type === 'submit-submission',
    });
    if (read.ok && read.value.tags) return read.value.tags;
  }
  throw new NotSubmitted();
}

/** The form that takes data of this schema, by the operator's list. */
function formOf(ctx: Context, { metadata }: OpenedSubmission): string | undefined {
  const { schemaUri } = metadata.contentStructure.data.submissionSchema;
  return configOf(ctx, deliveriesConfig)
    .FIT_CONNECT_FORMS.split(/\s+/)
    .map((entry) => [entry.slice(0, entry.lastIndexOf('=')), entry.slice(entry.lastIndexOf('=') + 1)] as const)
    .find(([uri, formId]) => uri === schemaUri && formId !== '')?.[1];
}

/** Files go to the store once all of the submission is known to be right. */
async function store(ctx: Context, { attachments }: OpenedSubmission): Promise<ArrivedFile[]> {
  const stored: ArrivedFile[] = [];
  for (const { content, ...about } of attachments) stored.push({ ...about, ...(await ctx.files.put(content)) });
  return stored;
}

/** Sends our words that the service does not have yet. The same token twice is one event there. */
async function sendReplies(ctx: Context, api: FitConnectApi): Promise<void> {
  for (const { id, caseId, reply } of await unansweredReceived(ctx.db)) {
    const sent = await postOnce(api, caseId, reply);
    if (sent.ok) await setAnswered(ctx.db, id, ctx.now);
    else ctx.log.warn({ about: id, answer: sent.answer }, 'FIT-Connect: our word could not be sent');
  }
}

async function postOnce(api: FitConnectApi, caseId: string, reply: string): Promise<{ ok: true } | { ok: false; answer: string }> {
  try {
    await api.postEvent(caseId, reply);
    return { ok: true };
  } catch (fault) {
    const answer = answerOf(fault);
    if (answer === undefined) throw fault;
    // the case is settled or gone there: nothing is left to say
    const settled = fault instanceof ApiFault && (fault.status === 409 || fault.status === 410 || fault.status === 404);
    return settled ? { ok: true } : { ok: false, answer };
  }
}
