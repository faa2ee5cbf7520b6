import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { expectStatus, HttpClient } from './http-client.ts';
import { residentMegabytes } from './program.ts';
import { inParallel, median, percentile, timesOf } from './statistics.ts';

/** As large as Munich. */
const size = { streets: 6000, addresses: 156_000 };
/** What people type, letter by letter, with slips; for streets of the invented list and for none. */
const typed = ['Agnes-M', 'sophie str', 'Lindenst', 'Dr. Meyer', 'sankt georg pl', 'Käthe Rösler Weg', 'kaethe roessler', 'Ludwg-Huber', 'wilhlem zoepfl allee', 'öder', 'Äußere', 'hubert', 'xyzzy', 'Am Bach', 'st', 'Konrad-Schmitd-Ring 12', 'meier']; // prettier-ignore

/**
 * A list of Munich's size is imported, then streets are asked for over HTTP as one person types: one request after the other, each compared
 * with all names (nothing is kept between requests).
 */
export const addresses: Measurement = {
  name: 'addresses',
  run: async (bench: Bench) => {
    const [house, web] = [await bench.house(), await bench.web()];
    const { streets, addresses: count } = bench.quick ? { streets: 60, addresses: 600 } : size;
    const began = performance.now();
    await house.importAddresses(streets, count);
    const importMs = performance.now() - began;

    const client = new HttpClient(web.url);
    const ask = async (text: string): Promise<void> => {
      const path = `/api/addresses/streets?q=${encodeURIComponent(text)}`;
      expectStatus(await client.get(path), 200, path);
    };
    try {
      const before = residentMegabytes(web.pid);
      const [indexMs = 0] = await timesOf(1, () => ask('st'));
      const grown = residentMegabytes(web.pid) - before;
      const round = (): Promise<number[]> => timesOf(typed.length * (bench.quick ? 1 : 30), (at) => ask(typed[at % typed.length] ?? ''));
      await round();
      const times: number[][] = [];
      for (let n = 0; n < (bench.quick ? 1 : 5); n++) times.push(await round());
      const many = Array.from({ length: bench.quick ? 20 : 2000 }, (_, at) => typed[at % typed.length] ?? '');
      const clients = Array.from({ length: 16 }, () => new HttpClient(web.url));
      const { totalMs } = await inParallel(clients.length, many, async (text, worker) => {
        const path = `/api/addresses/streets?q=${encodeURIComponent(text)}`;
        expectStatus((await clients[worker]?.get(path)) ?? { status: 0 }, 200, path);
      });
      for (const one of clients) one.close();
      return [
        below(6, 'street suggestion over HTTP, p99', median(times.map((one) => percentile(one, 0.99))), 'ms'),
        information('street suggestion over HTTP, median', median(times.map((one) => median(one))), 'ms'),
        information('street suggestions with 16 clients', many.length / (totalMs / 1000), 'requests/s'),
        information(`import of ${count} addresses in ${streets} streets`, importMs / 1000, 's'),
        information('first suggestion after an import: the index is built', indexMs, 'ms'),
        information('memory of the index, resident', grown, 'MB'),
      ];
    } finally {
      client.close();
    }
  },
};
