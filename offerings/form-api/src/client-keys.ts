import { createHash, randomBytes } from 'node:crypto';
import { officeDate } from '@amt/clock';
import { done, failed, problem, type Answer, type Context, type Result } from '@amt/module';
import { allClients, clientByKeyHash, endClient, insertClient, noteUse } from './client-store.ts';
import type { ApiClient } from './tables.ts';

/** What a client may do. Forms and their schemas are read by anybody. */
export const scopes = ['submissions.write', 'submissions.read'] as const;
export type Scope = (typeof scopes)[number];

/** What is kept of a key. It is random and long, so a plain hash cannot be searched. */
function keyHash(key: string): string {
  return createHash('sha256').update(`form-api:${key}`).digest('hex');
}

export interface NewClient {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** forms it may send; empty: all */
  readonly forms: readonly string[];
}

/** Makes a client and its key, which is told once. @returns `taken` when there is (or was) one with the id, `id` when it is none */
export async function createClient(ctx: Pick<Context, 'db' | 'now'>, client: NewClient): Promise<Result<string, 'taken' | 'id'>> {
  if (!/^[a-z][a-z0-9-]{2,60}$/.test(client.id)) return failed('id');
  const key = `amt_${randomBytes(32).toString('base64url')}`;
  const { id, name } = client;
  const made = await insertClient(ctx.db, {
    id,
    name,
    scopes: [...client.scopes],
    forms: [...client.forms],
    keyHash: keyHash(key),
    createdAt: ctx.now,
  });
  return made ? done(key) : failed('taken');
}

/** Ends a client's key at once. */
export async function revokeClient(ctx: Pick<Context, 'db' | 'now'>, id: string): Promise<Result<void, 'not-found'>> {
  return (await endClient(ctx.db, id, ctx.now)) ? done() : failed('not-found');
}

export const clients = (ctx: Pick<Context, 'db'>): Promise<ApiClient[]> => allClients(ctx.db);

/** The client whose key the request carries, with the scope; else the answer that refuses it. */
export async function clientOf(
  ctx: Context,
  headers: Readonly<Record<string, string | undefined>>,
  scope: Scope,
): Promise<{ readonly client: ApiClient } | { readonly refusal: Answer }> {
  const [, key = ''] = /^Bearer (amt_[A-Za-z0-9_-]{43})$/.exec(headers['authorization'] ?? '') ?? [];
  const client = key === '' ? undefined : await clientByKeyHash(ctx.db, keyHash(key));
  if (!client) return { refusal: problem(401, 'no-key', 'Send a valid key: Authorization: Bearer amt_…') };
  if (!client.scopes.includes(scope)) return { refusal: problem(403, 'no-scope', `The key lacks the scope ${scope}.`) };
  await noteUse(ctx.db, client.id, officeDate(ctx.now));
  return { client };
}
