import type { Db } from '@amt/db';
import './tables.ts';
import { chainStart, commitmentOf, linkHash } from './chain.ts';
import { entryColumns } from './entry-columns.ts';

export interface ChainHead {
  readonly position: number;
  /** hex; keep it elsewhere (paper, another system) to notice later that the end of the chain was cut off */
  readonly hash: string;
}

export type ChainReport =
  | {
      readonly intact: true;
      readonly head: ChainHead;
      /** committed entries that are not yet in the chain */
      readonly unsealed: number;
      /** entries whose personal part was erased */
      readonly erased: number;
    }
  | { readonly intact: false; readonly position: number; readonly entryId: string | undefined; readonly reason: BreakReason };

/** `link-missing`: a position is left out, or the chain ends before the head that was kept. */
export type BreakReason = 'link-missing' | 'hash-mismatch' | 'personal-part-changed' | 'entry-without-link';

const batch = 2000;

/**
 * Recomputes the whole chain and reports the first break.
 *
 * @param keptHead a head noted earlier: the chain must still hold it.
 */
export async function verifyChain(db: Db, keptHead?: ChainHead): Promise<ChainReport> {
  let position = 0;
  let before: Uint8Array = chainStart;
  let erased = 0;
  for (;;) {
    const links = await linksAfter(db, position);
    for (const link of links) {
      position += 1;
      if (link.position !== position) return broken(position, undefined, 'link-missing');
      before = linkHash(before, position, link);
      const kept = keptHead?.position === position && keptHead.hash !== hex(before);
      if (kept || hex(before) !== hex(link.hash)) return broken(position, link.id, 'hash-mismatch');
      if (link.salt === null) erased += 1;
      else if (hex(commitmentOf(link.salt, personalPart(link))) !== hex(link.commitment))
        return broken(position, link.id, 'personal-part-changed');
    }
    if (links.length < batch) break;
  }
  if (keptHead !== undefined && keptHead.position > position) return broken(position + 1, undefined, 'link-missing');
  const stray = await entryOutsideChain(db);
  if (stray !== undefined) return broken(position + 1, stray, 'entry-without-link');
  return { intact: true, head: { position, hash: hex(before) }, unsealed: await countUnsealed(db), erased };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function broken(position: number, entryId: string | undefined, reason: BreakReason): ChainReport {
  return { intact: false, position, entryId, reason };
}

function linksAfter(db: Db, position: number) {
  return db
    .selectFrom('audit.link as l')
    .innerJoin('audit.entry as e', 'e.id', 'l.entryId')
    .leftJoin('audit.personal as p', 'p.entryId', 'l.entryId')
    .select(['l.position', 'l.hash', ...entryColumns, 'p.salt', 'p.actorId', 'p.actorName', 'p.accountId', 'p.detail'])
    .where('l.position', '>', position)
    .orderBy('l.position')
    .limit(batch)
    .execute();
}

type Link = Awaited<ReturnType<typeof linksAfter>>[number];

const personalPart = ({ actorId, actorName, accountId, detail }: Link) => ({
  actorId: actorId ?? '',
  actorName: actorName ?? '',
  accountId,
  detail,
});

/** Neither linked nor waiting: somebody removed its link or its place in the queue. */
async function entryOutsideChain(db: Db): Promise<string | undefined> {
  const found = await db
    .selectFrom('audit.entry as e')
    .leftJoin('audit.link as l', 'l.entryId', 'e.id')
    .leftJoin('audit.unsealed as u', 'u.entryId', 'e.id')
    .select('e.id')
    .where('l.entryId', 'is', null)
    .where('u.entryId', 'is', null)
    .orderBy('e.id')
    .limit(1)
    .executeTakeFirst();
  return found?.id;
}

async function countUnsealed(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('audit.unsealed')
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
