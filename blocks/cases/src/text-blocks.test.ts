import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { Forbidden } from '@amt/module';
import { city, givenCases, withPermissions } from '../test/given.ts';
import cases, { longestMessage, removeTextBlock, saveTextBlock, textBlockById, textBlocksOf } from './index.ts';

const given = await givenCases();
const { house, as, lead, clerk, foreignClerk } = given;
const content = { unitId: 'kvr-parken', name: 'Greeting', bodyDe: 'Guten Tag', bodyEn: 'Hello' };
const otherLead = withPermissions(foreignClerk, lead.permissions);
const own = (): ReturnType<typeof textBlocksOf> => textBlocksOf(house.db, ['kvr-parken']);

describe('text blocks', () => {
  it('are written, changed and removed by those of the unit who may', async () => {
    assert.ok((await saveTextBlock(as(lead), content)).ok);
    const [block] = await own();
    assert.ok(block);
    assert.ok((await saveTextBlock(as(lead), { ...content, id: block.id, bodyEn: ' Good day ' })).ok);
    assert.deepEqual(
      (await own()).map(({ name, bodyEn }) => [name, bodyEn]),
      [['Greeting', 'Good day']],
    );

    for (const actor of [clerk, otherLead]) {
      await assert.rejects(saveTextBlock(as(actor), { ...content, id: block.id }), Forbidden);
      await assert.rejects(removeTextBlock(as(actor), { id: block.id }), Forbidden);
    }
    // taking a block of another unit into one's own is a change of theirs
    await assert.rejects(saveTextBlock(as(otherLead), { ...content, unitId: 'kvr-buergerbuero', id: block.id }), Forbidden);
    assert.equal((await textBlockById(house.db, block.id))?.bodyEn, 'Good day');
    assert.ok((await removeTextBlock(as(lead), { id: block.id })).ok);
    assert.deepEqual(await own(), []);
  });

  it('need a name and both languages, none too long', async () => {
    const codes = await Promise.all(
      [{ name: ' ' }, { bodyDe: '' }, { bodyEn: '\n' }, { bodyDe: 'x'.repeat(longestMessage + 1) }, { id: randomUUID() }].map((change) =>
        saveTextBlock(as(lead), { ...content, ...change }),
      ),
    );
    assert.deepEqual(
      codes.map((one) => (one.ok ? 'done' : one.code)),
      ['no-name', 'empty', 'empty', 'too-long', 'not-found'],
    );
    assert.deepEqual(await removeTextBlock(as(lead), { id: randomUUID() }), { ok: false, code: 'not-found' });
    assert.deepEqual(await textBlocksOf(house.db, []), []);
  });

  it('of the city come once, and what staff made of them stays', async () => {
    await cases.seed.city?.(house.context(), city);
    const [block] = await own();
    assert.ok(block);
    await saveTextBlock(as(lead), { unitId: block.unitId, name: block.name, bodyDe: 'Anders', bodyEn: 'Different', id: block.id });
    const count = (await own()).length;
    await cases.seed.city?.(house.context(), city);
    assert.deepEqual([(await own()).length, (await textBlockById(house.db, block.id))?.bodyEn], [count, 'Different']);
  });
});
