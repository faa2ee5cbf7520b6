import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { savePage, startDraft, visitorsDraft } from '@amt/forms';
import { attributesOf, keepTrustLevel, listDemoPeople, resolveActor } from '@amt/identity';
import { anonymous, memorySession, type Actor, type Context, type Session } from '@amt/module';
import { startMailCatcher, startPaymentProvider, type PaymentProviderSimulator } from '@amt/simulators';
import { testHouse, type TestHouse } from '@amt/testing';
import type { KyselyPlugin } from 'kysely';
import applications from '../src/index.ts';

const city = { id: 'muenchen', folder: fileURLToPath(new URL('../../../cities/muenchen', import.meta.url)) };

export interface Given {
  readonly house: TestHouse;
  readonly provider: PaymentProviderSimulator;
  readonly mail: Awaited<ReturnType<typeof startMailCatcher>>;
  readonly resident: Actor;
  readonly neighbour: Actor;
}

/** A house with the services and people of the city, a payment provider and a mail server beside it. */
export async function givenServices(more: Readonly<Record<string, string>> = {}): Promise<Given> {
  const [mail, provider] = await Promise.all([startMailCatcher({ port: 0, smtpPort: 0 }), startPaymentProvider({ port: 0 })]);
  const dataFolder = await mkdtemp(join(tmpdir(), 'amt-services-'));
  const house = await testHouse({
    modules: [applications],
    now: '2026-06-15T08:00:00Z',
    env: {
      AUTHORITY_NAME: 'Stadt',
      ORIGIN: 'http://localhost:8080',
      AMT_DATA: dataFolder,
      AMT_DEMO: 'true',
      SMTP_URL: mail.smtpUrl,
      PAYMENT_URL: provider.apiUrl,
      ...more,
    },
  });
  after(async () => {
    await Promise.all([mail.close(), provider.close()]);
    await rm(dataFolder, { recursive: true, force: true });
  });
  for (const module of house.modules) await module.seed.city?.(house.context(), city);
  const people = await listDemoPeople(house.db);
  const resident = (name: string): Promise<Actor> =>
    resolveActor(house.db, { kind: 'person', id: people.find((one) => one.displayName.includes(name))?.accountId ?? '' });
  return { house, provider, mail, resident: await resident('Lehner'), neighbour: await resident('Adler') };
}

/** A browser's session, signed in with an identity card as the actor if it is a person. */
export async function aSession(actor: Actor): Promise<Session> {
  if (actor.kind !== 'person') return memorySession();
  const session = memorySession({ kind: 'person', id: actor.id });
  await keepTrustLevel(session, 'high');
  return session;
}

const pages: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  // costs 5 euros, needs a sign-in; name and address come from the account
  meldebescheinigung: {
    person: {},
    address: {},
    purpose: { copies: 'one', purpose: 'bank' },
    contact: { mail: 'anna@example.org' },
    declaration: { truth: 'yes' },
  },
  // free of charge, without sign-in
  'technischer-support': {
    problem: { topic: 'upload', description: 'The photograph is too large.', barrier: 'no' },
    contact: { name: 'Kim Canary', mail: 'kim@example.org' },
  },
};

export interface ADraft {
  readonly service?: 'meldebescheinigung' | 'technischer-support';
  readonly actor?: Actor;
  readonly session?: Session;
  /** pages left out are not answered */
  readonly without?: readonly string[];
}

/** A filled-in draft: of the resident for a certificate with a fee, or of nobody for a request without. */
export async function aDraft(
  { house, resident }: Given,
  { service = 'meldebescheinigung', actor, session, without = [] }: ADraft = {},
): Promise<string> {
  const who = actor ?? (service === 'meldebescheinigung' ? resident : anonymous);
  const ctx: Context = house.context({ actor: who });
  const browser = session ?? (await aSession(who));
  const attributes = who.kind === 'person' ? await attributesOf(house.db, who.id) : [];
  const begun = await startDraft(ctx, browser, { formId: service, serviceId: service, attributes });
  if (!begun.ok) throw new Error(begun.code);
  for (const [pageId, answers] of Object.entries(pages[service] ?? {})) {
    if (without.includes(pageId)) continue;
    const access = await visitorsDraft(ctx, browser, begun.value);
    if (access.kind !== 'open') throw new Error(access.kind);
    const { draft } = access;
    const body = Object.keys(answers).length > 0 ? answers : prefilled(draft.answers, pageId);
    const saved = await savePage(ctx, { draft, pageId, body, seenRevision: draft.pageRevisions[pageId] ?? 0 });
    if (!saved.ok || saved.value.kind === 'conflict' || saved.value.errors.length > 0)
      throw new Error(`${pageId}: ${JSON.stringify(saved)}`);
  }
  return begun.value;
}

/** What a browser sends back of what was filled in for the person. */
function prefilled(answers: Readonly<Record<string, unknown>>, pageId: string): Record<string, string> {
  if (pageId === 'person') {
    const [year = '', month = '', day = ''] = String(answers['birthDate']).split('-');
    return {
      givenName: String(answers['givenName']),
      surname: String(answers['surname']),
      'birthDate-day': day,
      'birthDate-month': month,
      'birthDate-year': year,
    };
  }
  return Object.fromEntries(
    Object.entries((answers['address'] ?? {}) as Record<string, string>).map(([part, value]) => [`address.${part}`, value]),
  );
}

export class Crash extends Error {}

/** Throws after the nth statement, as a process that dies there would; what its transaction wrote is gone. */
export function crashAfter(statement: number): KyselyPlugin {
  let seen = 0;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (++seen === statement) throw new Crash();
      return result;
    },
  };
}
