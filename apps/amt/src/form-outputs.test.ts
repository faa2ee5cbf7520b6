import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type AuthorForm, changeForm, editOffered } from '@amt/form-authoring';
import { done } from '@amt/module';
import { must, sampleHouse } from '../test/sample-house.ts';
import { addresses } from './demo/pay-fee.ts';

const given = await sampleHouse();
const { app, people, context } = given;
const formId = 'bewohnerparkausweis';
const clerk = context(people.clerk);
must(await editOffered(clerk, { formId }), 'edit');
const cookie = await given.cookieOf('clerk');

function ask(method: 'GET' | 'POST', url: string, payload = '') {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  return app.inject({ method, url, headers, ...(method === 'POST' ? { payload } : {}) });
}

/** The working copy as its authors have it now; changed in nothing. */
async function outputs(revision: number): Promise<unknown> {
  let found: unknown;
  const change = (form: AuthorForm) => {
    found = form['outputs'];
    return done({ form });
  };
  await changeForm(clerk, { formId, revision, change });
  return found;
}

describe('when an output leaves, in the builder', () => {
  it('is chosen in plain words; what everybody expects stands first and is not written down', async () => {
    const added = await ask('POST', addresses.href('form-authoring.add-entry', 'de', { formId }), 'list=outputs&kind=mail&revision=1');
    assert.equal(added.statusCode, 303);
    const address = String(added.headers.location);
    const save = async (after: string): Promise<number> => {
      const page = await ask('GET', address);
      assert.match(page.body, /Sobald die Gebühr bezahlt ist und alle zugestimmt haben/);
      const revision = /name="revision" value="(\d+)"/.exec(page.body)?.[1] ?? '';
      const body = new URLSearchParams({ revision, id: 'mail', to: 'parken@muenchen.example', pdf: 'yes', after });
      assert.equal((await ask('POST', address, body.toString())).statusCode, 303);
      return Number(revision) + 1;
    };
    const mail = { kind: 'mail', id: 'mail', to: 'parken@muenchen.example', pdf: true };
    assert.deepEqual(await outputs(await save('paid')), [{ ...mail, after: 'paid' }]);
    const page = await ask('GET', address);
    assert.match(page.body, /value="paid"[^>]*checked/);
    assert.deepEqual(await outputs(await save('complete')), [mail]);
    assert.deepEqual(await outputs(await save('whenever')), [mail]);
  });
});
