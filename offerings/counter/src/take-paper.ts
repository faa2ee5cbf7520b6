import { officeDate } from '@amt/clock';
import { services } from '@amt/catalogue';
import { paperAnswers, readPaperForm, type PaperFault } from '@amt/form-paper';
import {
  formByHash,
  publishedVersions,
  saveAnswers,
  staffDraft,
  startDraft,
  startDraftFor,
  visitorsDraft,
  type Consent,
  type Draft,
} from '@amt/forms';
import { done, failed, type Context, type Result, type Session } from '@amt/module';

/** Who brings the paper: a clerk for somebody, or the person through the web page. */
export type Bringer =
  | { readonly kind: 'staff'; readonly staffId: string; readonly unitId: string; readonly consent: Consent }
  | { readonly kind: 'visitor'; readonly session: Session };

/** Largest file, in bytes. */
export const largestPaper = 10_000_000;

/**
 * Reads a filled-in sheet and makes a draft of it, checked like the web form: what could not be read or is missing is told on the draft's pages.
 *
 * @returns the fault of the file; `not-offered` when the form is an older version or no longer offered, `sign-in` when the form asks for it
 */
export async function takePaper(
  ctx: Context,
  sha256: string,
  bringer: Bringer,
): Promise<Result<string, PaperFault | 'not-offered' | 'sign-in'>> {
  const read = await readPaperForm(await ctx.files.read(sha256), {
    maxBytes: largestPaper,
    formOf: async ({ formId, hash }) =>
      (await publishedVersions(ctx.db, formId)).some((version) => version.hash === hash) ? formByHash(ctx.db, hash) : undefined,
  });
  if (!read.ok) return failed(read.fault);
  const { form, paper } = read;
  const formId = form.definition.id;
  const [service] = (await services(ctx.db)).filter((one) => one.formId === formId);
  if (!service) return failed('not-offered');
  const draft = await beginDraft(ctx, { formId, serviceId: service.id }, bringer);
  if (!draft.ok) return draft;
  if (draft.value.formHash !== form.hash) return failed('not-offered');
  const facts = { today: officeDate(ctx.now).toString(), signedIn: draft.value.accountId !== null, trustLevel: draft.value.trustLevel };
  const { answers, raw } = paperAnswers(form, paper.values, ctx.locale, facts);
  const saved = await saveAnswers(ctx, draft.value, answers, { source: 'paper', raw });
  return saved.ok ? done(draft.value.id) : failed('not-offered');
}

async function beginDraft(
  ctx: Context,
  form: { readonly formId: string; readonly serviceId: string },
  bringer: Bringer,
): Promise<Result<Draft, 'not-offered' | 'sign-in'>> {
  if (bringer.kind === 'staff') {
    const begun = await startDraftFor(ctx, { ...form, channel: 'paper', owner: bringer });
    const draft = begun.ok ? await staffDraft(ctx, begun.value) : undefined;
    return draft ? done(draft) : failed('not-offered');
  }
  const begun = await startDraft(ctx, bringer.session, { ...form, attributes: [] });
  if (!begun.ok) return failed(begun.code === 'trust-level' ? 'sign-in' : 'not-offered');
  const access = await visitorsDraft(ctx, bringer.session, begun.value);
  return access.kind === 'open' ? done(access.draft) : failed('not-offered');
}
