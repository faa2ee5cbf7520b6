import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inTransaction, type Db } from '@amt/db';
import { documentsOfCase, type StoredDocument } from '@amt/documents';
import { folderStore, type FileStore } from '@amt/files';
import identity, { listDemoPeople, resolveActor, staffList } from '@amt/identity';
import { inboxOf, type InboxEntry } from '@amt/mailbox';
import { requirePermission, staffActor, systemActor, type Actor, type Context } from '@amt/module';
import { createClaim } from '@amt/payments';
import { startMailCatcher, startTimeStampAuthority, type MailCatcher, type TimeStampAuthority } from '@amt/simulators';
import { testHouse, type TestHouse } from '@amt/testing';
import type { KyselyPlugin } from 'kysely';
import cases, { assignCase, attachClaim, caseById, openCase, publishCaseType, type Case } from '../src/index.ts';
import type { OpenCase } from '../src/open-case.ts';
import { aCaseType } from './case-types.ts';

export const city = { id: 'muenchen', folder: fileURLToPath(new URL('../../../cities/muenchen', import.meta.url)) };
/** settings that have no default */
export const origin = 'http://localhost:8080';

/** Who acts in the tests: the demo people of the city. */
export interface People {
  readonly clerk: Actor;
  readonly colleague: Actor;
  readonly lead: Actor;
  readonly foreignClerk: Actor;
  readonly resident: Actor;
  readonly neighbour: Actor;
}

export interface Given extends People {
  readonly house: TestHouse;
  readonly authority: TimeStampAuthority;
  readonly mail: MailCatcher;
  readonly files: FileStore;
  readonly filesFolder: string;
  readonly dataFolder: string;
  readonly as: (actor: Actor, change?: Partial<Pick<Context, 'db' | 'now' | 'locale'>>) => Context;
}

/** A house with the cases module, units and people of the city, a time-stamping authority and a mail server beside it, and two published case types: `plain` and `four-eyes`. */
export async function givenCases(): Promise<Given> {
  const [authority, mail] = await Promise.all([startTimeStampAuthority({ port: 0 }), startMailCatcher({ port: 0, smtpPort: 0 })]);
  const [filesFolder, dataFolder] = (await Promise.all(['files', 'data'].map((what) => mkdtemp(join(tmpdir(), `amt-cases-${what}-`))))) as [
    string,
    string,
  ];
  const house = await testHouse({
    modules: [cases],
    // a Monday without holidays near
    now: '2026-06-15T08:00:00Z',
    env: {
      AUTHORITY_NAME: 'Stadt',
      ORIGIN: origin,
      AMT_DATA: dataFolder,
      AMT_DEMO: 'true',
      TSA_URL: authority.url,
      SEAL_TRUST: authority.rootCertificate,
      SMTP_URL: mail.smtpUrl,
    },
  });
  after(async () => {
    await Promise.all([authority.close(), mail.close()]);
    await Promise.all([filesFolder, dataFolder].map((folder) => rm(folder, { recursive: true, force: true })));
  });
  await identity.seed.city?.(house.context(), city);
  for (const type of [aCaseType({ id: 'plain' }), aCaseType({ id: 'four-eyes', fourEyes: true })])
    await publishCaseType(house.db, type, house.clock.now());
  const files = folderStore(filesFolder);
  return {
    ...(await people(house.db)),
    house,
    authority,
    mail,
    files,
    filesFolder,
    dataFolder,
    as: (actor, change = {}) => ({
      ...house.context({ actor, files, ...change }),
      require: (permission, scope) => requirePermission(actor, permission, scope),
    }),
  };
}

async function people(db: Db): Promise<People> {
  const staff = await staffList(db);
  const member = async (subject: string): Promise<Actor> =>
    resolveActor(db, { kind: 'staff', id: staff.find((one) => one.subject === subject)?.id ?? '' });
  const residents = await listDemoPeople(db);
  const resident = async (name: string): Promise<Actor> =>
    resolveActor(db, { kind: 'person', id: residents.find((one) => one.displayName.includes(name))?.accountId ?? '' });
  const lead = await member('ulrike-steinbeisser');
  return {
    clerk: await member('katharina-moser'),
    colleague: await member('tarik-demir'),
    lead: withPermissions(lead, new Set([...lead.permissions, 'cases.approve'])),
    foreignClerk: await member('florian-aigner'),
    resident: await resident('Lehner'),
    neighbour: await resident('Huber'),
  };
}

/** The same person in the same units, with other permissions there. */
export function withPermissions({ id, name, unitIds }: Actor, permissions: ReadonlySet<string>): Actor {
  return staffActor({ id, name, grants: [{ permissions, unitIds }] });
}

/** A case of the resident, or whose account is given; with a fee it waits for 30 euros. */
export async function aCase(
  { resident, neighbour, as }: Given,
  change: Partial<OpenCase> = {},
): Promise<{ caseId: string; claimId: string | undefined; fileReference: string }> {
  const ctx = as(change.accountId === neighbour.id ? neighbour : resident);
  return inTransaction(ctx.db, async (tx) => {
    const feeDue = change.feeDue ?? false;
    const opened = await openCase(
      { ...ctx, db: tx },
      {
        caseTypeId: 'plain',
        serviceId: 'parking',
        submissionId: randomUUID(),
        accountId: resident.id,
        applicantName: resident.name,
        ...change,
        feeDue,
      },
    );
    const claimId = feeDue
      ? await createClaim(tx, {
          accountId: resident.id,
          unitId: opened.unitId,
          amountCents: 3000,
          purpose: 'Parking',
          caseId: opened.caseId,
          caseReference: opened.fileReference,
          returnPath: '/de',
          at: ctx.now,
        })
      : undefined;
    if (claimId !== undefined) await attachClaim(tx, opened.caseId, claimId);
    return { caseId: opened.caseId, claimId, fileReference: opened.fileReference };
  });
}

/** The same, taken by the clerk. */
export async function aTakenCase(given: Given, change: Partial<OpenCase> = {}): Promise<string> {
  const { caseId } = await aCase(given, change);
  await assignCase(given.as(given.clerk), { caseId, staffId: given.clerk.id });
  return caseId;
}

export async function stateOf({ house }: Given, caseId: string): Promise<Case> {
  const found = await caseById(house.db, caseId);
  if (!found) throw new Error('the case is gone');
  return found;
}

/** What of the case lies in the mailbox of its applicant. */
export async function mailOf({ house, resident }: Given, fileReference: string): Promise<readonly InboxEntry[]> {
  return (await inboxOf(house.db, resident.id, { search: fileReference })).entries;
}

export async function decisionsOf({ house }: Given, caseId: string): Promise<StoredDocument[]> {
  return (await documentsOfCase(house.db, caseId)).filter(({ kind }) => kind === 'decision');
}

export class Crash extends Error {}

/** Throws after the nth statement, as a process that dies there would; what its transaction wrote is gone. */
export function crashAfter(statement: number): KyselyPlugin & { readonly seen: () => number } {
  let seen = 0;
  return {
    seen: () => seen,
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (++seen === statement) throw new Crash();
      return result;
    },
  };
}

/** A job of this house, run once as the worker would. */
export function systemContext(given: Given, db: Db = given.house.db): Context {
  return given.as(systemActor, { db });
}
