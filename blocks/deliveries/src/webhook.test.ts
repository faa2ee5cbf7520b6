import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aSubmission, givenDeliveries } from '../test/given.ts';
import { attemptsOf, deliveriesOfSubmission } from './delivery-store.ts';

const given = await givenDeliveries();
const { house, receiver } = given;

describe('a webhook', () => {
  it('brings a submission to its receiver once the submitting transaction is done', async () => {
    const { submissionId, planned } = await aSubmission(given, [
      { kind: 'case', id: 'case' },
      { kind: 'webhook', id: 'hook', url: `${receiver.url}/eingang` },
      { kind: 'webhook', id: 'never', url: `${receiver.url}/nie`, when: { op: 'gt', args: [{ answer: 'count' }, 100] } },
    ]);
    assert.deepEqual(
      planned.map(({ outputId, state }) => [outputId, state]),
      [
        ['case', 'delivered'],
        ['hook', 'planned'],
      ],
    );
    await house.runJobs();
    const hook = (await deliveriesOfSubmission(house.db, submissionId)).find(({ outputId }) => outputId === 'hook');
    assert.deepEqual([hook?.state, hook?.lastAnswer, hook?.tries], ['delivered', 'HTTP 201', 1]);
    assert.deepEqual(
      (await attemptsOf(house.db, hook?.id ?? '')).map(({ outcome }) => outcome),
      ['delivered'],
    );
    const message = receiver.messages().find(({ key }) => key === hook?.id);
    assert.equal(message?.path, '/eingang');
    const body = JSON.parse(message?.body ?? '{}') as Record<string, unknown>;
    assert.equal(body['submission'], submissionId);
    assert.deepEqual(body['computed'], { double: 8 });
    assert.equal((body['answers'] as { name: string }).name, 'Erika Möller & <Söhne>');
    assert.equal(receiver.turnedAway(), 0);
  });
});
