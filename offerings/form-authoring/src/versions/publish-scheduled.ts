import { inTransaction } from '@amt/db';
import { defineJob } from '@amt/module';
import { Type } from 'typebox';
import { publishVersion, tell } from './publish-version.ts';
import { lockVersion, updateVersion } from './version-store.ts';

/** Offers a version when its time has come. Cancelled, published or moved to a later time meanwhile: nothing happens. */
export const publishScheduled = defineJob({
  name: 'form-authoring.publish-scheduled',
  payload: Type.Object({ versionId: Type.String() }),
  async run(ctx, { versionId }) {
    await inTransaction(ctx.db, async (tx) => {
      const version = await lockVersion(tx, versionId);
      if (version?.state !== 'scheduled' || !version.scheduledFor) return;
      if (Temporal.Instant.compare(version.scheduledFor, ctx.now) > 0) return;
      const published = await publishVersion(tx, version, ctx.now);
      if (!published.ok) {
        await updateVersion(tx, versionId, { state: 'returned', approverNote: published.code, decidedAt: ctx.now });
        return tell(tx, version, 'returned');
      }
      await updateVersion(tx, versionId, { state: 'published', publishedAt: ctx.now });
      return tell(tx, version, 'published');
    });
  },
});
