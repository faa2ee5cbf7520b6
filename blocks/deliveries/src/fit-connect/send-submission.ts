import { randomUUID } from 'node:crypto';
import { caseById } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { officeDate } from '@amt/clock';
import { formByHash, type FormOutput, type Submission } from '@amt/forms';
import type { Context } from '@amt/module';
import { claimById } from '@amt/payments';
import type { JWK } from 'jose';
import { adoptProgress, setProgress } from '../delivery-store.ts';
import type { Parcel } from '../drivers.ts';
import { NoReply } from '../http-request.ts';
import { messages } from '../messages.ts';
import type { Outcome } from '../outcome.ts';
import type { Progress } from '../progress.ts';
import { referenceOf, summaryLetter } from '../summary-letter.ts';
import type { Delivery } from '../tables.ts';
import { answerOf, fitConnectOf, type ApiFault, type FitConnectApi } from './api.ts';
import { encryptFor, tagOf } from './encryption.ts';
import { sha512 } from './hash.ts';
import { metadataToSend, type MetadataToSend, type SentAttachment } from './metadata.ts';
import { storeEvents } from './store-events.ts';

type FitConnectOutput = Extract<FormOutput, { kind: 'fit-connect' }>;

/**
 * Sends a submission to another authority: announce, attachments, then metadata and data, each encrypted for the destination.
 *
 * The service gives the id, so the id is written down before anything is sent under it; an announcement whose answer was lost is never completed and lapses
 * there. Submitting is the one step that counts. When its word did not come, the next try reads the signed event log first, so nothing is sent twice.
 */
export async function sendOverFitConnect(ctx: Context, parcel: Parcel<FitConnectOutput>): Promise<Outcome> {
  const api = fitConnectOf(ctx);
  if (api === undefined) return { kind: 'later', answer: 'not-configured' };
  let progress = parcel.delivery.progress ?? undefined;
  try {
    const before = progress && (await standing(ctx, api, parcel.delivery, progress));
    if (before) return before;
    const key = await api.encryptionKey(parcel.output.destinationId);
    progress ??= await announce(ctx, api, parcel);
    return await submit(ctx, api, parcel, progress, key);
  } catch (fault) {
    const answer = answerOf(fault);
    if (answer === undefined) throw fault;
    if (fault instanceof NoReply) return { kind: fault.sent ? 'unknown' : 'later', answer };
    return progress === undefined ? { kind: 'later', answer } : refusedOr(ctx, api, parcel.delivery, progress, fault as ApiFault);
  }
}

const submitted: Outcome = { kind: 'delivered', answer: 'submitted' };

/** What the event log says of an earlier try. @returns undefined when it was not submitted */
async function standing(ctx: Context, api: FitConnectApi, delivery: Delivery, progress: Progress): Promise<Outcome | undefined> {
  if (progress.tags.length === 0) return undefined;
  const types = (await storeEvents(ctx, api, { ...delivery, progress })).map(({ type }) => type);
  if (types.includes('reject-submission')) return { kind: 'refused', answer: 'rejected' };
  if (types.includes('accept-submission')) return { kind: 'delivered', answer: 'accepted' };
  return types.includes('submit-submission') ? submitted : undefined;
}

async function announce(ctx: Context, api: FitConnectApi, { delivery, submission, output }: Parcel<FitConnectOutput>): Promise<Progress> {
  // the summary goes along as a document, so that people there can read it without knowing our form
  const attachments = Object.fromEntries([...submission.files.map(({ id }) => id), summaryId].map((id) => [id, randomUUID()]));
  const service = await serviceById(ctx.db, submission.serviceId);
  const announced = await api.announce({
    destinationId: output.destinationId,
    announcedAttachments: Object.values(attachments),
    publicService: {
      name: service?.name.de ?? submission.serviceId,
      identifier: `urn:de:fim:leika:leistung:${output.leikaKey}`,
    },
  });
  return adoptProgress(ctx.db, delivery.id, { ...announced, attachments, tags: [] });
}

/** As many tries to submit as a delivery has. */
const mostTags = 30;

/** The PDF among the ids of our files, which are UUIDs. */
const summaryId = 'summary';

async function submit(ctx: Context, api: FitConnectApi, parcel: Parcel<FitConnectOutput>, progress: Progress, key: JWK): Promise<Outcome> {
  const { delivery, submission, output } = parcel;
  const sent: SentAttachment[] = [];
  const tags: Record<string, string> = {};
  for (const [fileId, attachmentId] of Object.entries(progress.attachments)) {
    const { content, ...about } = await attachmentOf(ctx, parcel, fileId);
    const jwe = await encryptFor(key, content, about.mimeType);
    await api.putAttachment(progress.submissionId, attachmentId, jwe);
    sent.push({ ...about, attachmentId, hash: sha512(content) });
    tags[attachmentId] = tagOf(jwe);
  }
  const data = new TextEncoder().encode(JSON.stringify(submission.answers));
  const metadata = metadataToSend(await describe(ctx, parcel, { schemaUri: output.schemaUri, data, attachments: sent }));
  const encryptedData = await encryptFor(key, data, 'application/json');
  const encryptedMetadata = await encryptFor(key, new TextEncoder().encode(JSON.stringify(metadata)), 'application/json');
  await setProgress(ctx.db, delivery.id, {
    ...progress,
    tags: [{ metadata: tagOf(encryptedMetadata), data: tagOf(encryptedData), attachments: tags }, ...progress.tags].slice(0, mostTags),
  });
  await api.submit(progress.submissionId, { encryptedMetadata, encryptedData });
  return submitted;
}

async function attachmentOf(ctx: Context, { delivery, submission }: Parcel, fileId: string) {
  if (fileId === summaryId) {
    const { definition } = await formByHash(ctx.db, submission.formHash);
    const reference = await referenceOf(ctx, delivery);
    const content = await summaryLetter(ctx, { delivery, submission, title: definition.title.de, reference });
    const filename = messages[submission.locale].mail.fileName({ reference });
    return { content, filename, mimeType: 'application/pdf', purpose: 'form' as const };
  }
  const file = submission.files.find(({ id }) => id === fileId);
  if (file === undefined) throw new Error(`submission ${submission.id} has no file ${fileId}`);
  return {
    content: await ctx.files.read(file.sha256),
    filename: file.fileName,
    mimeType: file.mediaType,
    purpose: 'attachment' as const,
  };
}

async function describe(
  ctx: Context,
  { delivery, submission }: Parcel,
  content: Pick<MetadataToSend, 'schemaUri' | 'data' | 'attachments'>,
): Promise<MetadataToSend> {
  const found = delivery.caseId === null ? undefined : await caseById(ctx.db, delivery.caseId);
  return {
    ...content,
    mail: submission.contact.mail,
    trustLevel: submission.facts.signedIn ? submission.facts.trustLevel : undefined,
    payment: await paymentOf(ctx, submission, found?.claimId ?? null),
    reference: found?.fileReference ?? delivery.id,
    submittedOn: officeDate(submission.submittedAt),
  };
}

async function paymentOf(ctx: Context, { feeCents }: Submission, claimId: string | null): Promise<MetadataToSend['payment']> {
  const claim = feeCents === 0 || claimId === null ? undefined : await claimById(ctx.db, claimId);
  return claim?.paidAt ? { reference: claim.reference, paidAt: claim.paidAt, cents: claim.amountCents } : undefined;
}

/** What a status of the service means: it may have the submission already, may have forgotten the announcement, may not want it, or may be unwell. */
async function refusedOr(ctx: Context, api: FitConnectApi, delivery: Delivery, progress: Progress, fault: ApiFault): Promise<Outcome> {
  const answer = answerOf(fault) ?? '';
  if (fault.status < 400 || fault.status >= 500 || fault.status === 401 || fault.status === 403 || fault.status === 429)
    return { kind: 'later', answer };
  const latest = await adoptProgress(ctx.db, delivery.id, progress);
  try {
    const after = await standing(ctx, api, delivery, latest);
    if (after) return after;
  } catch (again) {
    if (answerOf(again) === undefined) throw again;
    return { kind: 'unknown', answer };
  }
  if ((fault.status === 404 || fault.status === 410) && (fault.call === 'put-attachment' || fault.call === 'submit')) {
    await setProgress(ctx.db, delivery.id, null);
    return { kind: 'later', answer };
  }
  // the service has it, but no event that we may believe says so yet
  if (fault.status === 409) return { kind: 'unknown', answer };
  return fault.status === 404 ? { kind: 'later', answer } : { kind: 'refused', answer };
}
