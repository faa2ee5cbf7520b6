import { sql, type Db } from '@amt/db';
import type { FileStore } from '@amt/files';
import type { FastifyInstance } from 'fastify';

type Check = () => Promise<unknown>;

/**
 * `/health/live`: the process answers. `/health/ready`: database, file store and what else was given work, within two seconds each.
 * Says which part fails, never why: that is in the log.
 */
export function mountHealth(
  app: FastifyInstance,
  { db, files, readiness }: { readonly db: Db; readonly files: FileStore; readonly readiness: Readonly<Record<string, Check>> },
): void {
  const checks: Record<string, Check> = {
    database: () => sql`select 1`.execute(db),
    files: () => files.put(new TextEncoder().encode('ready')),
    ...readiness,
  };
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  const settings = {
    // a process that is busy is alive; who restarts it for that makes it worse
    config: { rateLimit: false, label: 'http.health', pressureHandler: () => undefined } as const,
    schema: { hide: true },
  };
  app.get('/health/live', settings, (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));
  app.get('/health/ready', settings, async (request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]): Promise<[string, 'ok' | 'failed']> => {
        try {
          await within(2000, check());
          return [name, 'ok'];
        } catch (fault) {
          request.log.warn({ check: name, err: fault }, 'not ready');
          return [name, 'failed'];
        }
      }),
    );
    const ready = !closing && results.every(([, result]) => result === 'ok');
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ready ? 'ok' : closing ? 'closing' : 'failed', checks: Object.fromEntries(results) });
  });
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
