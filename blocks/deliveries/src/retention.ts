import { officeDate } from '@amt/clock';
import type { DataSubject, Retention } from '@amt/module';
import { deleteDeliveries, deliveriesOfAccount, deliveriesToErase, detachAccount } from './delivery-store.ts';
import { deleteReceivedBefore } from './fit-connect/received-store.ts';
import { removeXmlFile } from './xml-folder.ts';

/** Ids of what came over FIT-Connect: longer than anybody asks what became of it. */
const daysReceivedKept = 730;

/** Deliveries go with the submission they are about; so do XML files that were put into the folder. */
export const retention: Retention = {
  rule: 'Nachweise der Übergaben (ohne Antragsangaben) und abgelegte XML-Dateien: Frist des Formulars (submissionMonths) seit dem Absenden. Kennungen empfangener Einreichungen: zwei Jahre.',
  run: async (ctx) => {
    const received = await deleteReceivedBefore(ctx.db, ctx.now.subtract({ hours: 24 * daysReceivedKept }));
    const due = await deliveriesToErase(ctx.db, officeDate(ctx.now));
    if (due.length === 0) return received;
    for (const delivery of due) if (delivery.kind === 'xml') await removeXmlFile(ctx, delivery);
    await deleteDeliveries(
      ctx.db,
      due.map(({ id }) => id),
    );
    return received + due.length;
  },
};

/** Art. 15 and 17 GDPR: who got what was sent; erasure cuts the link to the person, the proof of delivery stays. */
export const dataSubject: DataSubject = {
  export: async (ctx, accountId) => ({
    deliveries: (await deliveriesOfAccount(ctx.db, accountId)).map((one) => ({
      submissionId: one.submissionId,
      formId: one.formId,
      kind: one.kind,
      target: one.target,
      state: one.state,
      plannedAt: one.plannedAt.toString(),
      deliveredAt: one.deliveredAt?.toString() ?? null,
    })),
  }),
  erase: async (ctx, accountId) => {
    const count = (await deliveriesOfAccount(ctx.db, accountId)).length;
    await detachAccount(ctx.db, accountId);
    return count === 0 ? [] : ['Nachweise der Übergaben ohne Bezug zum Konto: Frist des Formulars'];
  },
};
