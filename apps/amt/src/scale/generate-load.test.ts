import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { caseById, timelineOf } from '@amt/cases';
import { sql } from '@amt/db';
import { submissionById } from '@amt/forms';
import { demoHouse } from '../demo/demo-house-test-kit.ts';
import { generateLoad } from './generate-load.ts';

const house = await demoHouse();
const { db } = house.database;

async function count(query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from ${query}`.execute(db);
  return rows[0]?.count ?? -1;
}

describe('generated load', () => {
  it('makes cases that hold together', async () => {
    const progress: number[] = [];
    await generateLoad(house, { count: 1200, seed: 'test', onProgress: (done) => progress.push(done) });
    assert.deepEqual([progress[0], progress.at(-1), progress.length], [0, 1200, 3]);
    assert.equal(await count(sql`cases.case`), 1200);
    const faults = {
      'a case without submission or application': sql`cases.case c where not exists (select 1 from forms.submission s join applications.application a on a.submission_id = s.id where s.id = c.submission_id and a.case_id = c.id and s.account_id = c.account_id)`,
      'a case whose timeline does not end in its state': sql`cases.case c where c.state is distinct from (select to_state from cases.event e where e.case_id = c.id order by at desc, id desc limit 1)`,
      'an event in the future': sql`cases.event where at > now()`,
      'an unpaid case beyond its payment': sql`cases.case c join payments.claim p on p.id = c.claim_id where (c.phase = 'awaiting-payment') = (p.state = 'paid')`,
      'a decision without document or message': sql`cases.decision d where d.issued_at is not null and not exists (select 1 from documents.document o join mailbox.attachment a on a.document_id = o.id join mailbox.message m on m.id = a.message_id where o.id = d.document_id and m.case_id = d.case_id)`,
      'a waiting case without open question': sql`cases.case c where phase = 'waiting' and not exists (select 1 from cases.message m where m.case_id = c.id and m.is_question and m.answered_at is null)`,
      'a closed case without day of erasure': sql`cases.case where (phase = 'closed') <> (closed_at is not null and erase_on is not null)`,
      'a resident without attributes': sql`identity.account a where not exists (select 1 from identity.attribute t where t.account_id = a.id)`,
    };
    for (const [fault, query] of Object.entries(faults)) assert.equal(await count(query), 0, fault);
    for (const phase of ['awaiting-payment', 'open', 'waiting', 'closed'])
      assert.ok((await count(sql`cases.case where phase = ${phase}`)) > 0, phase);
  });

  it('is read by the house like any other case', async () => {
    const { rows } = await sql<{ id: string }>`select id from cases.case where outcome is not null limit 20`.execute(db);
    for (const { id } of rows) {
      const found = await caseById(db, id);
      const submission = await submissionById(db, found?.submissionId ?? '');
      assert.equal(`${submission?.contact.givenName} ${submission?.contact.surname}`, found?.applicantName);
      assert.ok((submission?.summary.length ?? 0) > 0);
      const claims = await sql<{ cents: number }>`select amount_cents::int as cents from payments.claim where case_id = ${id}`.execute(db);
      assert.equal(claims.rows[0]?.cents ?? 0, submission?.feeCents, 'a fee has its claim, and no claim is without fee');
      assert.equal((await timelineOf(db, id)).at(-1)?.toState, found?.state);
    }
  });

  it('adds the same seed once, a longer run the rest, another seed its own', async () => {
    const picture = (): Promise<{ rows: unknown[] }> =>
      sql`select id, state, service_id, applicant_name, account_id from cases.case order by id`.execute(db);
    const before = await picture();
    await generateLoad(house, { count: 500, seed: 'test' });
    assert.deepEqual((await picture()).rows, before.rows);
    await generateLoad(house, { count: 1250, seed: 'test' });
    await generateLoad(house, { count: 10, seed: 'other' });
    assert.equal(await count(sql`cases.case`), 1260);
  });
});
