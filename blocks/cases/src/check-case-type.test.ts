import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { aCaseType } from '../test/case-types.ts';
import { city } from '../test/given.ts';
import type { CaseAction, CaseTypeDefinition } from './case-type.ts';
import { checkCaseType } from './check-case-type.ts';

const plain = aCaseType({ id: 'plain' });
const fourEyes = aCaseType({ id: 'four-eyes', fourEyes: true });
const faultsOf = (candidate: unknown): string[] => {
  const checked = checkCaseType(candidate);
  return checked.ok ? [] : checked.faults.map(({ path, message }) => `${path} ${message}`);
};
const without = (type: CaseTypeDefinition, ...ids: string[]): CaseTypeDefinition => ({
  ...type,
  actions: type.actions.filter(({ id }) => !ids.includes(id)),
});
const changed = (type: CaseTypeDefinition, id: string, change: Partial<CaseAction>): CaseTypeDefinition => ({
  ...type,
  actions: type.actions.map((action) => (action.id === id ? { ...action, ...change } : action)),
});
const hasFault = (candidate: unknown, expected: RegExp): void =>
  assert.ok(
    faultsOf(candidate).some((fault) => expected.test(fault)),
    faultsOf(candidate).join('\n'),
  );

describe('a case type', () => {
  it('that holds together passes', () => {
    assert.deepEqual(faultsOf(plain), []);
    assert.deepEqual(faultsOf(fourEyes), []);
  });

  it('of the city passes, each of them', async () => {
    const folder = `${city.folder}/case-types`;
    const files = await readdir(folder);
    assert.ok(files.length >= 7);
    for (const file of files) assert.deepEqual(faultsOf(JSON.parse(await readFile(`${folder}/${file}`, 'utf8'))), [], file);
  });

  it('is refused for a state that cannot be reached', () =>
    hasFault(without(plain, 'withdraw'), /\/states\/\d+ state "withdrawn" can never be reached/));
  it('is refused for a dead end', () =>
    hasFault(changed(plain, 'issue', { to: 'issuing' }), /state "issuing" never leads to a closed state/));
  it('is refused for actions that name unknown states', () => {
    hasFault(changed(plain, 'take', { to: 'nowhere' }), /\/actions\/2\/to unknown state "nowhere"/);
    hasFault(changed(plain, 'take', { from: ['received', 'nowhere'] }), /\/actions\/2\/from\/1 unknown state "nowhere"/);
    hasFault({ ...plain, initial: 'nowhere' }, /\/initial unknown state/);
    hasFault({ ...plain, initialUnpaid: 'nowhere' }, /\/initialUnpaid unknown state/);
  });
  it('is refused for names given twice', () => {
    hasFault({ ...plain, states: [...plain.states, plain.states[0]] }, /state "awaiting-payment" is declared twice/);
    hasFault({ ...plain, actions: [...plain.actions, plain.actions[0]] }, /action "receive-payment" is declared twice/);
  });
  it('is refused for four eyes without a second pair', () => {
    hasFault({ ...plain, fourEyes: true }, /\/fourEyes/);
    hasFault(changed(fourEyes, 'approve', { guards: [] }), /\/fourEyes/);
  });
  it('is refused for staff actions without permission', () => {
    const { permission: _, ...take } = plain.actions[2] ?? {};
    hasFault(
      { ...plain, actions: plain.actions.map((action) => (action.id === 'take' ? take : action)) },
      /\/actions\/2 an action by staff needs a permission/,
    );
  });
  it('is refused for decisions nobody issues, proposals of nothing, and fees nobody takes', () => {
    hasFault(changed(plain, 'issue', { effect: 'close' }), /decisions need a system action with effect "issued"/);
    hasFault({ ...plain, outcomes: [] }, /the type has no outcomes/);
    hasFault(changed(plain, 'receive-payment', { effect: 'none' }), /a fee needs a system action with effect "payment-received"/);
  });
  it('is refused with the place of what has the wrong shape', () => {
    hasFault({ ...plain, decisionWithinDays: 0 }, /^\/decisionWithinDays /);
    hasFault({ ...plain, referencePrefix: 'p' }, /^\/referencePrefix /);
    hasFault({ ...plain, surprise: true }, /"surprise"/);
    hasFault({ ...plain, states: [{ ...plain.states[0], name: { de: 'Nur deutsch' } }] }, /^\/states\/0\/name /);
  });

  it('never makes the check throw, whatever is broken in it', () => {
    const paths = (value: unknown, at: readonly (string | number)[] = []): (string | number)[][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...paths(inner, [...at, key])])
        : [];
    const places = paths(fourEyes);
    const replaced = (value: unknown, [step, ...rest]: readonly (string | number)[], put: unknown): unknown => {
      if (step === undefined) return put;
      const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as Record<string, unknown>) };
      Reflect.set(copy, step, replaced(Reflect.get(copy, step), rest, put));
      return copy;
    };
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.oneof(fc.jsonValue(), fc.constant(undefined)), (place, put) => {
        const checked = checkCaseType(replaced(fourEyes, place, put));
        return checked.ok || checked.faults.every(({ path, message }) => path.startsWith('/') && message !== '');
      }),
      { numRuns: 300 },
    );
    for (const candidate of [null, undefined, 7, 'x', [], {}]) assert.equal(checkCaseType(candidate).ok, false);
  });

  it('that passes lets every state be reached and left for a closed one', () => {
    const actions = plain.actions.map(({ id }) => id);
    fc.assert(
      fc.property(fc.subarray(actions), (dropped) => {
        const type = without(plain, ...dropped);
        if (!checkCaseType(type).ok) return true;
        const next = new Map(type.states.map(({ id }) => [id, type.actions.filter(({ from }) => from.includes(id)).map(({ to }) => to)]));
        const walk = (from: string, seen = new Set<string>()): Set<string> =>
          seen.has(from) ? seen : (next.get(from) ?? []).reduce((all, to) => walk(to, all), seen.add(from));
        const reached = new Set([...walk(type.initial), ...walk(type.initialUnpaid ?? type.initial)]);
        return type.states.every(
          ({ id }) => reached.has(id) && [...walk(id)].some((end) => type.states.find((one) => one.id === end)?.phase === 'closed'),
        );
      }),
      { numRuns: 200 },
    );
  });
});
