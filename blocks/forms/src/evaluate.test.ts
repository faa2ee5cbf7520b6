import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Answers, type Facts, withAnswer } from './answers.ts';
import { compileForm } from './check-definition.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { householdForm } from './household-form.fixture.ts';
import { syntheticForm } from './synthetic-form.ts';

const form = compileForm(householdForm());
const facts: Facts = { today: '2026-11-23', signedIn: false, trustLevel: 'none' };
const home = { street: 'Marienplatz', houseNumber: '8', postalCode: '80331', city: 'München' };
const complete: Answers = {
  givenName: 'Erika',
  surname: 'Mustermann',
  birthDate: '1984-08-12',
  home,
  rents: true,
  rentAmount: 95_000,
  members: [
    { name: 'Max', income: 120_050, works: 'yes', employer: 'Bäckerei' },
    { name: 'Mia', income: 0, works: 'no' },
  ],
  payout: { choice: 'account', account: { iban: 'DE02120300000000202051' } },
  truth: true,
};
const look = (answers: Answers, previous?: Evaluation): Evaluation => evaluate(form, answers, facts, previous);
const errorsOf = (answers: Answers): string[] => look(answers).errors.map((error) => `${error.path} ${error.code}`);

describe('evaluating a form', () => {
  it('is complete when everything is answered, with fee and calculations', () => {
    const { errors, fee, computed, progress, values, pages } = look(complete);
    assert.deepEqual(errors, []);
    assert.equal(fee.totalCents, 1500);
    assert.deepEqual(
      fee.lines.map(({ line, cents }) => [line.id, cents]),
      [
        ['base', 1000],
        ['perPerson', 500],
      ],
    );
    assert.equal(computed['income'], 120_050);
    assert.equal(values['total'], 120_050);
    assert.deepEqual(progress, { complete: 6, total: 6 });
    assert.ok(!pages.some((page) => page.page.id === 'guardian'));
  });

  it('asks for what is missing, page by page', () => {
    assert.deepEqual(errorsOf({}), [
      'givenName required',
      'surname required',
      'birthDate required',
      'home required',
      'rents choose',
      'payout choose',
      'truth declaration',
    ]);
  });

  it('shows a page by the age of the person today', () => {
    assert.ok(look({ ...complete, birthDate: '2008-11-24' }).pages.some((page) => page.page.id === 'guardian'));
    assert.ok(!look({ ...complete, birthDate: '2008-11-23' }).pages.some((page) => page.page.id === 'guardian'));
  });

  it('makes a field needed by an amount', () => {
    assert.deepEqual(errorsOf({ ...complete, rentAmount: 100_001 }), ['size required']);
    assert.deepEqual(errorsOf({ ...complete, rentAmount: 100_000 }), []);
  });

  it('speaks a rule where it belongs, and not before the field is answered', () => {
    assert.deepEqual(errorsOf({ ...complete, size: '18.9' }), ['rentAmount rule']);
    assert.deepEqual(errorsOf({ ...complete, size: '19' }), []);
    const members = [
      { name: 'Max', income: 0, works: 'yes', employer: 'B' },
      { name: 'Mia', income: 0, works: 'no' },
    ];
    assert.deepEqual(errorsOf({ ...complete, members }), ['members.0.income rule']);
  });

  it('looks into nested repeat groups', () => {
    const members = [{ name: 'Max', income: 1, works: 'no', pets: [{ species: 'Hund' }, {}] }];
    assert.deepEqual(errorsOf({ ...complete, members }), ['members.0.pets.1.species required']);
  });

  it('wants as many items as allowed, and no more', () => {
    const members = Array.from({ length: 6 }, () => ({ name: 'A', income: 1, works: 'no' }));
    assert.deepEqual(errorsOf({ ...complete, members }), ['members tooManyItems']);
  });

  it('takes answers of a wrong shape for what they are', () => {
    assert.deepEqual(errorsOf({ ...complete, members: 'x', payout: { choice: 'gold' } }), ['payout unknownOption']);
    assert.deepEqual(errorsOf({ ...complete, givenName: { a: 1 }, rents: 'yes', home: 'x' }), [
      'givenName wrongType',
      'home wrongType',
      'rents wrongType',
    ]);
    assert.deepEqual(errorsOf({ ...complete, home: { ...home, postalCode: '8033' } }), ['home postalCode']);
  });
});

const answer = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -5, max: 200_000 }),
  fc.constantFrom('', 'yes', 'no', 'Max', '2010-01-01', '1980-01-01', '12.5', 'account', 'cash', 'DE02120300000000202051'),
);
const item = fc.record(
  {
    name: answer,
    income: answer,
    works: answer,
    employer: answer,
    pets: fc.array(fc.record({ species: answer }, { requiredKeys: [] }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  {
    givenName: answer,
    surname: answer,
    birthDate: answer,
    guardianName: answer,
    rents: answer,
    rentAmount: answer,
    size: answer,
    members: fc.oneof(answer, fc.array(item, { maxLength: 3 })),
    payout: fc.oneof(
      answer,
      fc.record({ choice: answer, account: fc.record({ iban: answer }, { requiredKeys: [] }) }, { requiredKeys: [] }),
    ),
    truth: answer,
    home: fc.oneof(answer, fc.constant(home)),
  },
  { requiredKeys: [] },
);

/** What an evaluation says, without the parts it keeps for the next one. */
const told = ({ pages, nodes, values, computed, errors, fee }: Evaluation): unknown => ({
  pages: pages.map((page) => page.page.id),
  nodes: [...nodes].map(([path, state]) => [path, state.value, state.required]),
  values,
  computed,
  errors,
  fee: fee.totalCents,
});

describe('hidden means absent', () => {
  /** Fields that are hidden as things stand, with a way to change their answer. */
  const places = ['guardianName', 'rentAmount', 'members.0.employer', 'payout.account.iban'];
  it('whatever a hidden answer is, it changes nothing', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...places), answer, (answers, path, value) => {
        const before = look(answers);
        fc.pre(
          !before.nodes.has(path) &&
            (path !== 'members.0.employer' || before.nodes.has('members.0.works')) &&
            (!path.startsWith('payout.') || typeof answers['payout'] === 'object'),
        );
        assert.deepEqual(told(look(withAnswer(answers, path, value))), told(before));
      }),
      { numRuns: 500 },
    );
  });

  it('nothing hidden is validated or submitted', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { nodes, errors, values, pages } = look(answers);
        for (const error of errors) assert.ok(nodes.has(error.path), error.path);
        const onPages = new Set(pages.flatMap((page) => page.page.fields.map((field) => field.id)));
        for (const key of Object.keys(values)) assert.ok(onPages.has(key) && nodes.has(key), key);
      }),
    );
  });

  it('comes back with its answer when it is shown again', () => {
    const shown = look({ ...complete, rents: true });
    const hidden = look({ ...complete, rents: false }, shown);
    assert.equal(hidden.values['rentAmount'], undefined);
    assert.equal(look({ ...complete, rents: true }, hidden).values['rentAmount'], 95_000);
  });
});

describe('evaluating again after a change', () => {
  it('says the same as evaluating all', () => {
    fc.assert(
      fc.property(fc.array(anyAnswers, { minLength: 2, maxLength: 5 }), (steps) => {
        let previous: Evaluation | undefined;
        let answers: Answers = {};
        for (const step of steps) {
          answers = Object.assign({}, answers, step);
          previous = look(answers, previous);
          assert.deepEqual(told(previous), told(look(answers)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('follows the day', () => {
    const child = { ...complete, birthDate: '2008-11-24' };
    const today = look(child);
    const tomorrow = evaluate(form, child, { ...facts, today: '2026-11-24' }, today);
    assert.ok(today.pages.some((page) => page.page.id === 'guardian') && !tomorrow.pages.some((page) => page.page.id === 'guardian'));
  });

  it('holds for a large form', () => {
    const { form: large, answers } = syntheticForm(200, 120);
    let previous = evaluate(large, answers, facts);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 199 }),
        fc.oneof(fc.boolean(), fc.constantFrom('a', 'b', '3.5', '100000', '')),
        (index, value) => {
          const changed = { ...previous.answers, [`f${index}`]: value };
          previous = evaluate(large, changed, facts, previous);
          assert.deepEqual(told(previous), told(evaluate(large, changed, facts)));
        },
      ),
      { numRuns: 200 },
    );
  });
});
