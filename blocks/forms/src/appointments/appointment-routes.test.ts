import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startAppointments } from '@amt/simulators';
import { HtmlValidate } from 'html-validate';
import type { FormDefinition } from '../definition.ts';
import { submissionById } from '../submission-store.ts';
import { type Visitor, formOf, startWizard } from '../wizard.fixture.ts';

let now = (): number => 0;
const simulator = await startAppointments({ port: 0, services: ['garden'], offices: [{ id: 7, name: 'Amt <Mitte>' }], now: () => now() });
after(() => simulator.close());
const text = (de: string) => ({ de });
const definition: FormDefinition = {
  id: 'garden',
  version: '1.0.0',
  title: text('Garten'),
  serviceKeys: [{ scheme: 'city', key: 'garden' }],
  ownerUnit: 'unit',
  legalBasis: [{ citation: '§ 1' }],
  retention: { submissionMonths: 12, draftDays: 30 },
  trustLevel: 'none',
  languages: ['de'],
  pages: [{ id: 'all', title: text('Angaben'), fields: [{ kind: 'text', id: 'size', label: text('Größe') }] }],
  steps: [{ kind: 'appointment', id: 'visit', title: text('Termin im Garten'), service: 'garden' }],
};
const wizard = await startWizard([definition], { APPOINTMENTS_URL: simulator.apiUrl });
const { house } = wizard;
now = () => house.clock.now().epochMilliseconds;
const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off' } });

async function filled(visitor: Visitor): Promise<string> {
  const draft = await visitor.begin('garden');
  const { action, revision } = formOf(await visitor.get(`${draft}/seite/all`));
  await visitor.post(action, { _revision: revision, _go: 'on', size: 'large' });
  return draft;
}

const firstSlot = (body: string): string =>
  (/name="slot"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="slot"/.exec(body) ?? []).slice(1).find(Boolean) ?? '';

describe('choosing an appointment', () => {
  it('shows free times by day, holds one, and says so on the check page and in what is sent', async () => {
    const visitor = wizard.visitor();
    const draft = await filled(visitor);
    assert.match((await visitor.get(`${draft}/pruefen`)).body, /noch keinen Termin gewählt/);
    const page = await visitor.get(`${draft}/termin/visit`);
    assert.match(page.body, /24\. November 2026/);
    assert.match(page.body, /Amt &lt;Mitte&gt;/);
    const report = await validator.validateString(page.body);
    assert.deepEqual(
      report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
      [],
    );
    const other = await visitor.get(`${draft}/termin/visit?day=2026-11-26`);
    const held = await visitor.post(`${draft}/termin/visit`, { slot: firstSlot(other.body) });
    assert.equal(held.statusCode, 303);
    assert.match((await visitor.get(`${draft}/pruefen`)).body, /26\. November 2026[^<]*9:00[^<]*, Amt &lt;Mitte&gt;/);
    const sent = await visitor.post(`${draft}/absenden`, {});
    assert.match(sent.body, /<h1>[0-9a-f-]{36}/);
    const { id } = await house.db.selectFrom('forms.submission').select('id').executeTakeFirstOrThrow();
    const submission = await submissionById(house.db, id);
    assert.equal(submission?.appointments?.['visit']?.startsAt, '2026-11-26T08:00:00Z');
    assert.equal(submission.summary.at(-1)?.rows[0]?.label, 'Termin im Garten');
  });

  it('gives one time to one of two, and tells the other at its place with all answers kept', async () => {
    const [one, two] = [wizard.visitor(), wizard.visitor()];
    const [first, second] = [await filled(one), await filled(two)];
    const slot = firstSlot((await one.get(`${first}/termin/visit`)).body);
    const answers = await Promise.all([one.post(`${first}/termin/visit`, { slot }), two.post(`${second}/termin/visit`, { slot })]);
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
      [303, 409],
    );
    const told = answers.find(({ statusCode }) => statusCode === 409);
    assert.match(told?.body ?? '', /gerade vergeben/);
    assert.ok(!told?.body.includes(`value="${slot}"`));
    for (const [visitor, draft] of [
      [one, first],
      [two, second],
    ] as const)
      assert.match((await visitor.get(`${draft}/pruefen`)).body, /large/);
  });

  it('tells when the time is not held any more, sends nothing before the person has decided, and frees what is given up', async () => {
    const visitor = wizard.visitor();
    const draft = await filled(visitor);
    const slot = firstSlot((await visitor.get(`${draft}/termin/visit`)).body);
    await visitor.post(`${draft}/termin/visit`, { slot });
    house.clock.advance({ minutes: 20 });
    const check = await visitor.get(`${draft}/pruefen`);
    assert.match(check.body, /nicht mehr für Sie festgehalten/);
    assert.doesNotMatch(check.body, /\/absenden"/);
    const count = async () => (await house.db.selectFrom('forms.submission').select('id').execute()).length;
    const before = await count();
    assert.equal((await visitor.post(`${draft}/absenden`, {})).statusCode, 303);
    assert.equal(await count(), before);
    const again = firstSlot((await visitor.get(`${draft}/termin/visit`)).body);
    await visitor.post(`${draft}/termin/visit`, { slot: again });
    assert.equal((await visitor.post(`${draft}/termin/visit/absagen`, {})).statusCode, 303);
    assert.equal(simulator.appointments().at(-1)?.status, 'cancelled');
    assert.match((await visitor.post(`${draft}/absenden`, {})).body, /<h1>[0-9a-f-]{36}/);
  });

  it('does without the book when it is down, and takes nothing that it does not offer', async () => {
    const visitor = wizard.visitor();
    const draft = await filled(visitor);
    const taken = simulator.appointments().length;
    for (const slot of ['', 'x', '7|2026-11-29T08:00:00Z', '8|2026-11-26T08:20:00Z', '7|9999-99-99T99:99:99Z'])
      assert.ok([409, 422].includes((await visitor.post(`${draft}/termin/visit`, { slot })).statusCode), slot);
    assert.equal(simulator.appointments().length, taken);
    simulator.behave({ fault: 'down' });
    const page = await visitor.get(`${draft}/termin/visit`);
    assert.equal(page.statusCode, 200);
    assert.match(page.body, /antwortet gerade nicht/);
    assert.match((await visitor.post(`${draft}/absenden`, {})).body, /<h1>[0-9a-f-]{36}/);
    simulator.behave({ fault: 'none' });
    assert.equal((await visitor.get(`${draft}/termin/other`)).statusCode >= 400, true);
  });

  it('keeps who may free the time out of the database while the draft is nobody’s', async () => {
    const visitor = wizard.visitor();
    const draft = await filled(visitor);
    await visitor.post(`${draft}/termin/visit`, { slot: firstSlot((await visitor.get(`${draft}/termin/visit`)).body) });
    const row = await house.db
      .selectFrom('forms.draft')
      .selectAll()
      .where('id', '=', draft.split('/')[3] ?? '')
      .executeTakeFirstOrThrow();
    assert.notEqual(row.sealed, null);
    assert.doesNotMatch(JSON.stringify({ ...row, sealed: null }), /Mitte|startsAt|holdKey/);
  });
});
