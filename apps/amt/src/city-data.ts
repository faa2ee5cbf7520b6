import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from '@amt/db';
import { configOf } from '@amt/module';
import { readCity } from './city.ts';
import { coreConfig } from './core-config.ts';
import type { House } from './house.ts';
import { modules } from './modules.ts';

/** SHA-256 over every file of the folder, so that a start with unchanged data skips the loading. */
function contentHash(folder: string): string {
  const hash = createHash('sha256');
  for (const name of globSync('**/*.{json,geojson,csv}', { cwd: folder }).toSorted())
    hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/**
 * Loads the city's files into the modules where they changed since the last time; several processes at once load once.
 * @returns whether something was loaded
 */
export async function loadCityData(house: House): Promise<boolean> {
  const { AMT_CITY: folder } = configOf(house, coreConfig);
  const { city } = readCity(folder);
  const hash = contentHash(folder);
  return house.database.db.connection().execute(async (db) => {
    await sql`create table if not exists kernel.city_data (city text primary key, hash text not null, loaded_at timestamptz not null)`.execute(
      db,
    );
    await sql`select pg_advisory_lock(hashtext('amt city data'))`.execute(db);
    try {
      const { rows } = await sql<{ hash: string }>`select hash from kernel.city_data where city = ${city.id}`.execute(db);
      if (rows[0]?.hash === hash) return false;
      for (const module of modules) await module.seed.city?.(house.systemContext(), city);
      await sql`insert into kernel.city_data values (${city.id}, ${hash}, now()) on conflict (city) do update set hash = excluded.hash, loaded_at = excluded.loaded_at`.execute(
        db,
      );
      return true;
    } finally {
      await sql`select pg_advisory_unlock(hashtext('amt city data'))`.execute(db);
    }
  });
}
