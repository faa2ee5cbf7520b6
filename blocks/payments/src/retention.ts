import { inTransaction, sql } from '@amt/db';
import type { Retention } from '@amt/module';

/** § 147 (3) AO, § 37 KommHV-Doppik: vouchers ten years from the end of the year; a year on top keeps the rule true in every zone. */
const keptYears = 11;

/** Removes settled claims with everything that hangs on them once the years of the law are over. */
export const retention: Retention = {
  rule: 'Forderungen, Zahlungen und Buchungen: zehn Jahre ab Ende des Jahres (§ 147 Abs. 3 AO, § 37 KommHV-Doppik), danach gelöscht. Unbezahlte, abgelaufene Forderungen ebenso.',
  run: async (ctx) => {
    const before = ctx.now.toZonedDateTimeISO('Europe/Berlin').subtract({ years: keptYears }).toInstant();
    return inTransaction(ctx.db, async (tx) => {
      await sql`set local payments.retention = 'on'`.execute(tx);
      const due = await tx
        .selectFrom('payments.claim as c')
        .select('c.id')
        .where('c.changedAt', '<', before)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('payments.refund as r')
                .select('r.id')
                .whereRef('r.claimId', '=', 'c.id')
                .where('r.state', 'in', ['requested', 'approved']),
            ),
          ),
        )
        .orderBy('c.changedAt')
        .limit(500)
        .forUpdate()
        .execute();
      if (due.length === 0) return 0;
      const ids = due.map((claim) => claim.id);
      const bookings = tx.selectFrom('payments.booking').select('id').where('claimId', 'in', ids);
      await tx.deleteFrom('payments.ledgerEntry').where('bookingId', 'in', bookings).execute();
      await tx.deleteFrom('payments.booking').where('claimId', 'in', ids).execute();
      await tx.deleteFrom('payments.refund').where('claimId', 'in', ids).execute();
      await tx.deleteFrom('payments.transaction').where('claimId', 'in', ids).execute();
      await tx.deleteFrom('payments.claim').where('id', 'in', ids).execute();
      return ids.length;
    });
  },
};
