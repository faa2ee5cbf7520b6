import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until there is an answer: jobs run beside the pages. @throws AssertionError after half a minute */
export async function until<Value>(ask: () => Promise<Value | undefined | false>): Promise<Value> {
  for (let tries = 0; tries < 150; tries++) {
    const answer = await ask();
    if (answer) return answer;
    await pause(200);
  }
  return assert.fail('nothing came');
}
