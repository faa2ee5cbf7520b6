import { createHash } from 'node:crypto';
import { inTransaction } from '@amt/db';
import type { City, Context } from '@amt/module';
import { readCityServices } from './city-files.ts';
import { renewEdition } from './edition-store.ts';
import { services as servicesOffered, storeLifeSituations, storeService, storeSlugs, withdrawServicesExcept } from './service-store.ts';

/**
 * Loads services and life situations of a city folder. Loading the same files again changes nothing; a changed service gets the next
 * version, one whose file is gone is withdrawn.
 * @throws when a file does not fit its schema, with all faults; nothing is changed then
 */
export async function loadCity(ctx: Context, city: City): Promise<void> {
  const { services, lifeSituations, faults } = await readCityServices(city.folder);
  if (faults.length > 0) throw new Error(faults.map(({ file, path, message }) => `${file} ${path}: ${message}`).join('\n'));
  const all = services.map(({ service }) => service);
  await inTransaction(ctx.db, async (tx) => {
    let changed = 0;
    for (const service of all) {
      const contentHash = createHash('sha256').update(JSON.stringify(service)).digest('hex');
      if (await storeService(tx, service, contentHash, ctx.now)) changed++;
    }
    changed += await withdrawServicesExcept(
      tx,
      all.map(({ id }) => id),
      ctx.now,
    );
    await storeLifeSituations(tx, lifeSituations);
    if (changed === 0) return;
    await storeSlugs(tx, await servicesOffered(tx));
    await renewEdition(tx, ctx.now);
    ctx.log.info({ services: all.length, changed }, 'catalogue loaded');
  });
}
