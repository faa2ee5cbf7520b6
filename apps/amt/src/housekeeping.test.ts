import assert from 'node:assert/strict';
import { it } from 'node:test';
import { defineModule, type Module } from '@amt/module';
import { testHouse } from '@amt/testing';
import { applyRetention } from './housekeeping.ts';

const keeps = (name: string, run: () => Promise<number>): Module =>
  defineModule({ name, retention: { rule: 'a rule', run }, dataSubject: 'none' });

it('deletes what is due in every module, also after one has failed, and says so at the end', async () => {
  const house = await testHouse();
  const asked: string[] = [];
  const modules = [
    keeps('first', async () => asked.push('first')),
    keeps('broken', () => Promise.reject(new Error('no'))),
    defineModule({ name: 'without', retention: 'none', dataSubject: 'none' }),
    keeps('last', async () => asked.push('last')),
  ];
  await assert.rejects(applyRetention(house.context(), modules), AggregateError);
  assert.deepEqual(asked, ['first', 'last']);
});

it('tells how many rows went, by module', async () => {
  const house = await testHouse();
  assert.deepEqual(await applyRetention(house.context(), [keeps('a', async () => 3), keeps('b', async () => 0)]), { a: 3, b: 0 });
});
