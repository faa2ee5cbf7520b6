import { after } from 'node:test';
import { sql } from '@amt/db';
import { startMailCatcher, type MailCatcher } from '@amt/simulators';
import { testHouse, type TestHouse } from '@amt/testing';
import mailbox, { deliver, type Delivery } from '../src/index.ts';

const account = sql.table('identity.account');

export interface Given {
  readonly house: TestHouse;
  readonly catcher: MailCatcher;
  readonly erika: string;
  readonly john: string;
}

/** A house with the mailbox, a mail server beside it, a German and an English resident. */
export async function givenMailbox(): Promise<Given> {
  const catcher = await startMailCatcher({ port: 0, smtpPort: 0 });
  const house = await testHouse({
    modules: [mailbox],
    env: { SMTP_URL: catcher.smtpUrl, MAIL_FROM: '"Digitales Amt" <amt@stadt.invalid>', ORIGIN: 'https://amt.stadt.invalid' },
  });
  after(() => catcher.close());
  const { rows } = await sql<{ id: string }>`
    insert into ${account} (display_name, trust_level, locale, mail, created_at)
    values ('Erika Muster', 'substantial', 'de', 'erika@post.invalid', now()), ('John Example', 'normal', 'en', 'john@post.invalid', now())
    returning id`.execute(house.db);
  const [erika, john] = rows.map((row) => row.id);
  if (!erika || !john) throw new Error('nobody there');
  return { house, catcher, erika, john };
}

let count = 0;

/** Delivers a question about a parking permit, or what is given. */
export function aMessage({ house, erika }: Given, change: Partial<Delivery> = {}): Promise<string> {
  return house.db.transaction().execute((tx) =>
    deliver(tx, {
      accountId: erika,
      kind: 'question',
      subject: 'Rückfrage zu Ihrem Parkausweis',
      body: 'Bitte schicken Sie uns den Fahrzeugschein.\n\nVielen Dank',
      caseReference: 'KVR-2026-0001',
      idempotencyKey: `message-${++count}`,
      at: house.clock.now(),
      ...change,
    }),
  );
}
