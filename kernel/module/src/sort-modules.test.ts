import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import {
  anonymous,
  checkModules,
  defineEvent,
  defineJob,
  defineModule,
  handle,
  json,
  requirePermission,
  route,
  sortModules,
  may,
  staffActor,
  systemActor,
  unitsWhere,
  withDependencies,
  Forbidden,
  type Module,
} from './index.ts';

const plain = { retention: 'none', dataSubject: 'none' } as const;
const named = (name: string, dependsOn: Record<string, Module> = {}): Module => defineModule({ name, dependsOn, ...plain });
const names = (modules: readonly Module[]): string => modules.map(({ name }) => name).join(' ');

const identity = named('identity');
const forms = named('forms', { identity });
const cases = named('cases', { forms, identity });

describe('sorting modules', () => {
  it('puts each after what it depends on and else keeps the order', () => {
    assert.equal(names(sortModules([cases, named('zoo'), forms, identity])), 'identity forms cases zoo');
    assert.equal(names(withDependencies([cases])), 'identity forms cases');
  });
  it('refuses a missing module, a name given twice and a circle', () => {
    assert.throws(() => sortModules([cases, identity]), /cases depends on forms, which is not in the list/);
    assert.throws(() => sortModules([identity, named('identity')]), /two modules are named identity/);
    const needs: Record<string, Module> = {};
    const one = named('one', needs);
    const two = named('two', { one });
    needs['two'] = two;
    assert.throws(() => sortModules([one, two]), /circle: one > two > one/);
  });
});

const paid = defineEvent('payments.claim-paid', Type.Object({}));
const payments = defineModule({ name: 'payments', permissions: ['payments.refund'], events: { emits: [paid], handles: [] }, ...plain });
const at = (name: string, access: string): ReturnType<typeof route> =>
  route({ name, method: 'GET', path: '/x', access, handle: () => json({}) });
const job = (name: string): ReturnType<typeof defineJob> => defineJob({ name, payload: Type.Object({}), run: async () => undefined });
const onPaid = handle(paid, 'continue', async () => undefined);

describe('checking modules', () => {
  it('accepts what fits together', () => {
    const shop = defineModule({
      name: 'shop',
      dependsOn: { payments },
      permissions: ['shop.close'],
      routes: [at('shop.home', 'public'), at('shop.close', 'shop.close'), at('shop.refund', 'payments.refund')],
      jobs: [job('shop.clean')],
      events: { emits: [], handles: [onPaid] },
      navigation: [{ id: 'shop', place: 'main', label: () => 'Shop', route: 'shop.home', order: 1 }],
      ...plain,
    });
    checkModules([payments, shop]);
  });

  it('lists every fault', () => {
    const shop = defineModule({
      name: 'shop',
      permissions: ['close'],
      routes: [at('home', 'public'), at('shop.a', 'shop.unknown'), at('shop.a', 'payments.refund')],
      jobs: [job('clean'), job('shop.tidy'), job('shop.tidy')],
      events: { emits: [], handles: [onPaid, onPaid] },
      navigation: [{ id: 'shop', place: 'main', label: () => 'Shop', route: 'shop.nowhere', order: 1 }],
      ...plain,
    });
    assert.throws(
      () => checkModules([payments, shop]),
      (fault: Error) => {
        for (const expected of [
          'permission close of shop must begin with "shop."',
          'route home of shop must begin with "shop."',
          'job clean of shop must begin with "shop."',
          'route shop.a asks for the permission shop.unknown',
          'route shop.a asks for the permission payments.refund',
          'route shop.a is declared twice',
          'job shop.tidy is declared twice',
          'event handler of shop continue is declared twice',
          'shop handles payments.claim-paid',
          'navigation item shop leads to the route shop.nowhere',
        ]) {
          assert.ok(fault.message.includes(expected), `${expected}\n${fault.message}`);
        }
        return true;
      },
    );
  });
});

describe('a permission', () => {
  const clerk = staffActor({
    id: 's',
    name: 'Kim',
    grants: [
      { permissions: new Set(['cases.decide']), unitIds: ['u1'] },
      { permissions: new Set(['cases.read', 'payments.refund']), unitIds: ['u3', 'u4'] },
    ],
  });
  it('is held by the system and by staff who have it in their unit', () => {
    requirePermission(systemActor, 'cases.decide', { unitId: 'u9' });
    requirePermission(clerk, 'cases.decide');
    requirePermission(clerk, 'cases.decide', { unitId: 'u1' });
  });
  it('is refused to all others', () => {
    assert.throws(() => requirePermission(clerk, 'cases.assign'), Forbidden);
    assert.throws(() => requirePermission(clerk, 'cases.decide', { unitId: 'u2' }), Forbidden);
    assert.throws(() => requirePermission(anonymous, 'cases.decide'), Forbidden);
    assert.throws(() => requirePermission({ ...clerk, kind: 'person' }, 'cases.decide'), Forbidden);
  });
  it('of a role in one unit says nothing in another', () => {
    requirePermission(clerk, 'payments.refund', { unitId: 'u4' });
    assert.throws(() => requirePermission(clerk, 'payments.refund', { unitId: 'u1' }), Forbidden);
    assert.throws(() => requirePermission(clerk, 'cases.decide', { unitId: 'u3' }), Forbidden);
    assert.ok(may(clerk, 'cases.decide') && may(clerk, 'cases.decide', 'u1') && !may(clerk, 'cases.decide', 'u4'));
    assert.deepEqual(unitsWhere(clerk, 'payments.refund'), ['u3', 'u4']);
    assert.deepEqual(
      [unitsWhere(clerk, 'cases.decide'), unitsWhere(clerk, 'cases.assign'), unitsWhere(anonymous, 'cases.read')],
      [['u1'], [], []],
    );
    assert.deepEqual([clerk.unitIds, clerk.permissions.size], [['u1', 'u3', 'u4'], 3]);
  });
});
