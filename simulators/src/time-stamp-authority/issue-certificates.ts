import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface AuthorityFiles {
  /** PEM, key of the time-stamping unit */
  readonly key: string;
  /** PEM, certificate of the time-stamping unit */
  readonly certificate: string;
  /** PEM, the root that issued it: what a verifier has to trust */
  readonly root: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const timeStamping = '1.3.6.1.5.5.7.3.8';

/** Certificates of the simulated authority: kept in `folder` when one is given, so that stamps stay valid after a restart. */
export async function authorityFiles(folder?: string): Promise<AuthorityFiles> {
  const stored = folder === undefined ? undefined : join(folder, 'time-stamp-authority.json');
  if (stored !== undefined && existsSync(stored)) return JSON.parse(await readFile(stored, 'utf8')) as AuthorityFiles;
  const files = await issue();
  if (folder !== undefined && stored !== undefined) {
    await mkdir(folder, { recursive: true });
    await writeFile(stored, JSON.stringify(files), { mode: 0o600 });
    await writeFile(join(folder, 'root.pem'), files.root);
  }
  return files;
}

async function issue(): Promise<AuthorityFiles> {
  const rootKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const unitKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const rootName = 'C=DE, O=Simulierter Zeitstempeldienst, CN=Wurzel (nur zum Test)';
  const validity = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2049-12-31T00:00:00Z') };
  const root = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: rootName,
    issuer: rootName,
    signingAlgorithm: algorithm,
    publicKey: rootKeys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const unit = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(),
    subject: 'C=DE, O=Simulierter Zeitstempeldienst, CN=Zeitstempel (nur zum Test)',
    issuer: rootName,
    signingAlgorithm: algorithm,
    publicKey: unitKeys.publicKey,
    signingKey: rootKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      // RFC 3161, 2.3: the one purpose, and critical
      new ExtendedKeyUsageExtension([timeStamping], true),
      await SubjectKeyIdentifierExtension.create(unitKeys.publicKey),
      await AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  return {
    key: KeyObject.from(unitKeys.privateKey).export({ type: 'pkcs8', format: 'pem' }),
    certificate: `${unit.toString('pem')}\n`,
    root: `${root.toString('pem')}\n`,
  };
}

function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes.readUInt8(0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
