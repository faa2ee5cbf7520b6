import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { done, failed, Forbidden } from '@amt/module';
import { aCase, givenCases } from '../test/given.ts';
import { messagesOf } from './message-store.ts';
import { replyByMail } from './reply-by-mail.ts';

const given = await givenCases();

describe('answering someone without an account', () => {
  const withoutAccount = (mail: string | undefined): ReturnType<typeof aCase> =>
    aCase(given, { accountId: undefined, applicantName: 'Kim', applicantMail: mail });

  it('sends the words once to the address of the application and notes that the mail went out', async () => {
    const { clerk, as, house, mail } = given;
    const { caseId, fileReference } = await withoutAccount('kim@example.org');
    assert.deepEqual(await replyByMail(as(clerk), { caseId, body: 'Bitte <laden> Sie die Seite neu.\n\nGruß' }), done());
    await house.runJobs();
    await house.runJobs();
    const mails = mail.mails().filter(({ to }) => to.includes('kim@example.org'));
    assert.equal(mails.length, 1);
    assert.ok(mails[0]?.subject.includes(fileReference));
    assert.match(mails[0]?.text ?? '', /Bitte <laden> Sie die Seite neu/);
    assert.match(mails[0]?.html ?? '', /Bitte &lt;laden&gt; Sie/);
    assert.ok((await messagesOf(house.db, caseId))[0]?.mailedAt);
  });

  it('is not the way for a person with a mailbox, or without an address', async () => {
    const { clerk, as } = given;
    const { caseId } = await aCase(given);
    assert.deepEqual(await replyByMail(as(clerk), { caseId, body: 'Hallo' }), failed('no-mail'));
    const { caseId: nameless } = await withoutAccount(undefined);
    assert.deepEqual(await replyByMail(as(clerk), { caseId: nameless, body: 'Hallo' }), failed('no-mail'));
  });

  it('refuses an empty message, a longer one than is allowed, and staff of another unit', async () => {
    const { clerk, foreignClerk, as } = given;
    const { caseId } = await withoutAccount('kim@example.org');
    assert.deepEqual(await replyByMail(as(clerk), { caseId, body: ' \n ' }), failed('empty'));
    assert.deepEqual(await replyByMail(as(clerk), { caseId, body: 'x'.repeat(5001) }), failed('too-long'));
    await assert.rejects(replyByMail(as(foreignClerk), { caseId, body: 'Hallo' }), Forbidden);
  });
});
