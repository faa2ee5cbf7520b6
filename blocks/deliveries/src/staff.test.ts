import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { staffActor, type Actor } from '@amt/module';
import { HtmlValidate } from 'html-validate';
import { aSubmission, dueNow, givenDeliveries, unitId } from '../test/given.ts';
import { cookieOf, serverOf } from '../test/server.ts';
import { attemptsOf, deliveryById } from './delivery-store.ts';
import { repeatDelivery } from './repeat-delivery.ts';

const given = await givenDeliveries();
const { house, receiver } = given;
const staffId = '00000000-0000-7000-8000-000000000001';
const clerk = (unitIds: readonly string[], ...permissions: string[]): Actor =>
  staffActor({ id: staffId, name: 'Kim', grants: [{ unitIds, permissions: new Set(permissions) }] });
const lead = clerk([unitId], 'deliveries.read', 'deliveries.repeat');
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: { 'no-trailing-whitespace': 'off', 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off', 'attr-quotes': 'off' },
});
const appOf = async (actor: Actor) => {
  const app = await serverOf(house, [], actor);
  const cookie = await cookieOf(house, actor);
  return async (url: string, method: 'GET' | 'POST' = 'GET') => {
    const answer = await app.inject({
      method,
      url,
      headers: { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    });
    return { status: answer.statusCode, text: answer.body };
  };
};

receiver.behave({ fault: 'refuse' });
const { planned: rows } = await aSubmission(given, [
  { kind: 'case', id: 'case' },
  { kind: 'webhook', id: 'hook', url: `${receiver.url}/eingang` },
  { kind: 'mail', id: 'mail', to: 'mail', pdf: true },
]);
await house.runJobs();
receiver.behave({ fault: 'none' });
const hook = rows.find(({ kind }) => kind === 'webhook')?.id ?? '';
const caseRow = rows.find(({ kind }) => kind === 'case')?.id ?? '';

describe('the staff pages', () => {
  it('list what left the office from forms of the own unit, without answers, filtered by state and form', async () => {
    const ask = await appOf(lead);
    for (const language of ['de/mitarbeit/uebergaben', 'en/staff/deliveries']) {
      const { status, text } = await ask(`/${language}`);
      assert.equal(status, 200);
      assert.equal(text.match(/<tr>/g)?.length, 4);
      assert.doesNotMatch(text, /Möller|erika@|Am Weg/);
      const report = await validator.validateString(text);
      assert.deepEqual(
        report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
        [],
      );
    }
    const refused = await ask('/de/mitarbeit/uebergaben?state=refused&form=probe-1');
    assert.match(refused.text, /HTTP 422/);
    assert.equal(refused.text.match(/<tr>/g)?.length, 2);
    assert.match((await ask('/de/mitarbeit/uebergaben?state=planned')).text, /Keine Übergaben/);
  });

  it('are shut to other units and to those who may not read or repeat', async () => {
    const other = await appOf(clerk(['elsewhere'], 'deliveries.read', 'deliveries.repeat'));
    assert.match((await other('/de/mitarbeit/uebergaben')).text, /Keine Übergaben/);
    assert.ok([403, 404].includes((await other(`/de/mitarbeit/uebergaben/${hook}`)).status));
    assert.ok([403, 404].includes((await other(`/de/mitarbeit/uebergaben/${hook}/wiederholen`, 'POST')).status));
    const elsewhere = [
      { unitIds: ['elsewhere'], permissions: new Set(['deliveries.read', 'deliveries.repeat']) },
      { unitIds: [unitId], permissions: new Set(['cases.read']) },
    ];
    const colleague = await appOf(staffActor({ id: staffId, name: 'Kim', grants: elsewhere }));
    assert.match((await colleague('/de/mitarbeit/uebergaben')).text, /Keine Übergaben/);
    assert.ok([403, 404].includes((await colleague(`/de/mitarbeit/uebergaben/${hook}`)).status));
    assert.ok([403, 404].includes((await colleague(`/de/mitarbeit/uebergaben/${hook}/wiederholen`, 'POST')).status));
    const reader = await appOf(clerk([unitId], 'deliveries.read'));
    const shown = await reader(`/de/mitarbeit/uebergaben/${hook}`);
    assert.equal(shown.status, 200);
    assert.doesNotMatch(shown.text, /<form/);
    assert.equal((await reader(`/de/mitarbeit/uebergaben/${hook}/wiederholen`, 'POST')).status, 403);
  });

  it('repeat what was refused, and replay what was delivered, under the same key', async () => {
    const ask = await appOf(lead);
    const page = await ask(`/de/mitarbeit/uebergaben/${hook}`);
    assert.match(page.text, /Noch einmal versuchen/);
    const report = await validator.validateString(page.text);
    assert.deepEqual(
      report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
      [],
    );
    assert.equal((await ask(`/de/mitarbeit/uebergaben/${hook}/wiederholen`, 'POST')).status, 303);
    await house.runJobs(dueNow);
    assert.equal((await deliveryById(house.db, hook))?.state, 'delivered');
    assert.equal((await ask(`/de/mitarbeit/uebergaben/${hook}/wiederholen`, 'POST')).status, 303);
    await house.runJobs(dueNow);
    const attempts = await attemptsOf(house.db, hook);
    assert.deepEqual(
      attempts.map(({ outcome, staffId: by }) => [outcome, by]),
      [
        ['delivered', staffId],
        ['delivered', staffId],
        ['refused', null],
      ],
    );
    assert.deepEqual(
      receiver.messages().map(({ key, times }) => [key, times]),
      [[hook, 2]],
    );
  });

  it('keep a delivered one delivered when its replay fails', async () => {
    const ask = await appOf(lead);
    receiver.behave({ fault: 'busy' });
    await ask(`/de/mitarbeit/uebergaben/${hook}/wiederholen`, 'POST');
    for (let n = 0; n < 16; n++) await house.runJobs({ ...dueNow, failures: 'keep' });
    receiver.behave({ fault: 'none' });
    assert.equal((await deliveryById(house.db, hook))?.state, 'delivered');
    assert.equal((await attemptsOf(house.db, hook))[0]?.outcome, 'later');
  });

  it('offer nothing for what cannot be repeated, and for what is on its way until its process is surely gone', async () => {
    const ctx = house.context({ actor: lead });
    const asLead = { ...ctx, require: () => undefined };
    assert.deepEqual(await repeatDelivery(asLead, { deliveryId: caseRow }), { ok: false, code: 'not-repeatable' });
    const { planned } = await aSubmission(given, [{ kind: 'webhook', id: 'hook', url: `${receiver.url}/x` }]);
    const id = planned[0]?.id ?? '';
    assert.deepEqual(await repeatDelivery(asLead, { deliveryId: id }), { ok: false, code: 'not-repeatable' });
    await sql`delete from graphile_worker._private_jobs`.execute(house.db);
    house.clock.advance({ hours: 25 });
    assert.ok((await repeatDelivery({ ...asLead, now: house.clock.now() }, { deliveryId: id })).ok);
    await house.runJobs();
    assert.equal((await deliveryById(house.db, id))?.state, 'delivered');
  });
});
