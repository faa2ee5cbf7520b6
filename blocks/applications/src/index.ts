import './tables.ts';
import cases, { caseClosed } from '@amt/cases';
import catalogue from '@amt/catalogue';
import deliveries from '@amt/deliveries';
import documents from '@amt/documents';
import forms from '@amt/forms';
import identity from '@amt/identity';
import mailbox from '@amt/mailbox';
import { defineModule, handle } from '@amt/module';
import payments from '@amt/payments';
import { cancelAppointment, confirmAppointment, freeAppointments } from './book-appointments.ts';
import { countApplications } from './application-store.ts';
import { expireAllOf } from './cosignature-store.ts';
import { mailCosigner } from './mail-cosigner.ts';
import { followUpCosignaturesJob } from './follow-up-cosignatures.ts';
import { applicationSubmitted, cosignatureAnswered } from './events.ts';
import { issueReceipt, receiptHandlers } from './issue-receipt.ts';
import { messages } from './messages.ts';
import { dataSubject } from './personal-data.ts';
import { mailDraftReminder, remindOfDraftsJob } from './remind-of-drafts.ts';
import { mailApplicant } from './tell-applicant.ts';

/** What ties a submission, its case, its claim and its receipt together, whichever way it came: web, paper, counter, telephone or interface. */
export default defineModule({
  name: 'applications',
  dependsOn: { identity, catalogue, forms, mailbox, documents, payments, cases, deliveries },
  migrations: new URL('../migrations/', import.meta.url),
  jobs: [
    issueReceipt,
    confirmAppointment,
    cancelAppointment,
    mailCosigner,
    mailApplicant,
    followUpCosignaturesJob,
    remindOfDraftsJob,
    mailDraftReminder,
  ],
  events: {
    emits: [applicationSubmitted, cosignatureAnswered],
    handles: [
      ...receiptHandlers,
      handle(caseClosed, 'free-appointments', freeAppointments),
      handle(caseClosed, 'end-cosignatures', (ctx, { caseId }) => expireAllOf(ctx.db, caseId)),
    ],
  },
  retention: { rule: 'applications lose their account with the person', run: async () => 0 },
  dataSubject,
  reports: [{ id: 'applications.submitted', label: (locale) => messages[locale].report.submitted(), figure: countApplications }],
});

export { takeInFitConnect } from './take-in-fit-connect.ts';
export { submitApplication } from './submit-application.ts';
export type { SubmitApplication, Submitted } from './submit-application.ts';
export { applicationByDraft, applicationBySubmission, markRated } from './application-store.ts';
export { applicationSubmitted, cosignatureAnswered } from './events.ts';
export { mailResumeCode } from './mail-resume-code.ts';
export { remindOfDrafts } from './remind-of-drafts.ts';
export { askCosigner, daysToAnswer } from './ask-cosigner.ts';
export { appointmentsOf } from './appointment-store.ts';
export { cosignTokenHash } from './cosign-token.ts';
export { remindCosigner } from './remind-cosigner.ts';
export { waiveCosignature } from './waive-cosignature.ts';
export { followUpCosignatures } from './follow-up-cosignatures.ts';
export { answerCosignature } from './answer-cosignature.ts';
export { cosignatureByTokenHash, cosignaturesOf } from './cosignature-store.ts';
export type { Application, Appointment, Cosignature, CosignatureState } from './tables.ts';
