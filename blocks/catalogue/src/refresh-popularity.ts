import { officeDate } from '@amt/clock';
import { inTransaction } from '@amt/db';
import { defineJob } from '@amt/module';
import { Type } from 'typebox';
import { renewEdition } from './edition-store.ts';
import { setPopularity } from './usage-store.ts';

/** Works out each night how much the services are used; running it twice changes nothing. */
export const refreshPopularity = defineJob({
  name: 'catalogue.refresh-popularity',
  payload: Type.Object({}),
  cron: '17 3 * * *',
  run: async (ctx) => {
    await inTransaction(ctx.db, async (tx) => {
      const changed = await setPopularity(tx, officeDate(ctx.now).subtract({ days: 90 }));
      if (changed > 0) await renewEdition(tx, ctx.now);
    });
  },
});
