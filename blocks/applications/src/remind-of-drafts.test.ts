import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { draftKey, reminderAddress, visitorsDraft, type Draft } from '@amt/forms';
import { inboxOf } from '@amt/mailbox';
import { anonymous, memorySession, type Session } from '@amt/module';
import { aDraft, givenServices } from '../test/given.ts';
import forms from '@amt/forms';
import { mailResumeCode, remindOfDrafts } from './index.ts';

const given = await givenServices();
const { house, mail, resident } = given;
const resumeAddress = 'https://amt.example/de/antrag-fortsetzen';
const days = (count: number) => house.clock.now().add({ hours: 24 * count });

async function nobodysDraft(): Promise<{ draft: Draft; session: Session }> {
  const session = memorySession();
  const draftId = await aDraft(given, { service: 'technischer-support', session });
  const access = await visitorsDraft(house.context({ actor: anonymous }), session, draftId);
  assert.ok(access.kind === 'open');
  return { draft: access.draft, session };
}

const mailsTo = (address: string) => mail.mails().filter((one) => one.to.includes(address));
const later = (count: number) => remindOfDrafts(house.context({ now: days(count) }));

async function daysLeft(draftId: string): Promise<number> {
  const { rows } = await sql<{ expiresAt: Temporal.Instant }>`select expires_at from forms.draft where id = ${draftId}`.execute(house.db);
  return Math.round(((rows[0]?.expiresAt.epochMilliseconds ?? 0) - house.clock.now().epochMilliseconds) / 86_400_000);
}

describe('the code by mail', () => {
  it('goes out at once and opens the draft; neither code nor address stay in the house', async () => {
    const { draft } = await nobodysDraft();
    const ctx = house.context({ actor: anonymous });
    const sent = await mailResumeCode(ctx, { draft, mail: ' code@example.org ', remind: false, resumeAddress });
    assert.deepEqual(sent, { ok: true, value: undefined });
    const text = mailsTo('code@example.org')[0]?.text ?? '';
    const code = draft.key?.readable ?? '-';
    assert.ok(text.includes(code) && text.includes(`${resumeAddress}#${code}`));
    const { rows } = await sql<{ all: string }>`
      select concat((select string_agg(j::text, '') from graphile_worker._private_jobs j), (select string_agg(e::text, '') from events.event e),
        (select string_agg(d::text, '') from forms.draft d), (select string_agg(r::text, '') from forms.draft_reminder r)) as all`.execute(
      house.db,
    );
    for (const text of [code, draft.key?.code ?? '-', 'code@example.org']) assert.ok(!rows[0]?.all.includes(text), text);
  });

  it('is not sent to what is no address', async () => {
    const { draft } = await nobodysDraft();
    for (const wrong of ['', 'a', 'a@b', 'a b@example.org', 'a@example.org\nBcc: b@example.org', 'a@example.org,b@example.org'])
      assert.deepEqual(await mailResumeCode(house.context(), { draft, mail: wrong, remind: true, resumeAddress }), {
        ok: false,
        code: 'no-mail',
      });
    assert.equal(await reminderAddress(house.db, draft.id), undefined);
  });
});

describe('reminders before a draft is deleted', () => {
  it('reach the holder of an account in the mailbox, once, and say nothing of what it is about', async () => {
    const draftId = await aDraft(given);
    const left = await daysLeft(draftId);
    const before = (await inboxOf(house.db, resident.id)).entries.length;
    await later(left - 4);
    assert.equal((await inboxOf(house.db, resident.id)).entries.length, before);
    await Promise.all([later(left - 2), later(left - 2), later(left - 2)]);
    await later(left - 1);
    const { entries } = await inboxOf(house.db, resident.id);
    assert.equal(entries.length, before + 1);
    assert.match(entries[0]?.subject ?? '', /Entwurf wird bald gelöscht/);
    assert.ok(!JSON.stringify(entries[0]).includes('Meldebescheinigung'));
  });

  it('reach others by mail alone when they wanted it, and the address goes with it', async () => {
    const ctx = house.context({ actor: anonymous });
    const [wanted, unwanted] = [await nobodysDraft(), await nobodysDraft()];
    await mailResumeCode(ctx, { draft: wanted.draft, mail: 'wanted@example.org', remind: true, resumeAddress });
    await mailResumeCode(ctx, { draft: unwanted.draft, mail: 'unwanted@example.org', remind: false, resumeAddress });
    assert.equal((await reminderAddress(house.db, wanted.draft.id))?.mail, 'wanted@example.org');
    const left = await daysLeft(wanted.draft.id);
    await later(left - 2);
    assert.equal((await reminderAddress(house.db, wanted.draft.id))?.mail, 'wanted@example.org', 'until the mail is out');
    await house.runJobs();
    await later(left - 1);
    await house.runJobs();
    const [, reminder, ...more] = mailsTo('wanted@example.org');
    assert.match(reminder?.subject ?? '', /Entwurf wird bald gelöscht/);
    assert.ok(!reminder?.text?.includes(wanted.draft.key?.readable ?? '-'));
    assert.deepEqual([more.length, mailsTo('unwanted@example.org').length], [0, 1]);
    assert.equal(await reminderAddress(house.db, wanted.draft.id), undefined);
    assert.ok(draftKey(wanted.session, wanted.draft.id));
  });

  it('and addresses end with the draft', async () => {
    const { draft } = await nobodysDraft();
    await mailResumeCode(house.context(), { draft, mail: 'gone@example.org', remind: true, resumeAddress });
    const left = await daysLeft(draft.id);
    assert.ok(forms.retention !== 'none');
    await forms.retention.run(house.context({ now: days(left + 1) }));
    assert.equal(await reminderAddress(house.db, draft.id), undefined);
  });
});
