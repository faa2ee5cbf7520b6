import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { httpModule } from '@amt/http';
import { testHouse } from '@amt/testing';
import identity, {
  accountById,
  addStaff,
  attributesOf,
  checkDemoPeople,
  checkOrganisation,
  grantRole,
  inactiveAccounts,
  listDemoPeople,
  resolveActor,
  revokeRole,
  staffList,
  staffOfUnit,
  unitById,
  units,
  unitWithParts,
  type Organisation,
} from './index.ts';
import { cityFolder } from './saml/saml-test-kit.ts';

const house = await testHouse({ modules: [httpModule, identity], env: { AMT_DEMO: 'true' } });
const load = () => identity.seed.city?.(house.context(), { id: 'muenchen', folder: cityFolder });
await load();

describe('organisation of a city', () => {
  it('is loaded with its tree, and a second time changes nothing', async () => {
    const before = [await units(house.db), await staffList(house.db), (await listDemoPeople(house.db)).length];
    await load();
    assert.deepEqual([await units(house.db), await staffList(house.db), (await listDemoPeople(house.db)).length], before);
    assert.equal(before[2], 12);
    const parking = await unitById(house.db, 'kvr-parken');
    assert.ok(parking?.parentId);
    assert.ok((await unitWithParts(house.db, parking.parentId)).includes('kvr-parken'));
    assert.ok((await staffOfUnit(house.db, 'kvr-parken')).some(({ subject }) => subject === 'katharina-moser'));
  });

  it('gives a unit another version when it says something else', () =>
    house.rolledBack(async ({ db }) => {
      const read = async () => (await unitById(db, 'kvr-parken'))?.version;
      const before = await read();
      assert.ok(before !== undefined && before === (await read()));
      await db.updateTable('identity.unit').set({ phone: '+49 89 1' }).where('id', '=', 'kvr-parken').execute();
      assert.notEqual(await read(), before);
    }));

  it('gives the actor permissions and units of the roles, and takes them back at once', async () => {
    const ctx = house.context();
    const added = await addStaff(ctx, { subject: 'nia-probst', name: 'Nia Probst', mail: 'nia.probst@example.org' });
    assert.ok(added.ok);
    const who = { kind: 'staff', id: added.value.staffId } as const;
    assert.deepEqual([...(await resolveActor(house.db, who)).permissions], []);
    const role = { subject: 'nia-probst', roleId: 'clerk', unitId: 'kvr' };
    assert.deepEqual(await grantRole(ctx, role), { ok: true, value: undefined });
    assert.deepEqual(await grantRole(ctx, role), { ok: true, value: undefined });
    const actor = await resolveActor(house.db, who);
    assert.ok(actor.permissions.has('cases.decide') && !actor.permissions.has('payments.refund'));
    assert.ok(actor.unitIds.includes('kvr') && actor.unitIds.includes('kvr-gewerbe') && !actor.unitIds.includes('soz-wohngeld'));
    assert.deepEqual(await grantRole(ctx, { ...role, roleId: 'emperor' }), { ok: false, code: 'unknown-role' });
    assert.deepEqual(await grantRole(ctx, { ...role, unitId: 'moon' }), { ok: false, code: 'unknown-unit' });
    assert.ok((await revokeRole(ctx, role)).ok);
    assert.deepEqual(await revokeRole(ctx, role), { ok: false, code: 'not-granted' });
    assert.deepEqual([...(await resolveActor(house.db, who)).permissions], []);
  });

  it('is managed by those who may', async () => {
    const clerk = house.asStaff({ permissions: ['cases.decide'] });
    await assert.rejects(addStaff(clerk, { subject: 'x-y', name: 'X', mail: 'x@example.org' }), /forbidden/);
  });

  it('nobody and unknown ids act as anonymous', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    for (const who of [undefined, { kind: 'person', id: nobody }, { kind: 'staff', id: nobody }] as const) {
      assert.equal((await resolveActor(house.db, who)).kind, 'anonymous');
    }
  });

  it('faults of the file are named with their place', () => {
    const name = { de: 'A', en: 'A' };
    const good: Organisation = {
      units: [{ id: 'aa', kind: 'referat', name }],
      roles: [{ id: 'clerk', name, permissions: [] }],
      demoStaff: [],
    };
    assert.deepEqual(checkOrganisation(good), []);
    const bad = {
      ...good,
      units: [{ id: 'bb', kind: 'team', name, parent: 'aa' }, ...good.units],
      demoStaff: [{ subject: 'x1', name: 'X', mail: 'x@y', roles: [{ role: 'no', unit: 'aa' }] }],
    };
    assert.deepEqual(
      checkOrganisation(bad).map(({ path }) => path),
      ['/units/0/parent', '/demoStaff/0/roles/0/role'],
    );
    assert.ok(checkOrganisation({ ...good, units: [{ id: 'A!', kind: 'x', name }] }).some(({ path }) => path.startsWith('/units/0')));
    assert.ok(checkDemoPeople({ residents: [{}] }).length > 0);
    assert.ok(checkOrganisation(null).length > 0);
  });
});

describe('an account', () => {
  const first = async () => {
    const [person] = await listDemoPeople(house.db);
    assert.ok(person);
    return person.accountId;
  };

  it('is exported and erased; then nobody can act as it', async () => {
    const id = await first();
    assert.ok(identity.dataSubject !== 'none' && identity.retention !== 'none');
    const exported = JSON.stringify(await identity.dataSubject.export(house.context(), id));
    assert.match(exported, /birthDate/);
    const { erase } = identity.dataSubject;
    await house.db.transaction().execute((tx) => erase({ ...house.context(), db: tx }, id));
    assert.equal(await accountById(house.db, id), undefined);
    assert.deepEqual(await attributesOf(house.db, id), []);
    assert.equal((await resolveActor(house.db, { kind: 'person', id })).kind, 'anonymous');
  });

  it('that nobody uses is named for erasure after its time, one in use is not', async () => {
    const id = await first();
    assert.deepEqual(await inactiveAccounts(house.context(), 100), []);
    house.clock.advance({ hours: 24 * 365 * 3 + 48 });
    await house.db.updateTable('identity.account').set({ lastSignInAt: house.clock.now() }).where('id', '=', id).execute();
    const unused = await inactiveAccounts(house.context(), 100);
    assert.equal(unused.length, 10);
    assert.deepEqual(await inactiveAccounts(house.context(), 3), unused.slice(0, 3));
    assert.ok(!unused.includes(id));
    assert.ok(await accountById(house.db, id));
  });
});
