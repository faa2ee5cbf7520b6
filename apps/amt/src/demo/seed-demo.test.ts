import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applicantTimelineOf, caseById, casesOf, timelineOf, type Case } from '@amt/cases';
import { zeroHitTerms } from '@amt/catalogue';
import { officeDate } from '@amt/clock';
import { documentsOf, documentsOfCase } from '@amt/documents';
import { draftsOf, pageUsage } from '@amt/forms';
import { listDemoPeople } from '@amt/identity';
import { inboxOf, notificationOf } from '@amt/mailbox';
import { configOf } from '@amt/module';
import { claimsOf } from '@amt/payments';
import { trustOf, verifyPdf } from '@amt/signatures';
import { coreConfig } from '../core-config.ts';
import { readDemoCity } from './demo-city.ts';
import { demoHouse } from './demo-house-test-kit.ts';
import { seedDemo } from './seed-demo.ts';

const house = await demoHouse();
const { db } = house.database;
const city = await readDemoCity(configOf(house, coreConfig).AMT_CITY);
const scenes = city.cases.length + city.drafts.length + 1;

/** All cases of the demo residents by account. */
async function peoplesCases(): Promise<Case[]> {
  const people = await listDemoPeople(db);
  return (await Promise.all(people.map(({ accountId }) => casesOf(db, accountId)))).flat();
}

describe('the demo city', () => {
  it('is ended between two scenes and goes on there, without doubling', async () => {
    const stop = new AbortController();
    const progress: number[] = [];
    const first = await seedDemo(house, {
      signal: stop.signal,
      onProgress: (done, total) => {
        progress.push(done);
        assert.equal(total, scenes);
        if (done === 3) stop.abort();
      },
    });
    assert.deepEqual([first, progress], [3, [1, 2, 3]]);
    const [rest, beside] = await Promise.all([seedDemo(house), seedDemo(house)]);
    assert.equal(first + rest + beside, scenes);
    assert.equal(await seedDemo(house), 0);
  });

  it('brings every case into the state its scenario says', async () => {
    const wanted = city.cases
      .filter(({ person }) => person !== undefined)
      .map(({ service, state, outcome = null }) => `${service} ${state} ${state === 'closed' ? outcome : ''}`);
    const reached = (await peoplesCases()).map(
      ({ serviceId, state, outcome }) => `${serviceId} ${state} ${state === 'closed' ? outcome : ''}`,
    );
    assert.deepEqual(reached.toSorted(), wanted.toSorted());
  });

  it('dates everything in the past, in order', async () => {
    const now = house.clock.now();
    for (const found of await peoplesCases()) {
      const events = await timelineOf(db, found.id);
      assert.ok(events.length > 0 && (await applicantTimelineOf(db, found.id)).length > 0);
      assert.deepEqual(
        events.map(({ at }) => at.epochMilliseconds),
        events.map(({ at }) => at.epochMilliseconds).toSorted((a, b) => a - b),
      );
      assert.ok(events.every(({ at }) => Temporal.Instant.compare(at, now) <= 0));
    }
    const ages = (await peoplesCases()).map(({ openedAt }) => officeDate(openedAt).until(officeDate(now)).days);
    const told = city.cases.filter(({ person }) => person !== undefined).map(({ ageDays }) => ageDays);
    assert.deepEqual(
      ages.filter((days) => days > 1).toSorted((a, b) => a - b),
      told.filter((days) => days > 1).toSorted((a, b) => a - b),
    );
  });

  it('seals decisions, takes fees, writes messages, and sends no mails of the past', async () => {
    const cases = await peoplesCases();
    const decided = cases.find(({ serviceId, outcome }) => serviceId === 'bewohnerparkausweis' && outcome === 'granted');
    const document = (await documentsOfCase(db, decided?.id ?? '')).find(({ kind }) => kind === 'decision');
    const ctx = house.systemContext();
    const report = await verifyPdf(await house.files.read(document?.sha256 ?? ''), { trust: await trustOf(ctx), now: ctx.now });
    assert.ok(report.holds, JSON.stringify(report));
    const people = await listDemoPeople(db);
    for (const { accountId } of people) {
      const own = cases.filter((found) => found.accountId === accountId);
      if (own.length === 0) continue;
      const claims = await claimsOf(db, accountId);
      const { entries } = await inboxOf(db, accountId, { pageSize: 100 });
      assert.ok(entries.length > 0 || own.every(({ claimId }) => claimId !== null));
      for (const claim of claims) {
        const { state = '' } = (await caseById(db, claim.caseId ?? '')) ?? {};
        if (state === 'expired' || state === 'awaiting-payment') assert.equal(claim.state, state === 'expired' ? 'expired' : 'created');
        else assert.ok(claim.paidAt !== null);
      }
      for (const { id } of entries) assert.equal((await notificationOf(db, id))?.state, 'skipped');
      assert.ok((await documentsOf(db, accountId)).documents.length > 0 || entries.length === 0);
    }
  });

  it('leaves drafts, searches and counts of pages behind', async () => {
    const people = await listDemoPeople(db);
    const drafts = await Promise.all(people.map(({ accountId }) => draftsOf(db, accountId)));
    assert.equal(drafts.flat().length, city.drafts.length);
    const today = officeDate(house.clock.now());
    const [worst] = await zeroHitTerms(db, today.subtract({ days: 100 }));
    assert.equal(worst?.term, 'schwimmkurs');
    const usage = await pageUsage(db, 'bewohnerparkausweis', today.subtract({ days: 100 }), today);
    assert.ok(usage.every(({ shown, answered }) => shown > answered && answered > 0));
  });
});
