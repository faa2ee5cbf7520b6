import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface SealFiles {
  /** PEM */
  readonly key: string;
  /** PEM, the seal's certificate and its authority's */
  readonly chain: string;
  /** PEM, the test authority that issued the seal: what a verifier has to trust */
  readonly authority: string;
}

const years = 10;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * The seal of a house without a bought one: a test authority and a seal certificate of our own, made at first use in `folder` and read
 * from there ever after. Keys are readable by the owner alone. Two processes that start at once end up with the same seal, because the
 * folder appears complete by one rename.
 */
export async function localSealKey(folder: string, now: Temporal.Instant): Promise<SealFiles> {
  if (!existsSync(join(folder, 'seal.pem'))) await create(folder, now);
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
  return { key: await read('seal-key.pem'), chain: await read('seal.pem'), authority: await read('authority.pem') };
}

async function create(folder: string, now: Temporal.Instant): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  await chmod(draft, 0o700);
  const { key, chain, authority } = await issue(now);
  for (const [file, text] of [
    ['seal-key.pem', key],
    ['seal.pem', chain],
    ['authority.pem', authority],
  ] as const) {
    await writeFile(join(draft, file), text, { mode: file === 'seal-key.pem' ? 0o600 : 0o644, flush: true });
  }
  try {
    await rename(draft, folder);
  } catch (fault) {
    await rm(draft, { recursive: true });
    // Another process was first; its seal is as good.
    if (!existsSync(join(folder, 'seal.pem'))) throw fault;
  }
}

/** The authority's key is thrown away: nobody can issue a second seal in its name. */
async function issue(now: Temporal.Instant): Promise<SealFiles> {
  const notBefore = new Date(now.epochMilliseconds - 3_600_000);
  const notAfter = new Date(now.toZonedDateTimeISO('UTC').add({ years }).epochMilliseconds);
  const authorityKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const sealKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const authorityName = 'C=DE, O=Digitales Amt, CN=Digitales Amt Pruefstelle (nur zum Test)';
  const authority = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: authorityName,
    issuer: authorityName,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    publicKey: authorityKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const seal = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: 'C=DE, O=Digitales Amt, CN=Elektronisches Siegel (nur zum Test)',
    issuer: authorityName,
    notBefore,
    notAfter,
    signingAlgorithm: algorithm,
    publicKey: sealKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
      await SubjectKeyIdentifierExtension.create(sealKeys.publicKey),
      await AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const key = KeyObject.from(sealKeys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { key, chain: `${seal.toString('pem')}\n${authority.toString('pem')}\n`, authority: `${authority.toString('pem')}\n` };
}

/** Positive and unpredictable (RFC 5280, 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes.readUInt8(0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}
