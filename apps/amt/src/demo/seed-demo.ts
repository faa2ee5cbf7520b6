import { inTransaction, sql, type Tx } from '@amt/db';
import { configOf } from '@amt/module';
import { readCity } from '../city.ts';
import { coreConfig } from '../core-config.ts';
import type { House } from '../house.ts';
import { readDemoCity, type DemoCase, type DemoCity, type DemoDraft } from './demo-city.ts';
import { fillForm } from './fill-form.ts';
import { Past } from './past.ts';
import { playCase } from './play-case.ts';
import { stageOf, type Stage } from './stage.ts';
import { fillStatistics } from './statistics.ts';
import { passingSession } from './visitor-session.ts';

interface Scene {
  /** unique in the city; under it the database remembers that the scene was played */
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

export interface SeedOptions {
  readonly onProgress?: (done: number, total: number) => void;
  /** ends the seeding after the scene that is being played; the next start goes on there */
  readonly signal?: AbortSignal;
}

/**
 * Makes the demo city alive, once: every scene in a transaction of its own that also holds its mark, so that it may be ended at any
 * moment, and several processes do nothing twice.
 * @returns how many scenes were played now
 */
export async function seedDemo(house: House, { onProgress = () => undefined, signal }: SeedOptions = {}): Promise<number> {
  const { AMT_CITY: folder } = configOf(house, coreConfig);
  const scenes = scenesOf(await readDemoCity(folder));
  const { db } = house.database;
  const { city } = readCity(folder);
  await inTransaction(db, createMarks);
  const { rows } = await sql<{ name: string }>`select name from kernel.demo_scene where city = ${city.id}`.execute(db);
  const played = new Set(rows.map(({ name }) => name));
  let count = 0;
  for (const [index, scene] of scenes.entries()) {
    if (signal?.aborted) break;
    if (played.has(scene.name)) continue;
    if (await inTransaction(db, (tx) => playOnce(house, tx, city.id, scene))) count++;
    onProgress(index + 1, scenes.length);
  }
  return count;
}

/** Under a lock, because several processes that create the same table at once would fail. */
async function createMarks(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('amt demo scenes'))`.execute(tx);
  await sql`create table if not exists kernel.demo_scene (city text, name text, played_at timestamptz not null, primary key (city, name))`.execute(
    tx,
  );
}

/** Another process that plays the same scene waits here for the first one's end. */
async function playOnce(house: House, tx: Tx, city: string, scene: Scene): Promise<boolean> {
  const now = house.clock.now();
  const { numAffectedRows } =
    await sql`insert into kernel.demo_scene values (${city}, ${scene.name}, ${now}) on conflict do nothing`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await scene.play(stageOf(house, tx, now));
  return true;
}

/** Oldest first, so that file references and seals follow the calendar. */
function scenesOf(city: DemoCity): Scene[] {
  const cases = city.cases.map((scenario, index) => ({ scenario, index })).toSorted((a, b) => b.scenario.ageDays - a.scenario.ageDays);
  return [
    ...cases.map(({ scenario, index }) => ({
      name: nameOf('case', scenario, index),
      play: (stage: Stage) => playCase(stage, scenario, index),
    })),
    ...city.drafts.map((draft, index) => ({
      name: nameOf('draft', draft, index),
      play: (stage: Stage) => leaveDraft(stage, draft, index),
    })),
    { name: 'statistics', play: (stage) => fillStatistics(stage, city) },
  ];
}

function nameOf(kind: string, { service, person = 'nobody' }: DemoCase | DemoDraft, index: number): string {
  return `${kind} ${index}: ${service} of ${person}`;
}

async function leaveDraft(stage: Stage, { person, service, locale, ageDays, answers, upToPage }: DemoDraft, number: number): Promise<void> {
  const { at } = new Past(stage.now, ageDays, number);
  const ctx = stage.context(await stage.person(person), at, locale);
  await fillForm(ctx, await passingSession(ctx), { service, answers, upToPage });
}
