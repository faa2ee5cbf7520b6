import { blobsInUse } from './blobs-in-use.ts';
import './tables.ts';
import catalogue from '@amt/catalogue';
import documents from '@amt/documents';
import forms from '@amt/forms';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { defineModule, handle } from '@amt/module';
import payments, { claimFailed, claimPaid } from '@amt/payments';
import signatures from '@amt/signatures';
import { countClosed, countOpened } from './case-counts.ts';
import { caseAssigned, caseClosed, caseDecided, caseMoved, caseOpened } from './events.ts';
import { issueDecision } from './issue-decision.ts';
import { lapseUnpaid } from './lapse-unpaid.ts';
import { messages } from './messages.ts';
import { dataSubject, retention } from './personal-data.ts';
import { receivePayment } from './receive-payment.ts';
import { mailReply } from './reply-by-mail.ts';
import { seedCaseTypes } from './seed-case-types.ts';
import { casesConfig } from './settings.ts';

/** Cases: from the complete application to the sealed decision, the way its case type says. */
export default defineModule({
  name: 'cases',
  dependsOn: { identity, catalogue, forms, mailbox, documents, payments, signatures },
  config: casesConfig,
  permissions: ['cases.read', 'cases.assign', 'cases.decide', 'cases.approve', 'cases.note', 'cases.edit-text-blocks'],
  migrations: new URL('../migrations/', import.meta.url),
  jobs: [issueDecision, mailReply],
  events: {
    emits: [caseOpened, caseMoved, caseAssigned, caseDecided, caseClosed],
    handles: [handle(claimPaid, 'continue-after-payment', receivePayment), handle(claimFailed, 'lapse-unpaid', lapseUnpaid)],
  },
  retention,
  files: blobsInUse,
  dataSubject,
  reports: [
    { id: 'cases.opened', label: (locale) => messages[locale].openCasesReport(), figure: countOpened },
    { id: 'cases.decided', label: (locale) => messages[locale].decidedCasesReport(), figure: countClosed },
  ],
  seed: { city: seedCaseTypes },
});

export { addNote } from './add-note.ts';
export { answerQuestion } from './answer-question.ts';
export type { AnswerQuestion } from './answer-question.ts';
export { askBack, longestMessage } from './ask-back.ts';
export { assignCase } from './assign-case.ts';
export { caseFigures } from './case-counts.ts';
export type { CaseFigures } from './case-counts.ts';
export { applicantTimelineOf, caseById, casesOf, countByPhase, timelineOf } from './case-store.ts';
export { caseTypeOf, caseTypes, publishCaseType } from './case-type-store.ts';
export type { CaseAction, CaseOutcome, CaseState, CaseTypeDefinition, Phase } from './case-type.ts';
export { checkCaseType } from './check-case-type.ts';
export { approveDecision, proposeDecision, returnDecision } from './decide-case.ts';
export { decisionOf } from './decision-store.ts';
export { caseClosed, caseDecided, caseOpened } from './events.ts';
export { fileReference, isFileReference } from './file-reference.ts';
export { genericCaseType } from './generic-case-type.ts';
export type { GenericCaseType } from './generic-case-type.ts';
export { letterheadOf } from './letterhead.ts';
export { messageFileById, messagesOf, notesOf, openQuestion } from './message-store.ts';
export type { MessageFile, MessageWithFiles } from './message-store.ts';
export { attachClaim, openCase } from './open-case.ts';
export { performAction, withdrawCase } from './perform-action.ts';
export { replyByMail } from './reply-by-mail.ts';
export { removeTextBlock, saveTextBlock } from './save-text-block.ts';
export { checkCaseTypes } from './seed-case-types.ts';
export type { CityFault } from './seed-case-types.ts';
export type { Case, CaseEvent, Decision, Note, TextBlock } from './tables.ts';
export { textBlockById, textBlocksOf } from './text-block-store.ts';
export { agreementStepOf, trackAgreement } from './track-agreement.ts';
export type { AgreementStep } from './track-agreement.ts';
export { availableAction, staffActions } from './transition.ts';
export type { Refusal } from './transition.ts';
export { workList } from './work-list-store.ts';
export type { WorkList, WorkListFilter } from './work-list-store.ts';
