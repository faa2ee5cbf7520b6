import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { draftById } from './draft-store.ts';
import { householdForm } from './household-form.fixture.ts';
import { type Visitor, formOf, startWizard } from './wizard.fixture.ts';

const wizard = await startWizard([householdForm(), householdForm({ id: 'secure', trustLevel: 'substantial' })]);

const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-inline-style': 'off' } });

const person = {
  givenName: 'Erika',
  surname: 'Mustermann',
  'birthDate-day': '12',
  'birthDate-month': '8',
  'birthDate-year': '1984',
  'home.street': 'Marienplatz',
  'home.houseNumber': '8',
  'home.postalCode': '80331',
  'home.city': 'München',
  mail: '',
};
const truth = { truth: 'yes' };

async function send(visitor: Visitor, url: string, fields: Record<string, string | string[]>) {
  const { action, revision } = formOf(await visitor.get(url));
  return visitor.post(action, { _revision: revision, _go: 'on', ...fields });
}

/** A visitor who has answered everything; the address of the draft. */
async function filled(visitor: Visitor): Promise<string> {
  const draft = await visitor.begin();
  await send(visitor, `${draft}/seite/person`, person);
  await send(visitor, `${draft}/seite/rent`, { rents: 'no' });
  await send(visitor, `${draft}/seite/people`, {});
  await send(visitor, `${draft}/seite/payment`, { 'payout.choice': 'cash' });
  await send(visitor, `${draft}/seite/proof`, {});
  await send(visitor, `${draft}/seite/declare`, truth);
  return draft;
}

describe('the wizard', () => {
  it('leads from page to page to the check page and sends', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    assert.match(draft, /^\/de\/antrag\/[0-9a-f-]{36}$/);
    const first = await visitor.follow(await visitor.get(draft));
    assert.match(first.body, /<h1[^>]*>Ihre Person/);
    const answers: [string, Record<string, string>][] = [
      ['person', person],
      ['rent', { rents: 'no', size: '50,5' }],
      ['people', {}],
      ['payment', { 'payout.choice': 'cash' }],
      ['proof', {}],
      ['declare', truth],
    ];
    let at = `${draft}/seite/person`;
    for (const [page, fields] of answers) {
      assert.ok(at.endsWith(`/seite/${page}`), at);
      const answer = await send(visitor, at, fields);
      assert.equal(answer.statusCode, 303, answer.body);
      at = String(answer.headers.location);
    }
    assert.ok(at.endsWith('/pruefen'));
    const check = await visitor.get(at);
    for (const words of ['12. August 1984', 'Marienplatz 8', '50,5 m²', 'Bar', '10,00', 'Antrag absenden und 10,00'])
      assert.ok(check.body.includes(words), words);
    const sent = await visitor.post(`${draft}/absenden`);
    const again = await visitor.post(`${draft}/absenden`);
    assert.equal(sent.statusCode, 200);
    assert.equal(again.body, sent.body);
    assert.equal((await visitor.get(`${draft}/seite/person`)).statusCode, 410);
  });

  it('shows what is wrong at its field, keeps what was typed, and loses nothing', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const answer = await send(visitor, `${draft}/seite/person`, {
      ...person,
      givenName: 'Er1ka',
      'birthDate-month': '13',
      mail: 'erika<at>example',
    });
    assert.equal(answer.statusCode, 422);
    for (const words of [
      'href="#givenName"',
      'value="Er1ka"',
      'href="#birthDate"',
      'value="13"',
      'href="#mail"',
      'erika&lt;at&gt;example',
      'value="Mustermann"',
    ])
      assert.ok(answer.body.includes(words), words);
    const later = await visitor.get(`${draft}/seite/person`);
    for (const words of ['value="Er1ka"', 'value="13"', 'href="#givenName"', 'value="Marienplatz"'])
      assert.ok(later.body.includes(words), words);
    assert.equal((await send(visitor, `${draft}/seite/person`, person)).statusCode, 303);
    assert.ok(!(await visitor.get(`${draft}/seite/person`)).body.includes('Er1ka'));
  });

  it('asks what an answer brings up on the same page, without calling it an error', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const answer = await send(visitor, `${draft}/seite/rent`, { rents: 'yes' });
    assert.equal(answer.headers.location, `${draft}/seite/rent#rentAmount`);
    const page = await visitor.get(`${draft}/seite/rent`);
    assert.ok(page.body.includes('name="rentAmount"') && !page.body.includes('amt-error-summary'));
    assert.equal((await send(visitor, `${draft}/seite/rent`, { rents: 'yes', rentAmount: '' })).statusCode, 422);
    const next = await send(visitor, `${draft}/seite/rent`, { rents: 'yes', rentAmount: '1.000,00 €' });
    assert.equal(next.headers.location, `${draft}/seite/people`);
  });

  it('brings a page for a child, and takes it away again', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const answer = await send(visitor, `${draft}/seite/person`, { ...person, 'birthDate-year': '2015' });
    assert.equal(answer.headers.location, `${draft}/seite/guardian`);
    await send(visitor, `${draft}/seite/person`, person);
    assert.equal((await visitor.get(`${draft}/seite/guardian`)).statusCode, 404);
  });

  it('adds, changes and removes entries, and entries within entries', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const list = `${draft}/seite/people`;
    const added = await send(visitor, list, { _add: 'members', _go: '' });
    assert.equal(added.headers.location, `${list}/eintrag/members.0`);
    assert.equal((await send(visitor, list, {})).statusCode, 422, 'an incomplete entry holds up the page');
    const item = await send(visitor, `${list}/eintrag/members.0`, {
      'members.0.name': 'Max',
      'members.0.income': '1.200,50',
      'members.0.works': 'no',
    });
    assert.equal(item.headers.location, list);
    await send(visitor, list, { _add: 'members', _go: '' });
    await send(visitor, `${list}/eintrag/members.1`, { 'members.1.name': 'Mia', 'members.1.income': '0', 'members.1.works': 'no' });
    const pet = await send(visitor, `${list}/eintrag/members.1`, {
      'members.1.name': 'Mia',
      'members.1.income': '0',
      'members.1.works': 'no',
      _add: 'members.1.pets',
      _go: '',
    });
    assert.equal(pet.headers.location, `${list}/eintrag/members.1.pets.0`);
    const petSaved = await send(visitor, pet.headers.location, { 'members.1.pets.0.species': 'Katze' });
    assert.equal(petSaved.headers.location, `${list}/eintrag/members.1`);
    assert.match((await visitor.get(list)).body, /Person 1: Max[\s\S]*Person 2: Mia/);
    await send(visitor, list, { _remove: 'members.0', _go: '' });
    const after = await visitor.get(list);
    assert.ok(after.body.includes('Person 1: Mia') && !after.body.includes('Max'));
    assert.match((await visitor.get(`${draft}/pruefen`)).body, /Katze/);
    assert.equal((await visitor.get(`${list}/eintrag/members.1`)).statusCode, 404);
  });

  it('takes files by their content, says what is wrong with others, shows and removes them', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const url = `${draft}/seite/proof`;
    const pdf = { field: 'lease', name: 'Mietvertrag.pdf', content: Buffer.from('%PDF-1.7\nx') };
    const { action } = formOf(await visitor.get(url));
    const wrong = await visitor.upload(action, { _revision: '0', _go: 'on' }, [
      { field: 'lease', name: 'vertrag.pdf', content: Buffer.from('MZ not a pdf') },
    ]);
    assert.equal(wrong.statusCode, 422);
    assert.ok(wrong.body.includes('Möglich sind: PDF, PNG'));
    const large = await visitor.upload(action, { _revision: '0', _go: 'on' }, [
      { ...pdf, content: Buffer.concat([pdf.content, Buffer.alloc(2000)]) },
    ]);
    assert.ok(large.statusCode === 422 && large.body.includes('zu groß'));
    assert.equal((await visitor.upload(action, { _revision: '0', _go: 'on' }, [pdf])).statusCode, 303);
    const page = await visitor.get(url);
    const href = /href="([^"]*\/datei\/[^"]+)"/.exec(page.body)?.[1] ?? '';
    assert.equal((await visitor.get(href)).body, '%PDF-1.7\nx');
    assert.equal((await wizard.visitor().get(href)).statusCode, 404);
    const fileId = href.split('/').at(-1) ?? '';
    await visitor.post(action, { _revision: formOf(page).revision, _removeFile: fileId });
    assert.ok(!(await visitor.get(url)).body.includes('Mietvertrag.pdf'));
    assert.equal((await visitor.get(href)).statusCode, 404);
  });

  it('returns to the check page after a change', async () => {
    const visitor = wizard.visitor();
    const draft = await filled(visitor);
    const check = await visitor.get(`${draft}/pruefen`);
    const change = /href="([^"#]*\/seite\/rent[^"]*)"/.exec(check.body)?.[1]?.replaceAll('&amp;', '&').split('#')[0] ?? '';
    const page = await visitor.get(change);
    assert.ok(page.body.includes('name="_return" value="check"'));
    const answer = await visitor.post(formOf(page).action, {
      _revision: formOf(page).revision,
      _return: 'check',
      _go: 'on',
      rents: 'no',
      size: '77',
    });
    assert.equal(answer.headers.location, `${draft}/pruefen`);
  });

  it('does not send what is incomplete, and says where', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    await send(visitor, `${draft}/seite/person`, person);
    const check = await visitor.get(`${draft}/pruefen`);
    assert.ok(check.body.includes('Es fehlen noch Angaben') && !check.body.includes('/absenden'));
    assert.equal((await visitor.post(`${draft}/absenden`)).headers.location, `${draft}/pruefen`);
  });

  it('speaks English', async () => {
    const visitor = wizard.visitor();
    const draft = (await filled(visitor)).replace('/de/antrag', '/en/application');
    const page = await visitor.get(`${draft}/page/person`);
    assert.match(page.body, /About you/);
    const check = await visitor.get(`${draft}/check`);
    assert.ok(check.body.includes('12 August 1984') && check.body.includes('Send application and pay €10.00'), check.body);
  });
});

describe('prefilled answers', () => {
  it('show where they come from and are locked where the trust level is asked for', async () => {
    const visitor = wizard.visitor();
    await visitor.become(await wizard.account());
    const draft = await visitor.begin();
    const page = await visitor.get(`${draft}/seite/person`);
    assert.ok(page.body.includes('Aus Ihrem BayernID-Konto übernommen'));
    assert.ok(!page.body.includes('name="givenName"') && page.body.includes('Erika'));
    assert.ok(page.body.includes('name="home.street"') && page.body.includes('value="Marienplatz"'));
    const { action, revision } = formOf(page);
    assert.match(action, /^\/de\/mein\/antrag/);
    await visitor.post(action, { ...person, givenName: 'Anders', 'home.street': 'Sendlinger Straße', _revision: revision, _go: 'on' });
    const check = await visitor.get(`${draft}/pruefen`);
    assert.ok(check.body.includes('Erika') && !check.body.includes('Anders') && check.body.includes('Sendlinger Straße'));
    const provenance = (await draftById(wizard.house.db, draft.split('/').at(-1) ?? '', wizard.house.clock.now()))?.provenance ?? {};
    assert.equal(provenance['home']?.source, 'typed');
    assert.deepEqual({ ...provenance['givenName'], at: '' }, { source: 'prefilled', from: 'bayernid', trustLevel: 'substantial', at: '' });
    assert.equal(provenance['birthDate']?.source, 'prefilled');
  });

  it('need a sign-in where the form asks for one', async () => {
    const visitor = wizard.visitor();
    assert.equal((await visitor.post('/begin/secure')).statusCode, 409);
    await visitor.become(await wizard.account());
    assert.equal((await visitor.post('/begin/secure')).statusCode, 303);
  });

  it('ask for the level of this session, not for what the account has proved in another', async () => {
    const account = await wizard.account();
    const strong = wizard.visitor();
    await strong.become(account);
    const draft = await strong.begin('secure');
    const weak = wizard.visitor();
    await weak.become(account, 'basic');
    assert.equal((await weak.post('/begin/secure')).statusCode, 409);
    for (const url of [`${draft}/seite/rent`, `${draft}/pruefen`]) {
      const { statusCode, headers } = await weak.get(url);
      assert.equal(statusCode, 303, url);
      assert.match(String(headers.location), /return=.*level=substantial/, url);
      assert.equal((await strong.get(url)).statusCode, 200, url);
    }
    assert.equal((await weak.post(`${draft}/absenden`)).statusCode, 404);
    await weak.become(account);
    assert.equal((await weak.get(`${draft}/seite/rent`)).statusCode, 200);
  });
});

describe('who may open a draft', () => {
  it('is its account, nobody else; without a session one is asked to sign in and nothing typed is lost', async () => {
    const owner = wizard.visitor();
    await owner.become(await wizard.account());
    const draft = await owner.begin();
    const { action } = formOf(await owner.get(`${draft}/seite/rent`));
    const other = wizard.visitor();
    await other.become(await wizard.account());
    for (const url of [draft, `${draft}/seite/rent`, `${draft}/pruefen`, `${draft}/gespeichert`, `${draft}/verwerfen`])
      assert.equal((await other.get(url)).statusCode, 404, url);
    for (const url of [action, `${draft}/seite/rent`, `${draft}/verwerfen`, `${draft}/absenden`, `${draft}/gespeichert`])
      assert.equal((await other.post(url, { rents: 'yes' })).statusCode, 404, url);
    const nobody = wizard.visitor();
    assert.match(String((await nobody.get(`${draft}/seite/rent`)).headers.location), /^\/de\/[a-z-]*anmelde.*return=/);
    const expired = await nobody.post(action, { rents: 'no', _revision: '0', _go: 'on' });
    assert.equal(expired.statusCode, 303);
    assert.match(String(expired.headers.location), /return=/);
    assert.equal((await owner.get(`${draft}/seite/rent`)).body.includes('checked'), false);
  });

  it('is without account the session that began it, or who has its code', async () => {
    const visitor = wizard.visitor();
    const draft = await filled(visitor);
    assert.equal((await wizard.visitor().get(`${draft}/seite/rent`)).statusCode, 404);
    const saved = await visitor.follow(await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '33', _go: 'leave' }));
    const code = /<code>([^<]+)<\/code>/.exec(saved.body)?.[1] ?? '';
    assert.match(code, /^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
    assert.match(saved.body, /<svg[^>]*role="img"/);

    const elsewhere = wizard.visitor();
    const mistyped = await elsewhere.post('/de/antrag-fortsetzen', { code: code.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')) });
    assert.ok(mistyped.statusCode === 422 && mistyped.body.includes('nicht richtig abgeschrieben'));
    const opened = await elsewhere.post('/de/antrag-fortsetzen', { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` });
    assert.equal(opened.headers.location, draft);
    assert.ok((await elsewhere.get(`${draft}/seite/rent`)).body.includes('value="33"'));

    const renewed = await visitor.follow(await visitor.post(`${draft}/gespeichert`));
    assert.ok(!renewed.body.includes(code) && /<code>/.test(renewed.body));
    assert.equal((await elsewhere.get(`${draft}/seite/rent`)).statusCode, 404, 'the old key opens nothing');
    assert.equal((await wizard.visitor().post('/de/antrag-fortsetzen', { code })).statusCode, 422);
    assert.ok((await visitor.get(`${draft}/seite/rent`)).body.includes('value="33"'));
  });

  it('goes along into the account at sign-in, keeps what was typed and fills the rest', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '44' });
    const account = await wizard.account();
    await wizard.house.db
      .insertInto('identity.attribute')
      .values({
        accountId: account,
        name: 'surname',
        value: 'Muster',
        trustLevel: 'substantial',
        source: 'bayernid',
        obtainedAt: wizard.house.clock.now(),
      })
      .execute();
    await visitor.become(account);
    assert.ok((await visitor.get(`${draft}/seite/rent`)).body.includes('value="44"'));
    assert.ok((await visitor.get(`${draft}/seite/person`)).body.includes('Muster'));
    visitor.forgetSession();
    await visitor.become(account);
    assert.equal((await visitor.get(`${draft}/seite/rent`)).statusCode, 200);
  });
});

describe('two windows', () => {
  it('may save different pages', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const [one, two] = await Promise.all([visitor.get(`${draft}/seite/person`), visitor.get(`${draft}/seite/rent`)]);
    await Promise.all([
      visitor.post(formOf(one).action, { ...person, _revision: formOf(one).revision, _go: 'on' }),
      visitor.post(formOf(two).action, { rents: 'no', size: '60', _revision: formOf(two).revision, _go: 'on' }),
      ...Array.from({ length: 3 }, () => visitor.post(`${draft}/seite/people`, { _revision: '0', _add: 'members' })),
    ]);
    const check = await visitor.get(`${draft}/pruefen`);
    assert.ok(check.body.includes('Mustermann') && check.body.includes('60 m²'));
    assert.equal((await visitor.get(`${draft}/seite/people`)).body.match(/name="_remove"/g)?.length, 3);
  });

  it('are told when both changed the same page, and the person decides', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const stale = formOf(await visitor.get(`${draft}/seite/rent`));
    await send(visitor, `${draft}/seite/rent`, { rents: 'no', size: '60' });
    const conflict = await visitor.post(stale.action, { rents: 'no', size: '70', _revision: stale.revision, _go: 'on' });
    assert.equal(conflict.statusCode, 409);
    assert.ok(
      conflict.body.includes('in einem anderen Fenster geändert') &&
        conflict.body.includes('60 m²') &&
        conflict.body.includes('value="70"'),
    );
    assert.ok((await visitor.get(`${draft}/seite/rent`)).body.includes('value="60"'));
    const decided = await visitor.post(stale.action, { rents: 'no', size: '70', _revision: formOf(conflict).revision, _go: 'on' });
    assert.equal(decided.statusCode, 303);
    assert.ok((await visitor.get(`${draft}/seite/rent`)).body.includes('value="70"'));
  });

  it('do not remove another entry than the one that was meant', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    const list = `${draft}/seite/people`;
    for (const name of ['Anna', 'Bela']) {
      const at = String((await send(visitor, list, { _add: 'members' })).headers.location);
      await send(visitor, at, { [`${at.split('/').at(-1)}.name`]: name });
    }
    const stale = formOf(await visitor.get(list));
    await visitor.post(stale.action, { _revision: stale.revision, _remove: 'members.0' });
    await visitor.post(stale.action, { _revision: stale.revision, _remove: 'members.0' });
    assert.ok((await visitor.get(list)).body.includes('Bela'));
  });
});

describe('leaving', () => {
  it('discards a draft after asking', async () => {
    const visitor = wizard.visitor();
    const draft = await visitor.begin();
    assert.ok((await visitor.get(`${draft}/verwerfen`)).body.includes('endgültig löschen'));
    const gone = await visitor.follow(await visitor.post(`${draft}/verwerfen`));
    assert.equal(gone.statusCode, 200);
    assert.equal((await visitor.get(draft)).statusCode, 404);
  });
});

describe('every page', () => {
  it('is valid HTML, with answers and with errors', async () => {
    const visitor = wizard.visitor();
    await visitor.become(await wizard.account());
    const draft = await visitor.begin();
    await send(visitor, `${draft}/seite/people`, { _add: 'members' });
    const own = draft.replace('/de/antrag', '/de/mein/antrag');
    const pages = [
      ...(await Promise.all(
        ['person', 'rent', 'people', 'people/eintrag/members.0', 'payment', 'proof', 'declare'].map((page) =>
          visitor.get(`${draft}/seite/${page}`),
        ),
      )),
      ...(await Promise.all(
        [`${draft}/pruefen`, `${draft}/gespeichert`, `${draft}/verwerfen`, '/de/antrag-fortsetzen', '/de/antrag-verworfen'].map((url) =>
          visitor.get(url),
        ),
      )),
      await visitor.post(`${own}/seite/person`, { _go: 'on', _revision: '0', 'birthDate-day': '40', mail: 'x', 'home.street': 'A' }),
      await visitor.post(`${own}/seite/rent`, { _go: 'on', _revision: '0' }),
      await visitor.post(`${own}/seite/people`, { _go: 'on', _revision: '1' }),
      await visitor.post('/de/antrag-fortsetzen', { code: 'x' }),
    ];
    for (const page of pages) {
      assert.ok([200, 422].includes(page.statusCode), `${page.statusCode}`);
      const report = await validator.validateString(page.body);
      assert.deepEqual(
        report.results.flatMap((result) => result.messages.map((message) => `${message.ruleId}: ${message.message} (${message.line})`)),
        [],
        page.body,
      );
      assert.equal(page.body.match(/<h1/g)?.length, 1, page.body);
      for (const [, id] of page.body.matchAll(/<li><a href="#([^"]+)"/g))
        assert.ok(page.body.includes(`id="${id}"`), `the summary leads to #${id}`);
    }
  });
});
