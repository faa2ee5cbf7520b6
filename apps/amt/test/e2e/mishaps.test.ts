import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '@amt/db';
import { houseUnderTest } from '../house.ts';
import { answerQuestions, beginPermit, submitAndPay } from '../parking-permit.ts';
import { demoPerson, signIn } from '../sign-in.ts';
import { until } from '../until.ts';
import { visitor, type Visitor } from '../visitor.ts';

const person = 'Renate Özdemir';

describe('what goes wrong', () => {
  it('wrong input keeps what was typed; the message stands beside the field and in the summary', async () => {
    const resident = await begun('vehicle');
    await resident.write('Amtliches Kennzeichen', 'keines!');
    await resident.choose('Auf wen ist das Fahrzeug zugelassen?', 'Auf mich');
    await resident.press('Weiter', 'wrong input');
    const { page } = resident;
    const field = page.getByLabel('Amtliches Kennzeichen');
    assert.equal(await field.inputValue(), 'keines!');
    assert.ok(await page.getByLabel('Auf mich', { exact: true }).isChecked());
    const message = 'Geben Sie das Kennzeichen so ein: M-AB 1234';
    const described = await field.evaluate((input) =>
      (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id: string) => input.ownerDocument.getElementById(id)?.textContent ?? '')
        .join(' '),
    );
    assert.ok(described.includes(message), described);
    await page.locator('#error-summary').getByRole('link', { name: message }).click();
    assert.equal(await field.evaluate((input) => input.ownerDocument.activeElement === input), true);
    await resident.leave();
  });

  it('a double click on submit sends once, a double click on pay pays once, and the back button does no harm', async () => {
    const { house } = await houseUnderTest();
    const resident = await begun();
    await answerQuestions(resident, 'de', await demoPerson(person), 'M-DK 22');
    const before = await countOf(house, 'cases.case');
    const { page } = resident;
    await page.getByRole('button', { name: /Antrag absenden/ }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Gebühr bezahlen' }).waitFor();
    assert.equal(await countOf(house, 'cases.case'), before + 1);
    const payAddress = page.url();
    await page.getByRole('link', { name: 'Jetzt bezahlen' }).dblclick();
    await page.getByRole('button', { name: 'Jetzt zahlen' }).dblclick();
    await page.getByRole('heading', { level: 1, name: 'Vielen Dank, Ihre Zahlung ist da' }).waitFor();
    await resident.go(payAddress, 'already paid');
    await resident.sees('Diese Gebühr ist schon bezahlt.');
    assert.equal(await countOf(house, 'payments.booking', sql`kind = 'surplus'`), 0);
    const draft = (await sql<{ id: string }>`select id from forms.draft order by id desc limit 1`.execute(house.database.db)).rows[0];
    await resident.go(`/de/antrag/${draft?.id ?? ''}/pruefen`, 'sent already');
    await resident.sees('Dieser Antrag ist abgesendet');
    await resident.leave();
  });

  it('two tabs: nothing of either is lost silently', async () => {
    const resident = await begun('vehicle');
    const { page } = resident;
    const second = await resident.context.newPage();
    await second.goto(page.url());
    await fillVehicle(page, 'M-TA 1');
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await page.waitForURL(/more-vehicles/);
    await fillVehicle(second, 'M-TB 2');
    await second.getByRole('button', { name: 'Weiter', exact: true }).click();
    await second.getByText('Diese Seite wurde in einem anderen Fenster geändert').waitFor();
    assert.equal(await second.getByLabel('Amtliches Kennzeichen').inputValue(), 'M-TB 2');
    assert.match(await second.locator('main').innerText(), /M-TA 1/);
    await second.close();
    await resident.leave();
  });

  it('the session ends in the middle of the form: sign in again, and nothing is lost', async () => {
    const { house } = await houseUnderTest();
    const resident = await begun('vehicle');
    const { page } = resident;
    await fillVehicle(page, 'M-SE 77');
    await sql`update http.session set last_seen_at = last_seen_at - interval '2 hours' where holder_kind = 'person'`.execute(
      house.database.db,
    );
    await resident.press('Weiter', 'session has ended');
    await signIn(resident, person);
    await resident.sees('Ihre Eingaben sind noch da.');
    await resident.press('Eingaben absenden');
    await page.waitForURL(/more-vehicles/);
    await resident.press('Zurück');
    assert.equal(await page.getByLabel('Amtliches Kennzeichen').inputValue(), 'M-SE 77');
    await resident.leave();
  });

  for (const callbacks of ['twice', 'never'] as const) {
    it(`the provider calls back ${callbacks}: the fee is paid once`, async () => {
      const { simulators, house } = await houseUnderTest();
      simulators.payments.behave({ callbacks });
      try {
        const resident = await begun();
        await answerQuestions(resident, 'de', await demoPerson(person), `M-CB ${callbacks === 'twice' ? 2 : 9}`);
        await submitAndPay(resident, 'de');
        assert.equal(await resident.heading(), 'Ihr Antrag ist angekommen');
        const claim =
          (await sql<{ id: string }>`select id from payments.claim order by created_at desc limit 1`.execute(house.database.db)).rows[0]
            ?.id ?? '';
        assert.equal(await until(() => countOf(house, 'payments.booking', sql`claim_id = ${claim} and kind = 'payment'`)), 1);
        await resident.leave();
      } finally {
        simulators.payments.behave({ callbacks: 'once' });
      }
    });
  }

  it('the browser never comes back from the provider: the case goes on all the same', async () => {
    const { simulators, house } = await houseUnderTest();
    const resident = await begun();
    await answerQuestions(resident, 'de', await demoPerson(person), 'M-NB 5');
    await resident.press(/Antrag absenden/);
    await resident.page.getByRole('link', { name: 'Jetzt bezahlen' }).click();
    await resident.page.getByRole('button', { name: 'Jetzt zahlen' }).waitFor();
    const transaction = simulators.payments.transactions().at(-1);
    assert.ok(transaction);
    await simulators.payments.decide(transaction.transactionId, 'pay');
    await until(
      async () =>
        (await sql<{ state: string }>`select state from cases.case order by opened_at desc limit 1`.execute(house.database.db)).rows[0]
          ?.state === 'received',
    );
    await resident.leave();
  });
});

/** Signed in, with a draft of the parking permit; open at its first page, or at another. */
async function begun(pageId?: string): Promise<Visitor> {
  const resident = await visitor();
  await beginPermit(resident, person);
  if (pageId !== undefined) await resident.go(resident.page.url().replace('/seite/person', `/seite/${pageId}`));
  return resident;
}

async function fillVehicle(page: Visitor['page'], plate: string): Promise<void> {
  await page.getByLabel('Amtliches Kennzeichen').fill(plate);
  for (const name of ['keeper', 'electric', 'longVehicle'])
    await page.locator(`label[for="${name === 'keeper' ? name : `${name}-2`}"]`).click();
}

type House = Awaited<ReturnType<typeof houseUnderTest>>['house'];

async function countOf(house: House, table: string, where = sql`true`): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} where ${where}`.execute(
    house.database.db,
  );
  return rows[0]?.count ?? 0;
}
