import type { DataSubject, Retention } from '@amt/module';
import { eraseDocumentsWithoutCase, forgetAccount } from './document-store.ts';

const keptYears = 10;

export const retention: Retention = {
  rule: `Documents of a case stay as long as the case. Documents without a case are erased ${keptYears} years after they were written.`,
  run: (ctx) => eraseDocumentsWithoutCase(ctx.db, ctx.now.toZonedDateTimeISO('Europe/Berlin').subtract({ years: keptYears }).toInstant()),
};

/** Art. 15 and 17 GDPR: what was written to the person; the authority's copy is part of its records (§ 29 VwVfG). */
export const dataSubject: DataSubject = {
  export: async (ctx, accountId) => {
    const rows = await ctx.db
      .selectFrom('documents.document')
      .selectAll()
      .where('accountId', '=', accountId)
      .orderBy('createdAt')
      .orderBy('id')
      .execute();
    return {
      documents: rows.map(({ id, kind, title, fileName, sha256, size, createdAt }) => ({
        id,
        kind,
        title,
        fileName,
        sha256,
        size,
        createdAt: createdAt.toString(),
      })),
    };
  },
  erase: async (ctx, accountId) => {
    const kept = await forgetAccount(ctx.db, accountId);
    return kept === 0
      ? []
      : [
          'Letters and decisions stay in the records of the authority for as long as the case must be kept. They are no longer linked to your account.',
        ];
  },
};
