import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inTransaction, sql } from '@amt/db';
import { testHouse } from '@amt/testing';
import fc from 'fast-check';
import { audit, readsOf, record, sealEntries, verifyChain } from './index.ts';
import { canonicalJson } from './canonical-json.ts';

const house = await testHouse();
const { db } = house;
const clerk = { kind: 'staff', id: 'staff-1', name: 'Kim Amt' } as const;
const anna = { kind: 'person', id: 'anna', name: 'Anna' } as const;

async function write(count: number, accountId = 'anna'): Promise<void> {
  for (let n = 0; n < count; n++) {
    await inTransaction(db, (tx) =>
      record(tx, {
        actor: clerk,
        action: 'cases.read-case',
        subject: { type: 'case', id: `case-${n}` },
        accountId,
        detail: { page: 'über', n, left: undefined },
        reading: true,
      }),
    );
  }
}

/** Tampers as somebody with all rights on the database could: triggers off, and back on. */
async function tamper(statement: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql.raw(statement).execute(tx);
  });
}

async function untilRolledBack(statement: string, check: () => Promise<void>): Promise<void> {
  const backup = ['entry', 'personal', 'link', 'unsealed'];
  for (const table of backup) await sql.raw(`create table public.backup_${table} as table audit.${table}`).execute(db);
  try {
    await tamper(statement);
    await check();
  } finally {
    await tamper(
      [...backup].map((table) => `delete from audit.${table}; insert into audit.${table} select * from public.backup_${table};`).join('\n'),
    );
    for (const table of backup) await sql.raw(`drop table public.backup_${table}`).execute(db);
  }
}

describe('the audit chain', () => {
  it('takes committed entries only, and all of them once', async () => {
    await write(5);
    await assert.rejects(
      inTransaction(db, async (tx) => {
        await record(tx, { actor: clerk, action: 'cases.issue-decision', subject: { type: 'case', id: 'x' } });
        throw new Error('rolled back');
      }),
    );
    assert.deepEqual(
      (await Promise.all([sealEntries(db), sealEntries(db), sealEntries(db)])).toSorted((a, b) => a - b),
      [0, 0, 5],
    );
    const report = await verifyChain(db);
    assert.ok(report.intact);
    assert.partialDeepStrictEqual(report, { head: { position: 5 }, unsealed: 0, erased: 0 });
    await write(1);
    assert.partialDeepStrictEqual(await verifyChain(db), { intact: true, unsealed: 1 });
    await sealEntries(db);
  });

  it('is sealed by the job as well', async () => {
    await write(1);
    await audit.jobs[0]?.run(house.context(), {}, { attempt: 1, maxAttempts: 25 });
    assert.partialDeepStrictEqual(await verifyChain(db), { intact: true, unsealed: 0, head: { position: 7 } });
  });

  it('does not hold up writers: two transactions write at the same time', async () => {
    await inTransaction(db, async (outer) => {
      await record(outer, { actor: clerk, action: 'a.b', subject: { type: 't', id: '1' } });
      await write(1);
      assert.equal(await sealEntries(db), 1, 'only what is committed');
    });
    assert.equal(await sealEntries(db), 1);
    assert.ok((await verifyChain(db)).intact);
  });

  const tampering: [string, string, string][] = [
    [
      'a changed entry',
      "update audit.entry set action = 'cases.nothing' where id = (select entry_id from audit.link where position = 3)",
      'hash-mismatch',
    ],
    [
      'a changed personal part',
      "update audit.personal set actor_id = 'other' where entry_id = (select entry_id from audit.link where position = 3)",
      'personal-part-changed',
    ],
    ['a removed link', 'delete from audit.link where position = 3', 'link-missing'],
    [
      'two entries swapped',
      'update audit.link set position = position + 1000 where position in (3, 4); update audit.link set position = 1007 - position where position > 1000',
      'hash-mismatch',
    ],
    [
      'an entry taken out with its link, the rest moved up',
      'delete from audit.link where position = 3; update audit.link set position = position - 1 where position > 3',
      'hash-mismatch',
    ],
  ];
  for (const [what, statement, reason] of tampering) {
    it(`shows ${what}`, async () => {
      await untilRolledBack(statement, async () =>
        assert.partialDeepStrictEqual(await verifyChain(db), { intact: false, position: 3, reason }),
      );
      assert.ok((await verifyChain(db)).intact);
    });
  }

  it('shows an entry whose link was cut off at the end, and with a kept head that the end is missing', async () => {
    const before = await verifyChain(db);
    assert.ok(before.intact);
    await untilRolledBack('delete from audit.link where position = (select max(position) from audit.link)', async () => {
      assert.partialDeepStrictEqual(await verifyChain(db), { intact: false, reason: 'entry-without-link' });
    });
    const cut =
      'delete from audit.personal where entry_id = (select entry_id from audit.link order by position desc limit 1); delete from audit.entry where id = (select entry_id from audit.link order by position desc limit 1); delete from audit.link where position = (select max(position) from audit.link)';
    await untilRolledBack(cut, async () => {
      assert.ok((await verifyChain(db)).intact, 'alone it cannot know');
      assert.partialDeepStrictEqual(await verifyChain(db, before.head), { intact: false, reason: 'link-missing' });
    });
  });

  it('cannot be changed by ordinary statements', async () => {
    for (const statement of [
      'update audit.entry set action = action',
      'delete from audit.entry',
      'truncate audit.link',
      'delete from audit.link',
      'update audit.personal set actor_id = actor_id',
    ]) {
      await assert.rejects(sql.raw(statement).execute(db), /append-only/, statement);
    }
  });
});

describe('personal data in the audit', () => {
  it('shows a person who read their data, without their own looks', async () => {
    await inTransaction(db, (tx) =>
      record(tx, { actor: anna, action: 'portal.read-account', subject: { type: 'account', id: 'x' }, accountId: 'anna', reading: true }),
    );
    await inTransaction(db, (tx) =>
      record(tx, { actor: clerk, action: 'cases.assign-case', subject: { type: 'case', id: 'y' }, accountId: 'anna' }),
    );
    await write(1, 'bert');
    const reads = await readsOf(db, 'bert');
    assert.partialDeepStrictEqual(reads, [{ actorName: 'Kim Amt', actorId: 'staff-1', action: 'cases.read-case', subjectId: 'case-0' }]);
    assert.ok((await readsOf(db, 'anna')).every(({ actorId, action }) => actorId === 'staff-1' && action === 'cases.read-case'));
  });

  it('is exported and erased, and the chain still holds', async () => {
    await sealEntries(db);
    assert.ok(audit.dataSubject !== 'none');
    const { dataSubject } = audit;
    const exported = (await dataSubject.export(house.context(), 'anna')) as { audit: unknown[] };
    assert.ok(exported.audit.length > 5);
    await inTransaction(db, async (tx) => dataSubject.erase({ ...house.context(), db: tx }, 'anna'));
    assert.deepEqual(await readsOf(db, 'anna'), []);
    assert.deepEqual(await dataSubject.export(house.context(), 'anna'), { audit: [] });
    assert.partialDeepStrictEqual(await verifyChain(db), { intact: true, erased: exported.audit.length });
    const { rows } = await sql`select 1 from audit.entry e where to_jsonb(e)::text like '%anna%'`.execute(db);
    assert.deepEqual(rows, []);
  });

  it('goes after ten years', async () => {
    assert.ok(audit.retention !== 'none');
    assert.equal(await audit.retention.run({ ...house.context(), now: Temporal.Now.instant() }), 0);
    const later = Temporal.Now.zonedDateTimeISO('UTC').add({ years: 10, days: 1 }).toInstant();
    assert.ok((await audit.retention.run({ ...house.context(), now: later })) > 0);
    assert.ok((await verifyChain(db)).intact);
  });
});

describe('canonical JSON', () => {
  it('is the same for equal values and survives the database', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('\\u0000'));
        const { rows } = await sql<{ value: unknown }>`select ${text}::jsonb as value`.execute(db);
        assert.equal(canonicalJson(rows[0]?.value), canonicalJson(JSON.parse(text)));
      }),
      { numRuns: 300 },
    );
  });
  it('sorts keys and leaves nothing out but undefined', () => {
    assert.equal(canonicalJson({ b: 1, a: [null, undefined, { d: undefined, c: 'ü' }] }), '{"a":[null,null,{"c":"ü"}],"b":1}');
  });
});
