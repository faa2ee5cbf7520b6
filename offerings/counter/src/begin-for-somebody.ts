import { record } from '@amt/audit';
import { inTransaction } from '@amt/db';
import { startDraftFor, type Channel, type Consent } from '@amt/forms';
import { serviceById, type Service } from '@amt/catalogue';
import { done, failed, may, type Context, type Result } from '@amt/module';

/** Ways a clerk fills in for somebody. */
export const counterChannels = ['counter', 'telephone', 'paper'] as const satisfies readonly Channel[];
export type CounterChannel = (typeof counterChannels)[number];

export interface BeginForSomebody {
  readonly serviceId: string;
  readonly channel: string;
  readonly given: string;
  readonly identified: string;
  /** the clerk ticked that the person agreed */
  readonly agreed: boolean;
}

const givens = ['present', 'telephone', 'letter'] as const;
const identifications = ['document', 'known', 'not'] as const;
const among = <T extends string>(values: readonly T[], text: string): T | undefined => values.find((value) => value === text);

/** The consent as the clerk recorded it, or which field is missing. */
export function consentOf(
  ctx: Pick<Context, 'now'>,
  input: Pick<BeginForSomebody, 'given' | 'identified' | 'agreed'>,
): Result<Consent, 'given' | 'identified' | 'agreed'> {
  const given = among(givens, input.given);
  const identified = among(identifications, input.identified);
  if (given === undefined) return failed('given');
  if (identified === undefined) return failed('identified');
  return input.agreed ? done({ given, identified, at: ctx.now.toString() }) : failed('agreed');
}

/** A service of a unit the clerk may fill in for. */
export async function serviceForCounter(ctx: Context, serviceId: string): Promise<Service | undefined> {
  const service = await serviceById(ctx.db, serviceId);
  return service?.formId !== undefined && service.caseTypeId !== undefined && may(ctx.actor, 'counter.fill', service.unitId)
    ? service
    : undefined;
}

/**
 * A clerk begins a form for somebody who agreed; who did it for which service is in the audit.
 *
 * @returns the draft's id, or the field that is missing
 */
export async function beginForSomebody(
  ctx: Context,
  input: BeginForSomebody,
): Promise<Result<string, 'not-found' | 'channel' | 'given' | 'identified' | 'agreed'>> {
  const service = await serviceForCounter(ctx, input.serviceId);
  if (service?.formId === undefined || ctx.actor.id === undefined) return failed('not-found');
  const channel = among(counterChannels, input.channel);
  if (channel === undefined) return failed('channel');
  const consent = consentOf(ctx, input);
  if (!consent.ok) return consent;
  const owner = { kind: 'staff' as const, staffId: ctx.actor.id, unitId: service.unitId, consent: consent.value };
  const { formId } = service;
  return inTransaction(ctx.db, async (tx) => {
    const begun = await startDraftFor({ ...ctx, db: tx }, { formId, serviceId: service.id, channel, owner });
    if (!begun.ok) return begun;
    const detail = { service: service.id, channel, given: consent.value.given, identified: consent.value.identified };
    await record(tx, { actor: ctx.actor, action: 'counter.begin-for-somebody', subject: { type: 'draft', id: begun.value }, detail });
    return begun;
  });
}
