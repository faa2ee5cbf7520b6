import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { configOf, type Context } from '@amt/module';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { deliveriesConfig } from '../settings.ts';

/** Private keys of our destination: those that open what is sent to us, and the one that signs our events. */
export interface OwnKeys {
  readonly decryption: readonly JWK[];
  readonly signature: JWK;
}

/** The keys of the settings; in the demo city those of the data folder, made at first use. @returns undefined when there are none */
export async function ownKeys(ctx: Pick<Context, 'settings'>): Promise<OwnKeys | undefined> {
  const { FIT_CONNECT_KEYS: configured, AMT_DATA: data, AMT_DEMO: demo } = configOf(ctx, deliveriesConfig);
  if (configured !== '') return keysOf(configured);
  return demo ? keptKeys(join(data, 'fit-connect')) : undefined;
}

function keysOf(text: string): OwnKeys {
  const { keys } = JSON.parse(text) as { keys: JWK[] };
  const decryption = keys.filter(({ alg, d }) => alg === 'RSA-OAEP-256' && d !== undefined);
  const signature = keys.find(({ alg, d }) => alg === 'PS512' && d !== undefined);
  if (decryption.length === 0 || signature === undefined)
    throw new Error('FIT_CONNECT_KEYS needs a private key RSA-OAEP-256 and a private key PS512');
  return { decryption, signature };
}

/** Keys of a destination, kept in a folder and made there at first use. @param bits of the modulus; FIT-Connect wants 4096 */
export async function keptKeys(folder: string, bits = 4096): Promise<OwnKeys> {
  const path = join(folder, 'keys.json');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return keysOf(known);
  const keys = await Promise.all([newKey('RSA-OAEP-256', bits), newKey('PS512', bits)]);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${randomUUID()}`;
  const file = await open(unfinished, 'wx', 0o600);
  await file.writeFile(JSON.stringify({ keys }));
  await file.sync();
  await file.close();
  await rename(unfinished, path);
  return keysOf(await readFile(path, 'utf8'));
}

async function newKey(alg: 'RSA-OAEP-256' | 'PS512', modulusLength: number): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { modulusLength, extractable: true });
  return { ...(await exportJWK(privateKey)), alg, kid: randomUUID() };
}

/** What an operator registers at FIT-Connect: the public halves, with the operations they are for. */
export function publicKeys({ decryption, signature }: OwnKeys): { encryption: readonly JWK[]; signature: JWK } {
  return {
    encryption: decryption.map((key) => ({ ...publicHalf(key), key_ops: ['wrapKey'] })),
    signature: { ...publicHalf(signature), key_ops: ['verify'] },
  };
}

function publicHalf({ kty, n, e, alg, kid }: JWK): JWK {
  return { kty: kty ?? 'RSA', n: n ?? '', e: e ?? '', alg: alg ?? '', kid: kid ?? '' };
}
