import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { officeDate } from '@amt/clock';
import { fieldUsage, pageUsage } from './page-usage.ts';
import { usage } from './usage-counter.ts';
import { formOf, startWizard } from './wizard.fixture.ts';

const wizard = await startWizard();
const { house } = wizard;
const day = officeDate(house.clock.now());
const pageOf = async (id: string) => (await pageUsage(house.db, 'household', day, day)).find(({ page }) => page === id);
const fieldOf = async (path: string) => (await fieldUsage(house.db, 'household', day, day)).find(({ field }) => field === path);

describe('use of pages and questions', () => {
  it('is counted where people are shown, answer, err and give up, with the time it took', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const url = `${draft}/seite/person`;
    const { action, revision } = formOf(await visitor.get(url));
    const wrong = { givenName: 'Erika', surname: '', 'birthDate-day': '31', 'birthDate-month': '2', 'birthDate-year': '1984' };
    await visitor.post(action, { _revision: revision, _go: 'on', ...wrong });
    assert.equal((await pageOf('person'))?.refused, 1);
    assert.deepEqual(
      (await fieldOf('birthDate'))?.faults.map(({ code, times }) => [code, times]),
      [['date', 1]],
    );
    assert.equal((await fieldOf('surname'))?.refused, 1);
    assert.equal((await fieldOf('givenName'))?.refused, 0);

    const again = formOf(await visitor.get(url));
    const drawn = Math.floor(house.clock.now().epochMilliseconds / 1000) - 40;
    const right = {
      ...wrong,
      surname: 'Mustermann',
      'birthDate-day': '12',
      'home.street': 'Marienplatz',
      'home.houseNumber': '8',
      'home.postalCode': '80331',
      'home.city': 'München',
    };
    const answer = await visitor.post(again.action, { _revision: again.revision, _go: 'on', _drawn: String(drawn), ...right });
    assert.equal(answer.statusCode, 303);
    const page = await pageOf('person');
    assert.deepEqual([page?.shown, page?.answered, page?.refused, page?.left, page?.meanSeconds], [2, 1, 1, 0, 40]);
    assert.deepEqual([(await fieldOf('surname'))?.shown, (await fieldOf('surname'))?.answered], [2, 1]);
  });

  it('leaves out breaks and times that cannot be', async () => {
    const before = await pageOf('rent');
    for (const seconds of [-5, 1801, 90_000]) usage.page(house.clock.now(), 'household', 'rent', 'answered', seconds);
    const after = await pageOf('rent');
    assert.deepEqual([(after?.answered ?? 0) - (before?.answered ?? 0), after?.meanSeconds], [3, undefined]);
  });

  it('keeps nothing of the person', async () => {
    for (const table of ['forms.pageUsage', 'forms.fieldUsage', 'forms.fieldFault'] as const) {
      const text = JSON.stringify(await house.db.selectFrom(table).selectAll().execute());
      assert.ok(text.length > 2, table);
      assert.doesNotMatch(text, /Erika|Mustermann|[0-9a-f]{8}-[0-9a-f]{4}/);
    }
  });

  it('of a form that is not there is nothing', async () => {
    assert.deepEqual(await pageUsage(house.db, 'none', day, day), []);
    assert.deepEqual(await fieldUsage(house.db, 'none', day, day), []);
  });
});
