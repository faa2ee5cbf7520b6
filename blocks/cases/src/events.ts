import { defineEvent } from '@amt/module';
import { Type } from 'typebox';

/** A complete application became a case. */
export const caseOpened = defineEvent(
  'cases.case-opened',
  Type.Object({ caseId: Type.String(), submissionId: Type.String(), serviceId: Type.String(), unitId: Type.String() }),
);

/** A case went from one state to another. */
export const caseMoved = defineEvent(
  'cases.case-moved',
  Type.Object({ caseId: Type.String(), unitId: Type.String(), from: Type.String(), to: Type.String(), phase: Type.String() }),
);

/** The sealed decision is in the applicant's mailbox. */
export const caseDecided = defineEvent(
  'cases.case-decided',
  Type.Object({ caseId: Type.String(), serviceId: Type.String(), outcome: Type.String(), documentId: Type.String() }),
);

export const caseClosed = defineEvent(
  'cases.case-closed',
  Type.Object({ caseId: Type.String(), serviceId: Type.String(), outcome: Type.String() }),
);

export const caseAssigned = defineEvent('cases.case-assigned', Type.Object({ caseId: Type.String(), staffId: Type.String() }));
