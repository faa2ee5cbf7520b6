import { services } from '@amt/catalogue';
import type { ArrivedFile, Intake } from '@amt/deliveries';
import { attachFile, clientDraft, openedDraft, saveAnswers, startDraftFor, type Json } from '@amt/forms';
import { detectMediaType } from '@amt/files';
import { done, failed, type Context } from '@amt/module';
import { submitApplication } from './submit-application.ts';

/**
 * Makes a submission that came over FIT-Connect a case like any other: a draft of that channel, its answers and files checked as the form asks, sent at once.
 * Answers that the form does not take, or a missing one, make it `invalid`; the sender is told and nothing stays.
 */
export const takeInFitConnect: Intake = async (ctx, arrived) => {
  const { formId, submissionId } = arrived;
  const service = (await services(ctx.db)).find((one) => one.formId === formId && one.caseTypeId !== undefined);
  if (!service) return failed('unknown-form');
  const clientId = `fit-connect:${submissionId}`;
  const begun = await startDraftFor(ctx, { formId, serviceId: service.id, channel: 'fit-connect', owner: { kind: 'client', clientId } });
  const draft = begun.ok ? await clientDraft(ctx, begun.value, clientId) : undefined;
  if (!draft) return failed('unknown-form');
  const saved = await saveAnswers(ctx, draft, withoutFiles(arrived.answers));
  if (!saved.ok || saved.value.faults.length > 0) return failed('invalid');
  for (const file of arrived.attachments) if (!(await attach(ctx, draft.id, clientId, file))) return failed('invalid');
  const sent = await submitApplication(ctx, { draftId: draft.id, confirmationPath: () => '/' });
  if (!sent.ok) return failed(sent.code === 'not-offered' ? 'unknown-form' : 'invalid');
  return done({ reference: sent.value.submissionId });
};

/** Files come as attachments; what another form server wrote about them into the data is not an answer. */
function withoutFiles(answers: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => !isFileList(value)));
}

function isFileList(value: Json): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one: Json) => typeof one === 'object' && one !== null && 'sha256' in one && 'mediaType' in one)
  );
}

/** Puts a file into the first field that takes it. The sender's summary of the whole has no field and needs none. */
async function attach(ctx: Context, draftId: string, clientId: string, file: ArrivedFile): Promise<boolean> {
  const mediaType = await detectMediaType(await ctx.files.read(file.sha256), file.fileName);
  const draft = await clientDraft(ctx, draftId, clientId);
  if (!draft) return false;
  const { evaluation } = await openedDraft(ctx.db, draft, ctx.now);
  for (const [path, { node }] of evaluation.nodes) {
    if (node.kind !== 'file') continue;
    const { fileName, size, sha256 } = file;
    if ((await attachFile(ctx, draft, path, { fileName, mediaType, size, sha256 })).ok) return true;
  }
  return file.purpose !== 'attachment';
}
