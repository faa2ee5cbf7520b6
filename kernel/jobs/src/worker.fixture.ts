import { openDatabase, sql } from '@amt/db';
import { defineEvent, defineJob, defineModule, handle, systemActor, type Context } from '@amt/module';
import { Type } from 'typebox';
import { startWorker } from './index.ts';

/** Program of the kill tests: a worker as a process of its own; `argv`: connection string, `hang` = never finish a job. */
const lent = defineEvent('library.book-lent', Type.Object({ book: Type.String() }));
const sort = defineJob({
  name: 'library.sort-shelf',
  payload: Type.Object({ shelf: Type.String() }),
  run: async (ctx, { shelf }, { attempt }) => {
    await sql`insert into public.trace values (${`begin ${shelf} ${attempt}`})`.execute(ctx.db);
    if (hangs) await new Promise(() => setInterval(() => undefined, 1000));
    await sql`insert into public.trace values (${`end ${shelf} ${attempt}`})`.execute(ctx.db);
  },
});
const failing = defineJob({
  name: 'library.burn',
  payload: Type.Object({}),
  maxAttempts: 1,
  run: async () => {
    throw new Error('books do not burn');
  },
});

/** Each handler writes its row, lingers, and is killed somewhere in between. */
const handler = (name: string) =>
  handle(lent, name, async (ctx, { book }) => {
    await sql`insert into public.effect (who, book) values (${name}, ${book})`.execute(ctx.db);
    await sql`select pg_sleep(random() * 0.02)`.execute(ctx.db);
  });

export const library = defineModule({
  name: 'library',
  jobs: [sort, failing],
  events: { emits: [lent], handles: [handler('card'), handler('statistics')] },
  retention: 'none',
  dataSubject: 'none',
});
export { failing, lent, sort };

const [, program, connectionString, mode] = process.argv;
const hangs = mode === 'hang';

if (program === import.meta.filename && connectionString !== undefined) {
  const database = openDatabase({ connectionString });
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const context = {
    db: database.db,
    actor: systemActor,
    locale: 'de',
    log: silent,
    settings: new Map(),
    require: () => undefined,
  } as const;
  const files: Context['files'] = {
    put: () => Promise.reject(new Error('not here')),
    read: () => Promise.reject(new Error('not here')),
    stream: () => Promise.reject(new Error('not here')),
    has: () => Promise.resolve(false),
    remove: () => Promise.resolve(false),
    async *list() {
      // holds nothing
    },
  };
  const worker = await startWorker({
    database,
    modules: [library],
    makeContext: () => ({ ...context, files, now: Temporal.Now.instant() }),
    log: silent,
    pollIntervalMs: 100,
    heartbeat: { everyMs: 200, deadAfterMs: 1000 },
  });
  process.send?.('ready');
  process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
}
