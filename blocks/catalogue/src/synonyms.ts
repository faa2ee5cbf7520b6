import { inTransaction } from '@amt/db';
import { done, failed, type Context, type Result } from '@amt/module';
import { renewEdition } from './edition-store.ts';
import { serviceById } from './service-store.ts';
import './tables.ts';

export interface AddSynonym {
  readonly serviceId: string;
  readonly locale: 'de' | 'en';
  readonly term: string;
}

/**
 * Lets a service be found under one more term, at once and in every process.
 * Adding a term twice changes nothing and is not an error.
 *
 * @returns `not-found` when there is no such service, `invalid` when the term is shorter than 2 or longer than 60 characters.
 */
export async function addSynonym(ctx: Context, { serviceId, locale, term }: AddSynonym): Promise<Result<void, 'not-found' | 'invalid'>> {
  ctx.require('catalogue.edit');
  const trimmed = term.trim();
  if (trimmed.length < 2 || trimmed.length > 60) return failed('invalid');
  return inTransaction(ctx.db, async (tx) => {
    if ((await serviceById(tx, serviceId)) === undefined) return failed('not-found');
    await tx
      .insertInto('catalogue.synonym')
      .values({ serviceId, locale, term: trimmed, addedAt: ctx.now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await renewEdition(tx, ctx.now);
    return done();
  });
}
