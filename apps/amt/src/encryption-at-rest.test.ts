import assert from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { inTransaction, sql, type Db } from '@amt/db';
import { keyUses, readKeysFile, storageKeysFile, envelopeConfig } from '@amt/envelope';
import type { FileStore } from '@amt/files';
import { submissionById } from '@amt/forms';
import { demoAccountId, resolveActor } from '@amt/identity';
import { configOf } from '@amt/module';
import { startProgram, runProgram } from '../test/child-program.ts';
import { aDraft, paid, sampleHouse, submitted } from '../test/sample-house.ts';
import { coreConfig } from './core-config.ts';
import { demoHouse } from './demo/demo-house-test-kit.ts';
import { fillForm } from './demo/fill-form.ts';
import { readDemoCity } from './demo/demo-city.ts';
import { stageOf } from './demo/stage.ts';
import { passingSession } from './demo/visitor-session.ts';
import { modules } from './modules.ts';
import { generateLoad } from './scale/generate-load.ts';

const tables = modules.flatMap(({ dataKeys }) => dataKeys);

/** Places, `table` or `file`, where somebody with the database and the file store in hands would read one of the words. */
async function placesOf(db: Db, blobs: FileStore, words: readonly string[]): Promise<string[]> {
  const forms = words.flatMap((word) => [word, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64').slice(0, -4)]);
  const { rows: names } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`.execute(
    db,
  );
  const found = new Set<string>();
  for (const { name } of names) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(db);
    if (rows.some(({ row }) => forms.some((form) => row.includes(form)))) found.add(name);
  }
  for await (const { sha256 } of blobs.list()) {
    const blob = Buffer.from(await blobs.read(sha256));
    if (forms.some((form) => blob.includes(form)) || blob.includes('%PDF')) found.add('file');
  }
  return [...found].toSorted();
}

describe('a whole application', () => {
  it('leaves no answer and no file readable in database and store, from the draft to the receipt', async () => {
    const given = await sampleHouse();
    const { db } = given.house.database;
    const draftId = await aDraft(given, 'bewohnerparkausweis');
    const [draft] = (await sql<{ sealed: Buffer }>`select sealed from forms.draft where id = ${draftId}`.execute(db)).rows;
    assert.ok(draft?.sealed);
    const { submissionId, claimId } = await submitted(given, draftId);
    await paid(given, claimId ?? '');
    const submission = await submissionById(db, submissionId);
    assert.ok(submission && submission.files.length > 0);
    // answers that the register of cases does not need
    const plate = submission.summary.flatMap(({ rows }) => rows).find(({ value }) => /^M-[A-Z]{1,2} \d+/.test(value))?.value ?? '';
    const [file] = submission.files;
    assert.ok(plate.length > 5 && file && file.fileName.length > 5, plate);
    assert.ok(Buffer.from(await given.house.files.read(file.sha256)).includes('%PDF'), 'the house reads it');
    assert.deepEqual(await placesOf(db, given.house.blobs, [plate, file.fileName]), []);
    // the search finds what is there
    await sql`create table public.leak as select ${plate}::text as plate`.execute(db);
    await given.house.blobs.put(Buffer.from(`%PDF ${plate}`));
    assert.deepEqual(await placesOf(db, given.house.blobs, [plate]), ['file', 'public.leak']);
  });
});

describe('a rotation of the storage keys', () => {
  it('is gone on with after kill -9, while people work, and loses nothing', async () => {
    const house = await demoHouse();
    const { db } = house.database;
    const { AMT_DATA, AMT_CITY, DATABASE_URL = '' } = configOf(house, coreConfig);
    const path = storageKeysFile(configOf(house, envelopeConfig));
    const env = { AMT_DATA, DATABASE_URL, AMT_DEMO: 'true' };
    await generateLoad(house, { count: 1500, seed: 'rotation' });
    const before = readKeysFile(path).current;

    // somebody fills in forms all the while
    const example = (await readDemoCity(AMT_CITY)).cases.find(({ service, person }) => service === 'bewohnerparkausweis' && person);
    const accountId = await demoAccountId(db, example?.person ?? '');
    assert.ok(example && accountId !== undefined);
    const ending = new AbortController();
    const drafts: string[] = [];
    const work = (async () => {
      const actor = await resolveActor(db, { kind: 'person', id: accountId });
      while (!ending.signal.aborted) {
        const now = house.clock.now();
        const { service, answers, files = {} } = example;
        drafts.push(
          await inTransaction(db, async (tx) => {
            const ctx = stageOf(house, tx, now).context(actor, now);
            return fillForm(ctx, await passingSession(ctx), { service, answers, files });
          }),
        );
      }
    })();

    const rotating = startProgram(['storage-keys', 'rotate'], env);
    await rotating.says(/forms\.submission: \d+ rewrapped/);
    assert.equal(await rotating.end('SIGKILL'), 'SIGKILL');
    const { current, keys } = readKeysFile(path);
    assert.ok(current !== before && keys.length === 2);
    assert.ok(((await keyUses(db, tables)).get(before) ?? 0) > 0, 'killed in the middle');
    const early = await runProgram(['storage-keys', 'retire', before], env);
    assert.equal(early.code, 1, early.output);

    const rest = await runProgram(['storage-keys', 'rewrap'], env);
    ending.abort();
    await work;
    assert.equal(rest.code, 0, rest.output);
    assert.match(rest.output, /forms\.submission: \d+ rewrapped[^]*All data keys are wrapped by the current key/);
    assert.deepEqual([...(await keyUses(db, tables)).keys()], [current]);
    assert.ok(drafts.length > 1, `${drafts.length} forms filled in meanwhile`);
    const { rows } = await sql<{ id: string }>`select id from forms.submission`.execute(db);
    assert.ok(rows.length >= 1500);
    for (const { id } of rows) assert.ok((await submissionById(db, id))?.summary.length);
    for await (const { sha256 } of house.files.list()) await house.files.read(sha256);

    // without the old key everything still opens; without the new one nothing does
    const listed = await runProgram(['storage-keys', 'list'], env);
    assert.match(listed.output, new RegExp(`${before} .* wraps 0 data keys`));
    await cp(path, `${path}.kept`);
    await rm(path);
    assert.match((await runProgram(['storage-keys', 'list'], env)).output, /storage keys are missing/);
    await cp(`${path}.kept`, path);
  });
});
