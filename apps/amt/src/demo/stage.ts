import type { Tx } from '@amt/db';
import { deliverOutput, noteDelivered } from '@amt/deliveries';
import { runPendingJobs } from '@amt/jobs';
import type { Locale } from '@amt/i18n';
import { demoAccountId, resolveActor, staffList } from '@amt/identity';
import { anonymous, defineJob, requirePermission, systemActor, type Actor, type Context, type Module } from '@amt/module';
import type { House } from '../house.ts';
import { modules } from '../modules.ts';

/**
 * Where a scene of the demo city is played: one transaction, in which the use cases act at instants of the past. The jobs they add are run
 * at those instants too, before the transaction ends, so that the house's worker never sees them; a scene is there as a whole or not at all.
 */
export interface Stage {
  readonly tx: Tx;
  /** the present */
  readonly now: Temporal.Instant;
  context(actor: Actor, at: Temporal.Instant, locale?: Locale): Context & { readonly db: Tx };
  /** the resident of this key at the state account; nobody for `undefined` */
  person(bpk2: string | undefined): Promise<Actor>;
  /** the member of staff with this subject */
  staff(subject: string | undefined): Promise<Actor>;
  /** Runs the jobs that the scene has added, as if it were then. */
  runJobs(at: Temporal.Instant): Promise<void>;
}

export function stageOf(house: House, tx: Tx, now: Temporal.Instant): Stage {
  const context = (actor: Actor, at: Temporal.Instant, locale: Locale = 'de'): Context & { readonly db: Tx } => ({
    ...house.systemContext(),
    db: tx,
    actor,
    now: at,
    locale,
    require: (permission, scope) => requirePermission(actor, permission, scope),
  });
  return {
    tx,
    now,
    context,
    async person(bpk2) {
      if (bpk2 === undefined) return anonymous;
      const id = await demoAccountId(tx, bpk2);
      return known(await resolveActor(tx, id === undefined ? undefined : { kind: 'person', id }), bpk2);
    },
    async staff(subject) {
      const found = (await staffList(tx)).find((one) => one.subject === subject);
      return known(await resolveActor(tx, found && { kind: 'staff', id: found.id }), subject ?? 'nobody');
    },
    async runJobs(at) {
      await runPendingJobs(tx, pastModules, () => context(systemActor, at), { until: at, own: true });
    },
  };
}

/** What the city handed over in its past is written down, and nothing leaves: its receivers would get it today. */
const pastModules: readonly Module[] = modules.map((module) => ({
  ...module,
  jobs: module.jobs.map((job) =>
    job.name === deliverOutput.name ? defineJob({ ...deliverOutput, run: (ctx, { deliveryId }) => noteDelivered(ctx, deliveryId) }) : job,
  ),
}));

function known(actor: Actor, name: string): Actor {
  if (actor.kind === 'anonymous') throw new Error(`the demo city knows no ${name}`);
  return actor;
}
