import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { defineModule, type DataSubject, type Module } from '@amt/module';
import { testHouse } from '@amt/testing';
import { eraseAccount, exportAccount } from './erase-account.ts';

const house = await testHouse();
await sql`create table keepsake (module text, account text)`.execute(house.db);

const keeping = (name: string, change: Partial<DataSubject> = {}, dependsOn: Record<string, Module> = {}): Module =>
  defineModule({
    name,
    dependsOn,
    retention: 'none',
    dataSubject: {
      export: async (_, accountId) => ({ of: accountId }),
      erase: async (ctx, accountId) => {
        await sql`insert into keepsake values (${name}, ${accountId})`.execute(ctx.db);
        return [`${name} keeps a record`];
      },
      ...change,
    },
  });
const first = keeping('first');
const second = keeping('second', {}, { first });
const silent = defineModule({ name: 'silent', retention: 'none', dataSubject: 'none' });
const asked = async (accountId: string): Promise<string[]> => {
  const { rows } = await sql<{ module: string }>`select module from keepsake where account = ${accountId} order by ctid`.execute(house.db);
  return rows.map(({ module }) => module);
};

describe('the data of a person', () => {
  it('is exported by every module that keeps some', async () =>
    assert.deepEqual(await exportAccount(house.context(), [first, silent, second], 'a'), { first: { of: 'a' }, second: { of: 'a' } }));

  it('is erased by those first that build on others, and what stays is told', async () => {
    assert.deepEqual(await eraseAccount(house.context(), [first, silent, second], 'b'), ['second keeps a record', 'first keeps a record']);
    assert.deepEqual(await asked('b'), ['second', 'first']);
  });

  it('is erased as a whole or not at all', async () => {
    const failing = keeping('failing', { erase: async () => Promise.reject(new Error('no')) });
    await assert.rejects(eraseAccount(house.context(), [failing, first], 'c'), /no/);
    assert.deepEqual(await asked('c'), []);
  });
});
