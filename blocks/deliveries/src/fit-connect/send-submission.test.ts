import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { aSubmission, answers, dueNow } from '../../test/given.ts';
import { accepting, givenFitConnect, rejecting, silent, to } from '../../test/given-fit-connect.ts';
import { deliveryById } from '../delivery-store.ts';
import { eventsOf } from './event-store.ts';
import { readOpenLogs } from './read-events.ts';

const given = await givenFitConnect();
const { house, service } = given;

async function planned(destinationId: string, files: readonly Uint8Array[] = []): Promise<string> {
  const { planned: rows } = await aSubmission(given, [to(destinationId)], { files });
  return rows[0]?.id ?? '';
}
const stateOf = async (id: string) => {
  const found = await deliveryById(house.db, id);
  return [found?.state, found?.lastAnswer];
};
const submittedFor = (destinationId: string) =>
  service.submissions().filter((one) => one.destinationId === destinationId && one.state !== 'announced').length;

describe('sending over FIT-Connect', () => {
  it('brings data and files so that the authority finds every hash right, and learns that it accepted', async () => {
    const paper = randomBytes(5000);
    const id = await planned(accepting, [paper]);
    await house.runJobs();
    assert.deepEqual(await stateOf(id), ['delivered', 'submitted']);
    const opened = service.opened().at(-1);
    assert.deepEqual(opened?.faults, []);
    const { papers, ...data } = (opened?.data ?? {}) as typeof answers & { papers: readonly { size: number }[] };
    assert.deepEqual([data, papers.map(({ size }) => size)], [answers, [5000]]);
    const [enclosed, summary] = opened?.attachments ?? [];
    assert.deepEqual(Buffer.from(enclosed?.content ?? []), paper);
    assert.match(Buffer.from(summary?.content ?? []).toString('latin1'), /^%PDF-/);
    assert.deepEqual(opened?.metadata['replyChannel'], { eMail: { address: 'erika@example.org', usePgp: false } });
    const asked = service.submissions().find((one) => one.submissionId === opened?.submissionId);
    assert.equal(asked?.publicService.identifier, 'urn:de:fim:leika:leistung:99012070001000');

    await readOpenLogs(house.context());
    await readOpenLogs(house.context());
    assert.deepEqual(await stateOf(id), ['delivered', 'accepted']);
    assert.deepEqual((await eventsOf(house.db, id)).map(({ type }) => type).toSorted(), [
      'accept-submission',
      'create-submission',
      'notify-submission',
      'submit-submission',
    ]);
  });

  it('learns that an authority rejected it, and why', async () => {
    const id = await planned(rejecting);
    await house.runJobs();
    await readOpenLogs(house.context());
    assert.deepEqual(await stateOf(id), ['refused', 'rejected']);
    const rejected = (await eventsOf(house.db, id)).find(({ type }) => type === 'reject-submission');
    assert.equal(rejected?.problems[0]?.title, 'Nicht zuständig');
  });

  for (const fault of ['errors', 'lost-announcement', 'lost-answer', 'forgetful'] as const) {
    it(`is submitted once in spite of "${fault}"`, async () => {
      const before = submittedFor(accepting);
      const id = await planned(accepting, [randomBytes(100)]);
      service.behave({ fault });
      await house.runJobs({ failures: 'keep' });
      assert.notEqual((await stateOf(id))[0], 'delivered');
      service.behave({ fault: 'none' });
      await house.runJobs(dueNow);
      assert.equal((await stateOf(id))[0], 'delivered');
      assert.equal(submittedFor(accepting), before + 1);
    });
  }

  it('takes a new access token when the service no longer knows the old one', async () => {
    service.forgetTokens();
    const id = await planned(accepting);
    await house.runJobs();
    assert.equal((await stateOf(id))[0], 'delivered');
  });

  for (const events of ['wrong-key', 'foreign', 'wrong-tags', 'same-id', 'garbage'] as const) {
    it(`believes no event log with "${events}"`, async () => {
      const id = await planned(silent);
      service.behave({ fault: 'lost-answer', events });
      await house.runJobs({ failures: 'keep' });
      service.behave({ fault: 'none' });
      await house.runJobs({ ...dueNow, failures: 'keep' });
      assert.notEqual((await stateOf(id))[0], 'delivered');
      assert.deepEqual(await eventsOf(house.db, id), []);
      service.behave({ events: 'right' });
      await house.runJobs(dueNow);
      assert.equal((await stateOf(id))[0], 'delivered');
    });
  }
});
