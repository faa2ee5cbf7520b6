import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { inTransaction } from '@amt/db';
import type { Actor } from '@amt/module';
import { testHouse } from '@amt/testing';
import fc from 'fast-check';
import type { Json } from './answers.ts';
import { compileForm } from './check-definition.ts';
import { completeDraft } from './complete-draft.ts';
import { visitorsDraft } from './draft-access.ts';
import { draftById, type Draft } from './draft-store.ts';
import { householdForm } from './household-form.fixture.ts';
import forms, {
  attachFile,
  clientDraft,
  publishForm,
  saveAnswers,
  staffDraft,
  startDraftFor,
  submissionById,
  takeAnswers,
} from './index.ts';

const house = await testHouse({ modules: [forms], now: '2026-11-23T12:00:00Z' });
const form = compileForm(householdForm());
await publishForm(house.context(), form);
const facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };

const staff = (id = randomUUID()): Actor => ({ ...house.context().actor, kind: 'staff', id }) as Actor;
const nobody = { get: () => undefined, secret: () => undefined, signedIn: undefined };

async function aDraft(clientId = 'kommune-a'): Promise<Draft> {
  const begun = await startDraftFor(house.context(), {
    formId: 'household',
    serviceId: 's',
    channel: 'api',
    owner: { kind: 'client', clientId },
  });
  assert.ok(begun.ok);
  return (await clientDraft(house.context(), begun.value, clientId)) ?? assert.fail();
}
async function save(draft: Draft, patch: Json) {
  const now = (await draftById(house.db, draft.id, house.clock.now())) ?? assert.fail();
  const saved = await saveAnswers(house.context(), now, patch);
  assert.ok(saved.ok);
  return saved.value;
}
const person = {
  givenName: 'Erika',
  surname: 'Mustermann',
  birthDate: '1984-08-12',
  home: { street: 'Marienplatz', houseNumber: '8', postalCode: '80331', city: 'München' },
};

describe('answers that come all at once', () => {
  it('are merged, checked like those of the wizard, and told where they are wrong', async () => {
    const draft = await aDraft();
    const first = await save(draft, { ...person, birthDate: '1984-02-31', size: 'huge', nonsense: { deep: 1 } });
    assert.deepEqual(first.faults.map(({ path, code }) => `${path}: ${code}`).toSorted(), [
      'birthDate: date',
      'nonsense: unknownField',
      'size: number',
    ]);
    assert.equal(first.opened.draft.answers['givenName'], 'Erika');
    const second = await save(draft, { birthDate: '1984-08-12', surname: null, home: { houseNumber: '9' } });
    assert.deepEqual(second.faults, []);
    assert.equal(second.opened.draft.answers['surname'], undefined);
    assert.deepEqual(second.opened.draft.answers['home'], { ...person.home, houseNumber: '9' });
    assert.equal(second.opened.draft.provenance['birthDate']?.source, 'api');
    assert.ok(second.opened.errors.some(({ path, code }) => path === 'surname' && code === 'required'));
  });

  it('never throw, and never let a value in that the form would refuse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const taken = takeAnswers(form, value, facts);
        assert.deepEqual(takeAnswers(form, taken.answers, facts), { answers: taken.answers, faults: [] });
      }),
    );
    const ids = form.tree.nodes.filter((node) => !node.parent).map((node) => node.id);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), fc.jsonValue()), (value) => {
        const taken = takeAnswers(form, value, facts);
        assert.deepEqual(takeAnswers(form, taken.answers, facts).faults, []);
      }),
    );
  });

  it('cannot smuggle in a file: files come by themselves, and stay when answers change', async () => {
    const draft = await aDraft();
    const file = { fileName: 'a.pdf', mediaType: 'application/pdf', size: 3, sha256: 'a'.repeat(64) };
    const { node, opened } = await (async () => {
      const saved = await save(draft, person);
      const found = saved.opened.form.tree.nodes.find((one) => one.kind === 'file') ?? assert.fail();
      return { node: found, opened: saved.opened };
    })();
    const smuggled = await save(draft, { [node.path]: [{ ...file, id: randomUUID() }] });
    assert.deepEqual(
      smuggled.faults.map(({ code }) => code),
      ['unknownField'],
    );
    const added = await attachFile(house.context(), opened.draft, node.path, file);
    assert.ok(added.ok, JSON.stringify(added));
    assert.deepEqual(await attachFile(house.context(), opened.draft, node.path, { ...file, mediaType: 'text/html' }), {
      ok: false,
      code: 'mediaType',
    });
    assert.deepEqual(await attachFile(house.context(), opened.draft, 'givenName', file), { ok: false, code: 'not-asked' });
    const after = await save(draft, { givenName: 'Anna' });
    assert.equal((after.opened.draft.answers[node.path] as Json[]).length, 1);
    assert.equal(after.opened.draft.provenance[node.path]?.source, 'api');
  });

  it('of twenty at once lose nothing', async () => {
    const draft = await aDraft();
    const fields = ['givenName', 'surname'] as const;
    await Promise.all(fields.map((field) => save(draft, { [field]: `${field}x`.replace(/[^a-z]/gi, '') })));
    const now = await draftById(house.db, draft.id, house.clock.now());
    assert.deepEqual(
      fields.map((field) => typeof now?.answers[field]),
      ['string', 'string'],
    );
  });
});

describe('drafts that are filled in for somebody', () => {
  const consent = { given: 'present' as const, identified: 'document' as const, at: '2026-11-23T12:00:00Z' };
  const begin = async (actor: Actor): Promise<string> => {
    const owner = { kind: 'staff' as const, staffId: actor.id ?? '', unitId: 'kvr', consent };
    const begun = await startDraftFor(house.context({ actor }), { formId: 'household', serviceId: 's', channel: 'counter', owner });
    assert.ok(begun.ok);
    return begun.value;
  };

  it('belong to the clerk who began them and to the unit, and to nobody else', async () => {
    const clerk = staff();
    const id = await begin(clerk);
    assert.equal((await visitorsDraft(house.context({ actor: clerk }), nobody, id)).kind, 'open');
    assert.ok(await staffDraft(house.context({ actor: clerk }), id));
    assert.equal((await visitorsDraft(house.context({ actor: staff() }), nobody, id)).kind, 'not-found');
    assert.equal(await staffDraft(house.context({ actor: staff() }), id), undefined);
    assert.equal(await staffDraft(house.context({ actor: { ...staff(), unitIds: ['baureferat'] } }), id), undefined);
    assert.ok(await staffDraft(house.context({ actor: { ...staff(), unitIds: ['kvr'] } }), id), 'a colleague goes on');
    assert.equal(
      (await visitorsDraft(house.context(), { get: () => [id], secret: () => undefined, signedIn: undefined }, id)).kind,
      'not-found',
    );
    assert.equal(await clientDraft(house.context(), id, 'kommune-a'), undefined);
    const clients = await aDraft();
    assert.equal(
      (
        await visitorsDraft(
          house.context({ actor: clerk }),
          { get: () => [clients.id], secret: () => undefined, signedIn: undefined },
          clients.id,
        )
      ).kind,
      'not-found',
    );
  });

  it('become submissions that say how they came in and that the person agreed', async () => {
    const clerk = staff();
    const id = await begin(clerk);
    const draft = (await draftById(house.db, id, house.clock.now())) ?? assert.fail();
    await save(draft, { ...person, rents: false, payout: { choice: 'cash' }, truth: true });
    const sent = await inTransaction(house.db, (tx) => completeDraft({ ...house.context({ actor: clerk }), db: tx }, id));
    assert.ok(sent.ok, JSON.stringify(sent));
    const kept = await submissionById(house.db, sent.value.id);
    assert.deepEqual([kept?.channel, kept?.consent, kept?.facts.trustLevel], ['counter', consent, 'high']);
    assert.equal(kept?.provenance['givenName']?.source, 'staff');
  });
});
