import type { Tx } from '@amt/db';
import { checkDefinition, publishForm } from '@amt/forms';
import { emit } from '@amt/jobs';
import type { Result } from '@amt/module';
import { versionMoved } from '../events.ts';
import type { VersionState } from '../tables.ts';
import type { Version } from './version-store.ts';

/** Offers the text that was approved; it is checked again, since the rules of the block may have changed since. */
export async function publishVersion(tx: Tx, version: Version, now: Temporal.Instant): Promise<Result<void, 'version-taken'>> {
  const checked = checkDefinition(version.definition);
  if (!checked.ok) throw new Error(`the approved version ${version.number} of ${version.formId} does not compile any more`);
  return publishForm({ db: tx, now }, checked.form);
}

export async function tell(tx: Tx, { id, formId, unitId, number }: Version, state: VersionState): Promise<void> {
  await emit(tx, versionMoved, { versionId: id, formId, unitId, number, state });
}
