import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Facts } from '@amt/forms';
import fc from 'fast-check';
import { everyKind, everyKindAnswers } from './every-kind.fixture.ts';
import { entriesOf, fill } from './fill.fixture.ts';
import { paperAnswers } from './paper-answers.ts';
import { readPaperForm } from './read-paper-form.ts';
import { renderPaperForm } from './render-paper-form.ts';
import { sampleOptions } from './sample-options.fixture.ts';

const facts: Facts = { today: '2026-03-01', signedIn: false, trustLevel: 'none' };
const sheets = { de: await renderPaperForm(everyKind, 'de', sampleOptions), en: await renderPaperForm(everyKind, 'en', sampleOptions) };
const formOf = () => everyKind;

describe('a paper form filled in on screen', () => {
  it('gives back the answers it was filled in with, for every kind of field', async () => {
    await fc.assert(
      fc.asyncProperty(everyKindAnswers, fc.constantFrom('de' as const, 'en' as const), async (answers, locale) => {
        const read = await readPaperForm(await fill(sheets[locale], entriesOf(everyKind, answers, locale)), { formOf });
        assert.ok(read.ok, 'fault' in read ? read.fault : '');
        assert.equal(read.paper.locale, locale);
        const taken = paperAnswers(everyKind, read.paper.values, locale, facts);
        assert.deepEqual(taken.raw, {});
        assert.deepEqual(taken.answers, answers);
      }),
      { numRuns: 20 },
    );
  });

  it('left blank, gives no answers, and says what is missing as the web form does', async () => {
    const read = await readPaperForm(sheets.de, { formOf });
    assert.ok(read.ok);
    assert.deepEqual(read.paper.values, {});
    const { answers, errors } = paperAnswers(everyKind, read.paper.values, 'de', facts);
    assert.deepEqual(answers, {});
    assert.ok(errors.some((error) => error.path === 'oneName' && error.code === 'required'));
  });

  it('keeps what cannot be taken as typed, with its fault, in an item of its own', async () => {
    const entries = new Map([
      ['oneDate-day', '31'],
      ['oneDate-month', '2'],
      ['oneDate-year', '2025'],
      ['oneMoney', 'viel'],
      ['people.2.eachIban', 'DE00 1234'],
    ]);
    const read = await readPaperForm(await fill(sheets.de, entries), { formOf });
    assert.ok(read.ok);
    const { answers, raw, errors } = paperAnswers(everyKind, read.paper.values, 'de', facts);
    assert.deepEqual(raw, { oneDate: { day: '31', month: '2', year: '2025' }, oneMoney: 'viel', 'people.0.eachIban': 'DE00 1234' });
    assert.deepEqual(answers, { people: [{}] });
    const codes = Object.fromEntries(errors.map((error) => [error.path, error.code]));
    assert.deepEqual([codes['oneDate'], codes['oneMoney'], codes['people.0.eachIban']], ['date', 'currency', 'iban']);
  });

  it('moves blocks up where one was left empty', async () => {
    const entries = new Map([
      ['people.0.eachName', 'Anna'],
      ['people.3.eachName', 'Łucja'],
      ['people.3.pets.1.petName', 'Rex'],
    ]);
    const read = await readPaperForm(await fill(sheets.de, entries), { formOf });
    assert.ok(read.ok);
    assert.deepEqual(paperAnswers(everyKind, read.paper.values, 'de', facts).answers, {
      people: [{ eachName: 'Anna' }, { eachName: 'Łucja', pets: [{ petName: 'Rex' }] }],
    });
  });
});
