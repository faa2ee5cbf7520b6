import { defineEvent } from '@amt/module';
import { Type } from 'typebox';

/** An application was sent: checked, stored, a case opened. */
export const applicationSubmitted = defineEvent(
  'applications.submitted',
  Type.Object({ submissionId: Type.String(), caseId: Type.String(), serviceId: Type.String(), signedIn: Type.Boolean() }),
);
