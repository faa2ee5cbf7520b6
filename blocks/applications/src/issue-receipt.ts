import { caseById, caseOpened, caseTypeOf, letterheadOf, type Case } from '@amt/cases';
import { serviceById } from '@amt/catalogue';
import { inTransaction, type Tx } from '@amt/db';
import { renderReceipt, storeDocument } from '@amt/documents';
import { submissionById, submissionFiles } from '@amt/forms';
import { formatDate, pick } from '@amt/i18n';
import { enqueue } from '@amt/jobs';
import { deliver } from '@amt/mailbox';
import { defineJob, handle, type Context } from '@amt/module';
import { claimById, claimPaid } from '@amt/payments';
import { Type } from 'typebox';
import { applicationByCase, setReceipt } from './application-store.ts';
import { messages } from './messages.ts';

/** Writes the confirmation of receipt with all answers, and puts it into the mailbox. Repeating it changes nothing. */
export const issueReceipt = defineJob({
  name: 'applications.issue-receipt',
  payload: Type.Object({ caseId: Type.String() }),
  async run(ctx, { caseId }) {
    const [found, application] = await Promise.all([caseById(ctx.db, caseId), applicationByCase(ctx.db, caseId)]);
    if (!found || !application || application.receiptDocumentId) return;
    const { letter, title, locale, service } = await writeReceipt(ctx, found);
    const { sha256, size } = await ctx.files.put(letter);
    const m = messages[locale];
    const fileName = m.receipt.fileName({ fileReference: found.fileReference });
    await inTransaction(ctx.db, async (tx) => {
      const documentId = await storeDocument(tx, {
        kind: 'receipt',
        title,
        fileName,
        sha256,
        size,
        accountId: found.accountId,
        unitId: found.unitId,
        caseId,
        sealed: false,
        locale,
        idempotencyKey: `receipt:${caseId}`,
        at: ctx.now,
      });
      if (found.accountId) {
        await deliver(tx, {
          accountId: found.accountId,
          kind: 'receipt',
          subject: m.receipt.subject({ fileReference: found.fileReference }),
          body: m.receipt.body({ service }),
          language: locale,
          caseId,
          caseReference: found.fileReference,
          attachments: [{ documentId, sha256, size, fileName, mediaType: 'application/pdf' }],
          idempotencyKey: `receipt:${caseId}`,
          at: ctx.now,
        });
      }
      await setReceipt(tx, application.submissionId, documentId);
    });
  },
});

async function writeReceipt(
  ctx: Context,
  found: Case,
): Promise<{ letter: Uint8Array; title: string; locale: 'de' | 'en'; service: string }> {
  const head = await letterheadOf(ctx, found);
  const locale = head.locale === 'en' ? 'en' : 'de';
  const m = messages[locale].receipt;
  const [submission, service, type, claim] = await Promise.all([
    submissionById(ctx.db, found.submissionId),
    serviceById(ctx.db, found.serviceId),
    caseTypeOf(ctx.db, found),
    found.claimId === null ? undefined : claimById(ctx.db, found.claimId),
  ]);
  if (!submission) throw new Error(`submission of case ${found.fileReference} is missing`);
  const name = service ? pick(service.name, locale) : found.serviceId;
  const state = type.states.find((one) => one.id === found.state);
  const letter = await renderReceipt({
    ...head,
    issuedAt: claim?.paidAt ?? found.openedAt,
    service: name,
    receivedAt: found.openedAt,
    name: found.applicantName,
    sections: submission.summary.map(({ title, rows }) => ({ title, answers: rows.map(({ label, value }) => ({ label, value })) })),
    uploads: (await submissionFiles(ctx.db, submission.id)).map(({ fileName, size }) => ({ fileName, size })),
    ...(claim?.paidAt ? { payment: { amountCents: claim.amountCents, paidAt: claim.paidAt } } : {}),
    nextSteps: [
      ...(state ? [pick(state.applicantText, locale)] : []),
      ...(found.openAgreements > 0 ? [m.agreementOpen()] : []),
      ...(found.dueOn ? [m.dueOn({ date: formatDate(found.dueOn, locale) })] : []),
      found.accountId === null ? m.weWrite() : m.lookIntoMailbox(),
    ],
  });
  return { letter, title: m.title({ service: name }), locale, service: name };
}

/** Where the case does not wait for a fee the receipt comes at once, else when the money is there. */
export const receiptHandlers = [
  handle(caseOpened, 'issue-receipt-at-once', async (ctx, { caseId }) => {
    const found = await caseById(ctx.db, caseId);
    if (found && found.phase !== 'awaiting-payment') await queue(ctx.db, caseId);
  }),
  handle(claimPaid, 'issue-receipt-when-paid', async (ctx, { caseId }) => {
    if (caseId !== null) await queue(ctx.db, caseId);
  }),
];

function queue(tx: Tx, caseId: string): Promise<void> {
  return enqueue(tx, issueReceipt, { caseId }, { key: `receipt:${caseId}` });
}
