import { defineEvent } from '@amt/module';
import { Type } from 'typebox';

/** An application was sent: checked, stored, a case opened. */
export const applicationSubmitted = defineEvent(
  'applications.submitted',
  Type.Object({ submissionId: Type.String(), caseId: Type.String(), serviceId: Type.String(), signedIn: Type.Boolean() }),
);

/** Another person has agreed with an application, or declined. */
export const cosignatureAnswered = defineEvent(
  'applications.cosignature-answered',
  Type.Object({ submissionId: Type.String(), caseId: Type.String(), step: Type.String(), answer: Type.Enum(['agreed', 'declined']) }),
);
