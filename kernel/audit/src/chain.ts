import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** The part of an entry that says something about persons. */
export interface PersonalPart {
  readonly actorId: string;
  readonly actorName: string;
  readonly accountId: string | null;
  readonly detail: unknown;
}

export interface ChainedEntry {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly actorKind: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly reading: boolean;
  readonly commitment: Uint8Array;
}

/** The hash before the first link. */
export const chainStart: Uint8Array = new Uint8Array(32);

/** Binds the personal part without telling it: the salt has 128 random bits and is erased with it. */
export function commitmentOf(salt: Uint8Array, { actorId, actorName, accountId, detail }: PersonalPart): Uint8Array {
  return createHash('sha256').update(salt).update(canonicalJson({ actorId, actorName, accountId, detail })).digest();
}

export function linkHash(before: Uint8Array, position: number, entry: ChainedEntry): Uint8Array {
  const { id, at, actorKind, action, subjectType, subjectId, reading, commitment } = entry;
  const text = canonicalJson({
    position,
    id,
    at: at.toString(),
    actorKind,
    action,
    subjectType,
    subjectId,
    reading,
    commitment: Buffer.from(commitment).toString('hex'),
  });
  return createHash('sha256').update(before).update(text).digest();
}
