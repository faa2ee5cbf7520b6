import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FormOutput } from '@amt/forms';
import { aSubmission, dueNow, givenDeliveries } from '../test/given.ts';
import { deliveryById } from './delivery-store.ts';

const given = await givenDeliveries();
const { house, mail } = given;
const to = (address: string, pdf = false): FormOutput => ({ kind: 'mail', id: 'mail', to: address, pdf });
const planned = async (output: FormOutput): Promise<string> => (await aSubmission(given, [output])).planned[0]?.id ?? '';
const stateOf = async (id: string) => {
  const found = await deliveryById(house.db, id);
  return [found?.state, found?.lastAnswer];
};

describe('a mail', () => {
  it('tells an office that something came; answers only in the PDF', async () => {
    const id = await planned(to('amt@stadt.example', true));
    await house.runJobs();
    assert.deepEqual(await stateOf(id), ['delivered', 'SMTP 250']);
    const sent = mail.mails().at(-1);
    assert.deepEqual(sent?.to, ['amt@stadt.example']);
    assert.match(sent?.messageId ?? '', new RegExp(`^<${id}@`));
    assert.doesNotMatch(`${sent?.subject} ${sent?.text} ${sent?.html}`, /Möller|erika/);
    const [pdf] = sent?.attachments ?? [];
    assert.equal(pdf?.mediaType, 'application/pdf');
    assert.match(Buffer.from(pdf?.content ?? '', 'base64').toString('latin1'), /^%PDF-1/);
    assert.equal((await deliveryById(house.db, id))?.target, '@stadt.example');
  });

  it('goes to the address that the person gave', async () => {
    const id = await planned(to('mail'));
    await house.runJobs();
    assert.deepEqual(mail.mails().at(-1)?.to, ['erika@example.org']);
    assert.equal((await deliveryById(house.db, id))?.target, 'mail');
  });

  it('waits for a busy server, and is over when there is no such mailbox', async () => {
    mail.clear();
    mail.behave({ fault: 'busy' });
    const id = await planned(to('amt@stadt.example'));
    await house.runJobs({ failures: 'keep' });
    assert.deepEqual(await stateOf(id), ['sending', 'SMTP 451']);
    mail.behave({ fault: 'none' });
    await house.runJobs(dueNow);
    assert.deepEqual([...(await stateOf(id)), mail.mails().length], ['delivered', 'SMTP 250', 1]);
    mail.behave({ fault: 'reject' });
    const refused = await planned(to('weg@stadt.example'));
    await house.runJobs();
    mail.behave({ fault: 'none' });
    assert.deepEqual(await stateOf(refused), ['refused', 'SMTP 550']);
  });

  it('in doubt goes out once more under the same id and then waits for a person', async () => {
    mail.clear();
    mail.behave({ fault: 'break-off' });
    const id = await planned(to('amt@stadt.example'));
    for (let n = 0; n < 5; n++) await house.runJobs({ ...dueNow, failures: 'keep' });
    mail.behave({ fault: 'none' });
    assert.deepEqual(await stateOf(id), ['failed', 'in-doubt']);
    assert.equal(mail.mails().length, 2);
    assert.equal(new Set(mail.mails().map(({ messageId }) => messageId)).size, 1);
  });
});
