import { sql, type Db } from '@amt/db';
import { startPaymentProvider, type Behaviour, type PaymentProviderSimulator } from '@amt/simulators';
import { testHouse, type TestHouse } from '@amt/testing';
import { after } from 'node:test';
import payments, { createClaim, startPayment } from '../src/index.ts';
import { latestAttempt, type PaymentAttempt } from '../src/transaction-store.ts';

export const unitId = 'parking';
const account = sql.table('identity.account');
const unit = sql.table('identity.unit');
const staff = sql.table('identity.staff');

export interface Given {
  readonly house: TestHouse;
  readonly provider: PaymentProviderSimulator;
  readonly accountId: string;
  readonly staffIds: readonly [string, string, string];
}

/** A house with the payments module, a provider beside it, a resident and three members of staff. */
export async function givenPayments(env: Record<string, string> = {}): Promise<Given> {
  const provider = await startPaymentProvider({ port: 0, client: { id: 'amt', secret: 'öffentlich:geheim' } });
  const house = await testHouse({
    modules: [payments],
    env: {
      PAYMENT_URL: provider.apiUrl,
      PAYMENT_TOKEN_URL: provider.tokenUrl,
      PAYMENT_CLIENT_ID: 'amt',
      PAYMENT_CLIENT_SECRET: 'öffentlich:geheim',
      PAYMENT_RETRIES: '0',
      PAYMENT_TIMEOUT_MS: '3000',
      ...env,
    },
  });
  after(() => provider.close());
  return { house, provider, ...(await people(house.db)) };
}

async function people(db: Db): Promise<Pick<Given, 'accountId' | 'staffIds'>> {
  await sql`insert into ${unit} (id, kind, name, position) values (${unitId}, 'department', '{"de":"Parken"}', 1)`.execute(db);
  const { rows } = await sql<{
    id: string;
  }>`insert into ${account} (display_name, trust_level, created_at) values ('Erika Muster', 'substantial', now()) returning id`.execute(db);
  const members = await sql<{ id: string }>`
    insert into ${staff} (subject, name, mail, created_at)
    values ('a', 'Anna', 'a@amt.invalid', now()), ('b', 'Bela', 'b@amt.invalid', now()), ('c', 'Cem', 'c@amt.invalid', now()) returning id`.execute(
    db,
  );
  const [one, two, three] = members.rows.map((row) => row.id);
  const accountId = rows[0]?.id;
  if (!accountId || !one || !two || !three) throw new Error('nobody there');
  return { accountId, staffIds: [one, two, three] };
}

/** A claim of 30 euros of the resident. */
export function aClaim({ house, accountId }: Given, change: Partial<Parameters<typeof createClaim>[1]> = {}): Promise<string> {
  return house.db.transaction().execute((tx) =>
    createClaim(tx, {
      accountId,
      unitId,
      amountCents: 3000,
      purpose: 'Bewohnerparkausweis',
      caseReference: 'KVR-2026-0001',
      returnPath: '/de/antrag/bestaetigung',
      at: house.clock.now(),
      ...change,
    }),
  );
}

export const returnUrl = 'http://localhost:8080/de/zahlung/rueckkehr/ATTEMPT';

/** The claim handed over: the person is on the provider's pay page. */
export async function onPayPage(given: Given, claimId: string): Promise<PaymentAttempt & { readonly transactionId: string }> {
  const started = await startPayment(given.house.context(), { claimId, returnUrl });
  if (!started.ok) throw new Error(`not started: ${started.code}`);
  const attempt = await latestAttempt(given.house.db, claimId);
  if (!attempt?.transactionId) throw new Error('no attempt');
  return { ...attempt, transactionId: attempt.transactionId };
}

/** Lets the provider misbehave for the length of `work`. */
export async function whileProvider(given: Given, fault: Behaviour['fault'], work: () => Promise<void>): Promise<void> {
  given.provider.behave({ fault });
  try {
    await work();
  } finally {
    given.provider.behave({ fault: 'none' });
  }
}
