import type { Bench, Measurement } from './bench.ts';
import { information } from './figure.ts';
import { expectStatus, HttpClient } from './http-client.ts';
import { median, percentile, timesOf } from './statistics.ts';

/** The work list of a clerk in a database with many generated cases: 50 rows, totals, filters. */
export const workList: Measurement = {
  name: 'work-list',
  run: async (bench: Bench) => {
    const [house, web] = [await bench.house(), await bench.web()];
    const cases = bench.quick ? 200 : 20_000;
    const { path, cookie } = await house.workList(cases);
    const client = new HttpClient(web.url, cookie);
    const ask = async (): Promise<void> => expectStatus(await client.get(path), 200, path);
    const count = bench.quick ? 10 : 200;
    await timesOf(count, ask);
    const times = await timesOf(count, ask);
    client.close();
    return [
      information(`work list with ${cases} more cases, p95`, percentile(times, 0.95), 'ms'),
      information(`work list with ${cases} more cases, median`, median(times), 'ms'),
    ];
  },
};
