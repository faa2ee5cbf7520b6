import { blobsInUse } from './blobs-in-use.ts';
import { audit } from '@amt/audit';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { dataSubject, retention } from './retention.ts';
import { routes } from './routes.ts';
import './tables.ts';

/** What the authority writes: letters as accessible PDF, kept and handed out to those whom they concern. */
export default defineModule({
  name: 'documents',
  dependsOn: { audit, identity },
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  retention,
  files: blobsInUse,
  dataSubject,
});

export { documentById, documentsOf, documentsOfCase, eraseDocumentsOfCase } from './document-store.ts';
export type { DocumentPage, StoredDocument } from './document-store.ts';
export { openDocument } from './open-document.ts';
export type { OpenedDocument } from './open-document.ts';
export { storeDocument } from './store-document.ts';
export type { NewDocument } from './store-document.ts';
export type { DocumentKind } from './tables.ts';

export { renderDecision, renderPaymentReceipt, renderReceipt } from './render.ts';
export type { ReceiptProps } from './letters/render-receipt.ts';
export type { DecisionProps, Outcome } from './letters/render-decision.ts';
export type { PaymentReceiptProps } from './letters/render-payment-receipt.ts';
export type { Contact, LetterProps } from './letters/letter-props.ts';
export type { Emblem, Fact, Sender } from './letter/letter.ts';
