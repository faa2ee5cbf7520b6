import type { Bench, Measurement } from './bench.ts';
import { below, information } from './figure.ts';
import { expectStatus, HttpClient } from './http-client.ts';
import { inParallel, median, percentile, timesOf } from './statistics.ts';

/** A question page of a draft that a signed-in person has begun, asked for over HTTP: session, account, draft, evaluation, page. */
export const wizard: Measurement = {
  name: 'wizard',
  run: async (bench: Bench) => {
    const [house, web] = [await bench.house(), await bench.web()];
    const { path, cookie } = await house.questionPage();
    const clients = Array.from({ length: 16 }, () => new HttpClient(web.url, cookie));
    const ask = async (client: HttpClient): Promise<void> => expectStatus(await client.get(path), 200, path);
    const [alone] = clients;
    if (!alone) throw new Error('no client');
    const count = bench.quick ? 20 : 400;
    await timesOf(count, () => ask(alone));
    const rounds = [];
    for (let round = 0; round < (bench.quick ? 1 : 3); round++) rounds.push(await timesOf(count, () => ask(alone)));
    const { times, totalMs } = await inParallel(16, Array.from({ length: count * 3 }), (_, worker) => ask(clients[worker] ?? alone));
    for (const client of clients) client.close();
    return [
      below(15, 'wizard page, one client, p95', median(rounds.map((times) => percentile(times, 0.95))), 'ms'),
      information('wizard page, one client, median', median(rounds.flat()), 'ms'),
      information('wizard page, 16 clients, p95', percentile(times, 0.95), 'ms'),
      information('wizard page, 16 clients', (times.length / totalMs) * 1000, 'requests/s'),
    ];
  },
};
