import type { CompleteDraft, SignedInPage } from '@amt/bench';
import { randomUUIDv7 } from 'node:crypto';
import { type Db, inTransaction, sql } from '@amt/db';
import { type Place, openContent, sealContent, storageKeysOf } from '@amt/envelope';
import { demoAccountId, resolveActor } from '@amt/identity';
import { configOf, type Actor } from '@amt/module';
import { coreConfig } from '../core-config.ts';
import { readDemoCity, type DemoCase } from '../demo/demo-city.ts';
import { fillForm } from '../demo/fill-form.ts';
import { addresses } from '../demo/pay-fee.ts';
import { stageOf } from '../demo/stage.ts';
import { passingSession } from '../demo/visitor-session.ts';
import type { House } from '../house.ts';
import { sessionOf } from './session-of.ts';

/** The main job of the house: with sign-in, prefilled facts, an uploaded proof and a fee. */
export const measuredService = 'bewohnerparkausweis';

/** A demo person who has filled in the whole form; the draft is copied for every application that is measured. */
interface Applicant {
  readonly actor: Actor;
  readonly cookie: string;
  readonly draftId: string;
}

/** The people of the demo city who have applied for the measured service, each with a complete draft of their own. */
export async function applicantsOf(house: House): Promise<readonly Applicant[]> {
  const { cases } = await readDemoCity(configOf(house, coreConfig).AMT_CITY);
  const scenes = new Map(
    cases.filter(({ service, person }) => service === measuredService && person !== undefined).map((scene) => [scene.person, scene]),
  );
  const { db } = house.database;
  const applicants: Applicant[] = [];
  for (const [key, scene] of scenes) {
    const id = key === undefined ? undefined : await demoAccountId(db, key);
    if (id === undefined) continue;
    const holder = { kind: 'person', id } as const;
    const actor = await resolveActor(db, holder);
    applicants.push({ actor, cookie: await sessionOf(db, holder), draftId: await filledDraft(house, actor, scene) });
  }
  if (applicants.length === 0) throw new Error(`nobody in the demo city has applied for ${measuredService}`);
  return applicants;
}

function filledDraft(house: House, actor: Actor, { service, answers, files = {} }: DemoCase): Promise<string> {
  const now = house.clock.now();
  return inTransaction(house.database.db, async (tx) => {
    const ctx = stageOf(house, tx, now).context(actor, now);
    return fillForm(ctx, await passingSession(ctx), { service, answers, files });
  });
}

/** Copies of the applicants' drafts in turn, as if each had been filled in by hand. */
export async function copyDrafts({ database: { db } }: House, applicants: readonly Applicant[], count: number): Promise<CompleteDraft[]> {
  const copied: CompleteDraft[] = [];
  for (const [index, { cookie, draftId }] of applicants.entries()) {
    const share = Math.floor(count / applicants.length) + (index < count % applicants.length ? 1 : 0);
    const copies = await encryptedCopies(db, draftId, share);
    const { rows } = await sql<{ id: string }>`
      insert into forms.draft
      select copy.* from forms.draft original, jsonb_array_elements(${JSON.stringify(copies)}::jsonb) change, jsonb_populate_record(original, change) copy
      where original.id = ${draftId} returning id`.execute(db);
    copied.push(
      ...rows.map(({ id }) => ({
        draftId: id,
        cookie,
        submitPath: addresses.href('online-services.submit', 'de', { draftId: id }),
      })),
    );
  }
  return copied;
}

/** The answers belong to their row, so each copy is encrypted for its own. */
async function encryptedCopies(db: Db, draftId: string, count: number): Promise<Record<string, string>[]> {
  const { rows } = await sql<{ dataKey: Buffer; sealed: Buffer; formHash: string; serviceId: string }>`
    select data_key, sealed, form_hash, service_id from forms.draft where id = ${draftId}`.execute(db);
  const [original] = rows;
  if (!original) throw new Error('the draft to copy is gone');
  const placeOf = (id: string): Place => ({ table: 'forms.draft', id, boundTo: [original.formHash, original.serviceId] });
  const answers = openContent(db, placeOf(draftId), { dataKey: original.dataKey, content: original.sealed });
  const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;
  return Array.from({ length: count }, () => {
    const id = randomUUIDv7();
    const { dataKey, content } = sealContent(storageKeysOf(db), placeOf(id), answers);
    return { id, data_key: hex(dataKey), sealed: hex(content) };
  });
}

/** A page in the middle of the form. */
export async function questionPageOf(house: House, [applicant]: readonly Applicant[]): Promise<SignedInPage> {
  if (!applicant) throw new Error('nobody has filled a form in');
  const { rows } = await sql<{ page: string }>`
    select page.value ->> 'id' as page from forms.draft join forms.definition on definition.hash = draft.form_hash,
      jsonb_array_elements(definition.definition -> 'pages') with ordinality page (value, position)
    where draft.id = ${applicant.draftId} order by position offset 1 limit 1`.execute(house.database.db);
  return {
    path: addresses.href('forms.question', 'de', { draftId: applicant.draftId, page: rows[0]?.page ?? '' }),
    cookie: applicant.cookie,
  };
}
