import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** RSA key and self-signed certificate, PEM. */
export interface KeyPair {
  readonly privateKey: string;
  readonly certificate: string;
}

export async function makeKeyPair(commonName: string): Promise<KeyPair> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    serialNumber: randomBytes(16).toString('hex'),
    notBefore: new Date(now),
    notAfter: new Date(now + 10 * 365 * 86_400_000),
    signingAlgorithm: algorithm,
    keys,
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${(der.match(/.{1,64}/g) ?? []).join('\n')}\n-----END PRIVATE KEY-----`;
  return { privateKey, certificate: certificate.toString('pem') };
}

/** The pair kept in the folder, so that a restart of the simulator is not a change of keys; made when missing. */
export async function keptKeyPair(folder: string, commonName: string): Promise<KeyPair> {
  const file = join(folder, 'key-pair.json');
  const present = await readFile(file, 'utf8').catch(() => undefined);
  if (present !== undefined) return JSON.parse(present) as KeyPair;
  const pair = await makeKeyPair(commonName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(pair), { mode: 0o600 });
  return pair;
}
