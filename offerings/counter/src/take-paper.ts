import { record } from '@amt/audit';
import { officeDate } from '@amt/clock';
import { services } from '@amt/catalogue';
import { inTransaction } from '@amt/db';
import { paperAnswers, readPaperForm, type PaperFault } from '@amt/form-paper';
import {
  attachScan,
  carryOver,
  formByHash,
  offeredForm,
  publishedVersions,
  saveAnswers,
  staffDraft,
  startDraft,
  startDraftFor,
  visitorsDraft,
  type CompiledForm,
  type Consent,
  type Draft,
} from '@amt/forms';
import { done, failed, type Context, type Result, type Session, type Upload } from '@amt/module';

/** Who brings the paper: a clerk for somebody to a service of theirs, or the person through the web page. */
export type Bringer =
  | {
      readonly kind: 'staff';
      readonly staffId: string;
      readonly unitId: string;
      readonly consent: Consent;
      readonly service: { readonly id: string; readonly formId: string };
      /** the file in the store; it goes along as what the person has sent */
      readonly upload: Upload;
    }
  | { readonly kind: 'visitor'; readonly session: Session };

/** Largest file, in bytes. */
export const largestPaper = 10_000_000;

type NotTaken = PaperFault | 'not-offered' | 'other-form' | 'sign-in';

/**
 * Reads a filled-in sheet and makes a draft of it, checked like the web form: what could not be read or is missing is told on the draft's pages.
 *
 * A sheet of an older version is read as that version, and carried over to the one that is offered; the draft knows what was not kept and what is newly asked.
 *
 * @returns the fault of the file; `not-offered` when the form is no longer offered, `other-form` when a clerk brings it to another
 * service, `sign-in` when the form asks the person for it
 */
export async function takePaper(ctx: Context, pdf: Uint8Array, bringer: Bringer): Promise<Result<string, NotTaken>> {
  const read = await readPaperForm(pdf, {
    maxBytes: largestPaper,
    formOf: async ({ formId, hash }) =>
      (await publishedVersions(ctx.db, formId)).some((version) => version.hash === hash) ? formByHash(ctx.db, hash) : undefined,
  });
  if (!read.ok) return failed(read.fault);
  const { form, paper } = read;
  const { id: formId } = form.definition;
  if (bringer.kind === 'staff' && bringer.service.formId !== formId) return failed('other-form');
  if (!(await offeredForm(ctx.db, formId))) return failed('not-offered');
  const service = bringer.kind === 'staff' ? bringer.service : (await services(ctx.db)).find((one) => one.formId === formId);
  if (!service) return failed('not-offered');
  const whole = { form, values: paper.values, serviceId: service.id };
  return bringer.kind === 'staff' ? staffsDraft(ctx, whole, bringer) : personsDraft(ctx, whole, bringer.session);
}

interface Read {
  readonly form: CompiledForm;
  readonly values: Parameters<typeof paperAnswers>[1];
  readonly serviceId: string;
}

/** Draft, answers, the file itself and the trace of who took it: all or nothing. */
function staffsDraft(ctx: Context, read: Read, bringer: Extract<Bringer, { kind: 'staff' }>): Promise<Result<string, NotTaken>> {
  const { consent, upload } = bringer;
  return inTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const { form, serviceId } = read;
    const begun = await startDraftFor(inTx, { formId: form.definition.id, serviceId, channel: 'paper', owner: bringer });
    const draft = begun.ok ? await staffDraft(inTx, begun.value) : undefined;
    if (!draft) return failed('not-offered');
    await fillIn(inTx, draft, read);
    const kept = await attachScan(inTx, draft, upload);
    if (!kept.ok) throw new Error(`the sheet that was read cannot be kept: ${kept.code}`);
    const detail = { service: serviceId, channel: 'paper', given: consent.given, identified: consent.identified };
    await record(tx, { actor: ctx.actor, action: 'counter.take-paper', subject: { type: 'draft', id: draft.id }, detail });
    return done(draft.id);
  });
}

async function personsDraft(ctx: Context, read: Read, session: Session): Promise<Result<string, NotTaken>> {
  const { form, serviceId } = read;
  const begun = await startDraft(ctx, session, { formId: form.definition.id, serviceId, attributes: [] });
  if (!begun.ok) return failed(begun.code === 'trust-level' ? 'sign-in' : 'not-offered');
  const access = await visitorsDraft(ctx, session, begun.value);
  if (access.kind !== 'open') return failed('not-offered');
  await fillIn(ctx, access.draft, read);
  return done(begun.value);
}

/** The draft is on the offered version; the sheet may be of one before. */
async function fillIn(ctx: Context, draft: Draft, { form: printed, values }: Read): Promise<void> {
  const facts = { today: officeDate(ctx.now).toString(), signedIn: draft.accountId !== null, trustLevel: draft.trustLevel };
  const read = paperAnswers(printed, values, ctx.locale, facts);
  const isOlder = printed.hash !== draft.formHash;
  const taken = isOlder
    ? carryOver(printed, await formByHash(ctx.db, draft.formHash), read, facts, ctx.locale)
    : { ...read, carried: null };
  const { answers, raw, carried } = taken;
  const saved = await saveAnswers(ctx, draft, answers, { source: 'paper', raw, carried });
  if (!saved.ok) throw new Error('a draft that was just begun is gone');
}
