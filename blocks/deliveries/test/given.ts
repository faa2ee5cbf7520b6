import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { inTransaction, sql } from '@amt/db';
import {
  compileForm,
  insertSubmission,
  evaluate,
  publishForm,
  submissionById,
  type FileAnswer,
  type FormDefinition,
  type FormOutput,
} from '@amt/forms';
import { httpModule } from '@amt/http';
import { startMailCatcher, startWebhookCatcher, type MailCatcher, type WebhookCatcher } from '@amt/simulators';
import { testHouse, type TestHouse } from '@amt/testing';
import deliveries, { deliveriesOfSubmission, planDeliveries, type Delivery, type WaitsFor } from '../src/index.ts';

export const unitId = 'unit';
export const secret = 'a-shared-secret';

export interface Given {
  readonly house: TestHouse;
  readonly receiver: WebhookCatcher;
  readonly mail: MailCatcher;
  readonly accountId: string;
  readonly folder: string;
  /** settings of the house, for programs beside it */
  readonly env: Readonly<Record<string, string>>;
}

/** A house with the deliveries, a receiver of webhooks and a mail server beside it, a unit and a resident. */
export async function givenDeliveries(more: Readonly<Record<string, string>> = {}): Promise<Given> {
  const [receiver, mail, folder] = await Promise.all([
    startWebhookCatcher({ port: 0, secret }),
    startMailCatcher({ port: 0, smtpPort: 0 }),
    mkdtemp(join(tmpdir(), 'amt-deliveries-')),
  ]);
  const host = new URL(receiver.url).host;
  const env = {
    AMT_DATA: folder,
    AUTHORITY_NAME: 'Stadt',
    ORIGIN: 'http://localhost:8080',
    SMTP_URL: mail.smtpUrl,
    // the second host has a secret and may not be reached: it is no public place
    WEBHOOK_SECRETS: `${host}=${secret} 127.0.0.1:9=x localhost=x`,
    WEBHOOK_PLAIN_HOSTS: host,
    WEBHOOK_TIMEOUT_MS: '2000',
    WEBHOOK_FILE_BYTES: '1000',
    ...more,
  };
  const house = await testHouse({ modules: [httpModule, deliveries], env, now: '2026-06-15T08:00:00Z' });
  after(async () => {
    await Promise.all([receiver.close(), mail.close()]);
    await rm(folder, { recursive: true, force: true });
  });
  await sql`insert into ${sql.table('identity.unit')} (id, kind, name, position) values (${unitId}, 'department', '{"de":"Amt für Proben"}', 1)`.execute(
    house.db,
  );
  const { rows } = await sql<{ id: string }>`
    insert into ${sql.table('identity.account')} (display_name, trust_level, created_at) values ('Erika Muster', 'substantial', now()) returning id`.execute(
    house.db,
  );
  return { house, receiver, mail, folder, env, accountId: rows[0]?.id ?? '' };
}

const text = (de: string) => ({ de });

/** A form with a name, a group, people and files, and these outputs. */
export function formWith(id: string, outputs: FormOutput[]): FormDefinition {
  return {
    id,
    version: '1.0.0',
    title: text('Probe'),
    serviceKeys: [{ scheme: 'city', key: 'probe' }],
    ownerUnit: unitId,
    legalBasis: [{ citation: '§ 1 Satzung' }],
    retention: { submissionMonths: 12, draftDays: 30 },
    trustLevel: 'none',
    languages: ['de'],
    pages: [
      {
        id: 'all',
        title: text('Angaben'),
        fields: [
          { kind: 'text', id: 'name', label: text('Name') },
          { kind: 'email', id: 'mail', label: text('E-Mail'), autocomplete: 'email' },
          { kind: 'int', id: 'count', label: text('Anzahl') },
          {
            kind: 'group',
            id: 'place',
            label: text('Ort'),
            fields: [
              { kind: 'text', id: 'street', label: text('Straße') },
              { kind: 'text', id: 'city', label: text('Stadt') },
            ],
          },
          {
            kind: 'repeat',
            id: 'people',
            label: text('Personen'),
            itemLabel: text('Person'),
            min: 0,
            max: 5,
            fields: [
              { kind: 'text', id: 'first', label: text('Vorname') },
              { kind: 'int', id: 'age', label: text('Alter') },
            ],
          },
          { kind: 'file', id: 'papers', label: text('Unterlagen'), mediaTypes: ['application/pdf'], maxBytes: 20_000_000, maxFiles: 3 },
        ],
      },
    ],
    computed: [{ id: 'double', value: { op: 'multiply', args: [{ answer: 'count' }, 2] } }],
    outputs,
  };
}

export const answers = {
  name: 'Erika Möller & <Söhne>',
  mail: 'erika@example.org',
  count: 4,
  place: { street: 'Am Weg 1', city: 'München' },
  people: [
    { first: 'Anna', age: 7 },
    { first: 'Bela', age: 9 },
  ],
};

let forms = 0;

/** A submission of a new form with these outputs, planned as the submitting transaction plans it. */
export async function aSubmission(
  given: Given,
  outputs: FormOutput[],
  options: {
    answers?: Record<string, unknown>;
    files?: readonly Uint8Array[];
    caseId?: string;
    /** what it lacks when it is sent */
    open?: readonly WaitsFor[];
  } = {},
): Promise<{ submissionId: string; planned: readonly Delivery[] }> {
  const { house, accountId } = given;
  const compiled = compileForm(formWith(`probe-${++forms}`, outputs));
  await publishForm(house.context(), compiled);
  const files: FileAnswer[] = [];
  for (const [i, content] of (options.files ?? []).entries()) {
    const { sha256, size } = await house.files.put(content);
    files.push({ id: `file-${i}`, fileName: `Unterlage ${i}.pdf`, mediaType: 'application/pdf', size, sha256 });
  }
  const given_ = { ...(options.answers ?? answers), ...(files.length > 0 ? { papers: files } : {}) } as typeof answers;
  const facts = { today: '2026-06-15', signedIn: true, trustLevel: 'substantial' };
  const { values, computed } = evaluate(compiled, given_, facts);
  const id = await inTransaction(house.db, (tx) =>
    insertSubmission(
      tx,
      {
        formId: compiled.definition.id,
        formHash: compiled.hash,
        serviceId: 'probe',
        accountId,
        locale: 'de',
        answers: values,
        computed,
        provenance: {},
        facts,
        summary: [{ pageId: 'all', title: 'Angaben', rows: [{ path: 'name', label: 'Name', value: answers.name }] }],
        fee: { lines: [{ id: 'base', label: { de: 'Gebühr' }, cents: 500 }], totalCents: 500 },
        files,
        submittedAt: house.clock.now(),
        channel: 'web',
        consent: null,
      },
      Temporal.PlainDate.from('2027-06-15'),
    ),
  );
  const submission = await submissionById(house.db, id);
  if (!submission) throw new Error('not submitted');
  await inTransaction(house.db, (tx) => planDeliveries(tx, submission, options.caseId ?? null, options.open));
  return { submissionId: id, planned: await deliveriesOfSubmission(house.db, id) };
}

/** Retries are due by the real time: lets all of them run. */
export const dueNow = { until: Temporal.Now.instant().add({ hours: 48 }) };
