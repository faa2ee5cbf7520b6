import { inTransaction } from '@amt/db';
import type { Context, Module } from '@amt/module';

/** Everything the house holds on a person, module by module (Art. 15 and 20 GDPR). */
export async function exportAccount(ctx: Context, modules: readonly Module[], accountId: string): Promise<Record<string, unknown>> {
  const parts = await Promise.all(
    modules.map(
      async ({ name, dataSubject }) => [name, dataSubject === 'none' ? undefined : await dataSubject.export(ctx, accountId)] as const,
    ),
  );
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/**
 * Deletes a person from every module in one transaction (Art. 17 GDPR), those that build on others first.
 * @returns what stays and why, in words
 */
export async function eraseAccount(ctx: Context, modules: readonly Module[], accountId: string): Promise<readonly string[]> {
  return inTransaction(ctx.db, async (tx) => {
    const kept: string[] = [];
    for (const { dataSubject } of modules.toReversed()) {
      if (dataSubject !== 'none') kept.push(...(await dataSubject.erase({ ...ctx, db: tx }, accountId)));
    }
    return kept;
  });
}
