import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MailCatcher } from '@amt/simulators';
import { aMessage, givenMailbox } from '../test/given.ts';
import { messageOf } from './message-store.ts';
import { notificationOf } from './notification-store.ts';
import { sql } from '@amt/db';

const given = await givenMailbox();
const { house, erika, john } = given;
const catcher: MailCatcher = given.catcher;

const stateOf = async (messageId: string) => (await notificationOf(house.db, messageId))?.state;
/** What goes wrong is tried again when its time has come. */
async function runLater(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    house.clock.advance({ hours: 1 });
    await house.runJobs({ failures: 'keep' });
  }
}

describe('the notification by mail', () => {
  it('tells of a message without content, name or matter, in the language of the person', async () => {
    catcher.clear();
    const german = await aMessage(given);
    const english = await aMessage(given, { accountId: john });
    await house.runJobs();
    const [toErika, toJohn] = ['erika', 'john'].map((name) => catcher.mails().find((mail) => mail.to.includes(`${name}@post.invalid`)));
    assert.ok(toErika && toJohn);
    assert.equal(toErika.subject, 'Neue Nachricht in Ihrem Postfach');
    assert.equal(toJohn.subject, 'New message in your mailbox');
    assert.match(toErika.text ?? '', /https:\/\/amt\.stadt\.invalid\/de\/postfach/);
    assert.match(toJohn.html ?? '', /https:\/\/amt\.stadt\.invalid\/en\/mailbox/);
    for (const mail of [toErika, toJohn]) {
      assert.doesNotMatch(JSON.stringify(mail), /Parkausweis|Fahrzeugschein|KVR|Muster|Example/);
      assert.equal(mail.headers['auto-submitted'], 'auto-generated');
    }
    assert.deepEqual([await stateOf(german), await stateOf(english)], ['sent', 'sent']);
    assert.ok((await messageOf(house.db, erika, german))?.notifiedAt);
  });

  it('is not sent to someone who wants none', async () => {
    catcher.clear();
    await sql`update ${sql.table('identity.account')} set notify_by_mail = false where id = ${john}`.execute(house.db);
    const id = await aMessage(given, { accountId: john });
    await house.runJobs();
    assert.deepEqual([catcher.mails().length, await stateOf(id)], [0, 'skipped']);
  });

  it('waits for a busy mail server and then goes out once', async () => {
    catcher.clear();
    catcher.behave({ fault: 'busy' });
    const id = await aMessage(given);
    await house.runJobs({ failures: 'keep' });
    assert.equal(await stateOf(id), 'queued');
    catcher.behave({ fault: 'none' });
    await runLater(2);
    assert.deepEqual([catcher.mails().length, await stateOf(id)], [1, 'sent']);
  });

  it('fails for good when there is no such address', async () => {
    catcher.behave({ fault: 'reject' });
    const id = await aMessage(given);
    await house.runJobs();
    catcher.behave({ fault: 'none' });
    assert.equal(await stateOf(id), 'failed');
    assert.equal((await notificationOf(house.db, id))?.reason, 'SMTP 550');
  });

  it('sends one duplicate at most, under the same Message-ID, when the word of the mail server is lost', async () => {
    catcher.clear();
    catcher.behave({ fault: 'break-off' });
    const id = await aMessage(given);
    await house.runJobs({ failures: 'keep' });
    assert.equal(await stateOf(id), 'sending');
    catcher.behave({ fault: 'none' });
    await runLater(3);
    assert.deepEqual([catcher.mails().length, await stateOf(id)], [2, 'sent']);
    assert.equal(new Set(catcher.mails().map((mail) => mail.messageId)).size, 1);
  });

  it('stays in doubt after the second lost word and sends no third mail', async () => {
    catcher.clear();
    catcher.behave({ fault: 'break-off' });
    const id = await aMessage(given);
    await house.runJobs({ failures: 'keep' });
    await runLater(4);
    catcher.behave({ fault: 'none' });
    await runLater(1);
    assert.deepEqual([catcher.mails().length, await stateOf(id)], [2, 'in-doubt']);
    assert.equal((await messageOf(house.db, erika, id))?.notifiedAt, null);
  });
});
