import { blobsInUse } from './blobs-in-use.ts';
import documents from '@amt/documents';
import identity from '@amt/identity';
import { defineModule } from '@amt/module';
import { messages } from './messages.ts';
import { routes } from './routes.ts';
import { signaturesConfig } from './settings.ts';
import './tables.ts';

/** Seals what the authority writes, and tells anybody what a seal is worth. */
export default defineModule({
  name: 'signatures',
  dependsOn: { identity, documents },
  config: signaturesConfig,
  migrations: new URL('../migrations/', import.meta.url),
  routes,
  navigation: [
    { id: 'signatures.verify', place: 'footer', label: (locale) => messages[locale].navigation(), route: 'signatures.verify', order: 60 },
  ],
  // The log names files by their hash and jobs by their key: no personal data; it is evidence and stays.
  retention: 'none',
  files: blobsInUse,
  dataSubject: 'none',
});

export { sealPdf } from './seal-pdf.ts';
export type { SealRequest } from './seal-pdf.ts';
export { TimeStampFailed } from './seal/time-stamp-failed.ts';
export type { SignatureAlgorithm, Signer, TimeStamper } from './seal/signer.ts';
export { trustOf } from './house-seal.ts';
export { verifyFile } from './verify-file.ts';
export type { FileReport } from './verify-file.ts';
export { explain } from './verify/explain.ts';
export { verifyPdf } from './verify.ts';
export type { VerifyOptions } from './verify/verify-pdf.ts';
export type { Finding, Indication, SealReport, SignatureReport, SignerName, TimeStampReport } from './verify/report.ts';
