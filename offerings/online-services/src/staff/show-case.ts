import {
  caseById,
  caseTypeOf,
  decisionOf,
  messagesOf,
  notesOf,
  staffActions,
  textBlockById,
  textBlocksOf,
  timelineOf,
  type Case,
} from '@amt/cases';
import { appointmentsOf, cosignaturesOf } from '@amt/applications';
import { serviceById } from '@amt/catalogue';
import { deliveriesOfSubmission, deliveryStateText, deliveryTone, deliveryWayText } from '@amt/deliveries';
import { documentsOfCase } from '@amt/documents';
import { inTransaction } from '@amt/db';
import { submissionById, submissionFiles, type Submission } from '@amt/forms';
import { formatDateTime, pick } from '@amt/i18n';
import { staffOfUnit, unitById } from '@amt/identity';
import { may, notFound, page, type Answer, type Context, type RouteRequest } from '@amt/module';
import { claimById, mayPay } from '@amt/payments';
import { record } from '@amt/audit';
import type { FieldError } from '@amt/ui';
import { messages } from '../messages.ts';
import { agreementsOf, cosignatureText, type TypedAgreement } from './agreements-of.ts';
import { casePage } from './pages/case-page.ts';
import type { CasePageProps } from './pages/case-props.ts';

/** What was typed into the forms of the page and is shown again with the errors. */
export interface CaseFormState {
  readonly errors?: readonly FieldError[];
  readonly draft?: Partial<CasePageProps['draft']>;
  /** typed at one of the agreements */
  readonly cosigner?: TypedAgreement;
  readonly status?: number;
}

/** States of a claim in which the person can begin to pay. */
const payable: ReadonlySet<string> = new Set(['created', 'handed_over', 'failed', 'cancelled']);

type Links = Pick<RouteRequest<unknown, unknown, unknown>, 'href' | 'session'>;

/** Gathers one case for staff; someone who may not read cases of its unit learns nothing, not even that it exists. */
export async function showCase(
  ctx: Context,
  { href, session }: Links,
  caseId: string,
  blockId?: string,
  state: CaseFormState = {},
): Promise<Answer> {
  const found = await caseById(ctx.db, caseId);
  if (!found || !may(ctx.actor, 'cases.read', found.unitId)) return notFound();
  const { locale } = ctx;
  const [
    type,
    service,
    unit,
    colleagues,
    submission,
    uploads,
    documents,
    claim,
    events,
    sent,
    notes,
    decision,
    textBlocks,
    block,
    cosigned,
    handedOver,
    booked,
  ] = await Promise.all([
    caseTypeOf(ctx.db, found),
    serviceById(ctx.db, found.serviceId),
    unitById(ctx.db, found.unitId),
    staffOfUnit(ctx.db, found.unitId),
    submissionById(ctx.db, found.submissionId),
    submissionFiles(ctx.db, found.submissionId),
    documentsOfCase(ctx.db, found.id),
    found.claimId === null ? undefined : claimById(ctx.db, found.claimId),
    timelineOf(ctx.db, found.id),
    messagesOf(ctx.db, found.id),
    notesOf(ctx.db, found.id),
    decisionOf(ctx.db, found.id),
    textBlocksOf(ctx.db, [found.unitId]),
    blockId === undefined ? undefined : textBlockById(ctx.db, blockId),
    cosignaturesOf(ctx.db, found.submissionId),
    deliveriesOfSubmission(ctx.db, found.submissionId),
    appointmentsOf(ctx.db, found.submissionId),
  ]);
  await recordReading(ctx, found);
  const m = messages[locale].staff.case;
  const blockText = block && found.unitId === block.unitId ? (found.locale === 'en' ? block.bodyEn : block.bodyDe) : '';
  const address = (name: string): string => href(`online-services.${name}`, { caseId });
  return page(
    casePage({
      found,
      type,
      serviceName: service ? pick(service.name, locale) : found.serviceId,
      unitName: unit ? pick(unit.name, locale) : found.unitId,
      ownerName: colleagues.find(({ id }) => id === found.ownerId)?.name,
      colleagues,
      summary: submission?.summary ?? [],
      uploads: uploads.map((file) => ({
        name: file.fileName,
        size: file.size,
        href: href('online-services.upload', { caseId, fileId: file.id }),
      })),
      documents: documents.map((document) => ({
        name: document.fileName,
        size: document.size,
        href: href('documents.download', { id: document.id }),
        sealed: document.sealed,
      })),
      claim: claim && {
        amountCents: claim.amountCents,
        state: claim.state,
        label: m.claim[claim.state === 'paid' ? 'paid' : claim.state === 'refunded' ? 'refunded' : 'open'](),
        tone: claim.state === 'paid' ? 'success' : 'warning',
        // in the session that sent the application at the counter
        payHref: payable.has(claim.state) && mayPay(ctx.actor, session, claim) ? href('payments.pay', { claimId: claim.id }) : undefined,
      },
      channelText: channelText(submission, locale),
      cosignatures: cosigned.map((one) => cosignatureText(one, locale)),
      agreements: await agreementsOf(
        ctx,
        { href },
        {
          found,
          submission,
          cosigned,
          typed: state.cosigner,
        },
      ),
      appointments: booked.map(({ startsAt, officeName, state: stands }) => ({
        text: `${formatDateTime(startsAt, locale)}, ${officeName}`,
        state: m.appointment[stands](),
        tone: stands === 'confirmed' ? 'success' : stands === 'held' ? 'info' : 'warning',
      })),
      deliveries: handedOver
        .filter(({ kind }) => kind !== 'case')
        .map((one) => ({
          way: deliveryWayText(one, locale),
          state: deliveryStateText(one, locale),
          tone: deliveryTone(one),
          href: may(ctx.actor, 'deliveries.read', one.unitId) ? href('deliveries.delivery', { deliveryId: one.id }) : undefined,
        })),
      events,
      messages: sent,
      messageFileHref: (fileId) => href('online-services.message-file', { fileId }),
      notes,
      decision,
      actions: staffActions(type, found, ctx.actor),
      mayAssign: may(ctx.actor, 'cases.assign', found.unitId),
      mayReply: may(ctx.actor, 'cases.decide', found.unitId),
      ownId: ctx.actor.id,
      textBlocks,
      draft: {
        ask: found.accountId === null ? '' : blockText,
        reply: found.accountId === null ? blockText : '',
        remarks: '',
        note: '',
        outcome: '',
        ...state.draft,
      },
      errors: state.errors ?? [],
      now: ctx.now,
      locale,
      to: {
        self: address('staff-case'),
        list: href('online-services.work-list'),
        take: address('take-case'),
        assign: address('assign-case'),
        step: address('case-step'),
        ask: address('ask-back'),
        reply: address('reply-by-mail'),
        note: address('add-note'),
        propose: address('propose-decision'),
        approve: address('approve-decision'),
        giveBack: address('return-decision'),
      },
    }),
    { status: state.status ?? 200 },
  );
}

/** That staff read a person's data is an event the person can see (Datenspur). */
async function recordReading(ctx: Context, found: Case): Promise<void> {
  await inTransaction(ctx.db, (tx) =>
    record(tx, {
      actor: ctx.actor,
      action: 'cases.read-case',
      subject: { type: 'case', id: found.id },
      reading: true,
      ...(found.accountId === null ? {} : { accountId: found.accountId }),
    }),
  );
}

/** "am Schalter, Einverständnis vor Ort, Ausweis geprüft" */
function channelText(submission: Submission | undefined, locale: Context['locale']): string {
  const m = messages[locale].staff.case;
  if (!submission) return m.channels.web();
  const { channel, consent } = submission;
  const way = m.channels[channel]();
  return consent ? [way, m.consent[consent.given](), m.identified[consent.identified]()].join(', ') : way;
}
