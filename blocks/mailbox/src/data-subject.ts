import type { DataSubject } from '@amt/module';
import { attachmentsOf } from './message-store.ts';

/** Art. 15 and 17 GDPR: the whole mailbox; erased with the account, the authority's own file stays with the case. */
export const dataSubject: DataSubject = {
  export: async (ctx, accountId) => {
    const rows = await ctx.db
      .selectFrom('mailbox.message')
      .selectAll()
      .where('accountId', '=', accountId)
      .orderBy('deliveredAt')
      .orderBy('id')
      .execute();
    const messages = [];
    for (const message of rows) {
      const files = await attachmentsOf(ctx.db, message.id);
      messages.push({
        kind: message.kind,
        subject: message.subject,
        body: message.body,
        sender: message.sender,
        caseReference: message.caseReference,
        deliveredAt: message.deliveredAt.toString(),
        readAt: message.readAt?.toString() ?? null,
        attachments: files.map(({ fileName, mediaType, size, sha256 }) => ({ fileName, mediaType, size, sha256 })),
      });
    }
    return { messages };
  },
  erase: async (ctx, accountId) => {
    await ctx.db.deleteFrom('mailbox.message').where('accountId', '=', accountId).execute();
    return [];
  },
};
