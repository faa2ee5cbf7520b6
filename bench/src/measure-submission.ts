import type { Bench, Measurement } from './bench.ts';
import { atLeast, information } from './figure.ts';
import type { CompleteDraft } from './house-under-test.ts';
import { expectStatus, HttpClient } from './http-client.ts';
import { inParallel, median } from './statistics.ts';

/** as many as the process has database connections */
const atATime = 12;

/**
 * Complete applications with a fee, sent through the use case: answers validated, submission, case, claim, events and their jobs stored in one
 * transaction that is flushed to disk. The worker does not run meanwhile. Then the same over HTTP, with session and redirect.
 */
export const submission: Measurement = {
  name: 'submission',
  run: async (bench: Bench) => {
    const [house, web] = [await bench.house(), await bench.web()];
    const count = bench.quick ? 12 : 300;
    const rounds = bench.quick ? 1 : 3;
    const before = await house.countSent();
    const rate = async (send: (draft: CompleteDraft) => Promise<void>): Promise<number> => {
      const found: number[] = [];
      for (let round = 0; round <= rounds; round++) {
        const drafts = await house.completeDrafts(count);
        const { totalMs } = await inParallel(atATime, drafts, send);
        // the first round warms up
        if (round > 0) found.push((count / totalMs) * 1000);
      }
      return median(found);
    };
    const direct = await rate((draft) => house.submit(draft));
    const clients = new Map<string, HttpClient>();
    const overHttp = await rate(async ({ cookie, submitPath }) => {
      const client = clients.get(cookie) ?? new HttpClient(web.url, cookie);
      clients.set(cookie, client);
      expectStatus(await client.post(submitPath, {}), 303, submitPath);
    });
    for (const client of clients.values()) client.close();
    const after = await house.countSent();
    const sent = count * (rounds + 1) * 2;
    if (after.submissions - before.submissions !== sent || after.cases - before.cases !== sent) throw new Error('an application was lost');
    const events = (after.events - before.events) / sent;
    return [
      atLeast(300, 'complete submission (validated, stored, case, claim, outbox)', direct, 'submissions/s'),
      information('complete submission over HTTP', overHttp, 'submissions/s'),
      information('events in the outbox per submission', events, 'events'),
    ];
  },
};
