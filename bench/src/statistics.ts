/** The value below which the share `p` (0 to 1) of the values lies, by nearest rank. @throws RangeError without values */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('nothing was measured');
  return found;
}

/** The middle of several rounds, so that one disturbed round does not count. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Milliseconds that each of `count` calls took, one after the other. */
export async function timesOf(count: number, work: (round: number) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < count; round++) {
    const began = performance.now();
    await work(round);
    times.push(performance.now() - began);
  }
  return times;
}

/** Rounds of {@link timesOf}: the middle of what each round says of its median and its 95th percentile. */
export async function rounds(count: number, each: number, work: (round: number) => unknown): Promise<{ median: number; p95: number }> {
  const times: number[][] = [];
  for (let round = 0; round < count; round++) times.push(await timesOf(each, work));
  return { median: median(times.map(median)), p95: median(times.map((one) => percentile(one, 0.95))) };
}

/** Does all the work with so many at a time; resolves with the milliseconds of each piece and of the whole. */
export async function inParallel<T>(
  workers: number,
  pieces: readonly T[],
  work: (piece: T, worker: number) => Promise<void>,
): Promise<{ readonly times: readonly number[]; readonly totalMs: number }> {
  const times: number[] = [];
  const began = performance.now();
  let next = 0;
  const one = async (worker: number): Promise<void> => {
    for (let index = next++; index < pieces.length; index = next++) {
      const start = performance.now();
      await work(pieces[index] as T, worker);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)));
  return { times, totalMs: performance.now() - began };
}
