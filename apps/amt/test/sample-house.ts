import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { answerQuestion, askBack, assignCase, messagesOf, saveTextBlock, textBlocksOf } from '@amt/cases';
import { type AuthorForm, changeForm, editOffered, submitVersion } from '@amt/form-authoring';
import { lifeSituations, serviceById, slugOf } from '@amt/catalogue';
import { inTransaction, sql } from '@amt/db';
import { deliveriesOfSubmission } from '@amt/deliveries';
import { documentsOfCase } from '@amt/documents';
import { attachScan, startDraftFor, submissionFiles, visitorsDraft } from '@amt/forms';
import { folderStore } from '@amt/files';
import { createLogger } from '@amt/http';
import { addStaff, grantRole, listDemoPeople, resolveActor, staffList, trustLevelOf } from '@amt/identity';
import { inboxOf, readMessage } from '@amt/mailbox';
import { done, anonymous, requirePermission, systemActor, type Actor, type Context, type Result } from '@amt/module';
import { cosignTokenHash, submitApplication, type Submitted } from '@amt/applications';
import { requestRefund, startPayment } from '@amt/payments';
import { startBayernId, startMailCatcher, startPaymentProvider, type MailCatcher, type PaymentProviderSimulator } from '@amt/simulators';
import { testHouse, type TestHouse } from '@amt/testing';
import { readCity } from '../src/city.ts';
import { readDemoCity } from '../src/demo/demo-city.ts';
import { exampleFile } from '../src/demo/example-file.ts';
import { fillForm } from '../src/demo/fill-form.ts';
import { passingSession } from '../src/demo/visitor-session.ts';
import { environment } from '../src/environment.ts';
import { settingsOf, type House } from '../src/house.ts';
import { modules } from '../src/modules.ts';
import { createWeb } from '../src/web.ts';

export const origin = 'http://localhost:8080';
type App = Awaited<ReturnType<typeof createWeb>>;
/** An answer to an injected request. */
export type Answered = Awaited<ReturnType<App['inject']>>;

/**
 * Who comes to the house. `clerk` and `lead` work in the unit of the sample case, `otherClerk` in another; `acrossUnits` leads that other unit and has
 * only the treasury's role in the one of the sample case.
 */
export const roles = ['anonymous', 'owner', 'neighbour', 'clerk', 'otherClerk', 'lead', 'finance', 'admin', 'acrossUnits'] as const;
export type Role = (typeof roles)[number];

/** The real composition on a database of its own, with the data of the city, answering injected requests. */
export interface SampleHouse {
  readonly house: House;
  readonly test: TestHouse;
  readonly app: App;
  readonly provider: PaymentProviderSimulator;
  readonly mail: MailCatcher;
  readonly people: Readonly<Record<Role, Actor>>;
  readonly context: (actor: Actor) => Context;
  /** A new signed-in session; '' for nobody. `ended`: it has run out; `weakly`: with a password, whatever the account has proved elsewhere. */
  readonly cookieOf: (who: Role | Actor, ended?: boolean, weakly?: boolean) => Promise<string>;
}

/** Boots it. @param lines takes the log, line by line; left out: nothing is logged */
export async function sampleHouse(lines?: string[]): Promise<SampleHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'amt-sample-'));
  const [provider, mail, bayernId] = await Promise.all([
    startPaymentProvider({ port: 0 }),
    startMailCatcher({ port: 0, smtpPort: 0 }),
    startBayernId({ port: 0, people: [], serviceProvider: `${origin}/saml/metadata` }),
  ]);
  await mkdir(join(folder, 'identity'));
  await writeFile(join(folder, 'identity', 'bayernid.crt'), bayernId.certificate);
  const env = environment({
    AMT_DATA: folder,
    ORIGIN: origin,
    AMT_DEMO: 'true',
    RATE_LIMITS: 'off',
    PAYMENT_URL: provider.apiUrl,
    SMTP_URL: mail.smtpUrl,
    TSA_URL: '',
  });
  const log = createLogger(lines ? { level: 'debug', destination: { write: (line) => void lines.push(line) } } : { level: 'silent' });
  const test = await testHouse({ modules, env: { ...env, TSA_URL: '' } });
  const settings = settingsOf({ ...env, TSA_URL: '' });
  const contextOf = (actor: Actor): Context => ({
    ...test.context({ actor }),
    settings,
    log,
    require: (permission, scope) => requirePermission(actor, permission, scope),
  });
  const house: House = {
    settings,
    database: test.database,
    embedded: undefined,
    files: test.files,
    blobs: folderStore(test.filesFolder),
    clock: test.clock,
    log,
    systemContext: () => contextOf(systemActor),
    close: async () => undefined,
  };
  const { city } = readCity(env['AMT_CITY'] ?? '');
  for (const module of modules) await module.seed.city?.(contextOf(systemActor), city);
  const app = await createWeb(house);
  after(async () => {
    await app.close();
    await Promise.all([provider.close(), mail.close(), bayernId.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  const people = await peopleOf(contextOf(systemActor));
  return {
    house,
    test,
    app,
    provider,
    mail,
    people,
    context: contextOf,
    cookieOf: (who, ended = false, weakly = false) => signIn(test, typeof who === 'string' ? people[who] : who, ended, weakly),
  };
}

async function peopleOf(ctx: Context): Promise<Record<Role, Actor>> {
  const { db } = ctx;
  const subject = 'across-units';
  must(await addStaff(ctx, { subject, name: 'Alex Acht', mail: 'alex.acht@example.org' }), 'a member of staff');
  must(await grantRole(ctx, { subject, roleId: 'lead', unitId: 'kvr-gewerbe' }), 'a role');
  must(await grantRole(ctx, { subject, roleId: 'finance', unitId: 'kvr-parken' }), 'a role');
  const [staff, residents] = await Promise.all([staffList(db), listDemoPeople(db)]);
  const member = (subject: string): Promise<Actor> =>
    resolveActor(db, { kind: 'staff', id: staff.find((one) => one.subject === subject)?.id ?? '' });
  const resident = (name: string): Promise<Actor> =>
    resolveActor(db, { kind: 'person', id: residents.find((one) => one.displayName.includes(name))?.accountId ?? '' });
  return {
    anonymous,
    owner: await resident('Lehner'),
    neighbour: await resident('Wiśniewska'),
    clerk: await member('katharina-moser'),
    otherClerk: await member('florian-aigner'),
    lead: await member('ulrike-steinbeisser'),
    finance: await member('beatriz-santos'),
    admin: await member('hanna-loewe'),
    acrossUnits: await member(subject),
  };
}

/** What a sign-in leaves behind; sign-in itself is tested with the identity block. */
async function signIn({ db, clock }: TestHouse, actor: Actor, ended: boolean, weakly: boolean): Promise<string> {
  if (actor.kind === 'anonymous') return '';
  const token = randomBytes(32).toString('base64url');
  const began = clock.now().subtract({ hours: ended ? 48 : 0 });
  const level = actor.kind === 'person' ? await trustLevelOf(db, actor.id) : undefined;
  await sql`insert into ${sql.table('http.session')} (id_hash, data, holder_kind, holder_id, created_at, last_seen_at, expires_at)
    values (${createHash('sha256').update(token).digest()}, ${JSON.stringify({ 'identity.trust-level': weakly ? 'basic' : level })}, ${actor.kind}, ${actor.id}, ${began}, ${began}, ${began.add({ hours: 8 })})`.execute(
    db,
  );
  return `amt-session=${token}`;
}

/** Ids of the owner's things, by the names that parameters of addresses have. */
export type Sample = Readonly<Record<string, string>>;

export function must<Value>(result: Result<Value, string>, what: string): Value {
  if (!result.ok) throw new Error(`${what}: ${result.code}`);
  return result.value;
}

/** A filled-in draft of the owner, from the answers that the demo city gives for the service. */
export async function aDraft({ context, people, house }: SampleHouse, service: string, upToPage?: string): Promise<string> {
  const demo = await readDemoCity(environment({})['AMT_CITY'] ?? '');
  const example = demo.cases.find((one) => one.service === service);
  if (!example) throw new Error(`the demo city has no example for ${service}`);
  const form = {
    service,
    answers: example.answers,
    ...(example.files ? { files: example.files } : {}),
    ...(upToPage === undefined ? {} : { upToPage }),
  };
  return inTransaction(house.database.db, async (tx) => {
    const ctx = { ...context(people.owner), db: tx };
    return fillForm(ctx, await passingSession(ctx), form);
  });
}

export async function submitted({ context, people }: SampleHouse, draftId: string): Promise<Submitted> {
  return must(
    await submitApplication(context(people.owner), { draftId, confirmationPath: (id) => `/de/antrag/eingegangen/${id}` }),
    'submit',
  );
}

/** The owner pays at the provider, and the house learns of it. */
export async function paid({ context, provider, test }: SampleHouse, claimId: string): Promise<void> {
  must(await startPayment(context(systemActor), { claimId, returnUrl: `${origin}/de/zahlung/rueckkehr/ATTEMPT` }), 'pay');
  const transaction = provider.transactions().at(-1);
  if (!transaction) throw new Error('nobody is on the pay page');
  await provider.decide(transaction.transactionId, 'pay');
  test.clock.advance({ minutes: 10 });
  await test.runJobs();
}

/** A paid parking permit of the owner in the clerk's hands, with everything that can hang on a case; and drafts to continue, send and discard. */
export async function sampleOf(given: SampleHouse): Promise<Sample> {
  const { context, people, house, test } = given;
  const { db } = house.database;
  const { owner, clerk, lead } = people;
  const { submissionId, caseId, claimId } = await submitted(given, await aDraft(given, 'bewohnerparkausweis'));
  if (claimId === null) throw new Error('the sample has no fee');
  await paid(given, claimId);
  must(await assignCase(context(clerk), { caseId, staffId: clerk.id }), 'assign');
  const file = await exampleFile(test.files, 'Nachgereicht.pdf');
  must(await askBack(context(clerk), { caseId, body: 'Which car?' }), 'ask');
  must(await answerQuestion(context(owner), { caseId, body: 'The red one.', files: [file] }), 'answer');
  must(await askBack(context(clerk), { caseId, body: 'Which red one?' }), 'ask again');
  await test.runJobs();
  const refundId = must(await requestRefund(context(lead), { claimId, amountCents: 100, reason: 'goodwill', note: '' }), 'refund');
  must(await saveTextBlock(context(lead), { unitId: 'kvr-parken', name: 'Sample', bodyDe: 'x', bodyEn: 'x' }), 'text block');

  const cosignToken = randomBytes(24).toString('base64url');
  const cosignature = await sql<{ id: string }>`
    insert into ${sql.table('applications.cosignature')} (submission_id, step, state, token_hash, asked_name, asked_at)
    values (${submissionId}, 'partner', 'asked', ${cosignTokenHash(cosignToken)}, 'Kim', ${test.clock.now().toString()}) returning id`.execute(
    db,
  );

  const consent = { given: 'letter', identified: 'not', at: test.clock.now().toString() } as const;
  const counterDraftId = must(
    await startDraftFor(context(clerk), {
      formId: 'bewohnerparkausweis',
      serviceId: 'bewohnerparkausweis',
      channel: 'paper',
      owner: { kind: 'staff', staffId: clerk.id, unitId: 'kvr-parken', consent },
    }),
    'paper',
  );
  const scanId = must(await attachScan(context(clerk), { id: counterDraftId }, file), 'scan');

  const versionId = await aVersion(given, 'bewohnerparkausweis');
  const draftId = await aDraft(given, 'wohngeld', 'rent');
  const access = await visitorsDraft(context(owner), await passingSession(context(owner)), draftId);
  if (access.kind !== 'open') throw new Error(access.kind);
  const { entries } = await inboxOf(db, owner.id);
  const messages = await Promise.all(entries.map(async ({ id }) => must(await readMessage(context(owner), id), 'read')));
  const withFile = messages.find(({ attachments }) => attachments.length > 0);
  const parking = await serviceById(db, 'bewohnerparkausweis');
  const [situation] = await lifeSituations(db);
  const attempt = await sql<{ id: string }>`select id from ${sql.table('payments.transaction')} where claim_id = ${claimId}`.execute(db);
  return {
    submissionId,
    caseId,
    claimId,
    refundId,
    deliveryId: first(await deliveriesOfSubmission(db, submissionId)).id,
    draftId,
    formId: 'bewohnerparkausweis',
    versionId,
    pointId: 'r1',
    listPointId: 'r2',
    formPage: 'person',
    list: 'fee',
    entryId: 'permit',
    page: 'household',
    item: 'household.0',
    serviceId: 'bewohnerparkausweis',
    attemptId: first(attempt.rows).id,
    messageId: first(messages).message.id,
    attachmentId: first(withFile?.attachments).id,
    documentId: first(await documentsOfCase(db, caseId)).id,
    blockId: textBlockNamed(await textBlocksOf(db, ['kvr-parken'])),
    draftFileId: /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(access.draft.answers))?.[1] ?? '',
    counterDraftId,
    scanId,
    cosignToken,
    cosignatureId: first(cosignature.rows).id,
    appointmentDraftId: await aDraft(given, 'freischankflaeche'),
    stepId: 'ortstermin',
    uploadId: first(await submissionFiles(db, submissionId)).id,
    messageFileId: first((await messagesOf(db, caseId)).flatMap(({ files }) => files)).id,
    serviceSlug: parking ? slugOf(parking, 'de') : '',
    situationSlug: situation ? slugOf(situation, 'de') : '',
    draftToSend: await aDraft(given, 'meldebescheinigung'),
    draftToDiscard: await aDraft(given, 'meldebescheinigung', 'person'),
    unknown: randomUUID(),
  };
}

/** A version of a form that the clerk has changed and handed in; it waits for the lead. */
async function aVersion({ context, people }: SampleHouse, formId: string): Promise<string> {
  const clerk = context(people.clerk);
  must(await editOffered(clerk, { formId }), 'edit');
  const settled = { how: 'done' };
  const remarks = [
    { id: 'r1', about: 'rule', text: 'A rule', settled },
    { id: 'r2', about: 'list', text: 'A list', source: 'urn:sample:list_1', settled },
  ];
  const change = {
    formId,
    revision: 1,
    change: (form: AuthorForm) => done({ form: { ...form, title: { ...form.title, de: 'Sample' }, remarks } }),
  };
  must(await changeForm(clerk, change), 'change');
  return must(await submitVersion(clerk, { formId, revision: 2, note: '' }), 'hand in');
}

function first<T>(list: readonly T[] | undefined): T {
  const [one] = list ?? [];
  if (one === undefined) throw new Error('the sample misses something');
  return one;
}

function textBlockNamed(blocks: readonly { id: string; name: string }[]): string {
  return first(blocks.filter(({ name }) => name === 'Sample')).id;
}
