import { accountById, erasedAccounts } from '@amt/identity';
import type { Context, Module } from '@amt/module';
import { eraseAccount } from '@amt/portal';

/** One line of the list: an account's id and when it was erased. Nothing that tells who it was. */
export interface Erasure {
  readonly accountId: string;
  readonly erasedAt: Temporal.Instant;
}

/** The list of all erasures, one JSON object a line; kept apart from the backups, so that what was restored can be erased again. */
export async function erasureList(ctx: Pick<Context, 'db'>): Promise<string> {
  return (await erasedAccounts(ctx.db))
    .map(({ accountId, erasedAt }) => `${JSON.stringify({ accountId, erasedAt: String(erasedAt) })}\n`)
    .join('');
}

/** @throws Error naming the line that is none of the list */
export function readErasures(text: string): Erasure[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      const value: unknown = JSON.parse(line);
      const accountId: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'accountId') : undefined;
      const erasedAt: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'erasedAt') : undefined;
      if (typeof accountId !== 'string' || !/^[0-9a-f-]{36}$/.test(accountId) || typeof erasedAt !== 'string')
        throw new TypeError('no entry');
      return [{ accountId, erasedAt: Temporal.Instant.from(erasedAt) }];
    } catch {
      throw new Error(`line ${index + 1} is not an entry of a list of erasures`);
    }
  });
}

/**
 * Erases again, in all modules, what an older backup has brought back. Accounts that are erased already, or that the backup does not know, are left alone.
 * @returns how many were erased
 */
export async function reapplyErasures(ctx: Context, modules: readonly Module[], list: readonly Erasure[]): Promise<number> {
  const known = new Set((await erasedAccounts(ctx.db)).map(({ accountId }) => accountId));
  let erased = 0;
  for (const { accountId, erasedAt } of list) {
    if (known.has(accountId) || !(await accountById(ctx.db, accountId))) continue;
    await eraseAccount({ ...ctx, now: erasedAt }, modules, accountId);
    erased++;
  }
  return erased;
}
