import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { compileForm } from './check-definition.ts';
import type { FormDefinition, FormNode } from './definition.ts';
import { publishForm } from './index.ts';
import { householdForm } from './household-form.fixture.ts';
import { type Visitor, formOf, startWizard } from './wizard.fixture.ts';

const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off' } });

/** The next version: no size of the flat any more, one thing more, another fee. */
function changed(id: string, version: string): FormDefinition {
  const before = householdForm({ id, version });
  const label = { de: 'Stockwerk', en: 'Floor' };
  const pages = before.pages.map((page) => {
    const fields = page.fields.filter((field) => field.id !== 'size');
    return page.id === 'rent'
      ? { ...page, fields: [...fields, { id: 'floor', kind: 'int', label } satisfies FormNode] }
      : { ...page, fields };
  });
  return { ...before, pages, rules: [], fee: { lines: [{ id: 'x', label: { de: 'Gebühr', en: 'Fee' }, amount: { cents: 4200 } }] } };
}

const wizard = await startWizard([householdForm({ id: 'moving' }), householdForm({ id: 'staying' })]);

async function send(visitor: Visitor, url: string, fields: Record<string, string | string[]>) {
  const { action, revision } = formOf(await visitor.get(url));
  return visitor.post(action, { _revision: revision, _go: 'on', ...fields });
}

function hidden(body: string): { version: string; revision: string } {
  return {
    version: /name="version" value="([^"]+)"/.exec(body)?.[1] ?? '',
    revision: /name="revision" value="([^"]+)"/.exec(body)?.[1] ?? '',
  };
}

describe('a draft of an earlier version', () => {
  it('stays on it, shows what the newer one would change, and moves when the person says so', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin('moving');
    await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '77' });
    await send(visitor, `${draft}/seite/person`, { givenName: 'Erika', surname: 'Muster', 'birthDate-day': '40' });
    assert.equal((await visitor.get(`${draft}/neue-fassung`)).statusCode, 303, 'there is none yet');

    await publishForm(wizard.house.context(), compileForm(changed('moving', '2.0.0')));
    assert.ok((await visitor.get(`${draft}/pruefen`)).body.includes(`href="${draft}/neue-fassung"`));
    assert.ok((await visitor.get(`${draft}/seite/rent`)).body.includes('value="77"'));
    const preview = await visitor.get(`${draft}/neue-fassung`);
    for (const words of ['77 m²', 'Danach wird nicht mehr gefragt', 'Stockwerk', '42,00', 'Angaben werden übernommen'])
      assert.ok(preview.body.includes(words), words);
    const report = await validator.validateString(preview.body);
    assert.deepEqual(
      report.results.flatMap((result) => result.messages.map((one) => `${one.ruleId}: ${one.message}`)),
      [],
    );
    assert.equal((await wizard.visitor().get(`${draft}/neue-fassung`)).statusCode, 404);

    await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '78' });
    const stale = await visitor.post(`${draft}/neue-fassung`, hidden(preview.body));
    assert.match(String(stale.headers.location), /neue-fassung\?changed=1$/);
    assert.ok((await visitor.get(`${draft}/seite/rent`)).body.includes('value="78"'), 'nothing has moved');

    const moved = await visitor.post(`${draft}/neue-fassung`, hidden((await visitor.follow(stale)).body));
    assert.equal(moved.headers.location, draft);
    const rent = await visitor.get(`${draft}/seite/rent`);
    assert.ok(rent.body.includes('name="floor"') && !rent.body.includes('name="size"'));
    assert.match(rent.body, /value="no"[^>]*checked|checked[^>]*value="no"/);
    const person = await visitor.get(`${draft}/seite/person`);
    assert.ok(person.body.includes('value="Erika"') && person.body.includes('value="40"'), 'what could not be taken goes along too');
    assert.ok(!(await visitor.get(`${draft}/pruefen`)).body.includes('neue-fassung'));
  });

  it('can be sent as it is, and moves once when two windows say so', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin('staying');
    await publishForm(wizard.house.context(), compileForm(changed('staying', '2.0.0')));
    const fields = hidden((await visitor.get(`${draft}/neue-fassung`)).body);
    const answers = await Promise.all([1, 2, 3].map(() => visitor.post(`${draft}/neue-fassung`, fields)));
    assert.equal(answers.filter((one) => one.headers.location === draft).length, 1);
  });
});
