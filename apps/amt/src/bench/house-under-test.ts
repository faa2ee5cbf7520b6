import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { generateAddresses, importAddresses } from '@amt/addresses';
import type { HouseUnderTest } from '@amt/bench';
import { serviceById } from '@amt/catalogue';
import { sql } from '@amt/db';
import { anonymous, requirePermission } from '@amt/module';
import { submitApplication } from '@amt/applications';
import { staffList } from '@amt/identity';
import { sealPdf } from '@amt/signatures';
import { startTimeStampAuthority } from '@amt/simulators';
import { addresses } from '../demo/pay-fee.ts';
import { simulatorPorts, type Environment } from '../environment.ts';
import type { House } from '../house.ts';
import { generateLoad } from '../scale/generate-load.ts';
import { applicantsOf, copyDrafts, measuredService, questionPageOf } from './applicants.ts';
import { builderUnderTest } from './builder.ts';
import { fitConnectUnderTest } from './fit-connect.ts';
import { exampleDecision } from './letters.ts';
import { sessionOf } from './session-of.ts';

/** works on applications for the measured service */
const measuredClerk = 'katharina-moser';

/** The open house as the bench asks for it. The worker does not run; the time-stamping authority starts with the first seal. */
export async function houseUnderTest(house: House, env: Environment): Promise<HouseUnderTest> {
  const { db } = house.database;
  const service = await serviceById(db, measuredService);
  if (!service) throw new Error(`the city does not offer ${measuredService}`);
  let applicants: ReturnType<typeof applicantsOf> | undefined;
  const known = (): ReturnType<typeof applicantsOf> => (applicants ??= applicantsOf(house));
  let timeStamps: ReturnType<typeof startTimeStamps> | undefined;
  return {
    connectionString: house.database.connectionString,
    servicePath: addresses.href('portal.service', 'de', { slug: service.slug.de }),
    homePath: addresses.href('portal.home', 'de'),
    questionPage: async () => questionPageOf(house, await known()),
    completeDrafts: async (count) => copyDrafts(house, await known(), count),
    async submit({ draftId, cookie }) {
      const actor = (await known()).find((applicant) => applicant.cookie === cookie)?.actor ?? anonymous;
      const ctx = {
        ...house.systemContext(),
        actor,
        require: (permission: string, scope?: { unitId?: string }) => requirePermission(actor, permission, scope),
      };
      const confirmationPath = (submissionId: string): string => addresses.href('online-services.confirmation', 'de', { submissionId });
      const sent = await submitApplication(ctx, { draftId, confirmationPath });
      if (!sent.ok) throw new Error(`a draft was refused: ${sent.code}`);
    },
    async countSent() {
      const { rows } = await sql<{ submissions: number; cases: number; events: number }>`select
        (select count(*) from forms.submission) as submissions, (select count(*) from cases.case) as cases,
        (select count(*) from events.event) as events`.execute(db);
      return rows[0] ?? { submissions: 0, cases: 0, events: 0 };
    },
    async workList(count) {
      await generateLoad(house, { count, seed: 'bench' });
      const clerk = (await staffList(db)).find(({ subject }) => subject === measuredClerk);
      if (!clerk) throw new Error(`nobody works as ${measuredClerk}`);
      return { path: addresses.href('online-services.work-list', 'de'), cookie: await sessionOf(db, { kind: 'staff', id: clerk.id }) };
    },
    async importAddresses(streets, addresses) {
      const content = Readable.from(generateAddresses({ streets, addresses, format: 'csv' })).map((text: string) => Buffer.from(text));
      const done = await importAddresses(house.systemContext(), { content, format: 'csv', source: 'bench' });
      if (done.kind !== 'imported') throw new Error(`the invented list was not imported: ${done.kind}`);
    },
    renderDecision: async () => exampleDecision(house.clock.now()),
    async seal(pdf, round) {
      await (timeStamps ??= startTimeStamps(env));
      return sealPdf(house.systemContext(), pdf, { reason: 'Bescheid', idempotencyKey: `bench:${round}` });
    },
    builder: (fields) => builderUnderTest(house.systemContext(), fields),
    fitConnect: fitConnectUnderTest,
    async close() {
      await (await timeStamps)?.close();
      await house.close();
    },
  };
}

async function startTimeStamps(env: Environment): ReturnType<typeof startTimeStampAuthority> {
  const data = env['AMT_DATA'] ?? '';
  const authority = await startTimeStampAuthority({
    port: simulatorPorts(Number(env['PORT'])).timeStamps,
    folder: join(data, 'simulators', 'time-stamps'),
  });
  await mkdir(join(data, 'trust'), { recursive: true });
  await writeFile(join(data, 'trust', 'time-stamp-simulator.pem'), authority.rootCertificate);
  return authority;
}
