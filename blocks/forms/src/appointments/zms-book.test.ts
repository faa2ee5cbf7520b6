import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { startAppointments } from '@amt/simulators';
import { ZmsBook } from './zms-book.ts';

// a Monday at noon
let now = Temporal.Instant.from('2026-11-23T12:00:00Z');
const simulator = await startAppointments({
  port: 0,
  services: ['garden', '4711'],
  offices: [
    { id: 1, name: 'Mitte' },
    { id: 2, name: 'Süd' },
  ],
  now: () => now.epochMilliseconds,
});
after(() => simulator.close());
const bookAt = (url: string) =>
  new ZmsBook({
    url,
    timeoutMs: 2000,
    daysAhead: 7,
    holdMinutes: 15,
    serviceIdOf: (id) => (id === 'music' ? '4711' : id),
    now,
  });
const book = bookAt(simulator.apiUrl);
const person = { idempotencyKey: 'submission/step', name: 'Erika Muster', mail: 'erika@example.org' };

const free = async (day = '2026-11-24') => {
  const slots = await book.slots('garden', day);
  return slots.ok ? slots.value : assert.fail(slots.code);
};
const held = async () => {
  const [slot] = await free();
  const got = await book.hold('garden', slot ?? assert.fail());
  return got.ok ? got.value : assert.fail(got.code);
};
const processOf = (id: string) => simulator.appointments().find(({ processId }) => String(processId) === id);

describe('a book of appointments over HTTP', () => {
  it('offers days and times of all offices of a service, by its id there', async () => {
    for (const service of ['garden', 'music']) {
      const days = await book.days(service);
      assert.deepEqual(days, { ok: true, value: ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'] });
    }
    const slots = await free();
    assert.equal(slots.length, 18);
    assert.deepEqual(slots[0], { officeId: '1', officeName: 'Mitte', startsAt: '2026-11-24T08:00:00Z' });
    assert.deepEqual(await book.days('unknown'), { ok: true, value: [] });
  });

  it('holds a time for one of twenty', async () => {
    const [slot] = await free('2026-11-25');
    assert.ok(slot);
    const results = await Promise.all(Array.from({ length: 20 }, () => book.hold('garden', slot)));
    assert.equal(results.filter(({ ok }) => ok).length, 1);
    assert.ok(results.every((one) => one.ok || one.code === 'gone'));
    const got = results.find(({ ok }) => ok);
    // two minutes less than the other side keeps it
    assert.equal(got?.ok === true && got.value.heldUntil, '2026-11-23T12:13:00Z');
  });

  it('confirms once under the key, whatever answers are lost, and gives back', async () => {
    const one = await held();
    assert.deepEqual(await book.confirm(one, person), { ok: true, value: undefined });
    assert.deepEqual(await book.confirm(one, person), { ok: true, value: undefined });
    const process = processOf(one.holdId);
    assert.deepEqual(
      [process?.status, process?.confirmations, process?.customTextfield, process?.familyName],
      ['confirmed', 1, person.idempotencyKey, person.name],
    );
    assert.ok(!(await free()).some(({ officeId, startsAt }) => officeId === one.officeId && startsAt === one.startsAt));
    assert.deepEqual(await book.release(one), { ok: true, value: undefined });
    assert.deepEqual(await book.release(one), { ok: true, value: undefined });
    assert.ok((await free()).some(({ officeId, startsAt }) => officeId === one.officeId && startsAt === one.startsAt));
  });

  it('says that a time is gone once its hold has run out', async () => {
    const one = await held();
    now = now.add({ minutes: 16 });
    assert.deepEqual(await book.confirm(one, person), { ok: false, code: 'gone' });
    assert.deepEqual(await book.confirm({ ...one, holdKey: 'ffff' }, person), { ok: false, code: 'gone' });
  });

  it('knows nothing when the other side is down, breaks off, or answers nonsense', async () => {
    const one = await held();
    for (const fault of ['down', 'lost-answer'] as const) {
      simulator.behave({ fault });
      assert.deepEqual(await book.days('garden'), { ok: false, code: 'unavailable' });
      assert.deepEqual(await book.confirm(one, person), { ok: false, code: 'unavailable' });
      simulator.behave({ fault: 'none' });
    }
    assert.ok((await book.confirm(one, person)).ok);
    for (const nonsense of ['', '[]', '{"offices":"all"}', '{"offices":[],"relations":[{}]}', '<html>', '{"errors":[{"errorCode":"x"}]}']) {
      const server = createServer((_request, response) => response.end(nonsense)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const other = bookAt(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
      assert.deepEqual(await other.days('garden'), { ok: false, code: 'unavailable' }, nonsense);
      assert.deepEqual(await other.confirm(one, person), { ok: false, code: 'unavailable' }, nonsense);
      server.close();
    }
  });
});
