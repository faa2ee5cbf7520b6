import { inTransaction } from '@amt/db';
import { enqueue } from '@amt/jobs';
import { type Context, type Result, done, failed } from '@amt/module';
import { publishScheduled } from './publish-scheduled.ts';
import { publishVersion, tell } from './publish-version.ts';
import { lockVersion, updateVersion } from './version-store.ts';

interface Decision {
  readonly versionId: string;
  readonly note: string;
}

/**
 * Approves a version: it is offered at once, or from a time on. Four eyes: never by the person who handed it in.
 *
 * @returns `own-version`, `not-open` when it waits no more, `too-early` for a time that has passed, `version-taken` when its number was published
 *   meanwhile with other content
 */
export async function approveVersion(
  ctx: Context,
  { versionId, note, at }: Decision & { readonly at?: Temporal.Instant | undefined },
): Promise<Result<void, 'not-found' | 'own-version' | 'not-open' | 'too-early' | 'version-taken'>> {
  return inTransaction(ctx.db, async (tx) => {
    const version = await lockVersion(tx, versionId);
    if (!version) return failed('not-found');
    ctx.require('form-authoring.publish', { unitId: version.unitId });
    if (version.state !== 'submitted') return failed('not-open');
    if (version.authorId === ctx.actor.id) return failed('own-version');
    const approval = {
      approverId: ctx.actor.id === '' ? null : ctx.actor.id,
      approverName: ctx.actor.name,
      approverNote: note.trim(),
      decidedAt: ctx.now,
    };
    if (at) {
      if (Temporal.Instant.compare(at, ctx.now) <= 0) return failed('too-early');
      await updateVersion(tx, versionId, { state: 'scheduled', ...approval, scheduledFor: at });
      await enqueue(tx, publishScheduled, { versionId }, { key: `form-authoring.publish:${versionId}`, runAt: at });
      await tell(tx, version, 'scheduled');
      return done();
    }
    const published = await publishVersion(tx, version, ctx.now);
    if (!published.ok) return published;
    await updateVersion(tx, versionId, { state: 'published', ...approval, publishedAt: ctx.now });
    await tell(tx, version, 'published');
    return done();
  });
}

/** Sends a version back to its author with a reason. */
export async function returnVersion(
  ctx: Context,
  { versionId, note }: Decision,
): Promise<Result<void, 'not-found' | 'not-open' | 'no-reason'>> {
  return inTransaction(ctx.db, async (tx) => {
    const version = await lockVersion(tx, versionId);
    if (!version) return failed('not-found');
    ctx.require('form-authoring.publish', { unitId: version.unitId });
    if (version.state !== 'submitted') return failed('not-open');
    if (note.trim() === '') return failed('no-reason');
    await updateVersion(tx, versionId, { state: 'returned', approverName: ctx.actor.name, approverNote: note.trim(), decidedAt: ctx.now });
    await tell(tx, version, 'returned');
    return done();
  });
}

/** The author takes back what waits; an approver cancels a publication whose time has not come: it then waits for approval again. */
export async function withdrawVersion(ctx: Context, { versionId }: { versionId: string }): Promise<Result<void, 'not-found' | 'not-open'>> {
  return inTransaction(ctx.db, async (tx) => {
    const version = await lockVersion(tx, versionId);
    if (!version) return failed('not-found');
    const { state, unitId } = version;
    ctx.require(state === 'scheduled' ? 'form-authoring.publish' : 'form-authoring.edit', { unitId });
    if (state === 'scheduled') {
      const open = { approverId: null, approverName: null, approverNote: null, decidedAt: null, scheduledFor: null };
      await updateVersion(tx, versionId, { state: 'submitted', ...open });
      await tell(tx, version, 'submitted');
      return done();
    }
    if (state !== 'submitted') return failed('not-open');
    await updateVersion(tx, versionId, { state: 'withdrawn', decidedAt: ctx.now });
    await tell(tx, version, 'withdrawn');
    return done();
  });
}
