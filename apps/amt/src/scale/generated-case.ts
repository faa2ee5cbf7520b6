import type { CaseOutcome } from '@amt/cases';
import type { StorageKeys } from '@amt/envelope';
import type { Staff } from '@amt/identity';
import type { ExampleFile } from '../demo/example-file.ts';
import type { ApplicationKind, FilledForm } from './application-kind.ts';
import type { Story } from './case-story.ts';
import type { Random } from './random.ts';
import type { Resident } from './resident.ts';
import type { Rows } from './rows.ts';

/** What a case is made of besides chance. */
export interface CaseMaterial {
  readonly seed: string;
  readonly now: Temporal.Instant;
  readonly kinds: readonly ApplicationKind[];
  /** that submissions are encrypted under */
  readonly keys: StorageKeys;
  readonly letters: { readonly receipt: ExampleFile; readonly decision: ExampleFile };
}

/** Numbers a case is known by. */
export interface Numbers {
  /** of the case in this run; decides everything about it */
  readonly index: number;
  /** of the file reference and of the Kassenzeichen, from the database's sequences */
  readonly reference: number;
  readonly claim: number;
}

/** One case while its rows are written. */
export interface GeneratedCase {
  readonly rows: Rows;
  readonly random: Random;
  readonly numbers: Numbers;
  readonly material: CaseMaterial;
  readonly kind: ApplicationKind;
  readonly resident: Resident;
  readonly form: FilledForm;
  readonly story: Story;
  readonly caseId: string;
  readonly submissionId: string;
  readonly claimId: string | null;
  readonly fileReference: string;
  readonly clerk: Staff | undefined;
  readonly outcome: CaseOutcome | undefined;
  readonly uuid: () => string;
}

/** When the first step with this effect was taken. */
export function stepAt({ story }: GeneratedCase, effect: string): Temporal.Instant | undefined {
  return story.steps.find(({ action }) => action.effect === effect)?.at;
}

/** When the application counts as received: at once, or with its fee. */
export function receivedAt(draft: GeneratedCase): Temporal.Instant | undefined {
  return draft.claimId === null ? draft.story.openedAt : stepAt(draft, 'payment-received');
}
