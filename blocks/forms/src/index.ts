import { audit } from '@amt/audit';
import { envelope } from '@amt/envelope';
import { formsConfig } from './appointments/book-of.ts';
import { blobsInUse } from './blobs-in-use.ts';
import catalogue from '@amt/catalogue';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { seedForms } from './city-forms.ts';
import { formsDataSubject } from './data-subject.ts';
import { eraseDue } from './end-drafts.ts';
import { encryptClearRows } from './encrypt-clear-rows.ts';
import { formsRoutes } from './routes.ts';
import type {} from './tables.ts';

export default defineModule({
  name: 'forms',
  dependsOn: { audit, envelope, identity, catalogue },
  config: formsConfig,
  migrations: new URL('../migrations/', import.meta.url),
  routes: formsRoutes,
  retention: {
    rule: 'Entwürfe: Frist des Formulars (draftDays) seit der letzten Änderung. Antragsangaben: Frist des Formulars (submissionMonths) seit dem Absenden.',
    run: eraseDue,
  },
  files: blobsInUse,
  dataKeys: [
    { table: 'forms.draft', id: 'id' },
    { table: 'forms.draft_file', id: 'id' },
    { table: 'forms.draft_reminder', id: 'draft_id' },
    { table: 'forms.submission', id: 'id' },
  ],
  encryptOld: encryptClearRows,
  dataSubject: formsDataSubject,
  seed: { city: seedForms },
});

export { appointmentBookOf } from './appointments/book-of.ts';
export { appointmentStates, keepAppointment, slotText } from './appointments/held-appointments.ts';
export type { AppointmentBook, AppointmentSlot, HeldAppointment } from './appointments/appointment-book.ts';
export { formDefinitionSchema } from './definition.ts';
export type {
  FormDefinition,
  FormNode,
  FormPage,
  FormRule,
  Field,
  InputField,
  Group,
  Repeat,
  Choice,
  FieldOption,
  DefinitionText,
  Source,
  FormOutput,
  FormPayment,
  FormRemark,
  FormScenario,
  FormStep,
} from './definition.ts';
export { outputMoments } from './around-pages.ts';
export type { Expression, Condition } from './expression.ts';
export { checkDefinition, compileForm, tooLarge } from './check-definition.ts';
export type { CompiledForm, DefinitionFault } from './compile-form.ts';
export { formatInput } from './format-answer.ts';
export { answerAt, withAnswer } from './answers.ts';
export { takeInput } from './take-input.ts';
export { inputFaults } from './opened-draft.ts';
export { errorText } from './error-text.ts';
export type { FormFields, RawInput } from './parse-input.ts';
export { evaluate } from './evaluate.ts';
export { lookAt, typeOfExpression } from './look-at.ts';
export type { Look } from './look-at.ts';
export { checkAnswer } from './check-answer.ts';
export { compilePattern } from './pattern.ts';
export { idFromWords, slugFromWords } from './id-from-words.ts';
export { optionsOf, typeOfNode } from './value-type.ts';
export type { ValueType } from './value-type.ts';
export type { CompiledNode, CompiledPage } from './form-tree.ts';
export { aroundOf } from './around-state.ts';
export type { Evaluation, FeeState, PageState } from './evaluate.ts';
export type { NodeState } from './evaluate-root.ts';
export type { Answers, Facts, FileAnswer, Json, Provenance, ProvenanceMap } from './answers.ts';
export type { FieldError, ErrorCode } from './field-error.ts';
export { latinTextPattern, personNamePattern } from './latin-characters.ts';
export { syntheticForm } from './synthetic-form.ts';
export { readForms, seedForms } from './city-forms.ts';
export type { FormFault } from './city-forms.ts';
export { publishForm } from './publish-form.ts';
export { formByHash, offeredForm, offeredForms, offeredFormsOf, publishedVersions } from './definition-store.ts';
export type { OfferedForm, PublishedVersion } from './definition-store.ts';
export { previewFacts, previewPage, takePreview, changePreviewItems } from './preview.ts';
export type { PreviewScreen, PreviewState } from './preview.ts';
export { startDraft } from './start-draft.ts';
export { draftKey, ownsDraft, visitorsDraft } from './draft-access.ts';
export { DraftKey } from './draft-key.ts';
export { forgetReminderAddress, leaveReminderAddress, reminderAddress, takeDueReminder } from './draft-reminder.ts';
export type { DueReminder } from './draft-reminder.ts';
export { draftParams, onDraft } from './on-draft.ts';
export { savedAnswer } from './resume-routes.ts';
export { previewMigration } from './preview-migration.ts';
export type { Migration } from './preview-migration.ts';
export type { DraftAccess } from './draft-access.ts';
export { clientDraft, staffDraft, staffDraftsOf, startDraftFor } from './start-draft-for.ts';
export type { DraftOwner, StartDraftFor } from './start-draft-for.ts';
export { attachFile, saveAnswers } from './save-answers.ts';
export type { SavedAnswers } from './save-answers.ts';
export { attachScan, scanLimits, scansOf } from './draft-scans.ts';
export { saveSheet } from './save-sheet.ts';
export type { SaveSheet, SavedSheet } from './save-sheet.ts';
export type { SaveConflict } from './latest-draft.ts';
export { carryOver } from './carry-over.ts';
export type { CarriedOver } from './carry-over.ts';
export { carriedNotice } from './pages/carried-notice.ts';
export { sheetErrors, sheetView, storedAt } from './pages/sheet-view.ts';
export type { SheetProps } from './pages/sheet-view.ts';
export { takeAnswers } from './take-answers.ts';
export type { AnswerFault, TakenAnswers } from './take-answers.ts';
export { channels } from './channel.ts';
export type { Channel, Consent } from './channel.ts';
export type { Draft } from './draft-store.ts';
export { openedDraft } from './opened-draft.ts';
export type { OpenedDraft } from './opened-draft.ts';
export { draftsOf } from './drafts-of.ts';
export type { ListedDraft } from './drafts-of.ts';
export { firstPageHref } from './first-page-href.ts';
export { addRepeatItem, removeRepeatItem } from './change-items.ts';
export { savePage } from './save-page.ts';
export { claimDraft } from './claim-draft.ts';
export { completeDraft } from './complete-draft.ts';
export { discardDraft } from './end-drafts.ts';
export { summaryOf } from './summary.ts';
export type { Summary, SummaryRow, SummarySection } from './summary.ts';
export { encryptedSubmission, insertSubmission, submissionById, submissionFileById, submissionFiles } from './submission-store.ts';
export type { Contact, Submission, SubmittedFee } from './submission.ts';
export { fieldUsage, pageUsage } from './page-usage.ts';
export type { FieldUsage, PageUsage } from './page-usage.ts';
export { usage } from './usage-counter.ts';
