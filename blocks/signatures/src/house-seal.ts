import type { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configOf, type Settings } from '@amt/module';
import { certificatesOf, fileKeySigner } from './seal/file-key-signer.ts';
import type { SealFiles } from './seal/local-seal-key.ts';
import type { Signer, TimeStamper } from './seal/signer.ts';
import { signaturesConfig } from './settings.ts';

interface SettingsAndTime {
  readonly settings: Settings;
  readonly now: Temporal.Instant;
}

/** The configured seal, or the test seal of the data folder. @throws Error when key and certificate do not fit */
export async function houseSigner(from: SettingsAndTime): Promise<Signer> {
  const { key, chain } = await sealFiles(from);
  return fileKeySigner(key, chain);
}

export async function houseTimeStamper(from: { readonly settings: Settings }): Promise<TimeStamper | undefined> {
  const { TSA_URL } = configOf(from, signaturesConfig);
  if (TSA_URL === '') return undefined;
  const { httpTimeStamper } = await import('./seal/time-stamp-client.ts');
  return httpTimeStamper(TSA_URL);
}

/** Authorities we believe: that of our own seal, those of SEAL_TRUST, and the `*.pem` in `<AMT_DATA>/trust`. */
export async function trustOf(from: SettingsAndTime): Promise<readonly X509Certificate[]> {
  const { AMT_DATA, SEAL_TRUST = '' } = configOf(from, signaturesConfig);
  const { chain, authority } = await sealFiles(from);
  const folder = join(AMT_DATA, 'trust');
  const files = await readdir(folder).catch(() => []);
  const added = await Promise.all(files.filter((file) => file.endsWith('.pem')).map((file) => readFile(join(folder, file), 'utf8')));
  return [chain, authority, SEAL_TRUST, ...added].flatMap(certificatesOf);
}

async function sealFiles(from: SettingsAndTime): Promise<SealFiles> {
  const { AMT_DATA, SEAL_KEY, SEAL_CERT } = configOf(from, signaturesConfig);
  if (SEAL_KEY === undefined && SEAL_CERT === undefined) {
    const { localSealKey } = await import('./seal/local-seal-key.ts');
    return localSealKey(join(AMT_DATA, 'seal'), from.now);
  }
  if (SEAL_KEY === undefined || SEAL_CERT === undefined) throw new Error('SEAL_KEY and SEAL_CERT are needed together');
  return { key: SEAL_KEY, chain: SEAL_CERT, authority: '' };
}
