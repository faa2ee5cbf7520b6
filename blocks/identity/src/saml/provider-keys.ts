import { randomBytes, webcrypto } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Our key as service provider: signs requests, decrypts assertions. PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly certificate: string;
}

const known = new Map<string, Promise<KeyPair>>();

/**
 * Key and self-signed certificate in `<folder>/saml-sp.pem`, made at first start. The certificate is trusted because it is
 * registered with the provider, not because of who signed it; so ten years are fine and a change is a registration.
 * Two processes that start at once agree on one key.
 */
export function providerKeys(folder: string): Promise<KeyPair> {
  let found = known.get(folder);
  if (!found) {
    found = loadOrMake(folder);
    known.set(folder, found);
    found.catch(() => known.delete(folder));
  }
  return found;
}

async function loadOrMake(folder: string): Promise<KeyPair> {
  const file = join(folder, 'saml-sp.pem');
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== undefined) return split(present);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey, certificate } = await makeKeyPair();
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${privateKey}\n${certificate}\n`, { mode: 0o600 });
  // link() fails when another process was first; then its key counts
  await link(draft, file).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EEXIST') throw fault;
  });
  await unlink(draft);
  return split(await readFile(file, 'utf8'));
}

function split(pem: string): KeyPair {
  const at = pem.indexOf('-----BEGIN CERTIFICATE-----');
  if (at <= 0) throw new Error('saml-sp.pem must hold a private key and then a certificate');
  return { privateKey: pem.slice(0, at).trim(), certificate: pem.slice(at).trim() };
}

async function makeKeyPair(): Promise<KeyPair> {
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Temporal.Now.instant();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=Digitales Amt SAML service provider',
    serialNumber: randomBytes(16).toString('hex'),
    notBefore: new Date(now.epochMilliseconds),
    notAfter: new Date(now.add({ hours: 24 * 3650 }).epochMilliseconds),
    signingAlgorithm: algorithm,
    keys,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----`;
  return { privateKey, certificate: certificate.toString('pem') };
}
