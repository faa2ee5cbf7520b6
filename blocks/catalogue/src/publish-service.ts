import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inTransaction, type Db } from '@amt/db';
import { done, failed, type Result } from '@amt/module';
import { renewEdition } from './edition-store.ts';
import { originOf, serviceBySlug, services, storeService, storeSlugs } from './service-store.ts';
import { ServiceSchema, type Service } from './service.ts';

// compiles the schema at its first use
const ajv = new Ajv2020({ allErrors: true });

/**
 * Publishes a service that a department describes itself: from then on it has its page and is found. Publishing it again replaces it.
 *
 * @returns `of-the-city` when the city's files hold a service of that id, `address-taken` when another service has one of its addresses
 * @throws when the description does not fit the schema
 */
export async function publishService(
  ctx: { readonly db: Db; readonly now: Temporal.Instant },
  service: Service,
): Promise<Result<void, 'of-the-city' | 'address-taken'>> {
  if (!ajv.validate(ServiceSchema, service)) throw new Error(`service ${service.id}: ${ajv.errorsText(ajv.errors)}`);
  return inTransaction(ctx.db, async (tx) => {
    if ((await originOf(tx, service.id)) === 'city') return failed('of-the-city');
    for (const locale of ['de', 'en'] as const) {
      const other = await serviceBySlug(tx, locale, service.slug[locale]);
      if (other && other.service.id !== service.id) return failed('address-taken');
    }
    const contentHash = createHash('sha256').update(JSON.stringify(service)).digest('hex');
    if (await storeService(tx, service, contentHash, ctx.now, 'department')) {
      await storeSlugs(tx, await services(tx));
      await renewEdition(tx, ctx.now);
    }
    return done();
  });
}
