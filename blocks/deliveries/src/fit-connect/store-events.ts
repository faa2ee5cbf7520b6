import { inTransaction } from '@amt/db';
import type { Context } from '@amt/module';
import type { JWK } from 'jose';
import { lockDelivery, setProgress, updateDelivery } from '../delivery-store.ts';
import type { Progress } from '../progress.ts';
import type { Delivery } from '../tables.ts';
import { ApiFault, type FitConnectApi } from './api.ts';
import { insertEvent } from './event-store.ts';
import { readEvent, sameTags, type EventType, type SecurityEvent } from './security-event.ts';

/** Events that the delivery service itself tells of; the others are the destination's word. */
const ofService: ReadonlySet<EventType> = new Set(['create-submission', 'submit-submission', 'notify-submission', 'delete-submission']);

/** A delivery that was announced. */
export type Announced = Pick<Delivery, 'id' | 'target'> & { readonly progress: Progress };

/**
 * Reads the event log of a delivery, checks every token and keeps what is right. A token that is forged, of something else, replayed, or speaks of other
 * content than we sent is refused and leaves no trace but a line in the log.
 *
 * @returns the events that count, oldest first
 */
export async function storeEvents(ctx: Context, api: FitConnectApi, delivery: Announced): Promise<readonly SecurityEvent[]> {
  const { progress, target: destinationId } = delivery;
  const keyOf = keysOfIssuers(api, destinationId);
  const events: SecurityEvent[] = [];
  for (const token of await api.events(progress.caseId)) {
    const read = await readEvent(token, {
      submissionId: progress.submissionId,
      caseId: progress.caseId,
      keyOf,
      mayTell: (issuer, type) => (issuer === destinationId) !== ofService.has(type),
    });
    const fault = read.ok ? contentFault(read.value, progress) : read.code;
    if (read.ok && fault === undefined) events.push(read.value);
    else ctx.log.warn({ delivery: delivery.id, fault }, 'an event of FIT-Connect was refused');
  }
  return keep(ctx, delivery, events);
}

/** Keys by issuer: the service by its address, the destination by its id; nobody else has a word here. */
function keysOfIssuers(api: FitConnectApi, destinationId: string): (issuer: string, keyId: string) => Promise<JWK | undefined> {
  const known = new Map<string, Promise<JWK | undefined>>();
  const fetchKey = async (issuer: string, keyId: string): Promise<JWK | undefined> => {
    if (issuer.replace(/\/$/, '') === api.url) return api.serviceKey(keyId);
    if (issuer !== destinationId) return undefined;
    try {
      return await api.destinationKey(destinationId, keyId);
    } catch (fault) {
      if (fault instanceof ApiFault && fault.status === 404) return undefined;
      throw fault;
    }
  };
  return (issuer, keyId) => {
    const name = JSON.stringify([issuer, keyId]);
    const found = known.get(name) ?? fetchKey(issuer, keyId);
    known.set(name, found);
    return found;
  };
}

/** "Submitted" and "accepted" must name the very content that we encrypted. */
function contentFault({ type, tags }: SecurityEvent, progress: Progress): 'wrong-content' | undefined {
  if (type !== 'submit-submission' && type !== 'accept-submission') return undefined;
  return progress.tags.some((ours) => sameTags(tags, ours)) ? undefined : 'wrong-content';
}

async function keep(ctx: Context, { id }: Announced, events: readonly SecurityEvent[]): Promise<readonly SecurityEvent[]> {
  return inTransaction(ctx.db, async (tx) => {
    const present = await lockDelivery(tx, id);
    const counted: SecurityEvent[] = [];
    for (const event of events) {
      if (await insertEvent(tx, id, event, ctx.now)) counted.push(event);
      else ctx.log.warn({ delivery: id, fault: 'replayed' }, 'an event of FIT-Connect was refused');
    }
    const word = counted.findLast(({ type }) => type === 'accept-submission' || type === 'reject-submission');
    if (word === undefined || !present?.progress || present.progress.answered) return counted;
    await setProgress(tx, id, { ...present.progress, answered: true });
    await updateDelivery(
      tx,
      id,
      word.type === 'accept-submission'
        ? { state: 'delivered', deliveredAt: present.deliveredAt ?? ctx.now, lastAnswer: 'accepted', changedAt: ctx.now }
        : { state: 'refused', lastAnswer: 'rejected', changedAt: ctx.now },
    );
    return counted;
  });
}
