import type { Figure } from './figure.ts';
import type { Ground, HouseUnderTest } from './house-under-test.ts';
import { startProgram, type Program } from './program.ts';

/** One thing that is measured. */
export interface Measurement {
  /** for `--only` */
  readonly name: string;
  readonly run: (bench: Bench) => Promise<readonly Figure[]>;
}

/** What measurements share; each part is made when the first one asks for it. */
export class Bench {
  /** fewer and shorter rounds: the figures mean nothing, all paths are walked */
  readonly quick: boolean;
  readonly ground: Ground;
  #data: Promise<void> | undefined;
  #house: Promise<HouseUnderTest> | undefined;
  #web: Promise<Program> | undefined;

  constructor(ground: Ground, quick: boolean) {
    this.ground = ground;
    this.quick = quick;
  }

  /** the data folder is filled and nobody uses it */
  data(): Promise<void> {
    return (this.#data ??= this.ground.prepare({ quick: this.quick }));
  }

  house(): Promise<HouseUnderTest> {
    return (this.#house ??= this.data().then(() => this.ground.open()));
  }

  /** the web process: alone with its database and this process, which makes the load */
  web(): Promise<Program> {
    return (this.#web ??= this.house().then((house) => startProgram(this.ground.program('web', { DATABASE_URL: house.connectionString }))));
  }

  async close(): Promise<void> {
    const settled = await Promise.allSettled([this.#web, this.#house]);
    for (const part of settled) {
      if (part.status !== 'fulfilled' || part.value === undefined) continue;
      await ('stop' in part.value ? part.value.stop() : part.value.close());
    }
    await this.ground.remove();
  }
}
