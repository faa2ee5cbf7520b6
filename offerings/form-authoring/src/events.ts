import { defineEvent } from '@amt/module';
import { Type } from 'typebox';

/** A working copy was begun or changed. */
export const formChanged = defineEvent(
  'form-authoring.form-changed',
  Type.Object({ formId: Type.String(), unitId: Type.String(), revision: Type.Integer() }),
);

/** Somebody took the edit lock from a colleague. */
export const lockTakenOver = defineEvent(
  'form-authoring.lock-taken-over',
  Type.Object({ formId: Type.String(), unitId: Type.String(), from: Type.String(), to: Type.String() }),
);

/** A version went on its way: submitted, returned, withdrawn, scheduled or published. */
export const versionMoved = defineEvent(
  'form-authoring.version-moved',
  Type.Object({ versionId: Type.String(), formId: Type.String(), unitId: Type.String(), number: Type.String(), state: Type.String() }),
);
