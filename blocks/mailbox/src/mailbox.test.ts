import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { aMessage, givenMailbox } from '../test/given.ts';
import { messageRead } from './events.ts';
import mailbox, { inboxOf, markAnswered, readMessage, unreadCount } from './index.ts';
import { messageOf, setArchived } from './message-store.ts';
import { openAttachment } from './read-message.ts';

const given = await givenMailbox();
const { house, erika, john } = given;

describe('the mailbox', () => {
  it('delivers once per idempotency key', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => aMessage(given, { idempotencyKey: 'same' })));
    assert.equal(new Set(ids).size, 1);
  });

  it('leaves a read receipt at the first opening only', async () => {
    const id = await aMessage(given);
    const before = await unreadCount(house.db, erika);
    const opened = house.clock.now().toString();
    const first = await readMessage(house.asPerson(erika), id);
    house.clock.advance({ hours: 5 });
    const second = await readMessage(house.asPerson(erika), id);
    assert.deepEqual(
      [first, second].map((one) => one.ok && one.value.message.readAt?.toString()),
      [opened, opened],
    );
    assert.equal(await unreadCount(house.db, erika), before - 1);
    assert.equal((await house.outbox(messageRead)).filter((event) => event.messageId === id).length, 1);
  });

  it('tells one read receipt when ten tabs open it at once', async () => {
    const id = await aMessage(given);
    await Promise.all(Array.from({ length: 10 }, () => readMessage(house.asPerson(erika), id)));
    assert.equal((await house.outbox(messageRead)).filter((event) => event.messageId === id).length, 1);
  });

  it('shows nobody else that a message or attachment exists', async () => {
    const stored = await house.files.put(Buffer.from('%PDF-1.7'));
    const file = { sha256: stored.sha256, size: stored.size, fileName: 'Bescheid.pdf', mediaType: 'application/pdf' };
    const id = await aMessage(given, { attachments: [file] });
    for (const ctx of [house.asPerson(john), house.asStaff({ permissions: ['cases.read'] }), house.context()]) {
      assert.deepEqual(await readMessage(ctx, id), { ok: false, code: 'not-found' });
    }
    const opened = await readMessage(house.asPerson(erika), id);
    const attachment = opened.ok ? opened.value.attachments[0] : undefined;
    assert.ok(attachment);
    assert.deepEqual(await openAttachment(house.asPerson(john), attachment.id), { ok: false, code: 'not-found' });
    const download = await openAttachment(house.asPerson(erika), attachment.id);
    assert.ok(download.ok);
    assert.equal(await text(await house.files.stream(download.value.sha256)), '%PDF-1.7');
    assert.equal(await setArchived(house.db, john, id, house.clock.now()), false);
    assert.equal((await messageOf(house.db, erika, id))?.readAt?.toString(), house.clock.now().toString());
  });

  it('is searched by all words, as people type them, and read page by page', async () => {
    for (let n = 1; n <= 25; n++) {
      house.clock.advance({ minutes: 1 });
      await aMessage(given, {
        accountId: john,
        subject: `Letter ${n}`,
        body: n === 7 ? '100 % of_what' : 'text',
        idempotencyKey: `letter-${n}`,
        notify: false,
      });
    }
    const first = await inboxOf(house.db, john);
    assert.deepEqual(
      [first.total, first.pages, first.entries[0]?.subject, first.entries.at(-1)?.subject],
      [25, 2, 'Letter 25', 'Letter 6'],
    );
    assert.deepEqual(
      (await inboxOf(house.db, john, { page: 99 })).entries.map((entry) => entry.subject),
      ['Letter 5', 'Letter 4', 'Letter 3', 'Letter 2', 'Letter 1'],
    );
    assert.deepEqual(
      (await inboxOf(house.db, john, { search: 'letter 100 %' })).entries.map((entry) => entry.subject),
      ['Letter 7'],
    );
    assert.equal((await inboxOf(house.db, john, { search: 'of%what' })).total, 0);
    assert.equal((await inboxOf(house.db, john, { search: 'f_w' })).total, 1);
  });

  it('moves messages to the archive and back', async () => {
    const id = await aMessage(given, { subject: 'Für das Archiv' });
    const ids = async (archived: boolean) => (await inboxOf(house.db, erika, { archived, pageSize: 100 })).entries.map((entry) => entry.id);
    await setArchived(house.db, erika, id, house.clock.now());
    assert.deepEqual([(await ids(false)).includes(id), (await ids(true)).includes(id)], [false, true]);
    await setArchived(house.db, erika, id, null);
    assert.deepEqual([(await ids(false)).includes(id), (await ids(true)).includes(id)], [true, false]);
  });

  it('remembers that a question was answered', async () => {
    const id = await aMessage(given);
    await house.db.transaction().execute((tx) => markAnswered(tx, id, house.clock.now()));
    assert.ok((await messageOf(house.db, erika, id))?.answeredAt);
  });

  it('exports everything of a person and erases it', async () => {
    const { dataSubject, retention } = mailbox;
    assert.ok(dataSubject !== 'none' && retention !== 'none');
    const { messages } = await dataSubject.export(house.context(), john);
    assert.ok(Array.isArray(messages) && messages.length === 25);
    assert.equal(await retention.run(house.context()), 0);
    await house.db.transaction().execute((tx) => dataSubject.erase({ ...house.context(), db: tx }, john));
    assert.equal((await inboxOf(house.db, john)).total, 0);
  });
});
