import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import type { Bench, Measurement } from './bench.ts';
import { atLeast, information } from './figure.ts';
import { expectStatus, HttpClient } from './http-client.ts';
import { freePort, stop } from './program.ts';
import { median } from './statistics.ts';

const connections = 16;

/**
 * The page of a service for visitors without a session. Each request reads service, unit and related services from PostgreSQL; when all of them are as
 * they were, the page drawn before is sent. "Drawn anew" is the same with a query in the address, for which no page is kept. Measured against the
 * least that could be done instead (see bare-server.ts), right after on the same machine.
 */
export const servicePage: Measurement = {
  name: 'service-page',
  run: async (bench: Bench) => {
    const [house, web] = [await bench.house(), await bench.web()];
    const url = web.url + house.servicePath;
    const client = new HttpClient(web.url);
    const first = await client.get(house.servicePath);
    expectStatus(first, 200, house.servicePath);
    client.close();
    const etag = String(first.headers['etag'] ?? '');
    await load(url, {}, 200, bench.quick ? 1 : 5);
    const measure = async (target: string, headers: Record<string, string>, status: number): Promise<number> => {
      const rounds: number[] = [];
      for (let round = 0; round < (bench.quick ? 1 : 3); round++) rounds.push(await load(target, headers, status, bench.quick ? 1 : 4));
      return median(rounds);
    };
    const rate = (headers: Record<string, string>, status: number): Promise<number> => measure(url, headers, status);
    const page = await rate({}, 200);
    const bare = await withBareServer(house.connectionString, first.body.length, (bareUrl) => measure(bareUrl, {}, 200));
    return [
      atLeast(1500, 'service page from the database', page, 'requests/s'),
      information('service page from the database, drawn anew for each request', await measure(`${url}?drawn=anew`, {}, 200), 'requests/s'),
      information('bare server: same bytes, same number of statements', bare, 'requests/s'),
      information('service page, share of the bare server', (page / bare) * 100, '%'),
      information('service page from the database, compressed (br)', await rate({ 'accept-encoding': 'br' }, 200), 'requests/s'),
      information(
        'service page from the database, unchanged for the browser (304)',
        await rate({ 'if-none-match': etag }, 304),
        'requests/s',
      ),
    ];
  },
};

async function withBareServer<T>(connectionString: string, bytes: number, work: (url: string) => Promise<T>): Promise<T> {
  const port = await freePort();
  const script = fileURLToPath(new URL('bare-server.ts', import.meta.url));
  const child = spawn(process.execPath, [script, String(port), connectionString, String(bytes)], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(child.stdout, 'data');
    const url = `http://127.0.0.1:${port}/`;
    await load(url, {}, 200, 1);
    return await work(url);
  } finally {
    await stop(child);
  }
}

/** @returns answers per second. @throws Error when an answer had another status */
async function load(url: string, headers: Record<string, string>, status: number, seconds: number): Promise<number> {
  const result = await autocannon({ url, headers, connections, duration: seconds });
  const wrong = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => code !== String(status));
  if (wrong.length > 0 || result.errors > 0)
    throw new Error(`${url} answered ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`);
  return result.requests.total / result.duration;
}
