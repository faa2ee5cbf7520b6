import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** A key for signing events or opening submissions: private, with `alg` and `kid`. */
export async function newKey(alg: 'RSA-OAEP-256' | 'PS512', bits: number): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { modulusLength: bits, extractable: true });
  return { ...(await exportJWK(privateKey)), alg, kid: randomUUID() };
}

export function publicHalf({ kty, n, e, alg, kid }: JWK, operation: 'wrapKey' | 'verify'): JWK {
  return { kty: kty ?? 'RSA', n: n ?? '', e: e ?? '', alg: alg ?? '', kid: kid ?? '', key_ops: [operation] };
}

/** Keys by name, kept in a file of the folder so that they outlive a restart; without a folder they live in memory. */
export async function keptKeys<Name extends string>(
  folder: string | undefined,
  wanted: Readonly<Record<Name, 'RSA-OAEP-256' | 'PS512'>>,
  bits: number,
): Promise<Record<Name, JWK>> {
  const file = folder === undefined ? undefined : join(folder, 'keys.json');
  const kept = JSON.parse((file && (await readFile(file, 'utf8').catch(() => undefined))) ?? '{}') as Partial<Record<Name, JWK>>;
  const entries = await Promise.all(
    (Object.entries(wanted) as [Name, 'RSA-OAEP-256' | 'PS512'][]).map(
      async ([name, alg]) => [name, kept[name] ?? (await newKey(alg, bits))] as const,
    ),
  );
  const keys = Object.fromEntries(entries) as Record<Name, JWK>;
  if (folder !== undefined && file !== undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  }
  return keys;
}
