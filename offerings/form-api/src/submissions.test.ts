import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { caseById } from '@amt/cases';
import { applicationBySubmission } from '@amt/applications';
import { submissionById } from '@amt/forms';
import { html, type Html } from '@amt/html';
import { createLogger, createServer, httpModule } from '@amt/http';
import { anonymous } from '@amt/module';
import { startMailCatcher, startPaymentProvider } from '@amt/simulators';
import { testHouse } from '@amt/testing';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formApi, { createClient, revokeClient } from './index.ts';

const [mail, provider] = await Promise.all([startMailCatcher({ port: 0, smtpPort: 0 }), startPaymentProvider({ port: 0 })]);
const dataFolder = await mkdtemp(join(tmpdir(), 'amt-api-'));
const env = {
  AUTHORITY_NAME: 'Stadt',
  ORIGIN: 'http://localhost:8080',
  AMT_DATA: dataFolder,
  AMT_DEMO: 'true',
  SMTP_URL: mail.smtpUrl,
  PAYMENT_URL: provider.apiUrl,
};
const house = await testHouse({ modules: [httpModule, formApi], now: '2026-06-15T08:00:00Z', env });
after(async () => {
  await Promise.all([mail.close(), provider.close(), app.close()]);
  await rm(dataFolder, { recursive: true, force: true });
});
const city = { id: 'muenchen', folder: fileURLToPath(new URL('../../../cities/muenchen', import.meta.url)) };
for (const module of house.modules) await module.seed.city?.(house.context(), city);
const app = await createServer({
  modules: house.modules,
  db: house.db,
  files: house.files,
  settings: house.settings,
  clock: house.clock,
  origin: 'http://localhost:8080',
  resolveActor: async () => anonymous,
  renderPage: (content): Html => html`<!doctype html><title>${content.title}</title>${content.body}`,
  signIn: { person: 'identity.sign-in', staff: 'identity.staff-sign-in' },
  rateLimits: 'off',
  log: createLogger({ destination: { write: () => undefined } }),
});

async function aKey(
  id: string,
  forms: string[] = [],
  scopes: ('submissions.write' | 'submissions.read')[] = ['submissions.write', 'submissions.read'],
) {
  const made = await createClient(house.context(), { id, name: id, scopes, forms });
  assert.ok(made.ok);
  return made.value;
}
const key = await aKey('kommune-a');
interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly replayed: boolean;
}
async function ask(
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: unknown,
  headers: Record<string, string> = {},
  bearer = key,
): Promise<Reply> {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${bearer}`, ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  return { status: answer.statusCode, body: answer.json(), replayed: answer.headers['idempotency-replayed'] === 'true' };
}
const once = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });
const support = {
  topic: 'upload',
  description: 'The photograph is too large.',
  barrier: false,
  name: 'Kim Canary',
  mail: 'kim@example.org',
};
const begin = async (answers: object = support, bearer = key) =>
  ask('POST', '/api/submissions', { formId: 'technischer-support', answers }, once(), bearer);
const errorsOf = ({ body }: Reply) => (body['errors'] as { path?: string; pointer?: string }[]).map((error) => error.path ?? error.pointer);

describe('the form server for machines', () => {
  it('tells forms, definitions and schemas to anybody, and the schema agrees', async () => {
    const forms = (await app.inject('/api/forms')).json<{ forms: { id: string }[] }>().forms;
    assert.ok(forms.some(({ id }) => id === 'technischer-support'));
    const schema = (await app.inject('/api/forms/technischer-support/schema')).json<object>();
    const validate = new Ajv2020({ strict: false }).compile(schema);
    assert.equal(validate((await begin()).body['values']), true, JSON.stringify(validate.errors));
    assert.equal((await app.inject('/api/forms/nothing/schema')).statusCode, 404);
  });

  it('takes a submission step by step to a case like any other', async () => {
    const begun = await begin({ topic: 'upload', nonsense: 1 });
    assert.equal(begun.status, 201);
    assert.deepEqual(
      (begun.body['refused'] as { path: string; code: string }[]).map(({ path, code }) => [path, code]),
      [['nonsense', 'unknownField']],
    );
    const url = `/api/submissions/${String(begun.body['id'])}`;
    const early = await ask('POST', `${url}/submit`, undefined, once());
    assert.equal(early.status, 422);
    assert.ok(errorsOf(early).includes('/description'));
    const { description: _later, ...more } = support;
    assert.equal((await ask('PATCH', `${url}/answers`, more)).body['complete'], false);
    assert.equal((await ask('POST', `${url}/validate`)).status, 422);
    assert.equal((await ask('POST', `${url}/validate?page=contact`)).status, 200);
    assert.equal((await ask('PATCH', `${url}/answers`, { description: support.description })).body['complete'], true);
    const idempotency = once();
    const sent = await ask('POST', `${url}/submit`, undefined, idempotency);
    const again = await ask('POST', `${url}/submit`, undefined, idempotency);
    assert.deepEqual([sent.status, again.status, again.replayed, again.body], [201, 201, true, sent.body]);
    const other = await ask('POST', `${url}/submit`, undefined, once());
    assert.equal(other.body['submissionId'], sent.body['submissionId']);
    const application = await applicationBySubmission(house.db, String(sent.body['submissionId']));
    const aCase = application && (await caseById(house.db, application.caseId));
    assert.equal(aCase?.fileReference, sent.body['fileReference']);
    assert.equal(aCase?.applicantMail, support.mail);
    assert.equal((await submissionById(house.db, String(sent.body['submissionId'])))?.channel, 'api');
    assert.equal((await ask('GET', `${url}/status`)).body['phase'], 'open');
    assert.equal((await ask('PATCH', `${url}/answers`, {})).status, 409);
  });

  it('does a repeated request once, and refuses a key that means something else', async () => {
    const headers = once();
    const answers = { formId: 'technischer-support', answers: support };
    const all = await Promise.all(Array.from({ length: 10 }, () => ask('POST', '/api/submissions', answers, headers)));
    assert.equal(new Set(all.map(({ body }) => body['id'])).size, 1);
    assert.equal(all.filter(({ replayed }) => replayed).length, 9);
    assert.equal(
      (await ask('POST', '/api/submissions', { ...answers, answers: {} }, headers)).body['type'],
      'urn:amt:problem:idempotency-key-reused',
    );
    assert.equal((await ask('POST', '/api/submissions', answers)).status, 400);
  });

  it('refuses who has no key, the key of another, an ended one, one for other forms or without the scope', async () => {
    const { body } = await begin();
    const url = `/api/submissions/${String(body['id'])}`;
    const stranger = await aKey('kommune-b');
    assert.equal((await ask('GET', url, undefined, {}, stranger)).status, 404);
    assert.equal((await ask('GET', url, undefined, {}, 'amt_x')).status, 401);
    assert.equal((await app.inject({ method: 'GET', url })).statusCode, 401);
    assert.equal((await begin(support, await aKey('kommune-c', ['wohngeld']))).status, 403);
    const reader = await aKey('kommune-d', [], ['submissions.read']);
    assert.equal((await begin(support, reader)).status, 403);
    await revokeClient(house.context(), 'kommune-b');
    assert.equal((await begin(support, stranger)).status, 401);
    const kept = JSON.stringify(await house.db.selectFrom('formApi.client').selectAll().execute());
    assert.ok(![key, stranger, reader].some((one) => kept.includes(one)));
  });

  it('answers hostile bodies with what is wrong with them', async () => {
    const deep: unknown = Array.from({ length: 200 }).reduce((inner) => ({ a: inner }), {} as unknown);
    assert.equal((await begin({ topic: deep })).status, 201);
    assert.equal((await ask('POST', '/api/submissions', { formId: '../x', answers: [] }, once())).status, 400);
    assert.equal((await ask('GET', '/api/submissions/1')).status, 404);
  });
});
