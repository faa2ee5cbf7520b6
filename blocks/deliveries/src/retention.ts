import { officeDate } from '@amt/clock';
import type { DataSubject, Retention } from '@amt/module';
import { deleteDeliveries, deliveriesOfAccount, deliveriesToErase, detachAccount } from './delivery-store.ts';
import { removeXmlFile } from './xml-folder.ts';

/** Deliveries go with the submission they are about; so do XML files that were put into the folder. */
export const retention: Retention = {
  rule: 'Nachweise der Übergaben (ohne Antragsangaben) und abgelegte XML-Dateien: Frist des Formulars (submissionMonths) seit dem Absenden.',
  run: async (ctx) => {
    const due = await deliveriesToErase(ctx.db, officeDate(ctx.now));
    if (due.length === 0) return 0;
    for (const delivery of due) if (delivery.kind === 'xml') await removeXmlFile(ctx, delivery);
    await deleteDeliveries(
      ctx.db,
      due.map(({ id }) => id),
    );
    return due.length;
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
